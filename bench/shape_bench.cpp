// How fast the shape module works on a frame with a left ventricle, and on shapes of COCO's size.
// Compare medians of CPU time: --benchmark_repetitions=9 --benchmark_report_aggregates_only=true

#include "shape/components.h"
#include "shape/contours.h"
#include "shape/distance.h"
#include "shape/label_map.h"
#include "shape/morphology.h"
#include "shape/rasterise.h"
#include "shape/resample.h"
#include "shape/simplify.h"
#include "support/shapes.h"

#include <benchmark/benchmark.h>
#include <cstdint>

namespace segnoise {
namespace {

const Spacing kSpacing{0.31, 0.31};

/// The left ventricle in a window of its own, as every other function returns it.
Mask ventricle() {
  const Mask mask = testing::left_ventricle();
  return mask.windowed(mask.extent());
}

/// The wall around a ventricle: an outline with a hole.
Mask wall() {
  const Mask inside = ventricle();
  return dilated(inside, {41, 41}) - inside;
}

Ring coco_ring() {
  Rng rng(1);
  return testing::random_star({320.0, 240.0}, 50.0, 60, rng);
}

void dilate_7(benchmark::State& state) {
  const Mask mask = ventricle();
  for (auto _ : state) benchmark::DoNotOptimize(dilated(mask, {7, 7}));
}
BENCHMARK(dilate_7);

void erode_7(benchmark::State& state) {
  const Mask mask = ventricle();
  for (auto _ : state) benchmark::DoNotOptimize(eroded(mask, {7, 7}));
}
BENCHMARK(erode_7);

void open_7(benchmark::State& state) {
  const Mask mask = ventricle();
  for (auto _ : state) benchmark::DoNotOptimize(opened(mask, {7, 7}));
}
BENCHMARK(open_7);

void trace_ventricle(benchmark::State& state) {
  const Mask mask = ventricle();
  for (auto _ : state) benchmark::DoNotOptimize(trace(mask));
}
BENCHMARK(trace_ventricle);

void trace_wall(benchmark::State& state) {
  const Mask mask = wall();
  for (auto _ : state) benchmark::DoNotOptimize(trace(mask));
}
BENCHMARK(trace_wall);

void distance_isotropic(benchmark::State& state) {
  const Mask mask = ventricle();
  for (auto _ : state) benchmark::DoNotOptimize(distance_mm(mask, kSpacing));
}
BENCHMARK(distance_isotropic)->Unit(benchmark::kMicrosecond);

void distance_anisotropic(benchmark::State& state) {
  const Mask mask = ventricle();
  for (auto _ : state) benchmark::DoNotOptimize(distance_mm(mask, {0.31, 0.17}));
}
BENCHMARK(distance_anisotropic)->Unit(benchmark::kMicrosecond);

void distance_to_background(benchmark::State& state) {
  const Mask mask = complement(ventricle());
  for (auto _ : state) benchmark::DoNotOptimize(distance_mm(mask, kSpacing));
}
BENCHMARK(distance_to_background)->Unit(benchmark::kMicrosecond);

void distance_to_scattered_pixels(benchmark::State& state) {
  Rng rng(1);
  const Mask mask = testing::random_mask({600, 800}, 0.001, rng);
  for (auto _ : state) benchmark::DoNotOptimize(distance_mm(mask, kSpacing));
}
BENCHMARK(distance_to_scattered_pixels)->Unit(benchmark::kMicrosecond);

void nearest_pixel_of_frame(benchmark::State& state) {
  const Mask mask = ventricle();
  for (auto _ : state) benchmark::DoNotOptimize(nearest_pixel(mask, kSpacing));
}
BENCHMARK(nearest_pixel_of_frame)->Unit(benchmark::kMicrosecond);

void rasterise_coco_ring(benchmark::State& state) {
  const Polygon polygon{coco_ring()};
  for (auto _ : state) benchmark::DoNotOptimize(rasterise(polygon, {640, 480}));
}
BENCHMARK(rasterise_coco_ring);

void rasterise_ventricle(benchmark::State& state) {
  const Polygon polygon = trace(ventricle());
  for (auto _ : state) benchmark::DoNotOptimize(rasterise(polygon, {600, 800}));
}
BENCHMARK(rasterise_ventricle);

void simplify_ventricle(benchmark::State& state) {
  const Ring ring = trace(ventricle()).front();
  for (auto _ : state) benchmark::DoNotOptimize(simplified(ring, 5.0));
}
BENCHMARK(simplify_ventricle);

void simplify_coco_ring(benchmark::State& state) {
  const Ring ring = coco_ring();
  for (auto _ : state) benchmark::DoNotOptimize(simplified(ring, 5.0));
}
BENCHMARK(simplify_coco_ring);

void fill_holes_of_wall(benchmark::State& state) {
  const Mask mask = wall();
  for (auto _ : state) benchmark::DoNotOptimize(holes_filled(mask));
}
BENCHMARK(fill_holes_of_wall);

void components_of_wall(benchmark::State& state) {
  const Mask mask = wall();
  for (auto _ : state) benchmark::DoNotOptimize(components(mask));
}
BENCHMARK(components_of_wall);

LabelMap two_structures() {
  LabelMap labels({{600, 800}, kSpacing});
  labels = with_structure(labels, 1, ventricle());
  return with_structure(labels, 2, wall());
}

void redraw_a_structure(benchmark::State& state) {
  const LabelMap labels = two_structures();
  const Mask redrawn = eroded(mask_of(labels, 1), {7, 7});
  for (auto _ : state) benchmark::DoNotOptimize(with_structure(labels, 1, redrawn));
}
BENCHMARK(redraw_a_structure)->Unit(benchmark::kMicrosecond);

void mask_of_a_label(benchmark::State& state) {
  const LabelMap labels = two_structures();
  for (auto _ : state) benchmark::DoNotOptimize(mask_of(labels, 1));
}
BENCHMARK(mask_of_a_label)->Unit(benchmark::kMicrosecond);

void tidy_labels(benchmark::State& state) {
  const LabelMap labels = two_structures();
  for (auto _ : state) benchmark::DoNotOptimize(tidied(labels));
}
BENCHMARK(tidy_labels)->Unit(benchmark::kMicrosecond);

void resample_an_image(benchmark::State& state) {
  const Image image({{600, 800}, kSpacing}, 0.5F);
  for (auto _ : state) benchmark::DoNotOptimize(resampled(image, {256, 256}));
}
BENCHMARK(resample_an_image)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace segnoise
