// What it costs to convert one frame of a data set, from its file to the annotations' text.
// Compare medians of CPU time: --benchmark_repetitions=9 --benchmark_report_aggregates_only=true

#include "core/random/rng.h"
#include "data/coco/convert/cityscapes.h"
#include "data/coco/convert/converted_file.h"
#include "data/coco/convert/value_masks.h"
#include "data/coco/convert/viper.h"
#include "data/images/label_png.h"
#include "support/instance_folders.h"

#include <benchmark/benchmark.h>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

namespace segnoise {
namespace {

/// Layers of stuff with wavy borders, and instances with wavy outlines, some over others.
images::PixelValues street(shape::Size size, std::uint32_t first_instance, std::uint32_t stuff) {
  random::Rng rng(4);
  images::PixelValues values({.size = size});
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      values(x, y) = stuff * static_cast<std::uint32_t>((y + 20.0 * std::sin(0.02 * x)) / 90.0 + 1);
    }
  }
  constexpr std::uint32_t kInstances = 40;
  for (std::uint32_t i = 0; i < kInstances; ++i) {
    const double x0 = size.width * rng.uniform();
    const double y0 = size.height * (0.4 + 0.3 * rng.uniform());
    const double radius = 10.0 + 120.0 * rng.uniform() * rng.uniform();
    for (int y = 0; y < size.height; ++y) {
      for (int x = 0; x < size.width; ++x) {
        const double angle = std::atan2(y - y0, x - x0);
        const double reach =
            radius * (1.0 + 0.2 * std::sin(7.0 * angle) + 0.05 * std::sin(31.0 * angle));
        if (std::hypot(x - x0, y - y0) < reach) values(x, y) = first_instance + i;
      }
    }
  }
  return values;
}

/// A folder with one frame, in the layout of either data set; made once.
std::filesystem::path made_folder() {
  static const std::filesystem::path folder = [] {
    auto path = std::filesystem::temp_directory_path() / "segnoise_convert_bench";
    std::filesystem::remove_all(path);
    const images::PixelValues cityscapes = street({2048, 1024}, 26000, 1);
    const images::PixelValues viper = street({1920, 1080}, 24U << 16U | 300U, 0);
    testing::put(path / "gtFine/train/a/a_gtFine_instanceIds.png", testing::grey16_png(cityscapes));
    testing::put(path / "train/inst/001/001_00001.png", testing::colour_png(viper));
    testing::put(path / "classes.csv", testing::kViperClasses);
    return path;
  }();
  return folder;
}

void convert(benchmark::State& state, const coco::InstanceDataSet& set) {
  for (auto _ : state) {
    const auto counts =
        coco::write_converted(set, {}, made_folder() / "out.json", [](std::size_t, std::size_t) {});
    benchmark::DoNotOptimize(counts);
  }
}

void cityscapes_frame_converted(benchmark::State& state) {
  convert(state, coco::cityscapes(made_folder(), "train", {}));
}
BENCHMARK(cityscapes_frame_converted)->Unit(benchmark::kMillisecond);

void viper_frame_converted(benchmark::State& state) {
  convert(state, coco::viper(made_folder(), "train", {}, made_folder() / "classes.csv"));
}
BENCHMARK(viper_frame_converted)->Unit(benchmark::kMillisecond);

void cityscapes_png_read(benchmark::State& state) {
  const auto path = made_folder() / "gtFine/train/a/a_gtFine_instanceIds.png";
  for (auto _ : state) benchmark::DoNotOptimize(images::read_grey_png(path));
}
BENCHMARK(cityscapes_png_read)->Unit(benchmark::kMillisecond);

void instances_found_in_frame(benchmark::State& state) {
  const images::PixelValues values = street({2048, 1024}, 26000, 1);
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        coco::masks_of_values(values, [](std::uint32_t value) { return value >= 26000; }));
  }
}
BENCHMARK(instances_found_in_frame)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace segnoise
