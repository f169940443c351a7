#include "data/coco/evaluate/evaluated_shape.h"

#include "core/metrics/boundary.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace segnoise::coco {
namespace {

CocoBox as_numbers(const shape::Box& box) {
  return {
      static_cast<double>(box.x),
      static_cast<double>(box.y),
      static_cast<double>(box.width),
      static_cast<double>(box.height)};
}

double quotient(std::int64_t intersection, std::int64_t whole) {
  if (intersection == 0) return 0.0;
  return static_cast<double>(intersection) / static_cast<double>(whole);
}

/// Intersection over union, or over the detection.
double fraction(std::int64_t common, std::int64_t detection, std::int64_t truth, bool is_crowd) {
  return quotient(common, is_crowd ? detection : detection + truth - common);
}

}  // namespace

std::string_view name_of(IouKind kind) {
  switch (kind) {
    case IouKind::kSegm:
      return "segm";
    case IouKind::kBbox:
      return "bbox";
    case IouKind::kBoundary:
      break;
  }
  return "boundary";
}

EvaluatedShape::EvaluatedShape(shape::RunLengths runs, std::optional<CocoBox> box)
    : runs_(std::move(runs)), area_px_(area(runs_)), extent_(shape::bounding_box(runs_)) {
  box_ = box.value_or(as_numbers(extent_));
}

const shape::Mask& EvaluatedShape::boundary(int width_px) const {
  if (!boundary_) {
    boundary_ = metrics::boundary_region(mask_of(runs_), width_px);
    boundary_area_px_ = boundary_->count();
  }
  return *boundary_;
}

double mask_overlap(
    const EvaluatedShape& detection, const EvaluatedShape& truth, bool is_crowd, double least_iou) {
  const shape::Box common = shape::intersection(detection.extent(), truth.extent());
  const std::int64_t most =
      std::min({std::int64_t{common.width} * common.height, detection.area_px(), truth.area_px()});
  const auto of = [&](std::int64_t pixels) {
    return fraction(pixels, detection.area_px(), truth.area_px(), is_crowd);
  };
  if (most == 0 || of(most) < least_iou) return 0.0;
  return of(shape::intersection_area(detection.runs(), truth.runs()));
}

double boundary_overlap(
    const EvaluatedShape& detection, const EvaluatedShape& truth, int width_px) {
  const std::int64_t common =
      intersection_count(detection.boundary(width_px), truth.boundary(width_px));
  return fraction(common, detection.boundary_area_px(), truth.boundary_area_px(), false);
}

double box_overlap(const CocoBox& detection, const CocoBox& truth, bool is_crowd) {
  const double width = std::fmin(detection.width + detection.x, truth.width + truth.x) -
                       std::fmax(detection.x, truth.x);
  if (width <= 0.0) return 0.0;
  const double height = std::fmin(detection.height + detection.y, truth.height + truth.y) -
                        std::fmax(detection.y, truth.y);
  if (height <= 0.0) return 0.0;
  const double common = width * height;
  const double area = detection.width * detection.height;
  return common / (is_crowd ? area : area + truth.width * truth.height - common);
}

}  // namespace segnoise::coco
