#pragma once

#include "data/coco/read/annotation_index.h"
#include "data/coco/read/coco_box.h"
#include "data/coco/read/coco_file.h"
#include "data/coco/read/json_scan.h"
#include "data/coco/read/json_text.h"
#include "data/coco/read/segmentation_reader.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::coco {

/// A detection as a file of results has it, before its shape is read.
struct ResultEntry {
  std::size_t position = 0;    ///< in the file's array
  std::uint32_t image = 0;     ///< index into the truth's images
  std::uint32_t category = 0;  ///< index into the truth's categories
  double score = 0.0;
  Span segmentation = {};  ///< empty if there is none, or null or [] in its place
  Span bbox = {};          ///< the same

  /// Of prompted results: the annotation that a result was prompted by.
  std::optional<std::int64_t> annotation_id = {};

  [[nodiscard]] bool has_segmentation() const { return segmentation.end > 0; }
  [[nodiscard]] bool has_bbox() const { return bbox.end > 0; }
};

/// The pixels of a result on its image, as run lengths.
/// @param segmentations  of the file of results
/// @throws JsonError  if there is no mask, or it is not valid, or of another size
[[nodiscard]] shape::RunLengths read_mask(
    const ResultEntry& entry, SegmentationReader& segmentations, shape::Size image);

/// Detections in COCO's format of results: an array of objects with "image_id", "category_id",
/// "score" and "segmentation", "bbox" or both. Unknown members are as welcome as known ones.
/// ResultsWriter writes such files.
class ResultsFile {
 public:
  /// @param truth        whose images and categories the results must be of
  /// @param invalid      whether results that are not valid are refused, or left out
  /// @param on_progress  called now and then with the bytes passed, and of how many; may throw
  /// @throws std::runtime_error  one line that names the file, the byte, the result by its place in
  ///         the array (from 0), and what was expected: a file that cannot be read or is cut off;
  ///         unless they are left out, a result of an image or category that the truth does not
  ///         have, without a score or with one that is no finite number, with neither segmentation
  ///         nor box
  ResultsFile(
      const std::filesystem::path& path,
      const CocoFile& truth,
      InvalidAnnotations invalid,
      const std::function<void(std::size_t, std::size_t)>& on_progress = {});

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Unpacked, if gzip has packed it, and without a mark of UTF-8 before it; bytes are counted from
  /// here.
  [[nodiscard]] std::string_view text() const { return file_.text(); }

  /// In the order of the file.
  [[nodiscard]] const std::vector<ResultEntry>& entries() const { return entries_; }

  /// What was wrong with those left out: lines as they would have been thrown.
  [[nodiscard]] const std::vector<std::string>& invalid() const { return invalid_; }

  /// An error in a result as one line: "results.json, byte 123: result 17: ...".
  [[nodiscard]] std::string located(const JsonError& error, std::size_t position) const;

 private:
  std::filesystem::path path_;
  JsonText file_;
  std::vector<ResultEntry> entries_;
  std::vector<std::string> invalid_;
};

}  // namespace segnoise::coco
