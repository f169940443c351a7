// How fast the shape module works on a frame with a left ventricle, and on shapes of COCO's size.
// Compare medians of CPU time: --benchmark_repetitions=9 --benchmark_report_aggregates_only=true

#include "core/shape/components.h"
#include "core/shape/contours.h"
#include "core/shape/distance.h"
#include "core/shape/label_map.h"
#include "core/shape/morphology.h"
#include "core/shape/rasterise.h"
#include "core/shape/resample.h"
#include "core/shape/simplify.h"
#include "support/shapes.h"

#include <benchmark/benchmark.h>
#include <cstdint>

namespace segnoise {
namespace {

const shape::Spacing kSpacing{0.31, 0.31};

/// The left ventricle in a window of its own, as every other function returns it.
shape::Mask ventricle() {
  const shape::Mask mask = testing::left_ventricle();
  return mask.windowed(mask.extent());
}

/// The wall around a ventricle: an outline with a hole.
shape::Mask wall() {
  const shape::Mask inside = ventricle();
  return shape::dilated(inside, {41, 41}) - inside;
}

shape::Ring coco_ring() {
  random::Rng rng(1);
  return testing::random_star({320.0, 240.0}, 50.0, 60, rng);
}

void dilate_7(benchmark::State& state) {
  const shape::Mask mask = ventricle();
  for (auto _ : state) benchmark::DoNotOptimize(shape::dilated(mask, {7, 7}));
}
BENCHMARK(dilate_7);

void erode_7(benchmark::State& state) {
  const shape::Mask mask = ventricle();
  for (auto _ : state) benchmark::DoNotOptimize(shape::eroded(mask, {7, 7}));
}
BENCHMARK(erode_7);

void open_7(benchmark::State& state) {
  const shape::Mask mask = ventricle();
  for (auto _ : state) benchmark::DoNotOptimize(shape::opened(mask, {7, 7}));
}
BENCHMARK(open_7);

void trace_ventricle(benchmark::State& state) {
  const shape::Mask mask = ventricle();
  for (auto _ : state) benchmark::DoNotOptimize(shape::trace(mask));
}
BENCHMARK(trace_ventricle);

void trace_wall(benchmark::State& state) {
  const shape::Mask mask = wall();
  for (auto _ : state) benchmark::DoNotOptimize(shape::trace(mask));
}
BENCHMARK(trace_wall);

void distance_isotropic(benchmark::State& state) {
  const shape::Mask mask = ventricle();
  for (auto _ : state) benchmark::DoNotOptimize(shape::distance_mm(mask, kSpacing));
}
BENCHMARK(distance_isotropic)->Unit(benchmark::kMicrosecond);

void distance_anisotropic(benchmark::State& state) {
  const shape::Mask mask = ventricle();
  for (auto _ : state) benchmark::DoNotOptimize(shape::distance_mm(mask, {0.31, 0.17}));
}
BENCHMARK(distance_anisotropic)->Unit(benchmark::kMicrosecond);

void distance_to_background(benchmark::State& state) {
  const shape::Mask mask = shape::complement(ventricle());
  for (auto _ : state) benchmark::DoNotOptimize(shape::distance_mm(mask, kSpacing));
}
BENCHMARK(distance_to_background)->Unit(benchmark::kMicrosecond);

void distance_to_scattered_pixels(benchmark::State& state) {
  random::Rng rng(1);
  const shape::Mask mask = testing::random_mask({600, 800}, 0.001, rng);
  for (auto _ : state) benchmark::DoNotOptimize(shape::distance_mm(mask, kSpacing));
}
BENCHMARK(distance_to_scattered_pixels)->Unit(benchmark::kMicrosecond);

void nearest_pixel_of_frame(benchmark::State& state) {
  const shape::Mask mask = ventricle();
  for (auto _ : state) benchmark::DoNotOptimize(shape::nearest_pixel(mask, kSpacing));
}
BENCHMARK(nearest_pixel_of_frame)->Unit(benchmark::kMicrosecond);

void rasterise_coco_ring(benchmark::State& state) {
  const shape::Polygon polygon{coco_ring()};
  for (auto _ : state) benchmark::DoNotOptimize(shape::rasterise(polygon, {640, 480}));
}
BENCHMARK(rasterise_coco_ring);

void rasterise_ventricle(benchmark::State& state) {
  const shape::Polygon polygon = shape::trace(ventricle());
  for (auto _ : state) benchmark::DoNotOptimize(shape::rasterise(polygon, {600, 800}));
}
BENCHMARK(rasterise_ventricle);

void simplify_ventricle(benchmark::State& state) {
  const shape::Ring ring = shape::trace(ventricle()).front();
  for (auto _ : state) benchmark::DoNotOptimize(shape::simplified(ring, 5.0));
}
BENCHMARK(simplify_ventricle);

void simplify_coco_ring(benchmark::State& state) {
  const shape::Ring ring = coco_ring();
  for (auto _ : state) benchmark::DoNotOptimize(shape::simplified(ring, 5.0));
}
BENCHMARK(simplify_coco_ring);

void fill_holes_of_wall(benchmark::State& state) {
  const shape::Mask mask = wall();
  for (auto _ : state) benchmark::DoNotOptimize(shape::holes_filled(mask));
}
BENCHMARK(fill_holes_of_wall);

void components_of_wall(benchmark::State& state) {
  const shape::Mask mask = wall();
  for (auto _ : state) benchmark::DoNotOptimize(shape::components(mask));
}
BENCHMARK(components_of_wall);

shape::LabelMap two_structures() {
  shape::LabelMap labels({{600, 800}, kSpacing});
  labels = shape::with_structure(labels, 1, ventricle());
  return shape::with_structure(labels, 2, wall());
}

void redraw_a_structure(benchmark::State& state) {
  const shape::LabelMap labels = two_structures();
  const shape::Mask redrawn = shape::eroded(shape::mask_of(labels, 1), {7, 7});
  for (auto _ : state) benchmark::DoNotOptimize(shape::with_structure(labels, 1, redrawn));
}
BENCHMARK(redraw_a_structure)->Unit(benchmark::kMicrosecond);

void mask_of_a_label(benchmark::State& state) {
  const shape::LabelMap labels = two_structures();
  for (auto _ : state) benchmark::DoNotOptimize(shape::mask_of(labels, 1));
}
BENCHMARK(mask_of_a_label)->Unit(benchmark::kMicrosecond);

void tidy_labels(benchmark::State& state) {
  const shape::LabelMap labels = two_structures();
  for (auto _ : state) benchmark::DoNotOptimize(shape::tidied(labels));
}
BENCHMARK(tidy_labels)->Unit(benchmark::kMicrosecond);

void resample_an_image(benchmark::State& state) {
  const shape::Image image({{600, 800}, kSpacing}, 0.5F);
  for (auto _ : state) benchmark::DoNotOptimize(shape::resampled(image, {256, 256}));
}
BENCHMARK(resample_an_image)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace segnoise
