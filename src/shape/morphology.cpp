#include "shape/morphology.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise {
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

/// Rows of bits that can be moved as one long string, because words of zeros lie between them.
class Canvas {
 public:
  Canvas(const Box& window, int margin)
      : row_words_(static_cast<std::size_t>(window.width) / kBits),
        stride_(row_words_ + (static_cast<std::size_t>(margin) + kBits - 1) / kBits),
        words_(stride_ * static_cast<std::size_t>(window.height)),
        other_(words_.size()) {}

  [[nodiscard]] std::span<Word> row(std::size_t y) {
    return std::span(words_).subspan(y * stride_, row_words_);
  }

  /// Sets every bit that has a set one at most so many places away, on that side.
  void spread(const Spread& spread) {
    const auto bits = [](int pixels) { return static_cast<std::size_t>(pixels); };
    double_up(bits(spread.right), [this](std::size_t step) { move_right(step); });
    double_up(bits(spread.left), [this](std::size_t step) { move_left(step); });
    double_up(bits(spread.down), [this](std::size_t step) { move_down(step); });
    double_up(bits(spread.up), [this](std::size_t step) { move_up(step); });
  }

 private:
  /// Spreads by n places in steps that double.
  template <class Move>
  void double_up(std::size_t n, Move move) {
    for (std::size_t done = 0; done < n;) {
      const std::size_t step = std::min(done + 1, n - done);
      move(step);
      words_.swap(other_);
      done += step;
    }
  }

  // Each writes into other_ what words_ holds, joined with itself moved by a step.

  void move_right(std::size_t step) {
    const std::size_t words = std::min(step / kBits, words_.size());
    const std::size_t bits = step % kBits;
    const Word* const in = words_.data();
    Word* const out = other_.data();
    const std::size_t n = words_.size();
    std::copy_n(in, words, out);
    if (bits == 0) {
      for (std::size_t i = words; i < n; ++i) out[i] = in[i] | in[i - words];
      return;
    }
    if (words < n) out[words] = in[words] | in[0] << bits;
    for (std::size_t i = words + 1; i < n; ++i) {
      out[i] = in[i] | in[i - words] << bits | in[i - words - 1] >> (kBits - bits);
    }
  }

  void move_left(std::size_t step) {
    const std::size_t words = std::min(step / kBits, words_.size());
    const std::size_t bits = step % kBits;
    const Word* const in = words_.data();
    Word* const out = other_.data();
    const std::size_t n = words_.size() - words;
    std::copy_n(in + n, words, out + n);
    if (bits == 0) {
      for (std::size_t i = 0; i < n; ++i) out[i] = in[i] | in[i + words];
      return;
    }
    for (std::size_t i = 0; i + 1 < n; ++i) {
      out[i] = in[i] | in[i + words] >> bits | in[i + words + 1] << (kBits - bits);
    }
    if (n > 0) out[n - 1] = in[n - 1] | in[n - 1 + words] >> bits;
  }

  void move_down(std::size_t step) {
    const std::size_t words = std::min(step * stride_, words_.size());
    std::copy_n(words_.data(), words, other_.data());
    for (std::size_t i = words; i < words_.size(); ++i) other_[i] = words_[i] | words_[i - words];
  }

  void move_up(std::size_t step) {
    const std::size_t words = std::min(step * stride_, words_.size());
    const std::size_t n = words_.size() - words;
    for (std::size_t i = 0; i < n; ++i) other_[i] = words_[i] | words_[i + words];
    std::copy_n(words_.data() + n, words, other_.data() + n);
  }

  std::size_t row_words_;
  std::size_t stride_;
  std::vector<Word> words_;
  std::vector<Word> other_;
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
  Canvas canvas(window, std::max(spread.left, spread.right));
  const auto canvas_row = [&](int y) { return canvas.row(static_cast<std::size_t>(y - window.y)); };

  const Mask source = mask.windowed({window.x, extent.y, window.width, extent.height});
  for (int y = extent.y; y < extent.bottom(); ++y) {
    std::ranges::copy(source.row(y), canvas_row(y).begin());
  }
  canvas.spread(spread);
  const Word last_bits = result.last_word_bits();
  for (int y = window.y; y < window.bottom(); ++y) {
    std::ranges::copy(canvas_row(y), result.row(y).begin());
    result.row(y).back() &= last_bits;
  }
  return result;
}

/// What is left when the background of the frame is dilated.
Mask eroded(const Mask& mask, const Spread& wanted) {
  const Spread spread = limited(wanted, mask.size());
  const Box extent = mask.extent();
  if (extent.empty()) return Mask(mask.size());
  // All that lies beyond the extent is background, of which the nearest pixels are enough.
  Mask background(mask.size(), grown(extent, 1, 1));
  const Box window = background.window();
  const Mask source = mask.windowed(window);
  const Word last_bits = background.last_word_bits();
  Canvas canvas(window, std::max(spread.left, spread.right));
  const auto canvas_row = [&](int y) { return canvas.row(static_cast<std::size_t>(y - window.y)); };
  for (int y = window.y; y < window.bottom(); ++y) {
    const auto row = source.row(y);
    std::ranges::transform(row, canvas_row(y).begin(), [](Word word) { return ~word; });
    canvas_row(y).back() &= last_bits;
  }
  canvas.spread(spread);
  Mask result(mask.size(), window);
  for (int y = window.y; y < window.bottom(); ++y) {
    std::ranges::transform(canvas_row(y), result.row(y).begin(), [](Word word) { return ~word; });
    result.row(y).back() &= last_bits;
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

}  // namespace segnoise
