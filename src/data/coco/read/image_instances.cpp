#include "data/coco/read/image_instances.h"

#include "core/shape/coco_polygon.h"
#include "core/shape/rle.h"

#include <stdexcept>
#include <string>
#include <variant>

namespace segnoise::coco {
namespace {

shape::Mask mask_of(const Segmentation& segmentation, shape::Size image) {
  const auto* runs = std::get_if<shape::RunLengths>(&segmentation);
  if (runs == nullptr) return coco_mask(std::get<shape::Polygon>(segmentation), image);
  require_frame(*runs, image);
  return mask_of(*runs);
}

shape::Mask mask_of(const Annotation& annotation, shape::Size image) {
  try {
    return mask_of(annotation.segmentation, image);
  } catch (const std::invalid_argument& error) {
    throw JsonError(
        "annotation " + std::to_string(annotation.id) + ": segmentation: " + error.what(),
        annotation.segmentation_place.begin);
  }
}

}  // namespace

ImageInstances InstanceReader::read(std::span<const Span> annotations, shape::Size image) {
  ImageInstances instances;
  try {
    for (const Span place : annotations) {
      const Annotation annotation = reader_.read(place);
      if (annotation.is_crowd) {
        ++instances.crowds;
        continue;
      }
      if (!annotation.has_mask) {
        ++instances.without_mask;
        continue;
      }
      instances.ids.push_back(annotation.id);
      instances.categories.push_back(annotation.category_id);
      instances.masks.push_back(mask_of(annotation, image));
      instances.areas_px2.push_back(
          annotation.area.value_or(static_cast<double>(instances.masks.back().count())));
    }
  } catch (const JsonError& error) {
    throw std::runtime_error(file_->located(error));
  }
  return instances;
}

}  // namespace segnoise::coco
