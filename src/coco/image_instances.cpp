#include "coco/image_instances.h"

#include "shape/coco_polygon.h"
#include "shape/rle.h"

#include <stdexcept>
#include <string>
#include <variant>

namespace segnoise {
namespace {

std::string text_of(Size size) {
  return std::to_string(size.width) + " x " + std::to_string(size.height);
}

Mask mask_of(const std::variant<Polygon, RunLengths>& segmentation, Size image) {
  const auto* runs = std::get_if<RunLengths>(&segmentation);
  if (runs == nullptr) return coco_mask(std::get<Polygon>(segmentation), image);
  if (runs->size() == image) return mask_of(*runs);
  throw std::invalid_argument(
      "the size must be the image's, " + text_of(image) + " (width x height), got " +
      text_of(runs->size()));
}

Mask mask_of(const Annotation& annotation, Size image) {
  try {
    return mask_of(annotation.segmentation, image);
  } catch (const std::invalid_argument& error) {
    throw JsonError(
        "annotation " + std::to_string(annotation.id) + ": segmentation: " + error.what(),
        annotation.segmentation_place.begin);
  }
}

}  // namespace

ImageInstances InstanceReader::read(std::span<const Span> annotations, Size image) {
  ImageInstances instances;
  try {
    for (const Span place : annotations) {
      const Annotation annotation = reader_.read(place);
      if (annotation.is_crowd) {
        ++instances.crowds;
        continue;
      }
      instances.ids.push_back(annotation.id);
      instances.categories.push_back(annotation.category_id);
      instances.masks.push_back(mask_of(annotation, image));
    }
  } catch (const JsonError& error) {
    throw std::runtime_error(file_->located(error));
  }
  return instances;
}

}  // namespace segnoise
