#include "coco/annotation.h"

#include "coco/members.h"

#include <charconv>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <system_error>

namespace segnoise {
namespace {

bool is_finite_number(std::string_view text) {
  double number = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() && std::isfinite(number);
}

/// The box is not used, but other readers of a noisy file use it where noise left the shape alone.
void require_box(std::string_view text, const KnownMembers& members) {
  constexpr std::size_t kNumbers = 4;
  const Member box = members.at("bbox");
  std::size_t count = 0;
  bool are_numbers = text[box.value.begin] == '[';
  if (are_numbers) {
    Elements elements(text, box.value);
    for (auto element = elements.next(); element; element = elements.next(), ++count) {
      are_numbers = are_numbers && is_finite_number(element->of(text));
    }
  }
  if (!are_numbers || count != kNumbers) members.reject(box, "a list of four numbers");
}

}  // namespace

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
    if (known.find("bbox")) require_box(text_, known);
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
