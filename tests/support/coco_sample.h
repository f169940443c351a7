#pragma once

#include "core/shape/geometry.h"
#include "core/shape/polygon.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

/// The real annotations of COCO that lie beside a checkout, for tests and benchmarks.
namespace segnoise::testing {

struct CocoAnnotation {
  std::int64_t id = 0;
  shape::Size size;                   ///< of the image
  shape::Polygon polygon;             ///< empty for a crowd
  std::vector<std::uint32_t> counts;  ///< empty for anything but a crowd
  double area = 0.0;                  ///< pixels², as stored
  std::array<double, 4> box{};        ///< x, y, width, height in pixels, as stored
};

/// A detection of the example results: a mask as COCO's string.
struct CocoDetection {
  shape::Size size;
  std::string counts;
};

[[nodiscard]] inline std::filesystem::path coco_sample_folder() {
  return std::filesystem::path(SEGNOISE_SHARED_DATA) / "coco-sample";
}

[[nodiscard]] inline bool has_coco_sample() {
  return std::filesystem::is_directory(coco_sample_folder());
}

[[nodiscard]] inline nlohmann::json coco_sample_json(const std::string& name) {
  return nlohmann::json::parse(std::ifstream(coco_sample_folder() / name));
}

/// COCO's list x0, y0, x1, y1, ...
[[nodiscard]] inline shape::Ring coco_ring(const nlohmann::json& coordinates) {
  shape::Ring ring;
  for (std::size_t i = 0; i + 1 < coordinates.size(); i += 2) {
    ring.push_back({coordinates[i].get<double>(), coordinates[i + 1].get<double>()});
  }
  return ring;
}

[[nodiscard]] inline std::vector<CocoAnnotation> coco_annotations() {
  const nlohmann::json sample = coco_sample_json("instances_val2014_100.json");
  std::map<std::int64_t, shape::Size> sizes;
  for (const auto& image : sample.at("images")) {
    sizes[image.at("id").get<std::int64_t>()] = {
        image.at("width").get<int>(), image.at("height").get<int>()};
  }
  std::vector<CocoAnnotation> annotations;
  for (const auto& entry : sample.at("annotations")) {
    CocoAnnotation annotation{
        .id = entry.at("id").get<std::int64_t>(),
        .size = sizes.at(entry.at("image_id").get<std::int64_t>()),
        .polygon = {},
        .counts = {},
        .area = entry.at("area").get<double>(),
        .box = entry.at("bbox").get<std::array<double, 4>>()};
    const auto& segmentation = entry.at("segmentation");
    if (segmentation.is_object()) {
      annotation.counts = segmentation.at("counts").get<std::vector<std::uint32_t>>();
    } else {
      for (const auto& ring : segmentation) annotation.polygon.push_back(coco_ring(ring));
    }
    annotations.push_back(annotation);
  }
  return annotations;
}

[[nodiscard]] inline std::vector<CocoDetection> coco_detections() {
  std::vector<CocoDetection> detections;
  for (const auto& entry : coco_sample_json("fakesegm_results.json")) {
    const auto& segmentation = entry.at("segmentation");
    const auto [height, width] = segmentation.at("size").get<std::array<int, 2>>();
    detections.push_back({{width, height}, segmentation.at("counts").get<std::string>()});
  }
  return detections;
}

}  // namespace segnoise::testing
