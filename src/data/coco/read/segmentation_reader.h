#pragma once

#include "core/shape/polygon.h"
#include "core/shape/rle.h"
#include "data/coco/read/json_scan.h"

#include <memory>
#include <string_view>
#include <variant>

namespace segnoise::coco {

/// What COCO has for an instance's shape: polygons, joined by union, or run lengths.
using Segmentation = std::variant<shape::Polygon, shape::RunLengths>;

/// A segmentation as a file has it.
struct ReadSegmentation {
  Segmentation shape = {};      ///< no ring at all where there is no mask: [] or [[]]
  std::size_t stray_rings = 0;  ///< left out: fewer than 3 points, or an odd count of coordinates

  [[nodiscard]] bool has_mask() const {
    const auto* rings = std::get_if<shape::Polygon>(&shape);
    return rings == nullptr || !rings->empty();
  }
};

/// The pixels of a segmentation on its image, as run lengths.
/// @throws std::invalid_argument  if run lengths are of another size than the image, or a vertex is
///                                beyond kMaxCocoCoordinate_px
[[nodiscard]] shape::RunLengths run_lengths_of(Segmentation segmentation, shape::Size image);

/// @throws std::invalid_argument  unless run lengths are of the image's size
void require_frame(const shape::RunLengths& runs, shape::Size image);

/// Reads segmentations of one file, each when it is asked for. One thread needs one reader.
class SegmentationReader {
 public:
  /// @param text  the whole file; it must outlive the reader
  explicit SegmentationReader(std::string_view text);
  ~SegmentationReader();
  SegmentationReader(const SegmentationReader&) = delete;
  SegmentationReader& operator=(const SegmentationReader&) = delete;
  SegmentationReader(SegmentationReader&&) noexcept;
  SegmentationReader& operator=(SegmentationReader&&) noexcept;

  /// Stray rings beside good ones are left out.
  /// @param place  of the value
  /// @throws JsonError  one line: "segmentation ..."; if it is of another type, if all its rings
  /// are
  ///                    stray, for run lengths that do not make up their size
  [[nodiscard]] ReadSegmentation read(Span place);

 private:
  struct Parser;

  std::string_view text_;
  std::unique_ptr<Parser> parser_;
};

}  // namespace segnoise::coco
