#include "shape/contours.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace segnoise {
namespace {

using Word = Mask::Word;

/// The corners of all outlines, joined along rows and along columns.
///
/// Every horizontal piece of outline has two corners, 2i at its left and 2i + 1 at its right end;
/// pieces are numbered from top to bottom, then from left to right.
struct Corners {
  std::vector<std::int32_t> x;         ///< per corner
  std::vector<std::int32_t> vertical;  ///< per corner: the corner at the other end of its column
  struct Piece {
    std::int32_t y;
    bool is_upper;  ///< the area lies below it: walked to the right, else to the left
  };
  std::vector<Piece> pieces;
};

/// Sweeps over the lines between rows and joins the corners on them.
class Sweep {
 public:
  explicit Sweep(const Mask& mask)
      : mask_(mask),
        no_row_(mask.words_per_row(), 0),
        open_(static_cast<std::size_t>(mask.window().width) + 1) {}

  Corners run() {
    const Box& window = mask_.window();
    for (int y = window.y; y <= window.bottom(); ++y) {
      scan(
          y,
          y > window.y ? mask_.row(y - 1) : std::span<const Word>(no_row_),
          y < window.bottom() ? mask_.row(y) : std::span<const Word>(no_row_));
    }
    return std::move(corners_);
  }

 private:
  void scan(int y, std::span<const Word> above, std::span<const Word> below) {
    Word above_left = 0;
    Word below_left = 0;
    Word upper_left = 0;
    Word lower_left = 0;
    for (std::size_t i = 0; i <= above.size(); ++i) {
      // One word more than a row has, for corners at its right end.
      const Word a = i < above.size() ? above[i] : 0;
      const Word b = i < below.size() ? below[i] : 0;
      const Word upper = b & ~a;
      const Word lower = a & ~b;
      if ((upper | lower | upper_left | lower_left) != 0) {
        const Word upper_ends = upper ^ (upper << 1 | upper_left);
        const Word lower_ends = lower ^ (lower << 1 | lower_left);
        // A corner whose two pixels on the area's side are both set turns the other way.
        const Word upper_turns = b & (b << 1 | below_left);
        const Word lower_turns = a & (a << 1 | above_left);
        add(y, i, upper_ends, lower_ends, upper_turns, lower_turns);
      }
      constexpr int kTop = Mask::kWordBits - 1;
      above_left = a >> kTop;
      below_left = b >> kTop;
      upper_left = upper >> kTop;
      lower_left = lower >> kTop;
    }
  }

  void add(
      int y,
      std::size_t word,
      Word upper_ends,
      Word lower_ends,
      Word upper_turns,
      Word lower_turns) {
    for (Word ends = upper_ends | lower_ends; ends != 0; ends &= ends - 1) {
      const int bit = std::countr_zero(ends);
      const std::size_t column = word * Mask::kWordBits + static_cast<std::size_t>(bit);
      // Where pixels meet at a corner only, the lower piece joins upwards, the upper downwards.
      if ((lower_ends >> bit & 1U) != 0) {
        add_corner(y, column, false, (lower_turns >> bit & 1U) != 0, open_lower_);
      }
      if ((upper_ends >> bit & 1U) != 0) {
        add_corner(y, column, true, (upper_turns >> bit & 1U) == 0, open_upper_);
      }
    }
  }

  void add_corner(int y, std::size_t column, bool is_upper, bool joins_down, std::int32_t& piece) {
    std::int32_t corner = 0;
    if (piece < 0) {
      piece = static_cast<std::int32_t>(corners_.pieces.size());
      corners_.pieces.push_back({y, is_upper});
      corners_.x.resize(corners_.x.size() + 2);
      corners_.vertical.resize(corners_.vertical.size() + 2);
      corner = 2 * piece;
    } else {
      corner = 2 * piece + 1;
      piece = -1;
    }
    const auto index = static_cast<std::size_t>(corner);
    corners_.x[index] = mask_.window().x + static_cast<std::int32_t>(column);
    if (joins_down) {
      open_[column] = corner;
    } else {
      const std::int32_t other = open_[column];
      corners_.vertical[index] = other;
      corners_.vertical[static_cast<std::size_t>(other)] = corner;
    }
  }

  const Mask& mask_;
  std::vector<Word> no_row_;
  std::vector<std::int32_t> open_;  ///< per column line: the corner whose edge goes down from here
  std::int32_t open_upper_ = -1;    ///< the piece whose right end is still to come
  std::int32_t open_lower_ = -1;
  Corners corners_;
};

}  // namespace

Polygon trace(const Mask& mask) {
  Corners corners = Sweep(mask).run();
  Polygon rings;
  Ring ring;
  std::vector<bool> is_done(corners.pieces.size());
  for (std::size_t first = 0; first < corners.pieces.size(); ++first) {
    if (is_done[first]) continue;
    ring.clear();
    std::size_t piece = first;
    do {
      is_done[piece] = true;
      const auto& [y, is_upper] = corners.pieces[piece];
      const std::size_t from = 2 * piece + (is_upper ? 0 : 1);
      const std::size_t to = 2 * piece + (is_upper ? 1 : 0);
      ring.push_back({static_cast<double>(corners.x[from]), static_cast<double>(y)});
      ring.push_back({static_cast<double>(corners.x[to]), static_cast<double>(y)});
      piece = static_cast<std::size_t>(corners.vertical[to]) / 2;
    } while (piece != first);
    // The first piece is the ring's uppermost and leftmost; its left corner comes first.
    if (!corners.pieces[first].is_upper) std::rotate(ring.begin(), ring.begin() + 1, ring.end());
    rings.emplace_back(ring);
  }
  return rings;
}

}  // namespace segnoise
