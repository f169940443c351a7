// How fast COCO's polygons become masks and run lengths: per iteration one annotation, the mean
// over all 830 polygons of the sample beside the checkout.
// Compare medians of CPU time: --benchmark_repetitions=9 --benchmark_report_aggregates_only=true

#include "core/shape/coco_polygon.h"
#include "core/shape/rle.h"
#include "support/coco_sample.h"
#include "support/shapes.h"

#include <benchmark/benchmark.h>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace segnoise {
namespace {

std::vector<testing::CocoAnnotation> polygons() {
  std::vector<testing::CocoAnnotation> found;
  if (!testing::has_coco_sample()) return found;
  for (const auto& annotation : testing::coco_annotations()) {
    if (!annotation.polygon.empty()) found.push_back(annotation);
  }
  return found;
}

/// Runs work(annotation) over the whole sample in each iteration, and reports the time of one.
template <class Work>
void over_sample(benchmark::State& state, Work work) {
  const auto annotations = polygons();
  if (annotations.empty()) {
    state.SkipWithError("no annotations beside the checkout");
    return;
  }
  for (auto _ : state) {
    for (const auto& annotation : annotations) benchmark::DoNotOptimize(work(annotation));
  }
  using benchmark::Counter;
  state.counters["each"] = Counter(
      static_cast<double>(annotations.size()),
      Counter::kIsIterationInvariantRate | Counter::kInvert);
}

void coco_polygon_to_mask(benchmark::State& state) {
  over_sample(state, [](const auto& each) { return coco_mask(each.polygon, each.size); });
}
BENCHMARK(coco_polygon_to_mask)->Unit(benchmark::kMicrosecond);

void coco_polygon_to_mask_to_string(benchmark::State& state) {
  over_sample(state, [](const auto& each) {
    return compressed(shape::run_lengths(coco_mask(each.polygon, each.size)));
  });
}
BENCHMARK(coco_polygon_to_mask_to_string)->Unit(benchmark::kMicrosecond);

void coco_polygon_to_runs(benchmark::State& state) {
  over_sample(state, [](const auto& each) { return coco_rle(each.polygon, each.size); });
}
BENCHMARK(coco_polygon_to_runs)->Unit(benchmark::kMicrosecond);

void coco_polygon_to_string(benchmark::State& state) {
  over_sample(
      state, [](const auto& each) { return compressed(coco_rle(each.polygon, each.size)); });
}
BENCHMARK(coco_polygon_to_string)->Unit(benchmark::kMicrosecond);

void coco_polygon_to_string_area_box(benchmark::State& state) {
  over_sample(state, [](const auto& each) {
    const shape::RunLengths runs = coco_rle(each.polygon, each.size);
    benchmark::DoNotOptimize(shape::area(runs));
    benchmark::DoNotOptimize(shape::bounding_box(runs));
    return compressed(runs);
  });
}
BENCHMARK(coco_polygon_to_string_area_box)->Unit(benchmark::kMicrosecond);

shape::Mask ventricle() {
  const shape::Mask mask = testing::left_ventricle();
  return mask.windowed(mask.extent());
}

void runs_of_ventricle(benchmark::State& state) {
  const shape::Mask mask = ventricle();
  for (auto _ : state) benchmark::DoNotOptimize(shape::run_lengths(mask));
}
BENCHMARK(runs_of_ventricle);

void runs_of_scattered_pixels(benchmark::State& state) {
  random::Rng rng(1);
  const shape::Mask mask = testing::random_mask({600, 800}, 0.5, rng);
  for (auto _ : state) benchmark::DoNotOptimize(shape::run_lengths(mask));
}
BENCHMARK(runs_of_scattered_pixels)->Unit(benchmark::kMicrosecond);

void mask_of_ventricle_runs(benchmark::State& state) {
  const shape::RunLengths runs = shape::run_lengths(ventricle());
  for (auto _ : state) benchmark::DoNotOptimize(mask_of(runs));
}
BENCHMARK(mask_of_ventricle_runs);

void string_of_ventricle_runs(benchmark::State& state) {
  const shape::RunLengths runs = shape::run_lengths(ventricle());
  for (auto _ : state) benchmark::DoNotOptimize(compressed(runs));
}
BENCHMARK(string_of_ventricle_runs);

void runs_of_ventricle_string(benchmark::State& state) {
  const std::string text = compressed(shape::run_lengths(ventricle()));
  for (auto _ : state) benchmark::DoNotOptimize(shape::decompressed(text, {600, 800}));
}
BENCHMARK(runs_of_ventricle_string);

}  // namespace
}  // namespace segnoise
