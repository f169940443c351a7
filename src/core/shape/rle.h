#pragma once

#include "core/shape/mask.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::shape {

/// A mask as COCO stores it: the lengths of its runs, column after column from left to right, each
/// from top to bottom.
///
/// The first run is background, of length 0 if the first pixel is in the mask; from there on
/// foreground and background take turns. A run goes on from the foot of a column to the head of
/// the next. Runs of length 0 are allowed anywhere, as other tools write them.
///
/// A value without ties to anything: any number of threads may make and use their own.
class RunLengths {
 public:
  /// The frame without a pixel.
  RunLengths() = default;

  /// @param counts  their sum is the number of pixels of the frame
  /// @throws std::invalid_argument  if the size is negative or has more than 2^32 - 1 pixels, or if
  ///                                the counts add up to anything else than its pixels
  RunLengths(Size size, std::vector<std::uint32_t> counts);

  [[nodiscard]] Size size() const { return size_; }
  [[nodiscard]] const std::vector<std::uint32_t>& counts() const { return counts_; }

  /// Same frame and same counts. Masks of the same pixels compare equal if neither has a run of
  /// length 0 but the first; all that is made here is so.
  bool operator==(const RunLengths&) const = default;

 private:
  Size size_;
  std::vector<std::uint32_t> counts_;
};

/// The runs of a mask, as short as they can be: no run but the first has length 0.
///
/// Works on the mask's extent alone, by blocks of 64 x 64 pixels that are turned over at once;
/// allocates the block's columns once and the counts as they come.
///
/// @throws std::invalid_argument  if the frame has more than 2^32 - 1 pixels
[[nodiscard]] RunLengths run_lengths(const Mask& mask);

/// The mask whose runs these are, in a window no bigger than it needs.
[[nodiscard]] Mask mask_of(const RunLengths& runs);

/// Pixels in either mask, as rleMerge() of the COCO API; no run but the first has length 0.
/// @throws std::invalid_argument  if the frames differ in size
[[nodiscard]] RunLengths operator|(const RunLengths& a, const RunLengths& b);

/// Number of pixels in the mask, rleArea() of the COCO API. What COCO's own files state of a crowd
/// is up to 13 % more, and of a polygon what its rings enclose.
[[nodiscard]] std::int64_t area(const RunLengths& runs);

/// Number of pixels in both masks, without building their intersection: what rleIou() of the COCO
/// API counts.
///
/// Allocates nothing; time is in proportion to the runs of both.
///
/// @throws std::invalid_argument  if the frames differ in size
[[nodiscard]] std::int64_t intersection_area(const RunLengths& a, const RunLengths& b);

/// The smallest box that holds the mask; all 0 if the mask is empty.
///
/// This is rleToBbox() of the COCO API, but that a foreground run of length 0 adds nothing, where
/// the API stretches the box to the two pixels on either side. What COCO's own files state of a
/// crowd is a pixel less wide and high, and of a polygon the extremes of its vertices.
[[nodiscard]] Box bounding_box(const RunLengths& runs);

/// The runs as COCO's string of printable characters, rleToString() of the COCO API.
///
/// From the fourth count on stands the difference to the count two before. Each number is cut into
/// groups of 5 bits, lowest first; a group is the character 48 + bits, + 32 if another follows, and
/// the highest bit of the last one is the number's sign.
///
/// @return  characters '0' (48) ... 'o' (111); JSON writes the '\' among them as two
[[nodiscard]] std::string compressed(const RunLengths& runs);

/// The runs that compressed() made a string of, rleFrString() of the COCO API, but refusing what
/// that takes without a word.
///
/// @param text  as in compressed(); numbers of 7 groups at most
/// @param size  of the frame, which the string does not tell
/// @throws std::invalid_argument  if a character is out of range, the last number is cut off or a
///         number longer than 7 groups, a count is negative or above 2^32 - 1, or if the counts do
///         not add up to the pixels of the frame
[[nodiscard]] RunLengths decompressed(std::string_view text, Size size);

}  // namespace segnoise::shape
