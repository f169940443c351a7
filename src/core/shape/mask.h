#pragma once

#include "core/shape/geometry.h"
#include "core/shape/raster.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace segnoise::shape {

/// A binary segmentation of a frame, 64 pixels a word, stored only inside a window of the frame.
///
/// Everything outside the window is background, so that work on an instance costs what the instance
/// is big, not what the image is. Rows are packed from left to right, lowest bit first. The window
/// begins at a multiple of 64 columns and is a whole number of words wide, so that any two masks of
/// a frame line up word by word; bits of a word that lie beyond the frame are always 0.
class Mask {
 public:
  using Word = std::uint64_t;
  static constexpr int kWordBits = 64;

  Mask() = default;

  /// A mask without a pixel, which stores nothing.
  explicit Mask(Size size) : size_(size) {}

  /// A mask without a pixel that can hold some inside a window.
  ///
  /// @param window  clipped to the frame, then widened to whole words
  Mask(Size size, const Box& window);

  [[nodiscard]] Size size() const { return size_; }

  /// Where pixels are stored: x a multiple of 64, width a multiple of 64 (so that right() may
  /// exceed the frame); empty if nothing is.
  [[nodiscard]] const Box& window() const { return window_; }

  /// Whether (x, y) is in the mask; false outside the window and outside the frame.
  [[nodiscard]] bool operator()(int x, int y) const {
    if (x < window_.x || x >= window_.right() || y < window_.y || y >= window_.bottom())
      return false;
    return ((words_[word_index(x, y)] >> bit(x)) & 1U) != 0;
  }

  /// Adds or removes the pixel (x, y), which must lie in the frame and in the window.
  void set(int x, int y, bool value = true) {
    Word& word = words_[word_index(x, y)];
    const Word one = Word{1} << bit(x);
    word = value ? (word | one) : (word & ~one);
  }

  /// Row y of the window, words_per_row() words; y must lie in the window. Whoever writes must
  /// leave the bits beyond the frame 0.
  [[nodiscard]] std::span<Word> row(int y) { return {row_begin(y), words_per_row()}; }
  [[nodiscard]] std::span<const Word> row(int y) const { return {row_begin(y), words_per_row()}; }
  [[nodiscard]] std::size_t words_per_row() const {
    return static_cast<std::size_t>(window_.width / kWordBits);
  }

  /// All rows of the window, one after another.
  [[nodiscard]] std::span<Word> words() { return words_; }
  [[nodiscard]] std::span<const Word> words() const { return words_; }

  /// The bits of a row's last word that lie inside the frame; 0 if the window is empty.
  [[nodiscard]] Word last_word_bits() const;

  /// Number of pixels in the mask.
  [[nodiscard]] std::int64_t count() const;

  [[nodiscard]] bool empty() const;

  /// The smallest box that holds the mask; empty if the mask is.
  [[nodiscard]] Box extent() const;

  /// The same pixels of the same frame, in another window; those outside it are lost.
  /// @param window  clipped to the frame, then widened to whole words
  [[nodiscard]] Mask windowed(const Box& window) const;

  /// Same frame and same pixels; the windows may differ.
  friend bool operator==(const Mask& a, const Mask& b);

 private:
  [[nodiscard]] static unsigned bit(int x) { return static_cast<unsigned>(x) % kWordBits; }
  [[nodiscard]] std::size_t word_index(int x, int y) const {
    return static_cast<std::size_t>(y - window_.y) * words_per_row() +
           static_cast<std::size_t>(x - window_.x) / kWordBits;
  }
  [[nodiscard]] Word* row_begin(int y) {
    return words_.data() + static_cast<std::size_t>(y - window_.y) * words_per_row();
  }
  [[nodiscard]] const Word* row_begin(int y) const {
    return words_.data() + static_cast<std::size_t>(y - window_.y) * words_per_row();
  }

  Size size_;
  Box window_;
  std::vector<Word> words_;
};

/// Pixels in either mask, in both, in the first alone, in exactly one; by whole words.
/// @throws std::invalid_argument  if the frames differ in size
[[nodiscard]] Mask operator|(const Mask& a, const Mask& b);
[[nodiscard]] Mask operator&(const Mask& a, const Mask& b);
[[nodiscard]] Mask operator-(const Mask& a, const Mask& b);
[[nodiscard]] Mask operator^(const Mask& a, const Mask& b);

/// All pixels of the frame that are not in the mask.
[[nodiscard]] Mask complement(const Mask& mask);

/// Number of pixels in both masks, without building their intersection.
/// @throws std::invalid_argument  if the frames differ in size
[[nodiscard]] std::int64_t intersection_count(const Mask& a, const Mask& b);

/// Centre of mass, in pixels (see Point); of a non-empty mask.
/// @throws std::invalid_argument  if the mask is empty
[[nodiscard]] Point centroid(const Mask& mask);

}  // namespace segnoise::shape
