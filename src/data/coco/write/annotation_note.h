#pragma once

#include "core/noise/category_table.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace segnoise::coco {

/// What has become of an annotation, as records tell it.
struct AnnotationNote {
  std::string_view fate = {};
  noise::CategoryId category = 0;  ///< of the clean annotation
  std::optional<noise::CategoryId> noisy_category = {};
  std::optional<std::int64_t> copy_of = {};
  std::string drawn = {};
  std::optional<double> iou = {};
  std::optional<double> boundary_iou = {};
};

/// Appends the members of a JSON object.
void append_members(const AnnotationNote& note, std::string& json);

/// Appends an object of its own, with the ids, and ends the line.
void append_record(
    std::int64_t id, std::int64_t image_id, const AnnotationNote& note, std::string& lines);

}  // namespace segnoise::coco
