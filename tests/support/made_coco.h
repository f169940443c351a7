#pragma once

#include "base/number_text.h"
#include "core/random/rng.h"
#include "core/shape/coco_polygon.h"
#include "core/shape/rle.h"
#include "data/coco/write/annotation_text.h"
#include "support/shapes.h"

#include <cstdint>
#include <string>
#include <vector>

/// Made files in COCO's and LVIS's format, for tests of what is done to whole files.
namespace segnoise::testing {

inline constexpr shape::Size kMadeSize{120, 90};  ///< of every image

/// Whose format a made file has.
enum class MadeFormat { kCoco, kLvis };

/// An annotation with members in an order of its own, as files of others have them.
[[nodiscard]] inline std::string made_annotation(
    std::int64_t id, std::int64_t image_id, int category, MadeFormat format, random::Rng& rng) {
  const shape::Point centre{between(20, 100, rng), between(20, 70, rng)};
  shape::Polygon rings{random_star(centre, between(4, 18, rng), 5 + rng.below(30), rng)};
  if (rng.chance(0.2)) rings.push_back(random_star({60, 45}, between(3, 9, rng), 6, rng));
  rings = coco::as_written(rings);
  const bool is_crowd = format == MadeFormat::kCoco && rng.chance(0.1);
  const shape::RunLengths runs = shape::coco_rle(rings, kMadeSize);

  std::string json = R"({"note": "a \"b\" {[", "id": )" + std::to_string(id) + R"(, "area": )";
  base::append_decimal(static_cast<double>(shape::area(runs)) * 1.01, 4, json);
  json += R"(, "segmentation": )";
  if (is_crowd) {
    json += R"({"counts": [)";
    for (const std::uint32_t count : runs.counts()) {
      json += (json.back() == '[' ? "" : ", ") + std::to_string(count);
    }
    json += R"(], "size": [90, 120]})";
  } else if (rng.chance(0.2)) {
    coco::append_run_lengths(runs, json);
  } else {
    coco::append_polygons(rings, json);
  }
  if (format == MadeFormat::kCoco) json += R"(, "iscrowd": )" + std::to_string(is_crowd ? 1 : 0);
  json += R"(, "bbox": )";
  coco::append_box(shape::bounding_box(runs), json);
  return json + R"(, "category_id": )" + std::to_string(category) + R"(, "image_id": )" +
         std::to_string(image_id) + "}";
}

/// A file of as many images with four annotations each. Annotations are not sorted by image.
[[nodiscard]] inline std::string made_file(int images, MadeFormat format = MadeFormat::kCoco) {
  const bool is_lvis = format == MadeFormat::kLvis;
  random::Rng rng(5);
  std::string image_list;
  std::string annotation_list;
  for (int i = 0; i < images; ++i) {
    image_list +=
        (i == 0 ? "" : ", ") + std::string(R"({"id": )") + std::to_string(1000 - i) +
        R"(, "width": 120, "height": 90)" +
        (is_lvis ? R"(, "neg_category_ids": [4], "not_exhaustive_category_ids": [])" : "") + "}";
  }
  for (int i = 0; i < 4 * images; ++i) {
    annotation_list += i == 0 ? "" : ",\n    ";
    annotation_list += made_annotation(
        10 + 3 * i, 1000 - (7 * i) % images, 2 * (1 + static_cast<int>(rng.below(4))), format, rng);
  }
  std::string categories;
  for (int i = 1; i <= 4; ++i) {
    const std::string id = std::to_string(2 * i);
    categories += (i == 1 ? R"({"id": )" : R"(, {"id": )") + id + R"(, "name": "class )" + id + '"';
    if (is_lvis) {
      categories += R"(, "image_count": 123456, "frequency": "f", "instance_count": 7)";
    } else {
      categories += std::string(R"(, "supercategory": ")") + (i <= 2 ? "low" : "high") + '"';
    }
    categories += '}';
  }
  return R"({"info": {"year": 2026, "url": ""}, "licenses": [{"id": 1}],)"
         "\n  \"images\": [" +
         image_list + "],\n  \"annotations\": [\n    " + annotation_list +
         "\n  ],\n  \"categories\": [" + categories + "], \"extra\": {\"a\": [1e3, null]}}\n";
}

}  // namespace segnoise::testing
