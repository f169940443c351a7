#pragma once

#include "core/noise/category_table.h"
#include "core/shape/mask.h"
#include "data/coco/read/annotation.h"
#include "data/coco/read/coco_file.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace segnoise::coco {

/// The instances of one image as their pixels, without its crowds and what
/// has no mask. The lists are of one length, in
/// the order of the file.
struct ImageInstances {
  std::vector<std::int64_t> ids = {};
  std::vector<noise::CategoryId> categories = {};
  std::vector<double> areas_px2 = {};  ///< as stated, else of the mask
  std::vector<shape::Mask> masks = {};
  std::size_t crowds = 0;        ///< left out
  std::size_t without_mask = 0;  ///< of the others, left out: boxes alone
};

/// Reads the instances of a file's images, each image when it is asked for. One thread needs one
/// reader.
class InstanceReader {
 public:
  /// @param file  it must outlive the reader
  explicit InstanceReader(const CocoFile& file) : file_(&file), reader_(file.text()) {}

  /// @param annotations  of the image
  /// @throws std::runtime_error  one line that names the file, the byte and the annotation: what
  ///         AnnotationReader refuses, run lengths of another size than the image, vertices beyond
  ///         kMaxCocoCoordinate_px
  [[nodiscard]] ImageInstances read(std::span<const Span> annotations, shape::Size image);

 private:
  const CocoFile* file_;
  AnnotationReader reader_;
};

}  // namespace segnoise::coco
