// The noise core on COCO-format annotations, on one core: the mean time of an instance.
// usage: noise_bench [benchmark options] FILE.json   (COCO instances with polygons)

#include "noise/corrupt.h"

#include <benchmark/benchmark.h>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace segnoise {
namespace {

struct Annotation {
  std::uint64_t id = 0;
  Grid frame;
  Instance instance;
};

struct Data {
  std::vector<Annotation> annotations;
  CategoryTable categories;
};

/// The polygons of a file; crowds, which have none, are left out.
Data read(const std::string& path) {
  std::ifstream file(path);
  const auto json = nlohmann::json::parse(file);
  std::vector<Category> categories;
  for (const auto& category : json.at("categories")) {
    categories.push_back({category.at("id"), category.value("supercategory", "")});
  }
  std::map<std::int64_t, Grid> frames;
  for (const auto& image : json.at("images")) {
    frames[image.at("id")] = {.size = {image.at("width"), image.at("height")}};
  }
  Data data{.annotations = {}, .categories = CategoryTable(std::move(categories))};
  for (const auto& annotation : json.at("annotations")) {
    if (!annotation.at("segmentation").is_array()) continue;
    Polygon rings;
    for (const auto& flat : annotation.at("segmentation")) {
      Ring& ring = rings.emplace_back();
      for (std::size_t i = 0; i + 1 < flat.size(); i += 2) ring.push_back({flat[i], flat[i + 1]});
    }
    data.annotations.push_back(
        {annotation.at("id"),
         frames.at(annotation.at("image_id")),
         {.shape = std::move(rings),
          .category = annotation.at("category_id"),
          .fill_rule = FillRule::kCoco}});
  }
  return data;
}

NoiseSetup benchmark_n_low() {
  NoiseSetup setup{.name = "low"};
  for (const Operation& operation : std::vector<Operation>{
           Deletion{0.05},
           ClassConfusion{ConfusionKind::kSupercategory, 0.05},
           Approximation{{5.0, 2.5}},
           Localization{{2.0, 0.5}},
           Scale{{3.0, 1.0}}}) {
    setup.steps.push_back({operation});
  }
  return setup;
}

/// What a data set states of a shape: its pixels, as COCO draws it, and their box.
std::pair<std::int64_t, Box> area_and_box(const Instance& instance, Size size) {
  const auto measured = [](const Mask& mask) { return std::pair(mask.count(), mask.extent()); };
  if (const auto* mask = std::get_if<Mask>(&instance.shape)) return measured(*mask);
  return measured(pixels_of(instance.shape, size, instance.fill_rule));
}

void BM_BenchmarkNLow(benchmark::State& state, const Data& data) {
  const NoiseSetup setup = benchmark_n_low();
  std::size_t i = 0;
  for (auto _ : state) {
    const auto& [id, frame, instance] = data.annotations[i];
    const auto noisy =
        corrupt(setup, {.seed = 1, .identity = id}, instance, frame, data.categories);
    if (noisy.outcome.fate == Fate::kKept) {
      benchmark::DoNotOptimize(area_and_box(noisy.outcome.instance, frame.size));
    }
    if (++i == data.annotations.size()) i = 0;
  }
}

}  // namespace
}  // namespace segnoise

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (argc != 2) {
    std::cerr << "usage: noise_bench [benchmark options] FILE.json\n";
    return 2;
  }
  const segnoise::Data data = segnoise::read(argv[1]);
  std::cout << data.annotations.size() << " polygon annotations\n";
  benchmark::RegisterBenchmark("BM_BenchmarkNLow", [&](benchmark::State& state) {
    segnoise::BM_BenchmarkNLow(state, data);
  });
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
