#pragma once

#include <cstdint>
#include <string>
#include <vector>

/// Small files in COCO's format, made in code.
namespace segnoise::testing {

struct MadeAnnotation {
  std::int64_t id = 1;
  std::int64_t image_id = 9;
  std::int64_t category_id = 1;
  std::string segmentation = {};
  bool is_crowd = false;
  std::string more = {};  ///< further members, each after a comma: R"(, "area": 7)"
};

/// A polygon whose pixels are those of a box.
[[nodiscard]] inline std::string box_polygon(int x, int y, int width, int height) {
  const auto corner = [](int corner_x, int corner_y) {
    return std::to_string(corner_x) + "," + std::to_string(corner_y);
  };
  return "[[" + corner(x, y) + "," + corner(x + width, y) + "," + corner(x + width, y + height) +
         "," + corner(x, y + height) + "]]";
}

/// {"id": ID, "width": WIDTH, "height": HEIGHT}
[[nodiscard]] inline std::string made_image(std::int64_t id, int width = 100, int height = 80) {
  return R"({"id": )" + std::to_string(id) + R"(, "width": )" + std::to_string(width) +
         R"(, "height": )" + std::to_string(height) + "}";
}

/// A whole file with the categories cat (1), dog (2) and car (3).
/// @param images  JSON, separated by commas
[[nodiscard]] inline std::string made_coco(
    const std::string& images, const std::vector<MadeAnnotation>& annotations) {
  std::string text = R"({"images": [)" + images + R"(], "annotations": [)";
  for (const MadeAnnotation& annotation : annotations) {
    text += &annotation == &annotations.front() ? "\n" : ",\n";
    text += R"({"id": )" + std::to_string(annotation.id) + R"(, "image_id": )" +
            std::to_string(annotation.image_id) + R"(, "category_id": )" +
            std::to_string(annotation.category_id) + R"(, "iscrowd": )" +
            (annotation.is_crowd ? "1" : "0") + R"(, "segmentation": )" + annotation.segmentation +
            annotation.more + "}";
  }
  return text + R"(], "categories": [{"id": 1, "name": "cat"}, {"id": 2, "name": "dog"},)" +
         R"( {"id": 3, "name": "car"}]})";
}

/// A detection as files of results have it.
struct MadeResult {
  std::int64_t image_id = 9;
  std::int64_t category_id = 1;
  double score = 0.5;
  std::string segmentation = {};
  std::string more = {};  ///< as above
};

[[nodiscard]] inline std::string made_results(const std::vector<MadeResult>& results) {
  std::string text = "[";
  for (const MadeResult& result : results) {
    text += &result == &results.front() ? "\n" : ",\n";
    text += R"({"image_id": )" + std::to_string(result.image_id) + R"(, "category_id": )" +
            std::to_string(result.category_id) + R"(, "score": )" + std::to_string(result.score);
    if (!result.segmentation.empty()) text += R"(, "segmentation": )" + result.segmentation;
    text += result.more + "}";
  }
  return text + "]";
}

}  // namespace segnoise::testing
