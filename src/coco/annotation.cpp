#include "coco/annotation.h"

#include "coco/members.h"

#include <stdexcept>
#include <string>

namespace segnoise {
RunLengths run_lengths_of(const Annotation& annotation, Size image) {
  try {
    return run_lengths_of(annotation.segmentation, image);
  } catch (const std::invalid_argument& error) {
    throw JsonError(
        "annotation " + std::to_string(annotation.id) + ": segmentation: " + error.what(),
        annotation.segmentation_place.begin);
  }
}

AnnotationReader::AnnotationReader(std::string_view text) : text_(text), segmentations_(text) {}

Annotation AnnotationReader::read(Span place) {
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
    if (const auto box = known.find("bbox")) annotation.bbox = read_box(text_, *box);
    annotation.category_id = known.whole_number("category_id");
    annotation.category_place = known.at("category_id").value;
    annotation.image_id = known.whole_number("image_id");
    if (known.find("iscrowd")) annotation.is_crowd = known.flag("iscrowd");
    if (known.find("ignore")) annotation.is_ignored = known.flag("ignore");
    annotation.segmentation_place = known.at("segmentation").value;
    annotation.segmentation = segmentations_.read(annotation.segmentation_place);
  } catch (const JsonError& error) {
    throw JsonError(
        "annotation " + std::to_string(annotation.id) + ": " + error.what(), error.offset());
  }
  annotation.area_place = known.find("area");
  annotation.bbox_place = known.find("bbox");
  annotation.noise_place = known.find("noise");
  return annotation;
}

}  // namespace segnoise
