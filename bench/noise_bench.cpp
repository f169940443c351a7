// The noise core on COCO-format annotations, on one core: the mean time of an instance.
// usage: noise_bench [benchmark options] FILE.json   (COCO instances with polygons)

#include "core/noise/corrupt.h"

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
  shape::Grid frame;
  noise::Instance instance;
};

struct Data {
  std::vector<Annotation> annotations;
  noise::CategoryTable categories;
};

/// The polygons of a file; crowds, which have none, are left out.
Data read(const std::string& path) {
  std::ifstream file(path);
  const auto json = nlohmann::json::parse(file);
  std::vector<noise::Category> categories;
  for (const auto& category : json.at("categories")) {
    categories.push_back({category.at("id"), category.value("supercategory", "")});
  }
  std::map<std::int64_t, shape::Grid> frames;
  for (const auto& image : json.at("images")) {
    frames[image.at("id")] = {.size = {image.at("width"), image.at("height")}};
  }
  Data data{.annotations = {}, .categories = noise::CategoryTable(std::move(categories))};
  for (const auto& annotation : json.at("annotations")) {
    if (!annotation.at("segmentation").is_array()) continue;
    shape::Polygon rings;
    for (const auto& flat : annotation.at("segmentation")) {
      shape::Ring& ring = rings.emplace_back();
      for (std::size_t i = 0; i + 1 < flat.size(); i += 2) ring.push_back({flat[i], flat[i + 1]});
    }
    data.annotations.push_back(
        {annotation.at("id"),
         frames.at(annotation.at("image_id")),
         {.shape = std::move(rings),
          .category = annotation.at("category_id"),
          .fill_rule = noise::FillRule::kCoco}});
  }
  return data;
}

noise::NoiseSetup benchmark_n_low() {
  noise::NoiseSetup setup{.name = "low"};
  for (const noise::Operation& operation : std::vector<noise::Operation>{
           noise::Deletion{0.05},
           noise::ClassConfusion{noise::ConfusionKind::kSupercategory, 0.05},
           noise::Approximation{{5.0, 2.5}},
           noise::Localization{{2.0, 0.5}},
           noise::Scale{{3.0, 1.0}}}) {
    setup.steps.push_back({operation});
  }
  return setup;
}

/// What a data set states of a shape: its pixels, as COCO draws it, and their box.
std::pair<std::int64_t, shape::Box> area_and_box(
    const noise::Instance& instance, shape::Size size) {
  const auto measured = [](const shape::Mask& mask) {
    return std::pair(mask.count(), mask.extent());
  };
  if (const auto* mask = std::get_if<shape::Mask>(&instance.shape)) return measured(*mask);
  return measured(noise::pixels_of(instance.shape, size, instance.fill_rule));
}

void BM_BenchmarkNLow(benchmark::State& state, const Data& data) {
  const noise::NoiseSetup setup = benchmark_n_low();
  std::size_t i = 0;
  for (auto _ : state) {
    const auto& [id, frame, instance] = data.annotations[i];
    const auto noisy =
        noise::corrupt(setup, {.seed = 1, .identity = id}, instance, frame, data.categories);
    if (noisy.outcome.fate == noise::Fate::kKept) {
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
