#pragma once

#include "core/shape/geometry.h"
#include "core/shape/rle.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace segnoise::shape {

/// Turns toggles, where a mask begins and ends along COCO's order of pixels, into its runs.
class RunWriter {
 public:
  /// @param expected_toggles  room to begin with; more is made as it is needed
  explicit RunWriter(std::size_t expected_toggles) : counts_(expected_toggles + 1) {}

  /// Makes room for so many toggles more; without it, toggle() writes beyond its buffer.
  void make_room(std::size_t toggles) {
    if (counts_.size() - used_ <= toggles) counts_.resize(2 * counts_.size() + toggles);
  }

  /// The next toggle, at or after the last one; two at one place take each other away.
  /// @param offset  in pixels from the frame's first
  void toggle(std::uint32_t offset) {
    if (offset == last_ && used_ > 0) {
      last_ -= counts_[--used_];
    } else {
      counts_[used_++] = offset - last_;
      last_ = offset;
    }
  }

  /// The runs between the toggles and to the end of the frame; there must be an even number of
  /// toggles, of which only the last may be at the end.
  /// @throws std::invalid_argument  if the frame has more than 2^32 - 1 pixels
  [[nodiscard]] RunLengths finish(Size size) && {
    const auto pixels = static_cast<std::uint32_t>(size.pixel_count());
    if (pixels != last_ || used_ == 0) counts_[used_++] = pixels - last_;
    counts_.resize(used_);
    return {size, std::move(counts_)};
  }

 private:
  std::vector<std::uint32_t> counts_;
  std::size_t used_ = 0;  ///< one at least is always left, for finish()
  std::uint32_t last_ = 0;
};

}  // namespace segnoise::shape
