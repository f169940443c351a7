#include "data/coco/read/annotations_by_image.h"

#include <iterator>
#include <stdexcept>

namespace segnoise::coco {

// Sorted by counting, so that each image's stay in the order of the file.
AnnotationsByImage::AnnotationsByImage(
    std::span<const AnnotationEntry> entries, std::size_t image_count)
    : begin_(image_count + 1), places_(entries.size()) {
  for (const AnnotationEntry& entry : entries) ++begin_[entry.image + 1];
  for (std::size_t i = 1; i < begin_.size(); ++i) begin_[i] += begin_[i - 1];
  std::vector<std::size_t> next(begin_.begin(), std::prev(begin_.end()));
  for (const AnnotationEntry& entry : entries) places_[next[entry.image]++] = entry.place;
}

AnnotationsByImage annotations_by_image(
    const CocoFile& file, int threads, InvalidAnnotations invalid) {
  try {
    const auto index = index_annotations(file, invalid, threads);
    AnnotationsByImage annotations(index.entries, file.images().size());
    for (const JsonError& error : index.invalid) annotations.invalid.push_back(file.located(error));
    return annotations;
  } catch (const JsonError& error) {
    throw std::runtime_error(file.located(error));
  }
}

}  // namespace segnoise::coco
