#include "data/coco/write/results_writer.h"

#include "data/coco/write/annotation_text.h"
#include "data/coco/write/json_object.h"

#include <array>
#include <cmath>
#include <stdexcept>
#include <string_view>

namespace segnoise::coco {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{1} << 20;

void append_finite(double value, std::string_view what, std::string& json) {
  if (!std::isfinite(value)) {
    throw std::invalid_argument(
        std::string(what) + " must be finite, got " + std::to_string(value));
  }
  append_exact(value, json);
}

void append_box_of(const DetectedInstance& found, std::string& json) {
  if (!found.box) return append_box(shape::bounding_box(found.mask), json);
  const auto& [x, y, width, height] = *found.box;
  char before = '[';
  for (const double number : std::array{x, y, width, height}) {
    json += before;
    append_finite(number, "a number of a box", json);
    before = ',';
  }
  json += ']';
}

std::string text_of(const DetectedInstance& found) {
  std::string json = R"({"image_id":)";
  append_number(found.image_id, json);
  json += R"(,"category_id":)";
  append_number(found.category_id, json);
  json += R"(,"bbox":)";
  append_box_of(found, json);
  json += R"(,"segmentation":)";
  append_run_lengths(found.mask, json);
  json += R"(,"score":)";
  append_finite(found.score, "score", json);
  if (found.annotation_id) {
    json += R"(,"annotation_id":)";
    append_number(*found.annotation_id, json);
  }
  return json + '}';
}

}  // namespace

ResultsWriter::ResultsWriter(const std::filesystem::path& path) : file_(path), text_("[") {}

void ResultsWriter::add(const DetectedInstance& found) {
  const std::string result = text_of(found);
  text_ += count_++ == 0 ? "\n" : ",\n";
  text_ += result;
  if (text_.size() < kPieceBytes) return;
  file_.write(text_);
  text_.clear();
}

void ResultsWriter::finish() {
  file_.write(text_ + "\n]\n");
  file_.finish();
}

}  // namespace segnoise::coco
