#include "core/shape/contours.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace segnoise::shape {
namespace {

using Word = Mask::Word;

/// A horizontal piece of outline and where its two corners, left and right, lead to.
///
/// Corners are numbered: 2i is the left end of piece i, 2i + 1 its right one. Pieces are numbered
/// from top to bottom, then from left to right.
struct Piece {
  std::int32_t y = 0;
  bool is_upper = false;  ///< the area lies below it: walked to the right, else to the left
  bool is_done = false;
  std::array<std::int32_t, 2> x = {};         ///< of the corners
  std::array<std::int32_t, 2> vertical = {};  ///< the corner at the other end of its column
};

/// Sweeps over the lines between rows and joins the corners on them.
class Sweep {
 public:
  explicit Sweep(const Mask& mask)
      : mask_(mask),
        no_row_(mask.words_per_row(), 0),
        open_(static_cast<std::size_t>(mask.window().width) + 1) {
    pieces_.reserve(2 * static_cast<std::size_t>(mask.window().height));  // most need no more
  }

  std::vector<Piece> run() {
    const Box& window = mask_.window();
    const Word* above = no_row_.data();
    for (int y = window.y; y < window.bottom(); ++y) {
      const Word* const below = mask_.row(y).data();
      scan(y, above, below);
      above = below;
    }
    scan(window.bottom(), above, no_row_.data());
    return std::move(pieces_);
  }

 private:
  void scan(int y, const Word* above, const Word* below) {
    const std::size_t words = no_row_.size();
    Word above_left = 0;
    Word below_left = 0;
    Word upper_left = 0;
    Word lower_left = 0;
    for (std::size_t i = 0; i < words; ++i) {
      const Word a = above[i];
      const Word b = below[i];
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
    // Corners at the right end of the row.
    add(y, words, upper_left, lower_left, 0, 0);
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
      piece = static_cast<std::int32_t>(pieces_.size());
      Piece& added = pieces_.emplace_back();
      added.y = y;
      added.is_upper = is_upper;
      corner = 2 * piece;
    } else {
      corner = 2 * piece + 1;
      piece = -1;
    }
    Piece& own = pieces_[static_cast<std::size_t>(corner) / 2];
    const std::size_t end = static_cast<std::size_t>(corner) % 2;
    own.x[end] = mask_.window().x + static_cast<std::int32_t>(column);
    if (joins_down) {
      open_[column] = corner;
    } else {
      const auto other = static_cast<std::size_t>(open_[column]);
      own.vertical[end] = open_[column];
      pieces_[other / 2].vertical[other % 2] = corner;
    }
  }

  const Mask& mask_;
  std::vector<Word> no_row_;
  std::vector<std::int32_t> open_;  ///< per column line: the corner whose edge goes down from here
  std::int32_t open_upper_ = -1;    ///< the piece whose right end is still to come
  std::int32_t open_lower_ = -1;
  std::vector<Piece> pieces_;
};

/// The piece that an outline goes on with.
std::size_t next(const Piece& piece) {
  return static_cast<std::size_t>(piece.vertical[piece.is_upper ? 1 : 0]) / 2;
}

/// Marks the pieces of one outline as done.
/// @return  how many there are
std::size_t close(std::vector<Piece>& pieces, std::size_t first) {
  std::size_t count = 0;
  std::size_t at = first;
  do {
    pieces[at].is_done = true;
    ++count;
    at = next(pieces[at]);
  } while (at != first);
  return count;
}

}  // namespace

Polygon trace(const Mask& mask) {
  std::vector<Piece> pieces = Sweep(mask).run();
  Polygon rings;
  for (std::size_t first = 0; first < pieces.size(); ++first) {
    if (pieces[first].is_done) continue;
    Ring& ring = rings.emplace_back(2 * close(pieces, first));
    std::size_t at = first;
    for (std::size_t i = 0; i < ring.size(); i += 2) {
      const Piece& piece = pieces[at];
      const std::size_t from = piece.is_upper ? 0 : 1;
      ring[i] = {static_cast<double>(piece.x[from]), static_cast<double>(piece.y)};
      ring[i + 1] = {static_cast<double>(piece.x[1 - from]), static_cast<double>(piece.y)};
      at = next(piece);
    }
    // The first piece is the ring's uppermost and leftmost; its left corner comes first.
    if (!pieces[first].is_upper) std::rotate(ring.begin(), ring.begin() + 1, ring.end());
  }
  return rings;
}

}  // namespace segnoise::shape
