// From a slider of camus-view to the picture of four frames, at CAMUS's native size and the
// window's own, on one core; without the time that VTK takes to put it on the screen.

#include "random/rng.h"
#include "support/setups.h"
#include "support/shapes.h"
#include "window/scene.h"
#include "window/viewer_window.h"

#include <benchmark/benchmark.h>

namespace segnoise {
namespace {

constexpr Grid kGrid{.size = {600, 500}, .spacing_mm = {0.308, 0.308}};

/// Speckle with a ventricle of some 49 by 83 mm at end-diastole.
LabelledImage frame(Instant instant) {
  const bool is_systole = instant == Instant::kEndSystole;
  LabelledImage frame{.image = Image(kGrid), .labels = LabelMap(kGrid)};
  const Mask ventricle =
      testing::ellipse(
          kGrid.size, {300.0, 400.0}, is_systole ? 60.0 : 80.0, is_systole ? 230.0 : 270.0) &
      testing::rectangle(kGrid.size, {0, 0, 600, 400});
  Rng rng(7);
  for (int y = 0; y < kGrid.size.height; ++y) {
    for (int x = 0; x < kGrid.size.width; ++x) {
      frame.labels(x, y) = ventricle(x, y) ? kLeftVentricle : kBackground;
      frame.image(x, y) = static_cast<float>(rng.below(ventricle(x, y) ? 80 : 250));
    }
  }
  return frame;
}

Session session(int tier) {
  Patient patient{.id = "patient0001"};
  for (const View view : kViews) {
    for (const Instant instant : kInstants) patient.frames(view, instant) = frame(instant);
  }
  SessionStart start{
      .patients = {patient.id},
      .setup = testing::camus(testing::tiers().at(static_cast<std::size_t>(tier)))};
  start.load = [patient](std::size_t) { return ViewedPatient{.patient = patient}; };
  return Session(start);
}

/// Tier of the setup: 0 low, 1 medium, 2 high.
void BM_SliderToPicture(benchmark::State& state) {
  Session viewed = session(static_cast<int>(state.range(0)));
  Scene scene;
  (void)scene.draw(viewed, kViewerSize, {});
  double fraction = 0.2;
  for (auto _ : state) {
    fraction = fraction < 0.6 ? fraction + 0.01 : 0.2;
    turn(viewed, 2, fraction);
    benchmark::DoNotOptimize(scene.draw(viewed, kViewerSize, {}));
  }
}
BENCHMARK(BM_SliderToPicture)->DenseRange(0, 2)->Unit(benchmark::kMillisecond);

/// The numbers alone: four noisy labels, Dice, Hausdorff distance, volumes.
void BM_SliderToNumbers(benchmark::State& state) {
  Session viewed = session(static_cast<int>(state.range(0)));
  double fraction = 0.2;
  for (auto _ : state) {
    fraction = fraction < 0.6 ? fraction + 0.01 : 0.2;
    turn(viewed, 2, fraction);
  }
}
BENCHMARK(BM_SliderToNumbers)->DenseRange(0, 2)->Unit(benchmark::kMillisecond);

/// Another patient: everything is drawn.
void BM_NewPatientToPicture(benchmark::State& state) {
  Session viewed = session(0);
  Scene scene;
  for (auto _ : state) {
    viewed.go(1);
    benchmark::DoNotOptimize(scene.draw(viewed, kViewerSize, {}));
  }
}
BENCHMARK(BM_NewPatientToPicture)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace segnoise
