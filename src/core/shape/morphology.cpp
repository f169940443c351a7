#include "core/shape/morphology.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::shape {
namespace {

using Word = Mask::Word;
constexpr std::size_t kBits = Mask::kWordBits;

/// How many pixels a mask spreads to each side.
struct Spread {
  int left = 0;
  int right = 0;
  int up = 0;
  int down = 0;
};

/// Dilation by a kernel takes a pixel to where the kernel's offsets point back to it.
Spread spread_of(Kernel kernel) {
  const auto check = [](int side, const std::string& name) {
    if (side < 1) {
      throw std::invalid_argument(name + " must be >= 1, got " + std::to_string(side));
    }
  };
  check(kernel.width, "kernel.width");
  check(kernel.height, "kernel.height");
  return {
      .left = kernel.width - 1 - kernel.width / 2,
      .right = kernel.width / 2,
      .up = kernel.height - 1 - kernel.height / 2,
      .down = kernel.height / 2};
}

Spread reflected(const Spread& spread) {
  return {spread.right, spread.left, spread.down, spread.up};
}

Spread limited(const Spread& spread, Size size) {
  return {
      std::min(spread.left, size.width),
      std::min(spread.right, size.width),
      std::min(spread.up, size.height),
      std::min(spread.down, size.height)};
}

std::size_t word_count(int bits) { return (static_cast<std::size_t>(bits) + kBits - 1) / kBits; }

/// The rows of a window as one long string of bits, which is moved as a whole.
///
/// Where what is moved might reach another row, words of zeros lie between the rows; before the
/// first and after the last row they always do.
class Canvas {
 public:
  /// @param drawn  the columns of the window where a bit that comes from another row would do harm
  Canvas(const Box& window, const Box& drawn, const Spread& spread)
      : window_(window), spread_(spread), row_words_(word_count(window.width)) {
    const int reach = std::max(spread.left, spread.right);
    const bool is_apart = drawn.x - reach >= window.x && drawn.right() + reach <= window.right();
    stride_ = row_words_ + (is_apart ? 0 : word_count(reach));
    guard_ = 1 + word_count(reach) +
             stride_ * static_cast<std::size_t>(std::max(spread.up, spread.down));
    drawn_words_ = stride_ * static_cast<std::size_t>(window.height);
    words_.resize(drawn_words_ + 2 * guard_);
    moved_.resize(words_.size());
  }

  [[nodiscard]] std::span<Word> row(int y) {
    return std::span(words_).subspan(
        guard_ + static_cast<std::size_t>(y - window_.y) * stride_, row_words_);
  }

  /// Sets every bit that has one within the spread of it.
  void spread() {
    grow(spread_.left, spread_.right, [this](int left, int right) { join_columns(left, right); });
    grow(spread_.up, spread_.down, [this](int up, int down) { join_rows(up, down); });
  }

 private:
  /// Grows to both sides in steps that double: each side from what has been grown on that side, for
  /// what is moved out of the canvas does not come back.
  template <class Join>
  void grow(int before, int after, Join join) {
    for (int done_before = 0, done_after = 0; done_before < before || done_after < after;) {
      const int step_before = std::min(done_before + 1, before - done_before);
      const int step_after = std::min(done_after + 1, after - done_after);
      join(step_before, step_after);
      words_.swap(moved_);
      done_before += step_before;
      done_after += step_after;
    }
  }

  /// Joins every bit with the one that moves there from the left and the one from the right.
  void join_columns(int left, int right) {
    const auto left_words = static_cast<std::ptrdiff_t>(left) / Mask::kWordBits;
    const auto right_words = static_cast<std::ptrdiff_t>(right) / Mask::kWordBits;
    const int left_bits = left % Mask::kWordBits;
    const int right_bits = right % Mask::kWordBits;
    constexpr int kTop = Mask::kWordBits - 1;
    const Word* const in = words_.data() + guard_;
    Word* const out = moved_.data() + guard_;
    const auto count = static_cast<std::ptrdiff_t>(drawn_words_);
    for (std::ptrdiff_t i = 0; i < count; ++i) {
      // In two shifts what comes from the next word, because one by a whole word is undefined.
      const Word* const from_left = in + i - right_words;
      const Word* const from_right = in + i + left_words;
      out[i] = in[i] | from_left[0] << right_bits | from_left[-1] >> 1 >> (kTop - right_bits) |
               from_right[0] >> left_bits | from_right[1] << 1 << (kTop - left_bits);
    }
  }

  /// The same upwards and downwards.
  void join_rows(int up, int down) {
    const auto stride = static_cast<std::ptrdiff_t>(stride_);
    const Word* const in = words_.data() + guard_;
    const Word* const above = in - down * stride;
    const Word* const below = in + up * stride;
    Word* const out = moved_.data() + guard_;
    const auto count = static_cast<std::ptrdiff_t>(drawn_words_);
    for (std::ptrdiff_t i = 0; i < count; ++i) out[i] = in[i] | above[i] | below[i];
  }

  Box window_;
  Spread spread_;
  std::size_t row_words_;
  std::size_t stride_ = 0;
  std::size_t guard_ = 0;        ///< words of zeros before the first and after the last row
  std::size_t drawn_words_ = 0;  ///< between them
  std::vector<Word> words_;
  std::vector<Word> moved_;
};

Mask dilated(const Mask& mask, const Spread& wanted) {
  const Spread spread = limited(wanted, mask.size());
  const Box extent = mask.extent();
  if (extent.empty()) return Mask(mask.size());
  Mask result(
      mask.size(),
      {extent.x - spread.left,
       extent.y - spread.up,
       extent.width + spread.left + spread.right,
       extent.height + spread.up + spread.down});
  const Box& window = result.window();

  Canvas canvas(window, extent, spread);
  const Box shared = intersection(mask.window(), window);
  const auto words = static_cast<std::size_t>(shared.width) / kBits;
  const auto skipped = static_cast<std::size_t>(shared.x - mask.window().x) / kBits;
  const auto indent = static_cast<std::size_t>(shared.x - window.x) / kBits;
  for (int y = extent.y; y < extent.bottom(); ++y) {
    const auto from = mask.row(y).subspan(skipped, words);
    std::ranges::copy(from, canvas.row(y).subspan(indent).begin());
  }
  canvas.spread();
  const Word last_bits = result.last_word_bits();
  for (int y = window.y; y < window.bottom(); ++y) {
    const auto row = result.row(y);
    std::ranges::copy(canvas.row(y), row.begin());
    row.back() &= last_bits;
  }
  return result;
}

/// What is left when the background of the frame is dilated.
Mask eroded(const Mask& mask, const Spread& wanted) {
  const Spread spread = limited(wanted, mask.size());
  const Box extent = mask.extent();
  if (extent.empty()) return Mask(mask.size());
  // All that lies beyond the extent is background, of which the nearest pixels are enough.
  Mask result = mask.windowed(grown(extent, 1, 1));
  const Box& window = result.window();
  const Word last_bits = result.last_word_bits();

  Canvas background(window, extent, spread);
  for (int y = window.y; y < window.bottom(); ++y) {
    const auto row = background.row(y);
    std::ranges::transform(result.row(y), row.begin(), [](Word word) { return ~word; });
    row.back() &= last_bits;
  }
  background.spread();
  for (int y = window.y; y < window.bottom(); ++y) {
    const auto row = result.row(y);
    std::ranges::transform(background.row(y), row.begin(), [](Word word) { return ~word; });
    row.back() &= last_bits;
  }
  return result;
}

}  // namespace

Mask dilated(const Mask& mask, Kernel kernel) { return dilated(mask, spread_of(kernel)); }

Mask eroded(const Mask& mask, Kernel kernel) { return eroded(mask, spread_of(kernel)); }

Mask opened(const Mask& mask, Kernel kernel) {
  const Spread spread = spread_of(kernel);
  return dilated(eroded(mask, spread), reflected(spread));
}

Mask closed(const Mask& mask, Kernel kernel) {
  const Spread spread = spread_of(kernel);
  return eroded(dilated(mask, spread), reflected(spread));
}

}  // namespace segnoise::shape
