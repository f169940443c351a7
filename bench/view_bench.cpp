// From a slider of camus-view to the picture of four frames, at CAMUS's native size and the
// window's own, on one core; without the time that VTK takes to put it on the screen.

#include "core/random/rng.h"
#include "show/window/scene.h"
#include "show/window/viewer_window.h"
#include "support/setups.h"
#include "support/shapes.h"

#include <benchmark/benchmark.h>

namespace segnoise {
namespace {

constexpr shape::Grid kGrid{.size = {600, 500}, .spacing_mm = {0.308, 0.308}};

/// Speckle with a ventricle of some 49 by 83 mm at end-diastole.
shape::LabelledImage frame(cardiac::Instant instant) {
  const bool is_systole = instant == cardiac::Instant::kEndSystole;
  shape::LabelledImage frame{.image = shape::Image(kGrid), .labels = shape::LabelMap(kGrid)};
  const shape::Mask ventricle =
      testing::ellipse(
          kGrid.size, {300.0, 400.0}, is_systole ? 60.0 : 80.0, is_systole ? 230.0 : 270.0) &
      testing::rectangle(kGrid.size, {0, 0, 600, 400});
  random::Rng rng(7);
  for (int y = 0; y < kGrid.size.height; ++y) {
    for (int x = 0; x < kGrid.size.width; ++x) {
      frame.labels(x, y) = ventricle(x, y) ? cardiac::kLeftVentricle : cardiac::kBackground;
      frame.image(x, y) = static_cast<float>(rng.below(ventricle(x, y) ? 80 : 250));
    }
  }
  return frame;
}

session::Session session(int tier) {
  cardiac::Patient patient{.id = "patient0001"};
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants)
      patient.frames(view, instant) = frame(instant);
  }
  session::SessionStart start{
      .patients = {patient.id},
      .setup = testing::camus(testing::tiers().at(static_cast<std::size_t>(tier)))};
  start.load = [patient](std::size_t) { return session::ViewedPatient{.patient = patient}; };
  return session::Session(start);
}

/// Tier of the setup: 0 low, 1 medium, 2 high.
void BM_SliderToPicture(benchmark::State& state) {
  session::Session viewed = session(static_cast<int>(state.range(0)));
  window::Scene scene;
  (void)scene.draw(viewed, window::kViewerSize, {});
  double fraction = 0.2;
  for (auto _ : state) {
    fraction = fraction < 0.6 ? fraction + 0.01 : 0.2;
    window::turn(viewed, 2, fraction);
    benchmark::DoNotOptimize(scene.draw(viewed, window::kViewerSize, {}));
  }
}
BENCHMARK(BM_SliderToPicture)->DenseRange(0, 2)->Unit(benchmark::kMillisecond);

/// The numbers alone: four noisy labels, Dice, Hausdorff distance, volumes.
void BM_SliderToNumbers(benchmark::State& state) {
  session::Session viewed = session(static_cast<int>(state.range(0)));
  double fraction = 0.2;
  for (auto _ : state) {
    fraction = fraction < 0.6 ? fraction + 0.01 : 0.2;
    window::turn(viewed, 2, fraction);
  }
}
BENCHMARK(BM_SliderToNumbers)->DenseRange(0, 2)->Unit(benchmark::kMillisecond);

/// Another patient: everything is drawn.
void BM_NewPatientToPicture(benchmark::State& state) {
  session::Session viewed = session(0);
  window::Scene scene;
  for (auto _ : state) {
    viewed.go(1);
    benchmark::DoNotOptimize(scene.draw(viewed, window::kViewerSize, {}));
  }
}
BENCHMARK(BM_NewPatientToPicture)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace segnoise
