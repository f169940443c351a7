// One noisy LV label with its contribution to a volume, and the EF sensitivity of one patient, on
// one core, at CAMUS's native size.

#include "core/noise/corrupt.h"
#include "study/analysis/sensitivity.h"
#include "support/setups.h"
#include "support/shapes.h"

#include <benchmark/benchmark.h>
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>

namespace segnoise {
namespace {

constexpr shape::Grid kGrid{.size = {600, 400}, .spacing_mm = {0.308, 0.308}};

/// Half an ellipse with a flat base, some 3 mm smaller at end-systole: 49 by 83 mm, an area of
/// 32 cm², at end-diastole, as big as a CAMUS ventricle.
cardiac::Cavity left_ventricle(cardiac::Instant instant) {
  const bool is_systole = instant == cardiac::Instant::kEndSystole;
  const double half_width_px = is_systole ? 60.0 : 80.0;
  const double length_px = is_systole ? 230.0 : 270.0;
  return {
      testing::ellipse(kGrid.size, {300.0, 320.0}, half_width_px, length_px) &
          testing::rectangle(kGrid.size, {0, 0, 600, 320}),
      kGrid.spacing_mm};
}

noise::NoiseSetup setup(const benchmark::State& state) {
  return testing::camus(testing::tiers().at(static_cast<std::size_t>(state.range(0))));
}

/// Tier (0 low, 1 medium, 2 high) and instant (0 ED, 1 ES) of one label.
void BM_NoisyLabelToDisks(benchmark::State& state) {
  const auto instant = static_cast<cardiac::Instant>(state.range(1));
  const cardiac::Cavity cavity = left_ventricle(instant);
  noise::RepeatedNoise noise(setup(state), {.shape = cavity.mask, .category = 1}, kGrid);
  std::uint64_t draw = 0;
  for (auto _ : state) {
    const auto noisy =
        noise({.seed = 1, .identity = ++draw, .instant = name_of(instant)}).outcome.instance;
    benchmark::DoNotOptimize(
        cardiac::ase_disks(std::get<shape::Mask>(noisy.shape), kGrid.spacing_mm));
  }
}
BENCHMARK(BM_NoisyLabelToDisks)->ArgsProduct({{0, 1, 2}, {0, 1}});

/// One smooth displacement of one label: by contour-walk (0), by an observer (1).
void BM_SmoothNoiseOnALabel(benchmark::State& state) {
  const cardiac::Cavity cavity = left_ventricle(cardiac::Instant::kEndDiastole);
  const auto operation = state.range(0) == 0
                             ? noise::Operation{noise::ContourWalk{{1.4, 0.3}, 18.0}}
                             : noise::Operation{noise::Observer{
                                   .spread = 1.4,
                                   .correlation = 18.0,
                                   .base_sigma = 2.5,
                                   .reading_variation = 0.25,
                                   .instant_correlation = 0.3,
                                   .view_correlation = 0.3}};
  noise::RepeatedNoise noise(
      {.name = "smooth", .unit = noise::Unit::kMm, .steps = {{operation}}},
      {.shape = cavity.mask,
       .category = 1,
       .long_axis = noise::BaseToApex{{300.0, 320.0}, {300.0, 50.0}}},
      kGrid);
  std::uint64_t draw = 0;
  for (auto _ : state) {
    ++draw;
    benchmark::DoNotOptimize(noise(
        {.seed = 1,
         .identity = draw,
         .instant = "ES",
         .reading = noise::Reading{.patient = draw, .view = "4CH"}}));
  }
}
BENCHMARK(BM_SmoothNoiseOnALabel)->DenseRange(0, 1);

/// All draws of a patient's four labels, of the steps alone, and the statistics; by tier. The
/// counter is the time of each of the 4 · 1000 masks, the steps alone being charged to them.
void BM_PatientOfAThousandDraws(benchmark::State& state) {
  plan::VentricleLabels labels{.patient = "patient0001"};
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants)
      labels.cavities(view, instant) = left_ventricle(instant);
  }
  const analysis::SensitivityOptions options;
  for (auto _ : state)
    benchmark::DoNotOptimize(analysis::patient_sensitivity(labels, setup(state), options));
  state.counters["per_mask"] = benchmark::Counter(
      4.0 * options.draws,
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(BM_PatientOfAThousandDraws)->DenseRange(0, 2)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace segnoise
