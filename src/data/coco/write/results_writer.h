#pragma once

#include "core/noise/category_table.h"
#include "core/shape/rle.h"
#include "data/coco/read/coco_box.h"
#include "storage/write_file.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace segnoise::coco {

/// An instance that a detector found.
struct DetectedInstance {
  std::int64_t image_id = 0;
  noise::CategoryId category_id = 0;
  double score = 0.0;               ///< the greater, the surer; finite
  shape::RunLengths mask = {};      ///< on the image's frame
  std::optional<CocoBox> box = {};  ///< nothing: the smallest that holds the mask

  /// Of prompted networks: the annotation that asked for it.
  std::optional<std::int64_t> annotation_id = {};
};

/// Writes a file of results in COCO's format, which ResultsFile reads: an array of objects with
/// "image_id", "category_id", "bbox", "segmentation" (compressed run lengths) and "score", one a
/// line. The file is there with all of them, after finish(), or not at all.
class ResultsWriter {
 public:
  /// @throws std::runtime_error  as FileWriter does
  explicit ResultsWriter(const std::filesystem::path& path);

  /// @throws std::invalid_argument  if the score, or a number of the box, is not finite
  /// @throws std::runtime_error     as FileWriter::write() does
  void add(const DetectedInstance& found);

  /// To be called once, after the last.
  /// @throws std::runtime_error  as FileWriter::finish() does
  void finish();

 private:
  storage::FileWriter file_;
  std::string text_;  ///< not yet written
  std::size_t count_ = 0;
};

}  // namespace segnoise::coco
