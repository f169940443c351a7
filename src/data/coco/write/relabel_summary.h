#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::coco {

/// COCO's classes of instances by area: small up to 32² pixels, medium up to 96², large.
enum class SizeClass : std::uint8_t { kSmall, kMedium, kLarge };

inline constexpr std::array kSizeClasses{SizeClass::kSmall, SizeClass::kMedium, SizeClass::kLarge};

[[nodiscard]] std::string_view name_of(SizeClass size);

/// The first of kCocoAreas that holds an area. Those share their borders, so that evaluation counts
/// an area of just 32² as small and as medium; here it is small.
/// @param area_px2  as the annotation states it; of its pixels, if it does not
/// Source: areaRng of the COCO API's evaluation.
[[nodiscard]] SizeClass size_class(double area_px2);

/// IoU of new instances with the clean ones, added up.
struct MeanIou {
  std::int64_t instances = 0;
  double iou_sum = 0.0;

  /// Nothing without an instance.
  [[nodiscard]] std::optional<double> mean() const;
};

/// What became of the annotations of a file that got new labels.
struct RelabelSummary {
  std::int64_t read = 0;            ///< without the invalid ones
  std::int64_t written = 0;         ///< with the added ones
  std::int64_t crowds = 0;          ///< left as they were
  std::int64_t without_pixels = 0;  ///< covered no pixel to begin with; left as they were
  std::int64_t without_mask = 0;    ///< boxes alone: they are kept or deleted, and get a category
  std::int64_t stray_rings = 0;     ///< rings that were left out: see ReadSegmentation
  std::int64_t deleted = 0;
  std::vector<std::int64_t> lost_ids = {};  ///< their new label has no pixel
  std::int64_t added = 0;
  std::int64_t other_category = 0;
  std::int64_t without_other_category = 0;  ///< were to get one, and there is none
  std::int64_t other_shape = 0;
  std::int64_t cut_for_holes = 0;         ///< polygons in parts, since their shape has holes
  std::int64_t holes_filled = 0;          ///< instances whose holes were filled
  std::vector<std::string> invalid = {};  ///< skipped; what was wrong with them

  /// Instances that an operation has acted on, by its name in setups.
  std::map<std::string_view, std::int64_t> operations = {};

  /// Of the instances that were kept, by the size that the clean annotation states.
  std::array<MeanIou, kSizeClasses.size()> by_size = {};

  [[nodiscard]] MeanIou all_sizes() const;

  /// Adds what was done to further annotations.
  void add(const RelabelSummary& other);
};

}  // namespace segnoise::coco
