#include "data/coco/write/relabel_summary.h"

#include "core/detection/detection_matching.h"

#include <stdexcept>

namespace segnoise::coco {

std::string_view name_of(SizeClass size) {
  switch (size) {
    case SizeClass::kSmall:
      return "small";
    case SizeClass::kMedium:
      return "medium";
    case SizeClass::kLarge:
      return "large";
  }
  throw std::invalid_argument("no such size class");
}

SizeClass size_class(double area_px2) {
  if (detection::kCocoAreas[1].holds(area_px2)) return SizeClass::kSmall;
  return detection::kCocoAreas[2].holds(area_px2) ? SizeClass::kMedium : SizeClass::kLarge;
}

std::optional<double> MeanIou::mean() const {
  if (instances == 0) return std::nullopt;
  return iou_sum / static_cast<double>(instances);
}

MeanIou RelabelSummary::all_sizes() const {
  MeanIou all;
  for (const MeanIou& one : by_size) {
    all.instances += one.instances;
    all.iou_sum += one.iou_sum;
  }
  return all;
}

void RelabelSummary::add(const RelabelSummary& other) {
  read += other.read;
  written += other.written;
  crowds += other.crowds;
  without_pixels += other.without_pixels;
  without_mask += other.without_mask;
  stray_rings += other.stray_rings;
  deleted += other.deleted;
  lost_ids.insert(lost_ids.end(), other.lost_ids.begin(), other.lost_ids.end());
  added += other.added;
  other_category += other.other_category;
  without_other_category += other.without_other_category;
  other_shape += other.other_shape;
  cut_for_holes += other.cut_for_holes;
  holes_filled += other.holes_filled;
  invalid.insert(invalid.end(), other.invalid.begin(), other.invalid.end());
  for (const auto& [name, count] : other.operations) operations[name] += count;
  for (std::size_t i = 0; i < by_size.size(); ++i) {
    by_size[i].instances += other.by_size[i].instances;
    by_size[i].iou_sum += other.by_size[i].iou_sum;
  }
}

}  // namespace segnoise::coco
