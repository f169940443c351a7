#pragma once

#include "core/noise/category_table.h"
#include "data/coco/read/coco_box.h"
#include "data/coco/read/json_scan.h"
#include "data/coco/read/segmentation_reader.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace segnoise::coco {

/// What an annotation of a COCO or LVIS file says of an instance, and where it says it, so that a
/// changed one can be written with everything else as it was.
struct Annotation {
  std::int64_t id = 0;
  std::int64_t image_id = 0;
  noise::CategoryId category_id = 0;
  bool is_crowd = false;  ///< also where the file, as LVIS does, has no iscrowd

  bool is_ignored = false;  ///< LVIS may have this, as "ignore"; COCO's own API passes it over

  std::optional<double> area = {};  ///< as stated: what COCO's size classes go by; pixels²

  std::optional<CocoBox> bbox = {};  ///< as stated, if it was asked for
  Segmentation segmentation = {};    ///< if it was asked for; no ring where there is no mask
  bool has_mask = false;             ///< whether there is a segmentation, and it was asked for
  std::size_t stray_rings = 0;       ///< of the segmentation, left out: see ReadSegmentation

  Span place = {};  ///< of the whole annotation in the file
  Span id_place = {};
  Span category_place = {};
  Span segmentation_place = {};
  std::optional<Span> area_place = {};
  std::optional<Span> bbox_place = {};
  std::optional<Span> noise_place = {};  ///< of what an earlier run of ours has noted
};

/// @throws JsonError  naming the annotation, if it has no mask
void require_mask(const Annotation& annotation);

/// The pixels of an annotation on its image, as run lengths.
/// @throws JsonError  one line that names the annotation: that it has no mask, or what
///                    run_lengths_of() a segmentation refuses
[[nodiscard]] shape::RunLengths run_lengths_of(const Annotation& annotation, shape::Size image);

/// What is read of annotations, beside who they are: what the work at hand needs.
enum class AnnotationParts : std::uint8_t { kMask, kBox, kMaskAndBox };

/// Reads annotations of one file, each when it is asked for. One thread needs one reader.
class AnnotationReader {
 public:
  /// @param text  the whole file; it must outlive the reader
  explicit AnnotationReader(std::string_view text);

  /// @param place  of an element of "annotations"
  /// @throws JsonError  one line that names the annotation, if its id could be read, and the key,
  ///                    its value and what was expected: a key that is missing, given twice or of
  ///                    another type; a segmentation that SegmentationReader refuses
  [[nodiscard]] Annotation read(Span place, AnnotationParts parts = AnnotationParts::kMask);

 private:
  std::string_view text_;
  SegmentationReader segmentations_;
};

}  // namespace segnoise::coco
