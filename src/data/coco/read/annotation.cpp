#include "data/coco/read/annotation.h"

#include "data/coco/read/members.h"

#include <stdexcept>
#include <string>
#include <utility>

namespace segnoise::coco {

void require_mask(const Annotation& annotation) {
  if (annotation.has_mask) return;
  const Span at =
      annotation.segmentation_place.end > 0 ? annotation.segmentation_place : annotation.place;
  throw JsonError(
      "annotation " + std::to_string(annotation.id) + ": segmentation is missing or empty, and " +
          "masks are asked for",
      at.begin);
}

shape::RunLengths run_lengths_of(const Annotation& annotation, shape::Size image) {
  require_mask(annotation);
  try {
    return run_lengths_of(annotation.segmentation, image);
  } catch (const std::invalid_argument& error) {
    throw JsonError(
        "annotation " + std::to_string(annotation.id) + ": segmentation: " + error.what(),
        annotation.segmentation_place.begin);
  }
}

AnnotationReader::AnnotationReader(std::string_view text) : text_(text), segmentations_(text) {}

Annotation AnnotationReader::read(Span place, AnnotationParts parts) {
  const KnownMembers known(
      text_,
      place,
      {"id",
       "image_id",
       "category_id",
       "iscrowd",
       "ignore",
       "segmentation",
       "area",
       "bbox",
       "noise"});
  Annotation annotation{.id = known.whole_number("id"), .place = place};
  annotation.id_place = known.at("id").value;
  try {
    if (known.find("area")) annotation.area = known.number("area");
    const auto box = known.find("bbox");
    if (box && parts != AnnotationParts::kMask) annotation.bbox = read_box(text_, *box);
    annotation.category_id = known.whole_number("category_id");
    annotation.category_place = known.at("category_id").value;
    annotation.image_id = known.whole_number("image_id");
    if (known.find("iscrowd")) annotation.is_crowd = known.flag("iscrowd");
    if (known.find("ignore")) annotation.is_ignored = known.flag("ignore");
    annotation.segmentation_place = known.place_of("segmentation").value_or(Span{});
    if (known.find("segmentation") && parts != AnnotationParts::kBox) {
      ReadSegmentation read = segmentations_.read(annotation.segmentation_place);
      annotation.has_mask = read.has_mask();
      annotation.stray_rings = read.stray_rings;
      annotation.segmentation = std::move(read.shape);
    }
  } catch (const JsonError& error) {
    throw JsonError(
        "annotation " + std::to_string(annotation.id) + ": " + error.what(), error.offset());
  }
  annotation.area_place = known.place_of("area");
  annotation.bbox_place = known.place_of("bbox");
  annotation.noise_place = known.place_of("noise");
  return annotation;
}

}  // namespace segnoise::coco
