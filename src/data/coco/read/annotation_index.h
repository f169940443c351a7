#pragma once

#include "data/coco/read/coco_file.h"
#include "data/coco/read/json_scan.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace segnoise::coco {

/// An annotation before it is parsed.
struct AnnotationEntry {
  std::size_t position = 0;  ///< in the file's array
  std::int64_t id = 0;
  std::size_t image = 0;       ///< index into the file's images
  Span place = {};             ///< in the file
  std::size_t lead_begin = 0;  ///< where the blanks and the comma before it begin; its own place
                               ///< for the first
};

/// All annotations of a file: who they are and where they stand.
struct AnnotationIndex {
  std::vector<AnnotationEntry> entries = {};  ///< in the order of the file
  std::vector<JsonError> invalid = {};        ///< what was wrong with those left out
  std::int64_t greatest_id = 0;               ///< 0 if there is none above

  Span opening = {};  ///< of the array: its bracket and the blanks before the first element
  Span closing = {};  ///< the blanks behind the last element, and the bracket
};

/// What becomes of annotations that are not what they should be.
enum class InvalidAnnotations : std::uint8_t { kRefused, kSkipped };

/// Whether what is not read of annotations is looked at, too.
enum class UnreadParts : std::uint8_t {
  kPassedOver,
  kValid,  ///< they must be JSON, as where they are copied
};

/// Finds all annotations of a file.
///
/// @throws JsonError  if the array is none; unless they are skipped, for the first annotation
///                    without a whole number as its id or image id, with the id of one before it,
///                    or of an image that is not in the file; or that is no valid JSON, where
///                    that is asked for
[[nodiscard]] AnnotationIndex index_annotations(
    const CocoFile& file,
    InvalidAnnotations invalid,
    int threads,
    UnreadParts unread = UnreadParts::kPassedOver);

}  // namespace segnoise::coco
