#pragma once

#include "data/coco/read/annotation_index.h"
#include "data/coco/read/coco_file.h"
#include "data/coco/read/json_scan.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace segnoise::coco {

/// Where the annotations of a file stand, image by image; a file need not have an image's side by
/// side.
class AnnotationsByImage {
 public:
  /// @param image_count  of the file; entries of images beyond are not allowed
  AnnotationsByImage(std::span<const AnnotationEntry> entries, std::size_t image_count);

  /// In the order of the file.
  /// @param image  index into the file's images
  [[nodiscard]] std::span<const Span> of_image(std::size_t image) const {
    return std::span(places_).subspan(begin_[image], begin_[image + 1] - begin_[image]);
  }

  /// What was wrong with annotations that were left out, a line each.
  std::vector<std::string> invalid = {};

  /// All annotations.
  [[nodiscard]] std::size_t count() const { return places_.size(); }

 private:
  std::vector<std::size_t> begin_;  ///< of each image's places, and the end of the last one's
  std::vector<Span> places_;
};

/// All annotations of a file by its images.
/// @param invalid  whether what index_annotations() refuses is refused here, or left out
/// @throws std::runtime_error  what is refused, as a line that names the file
[[nodiscard]] AnnotationsByImage annotations_by_image(
    const CocoFile& file, int threads, InvalidAnnotations invalid = InvalidAnnotations::kRefused);

}  // namespace segnoise::coco
