// How long it takes to compare two outlines of a left ventricle, as an evaluation does per label.

#include "core/metrics/mask_measures.h"
#include "core/metrics/overlap.h"
#include "core/metrics/surface_distance.h"
#include "core/random/rng.h"
#include "core/shape/rasterise.h"
#include "core/statistics/bootstrap.h"
#include "support/shapes.h"

#include <benchmark/benchmark.h>
#include <vector>

namespace segnoise {
namespace {

const shape::Spacing kSpacing{.x_mm = 0.308, .y_mm = 0.308};

/// The same ventricle drawn by someone else: shifted, wider and shorter.
shape::Mask other_left_ventricle() {
  return testing::ellipse({600, 800}, {306.0, 410.0}, 108.0, 166.0);
}

void overlap_of_lv_pair(benchmark::State& state) {
  const shape::Mask a = testing::left_ventricle();
  const shape::Mask b = other_left_ventricle();
  for (auto _ : state) benchmark::DoNotOptimize(metrics::overlap(a, b));
}
BENCHMARK(overlap_of_lv_pair)->Unit(benchmark::kMicrosecond);

void surface_distances_of_lv_pair(benchmark::State& state) {
  const shape::Mask a = testing::left_ventricle();
  const shape::Mask b = other_left_ventricle();
  for (auto _ : state) benchmark::DoNotOptimize(metrics::surface_distances(a, b, kSpacing));
}
BENCHMARK(surface_distances_of_lv_pair)->Unit(benchmark::kMicrosecond);

/// The ragged outline that jittered labels have.
void surface_distances_to_ragged_lv(benchmark::State& state) {
  const shape::Mask a = testing::left_ventricle();
  random::Rng rng(1);
  shape::Ring ring = testing::ellipse_ring({300.0, 400.0}, 100.0, 175.0, 400);
  for (shape::Point& point : ring) {
    point = {point.x + 4.0 * rng.normal(), point.y + 4.0 * rng.normal()};
  }
  const shape::Mask b = shape::rasterise({ring}, a.size());
  for (auto _ : state) benchmark::DoNotOptimize(metrics::surface_distances(a, b, kSpacing));
}
BENCHMARK(surface_distances_to_ragged_lv)->Unit(benchmark::kMicrosecond);

/// As far apart as a prediction that missed the ventricle.
void surface_distances_of_far_pair(benchmark::State& state) {
  const shape::Mask a = testing::left_ventricle();
  const shape::Mask b = testing::ellipse(a.size(), {550.0, 50.0}, 40.0, 40.0);
  for (auto _ : state) benchmark::DoNotOptimize(metrics::surface_distances(a, b, kSpacing));
}
BENCHMARK(surface_distances_of_far_pair)->Unit(benchmark::kMicrosecond);

/// All that a label of an evaluation is measured by, the length-weighted distances included.
void all_measures_of_lv_pair(benchmark::State& state) {
  const shape::Mask a = testing::left_ventricle();
  const shape::Mask b = other_left_ventricle();
  for (auto _ : state) benchmark::DoNotOptimize(metrics::mask_measures(a, b, kSpacing, {}));
}
BENCHMARK(all_measures_of_lv_pair)->Unit(benchmark::kMicrosecond);

void bootstrap_of_50_patients(benchmark::State& state) {
  random::Rng rng(1);
  std::vector<double> values(50);
  for (double& value : values) value = rng.normal();
  for (auto _ : state) benchmark::DoNotOptimize(statistics::bootstrap_mean_interval(values, 1));
}
BENCHMARK(bootstrap_of_50_patients)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace segnoise
