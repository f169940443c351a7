#pragma once

#include "core/shape/geometry.h"
#include "core/shape/mask.h"
#include "core/shape/rle.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace segnoise::shape {

/// Where the columns of a mask change, 64 rows a word, one column after another.
///
/// A pixel that differs from the one above it has a toggle; above the box, and below it, is
/// background. Toggles are a set in which the second of two takes away the first, so that they may
/// be found in any order, and come out in that of COCO's runs without sorting.
class ColumnToggles {
 public:
  using Word = std::uint64_t;
  static constexpr int kWordBits = 64;

  /// Without a toggle.
  /// @param box  within the frame; outside it is background
  ColumnToggles(Size size, const Box& box);

  /// Those of a mask, in its extent; by blocks of 64 x 64 pixels, each turned over at once.
  explicit ColumnToggles(const Mask& mask);

  /// Adds a toggle, or takes it away; x in the box, y in [box.y, box.bottom()].
  void flip(int x, int y) {
    const auto row = static_cast<unsigned>(y - box_.y);
    words_[static_cast<std::size_t>(x - box_.x) * words_per_column_ + row / kWordBits] ^=
        Word{1} << (row % kWordBits);
  }

  /// The runs between the toggles; each column must have an even number of them.
  /// @throws std::invalid_argument  if the frame has more than 2^32 - 1 pixels
  [[nodiscard]] RunLengths run_lengths() const;

 private:
  Size size_;
  Box box_;
  std::size_t words_per_column_;
  std::vector<Word> words_;
};

/// The same in a mask's own window, row after row: for a mask that is to be filled.
class MaskToggles {
 public:
  using Word = Mask::Word;

  /// @param mask  without a pixel; outlives this
  explicit MaskToggles(Mask& mask)
      : left_(mask.window().x),
        top_(mask.window().y),
        height_(mask.window().height),
        stride_(mask.words_per_row()),
        words_(mask.words()) {}

  /// Adds a toggle, or takes it away; (x, y) in the window, or below its last row, where nothing
  /// is left to toggle.
  void flip(int x, int y) {
    if (y - top_ >= height_) return;
    const auto column = static_cast<unsigned>(x - left_);
    words_[static_cast<std::size_t>(y - top_) * stride_ + column / Mask::kWordBits] ^=
        Word{1} << (column % Mask::kWordBits);
  }

  /// Turns the toggles into the mask: every pixel becomes the parity of itself and all above it.
  void fill_down();

 private:
  int left_;
  int top_;
  int height_;
  std::size_t stride_;
  std::span<Word> words_;
};

}  // namespace segnoise::shape
