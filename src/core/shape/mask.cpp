#include "core/shape/mask.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::shape {
namespace {

using Word = Mask::Word;

Box whole_words(const Box& box) {
  if (box.empty()) return {};
  const int x = box.x / Mask::kWordBits * Mask::kWordBits;
  const int words = (box.right() - x + Mask::kWordBits - 1) / Mask::kWordBits;
  return {x, box.y, words * Mask::kWordBits, box.height};
}

/// The words of a row that lie in a window, which the mask's own must hold.
std::span<const Word> part_of_row(const Mask& mask, int y, const Box& window) {
  return mask.row(y).subspan(
      static_cast<std::size_t>(window.x - mask.window().x) / Mask::kWordBits,
      static_cast<std::size_t>(window.width) / Mask::kWordBits);
}

std::span<Word> part_of_row(Mask& mask, int y, const Box& window) {
  return mask.row(y).subspan(
      static_cast<std::size_t>(window.x - mask.window().x) / Mask::kWordBits,
      static_cast<std::size_t>(window.width) / Mask::kWordBits);
}

void require_same_size(const Mask& a, const Mask& b) {
  if (a.size() == b.size()) return;
  throw std::invalid_argument(
      "masks must have one frame size, got " + size_text(a.size()) + " and " + size_text(b.size()));
}

/// Calls combine(word of to, word of from) wherever both windows are.
template <class Combine>
void combine_rows(Mask& to, const Mask& from, Combine combine) {
  const Box both = intersection(to.window(), from.window());
  for (int y = both.y; y < both.bottom(); ++y) {
    const auto target = part_of_row(to, y, both);
    const auto source = part_of_row(from, y, both);
    for (std::size_t i = 0; i < target.size(); ++i) combine(target[i], source[i]);
  }
}

/// Sum of the positions of the bits that are set, 0 ... 63.
std::int64_t sum_of_positions(Word word) {
  // Bit b of every position, gathered: the positions that have it set.
  constexpr std::array<Word, 6> kWithBit = {
      0xAAAAAAAAAAAAAAAAU,
      0xCCCCCCCCCCCCCCCCU,
      0xF0F0F0F0F0F0F0F0U,
      0xFF00FF00FF00FF00U,
      0xFFFF0000FFFF0000U,
      0xFFFFFFFF00000000U};
  std::int64_t sum = 0;
  for (std::size_t b = 0; b < kWithBit.size(); ++b) {
    sum += std::int64_t{std::popcount(word & kWithBit[b])} << b;
  }
  return sum;
}

}  // namespace

Mask::Mask(Size size, const Box& window)
    : size_(size),
      window_(whole_words(intersection(window, frame_box(size)))),
      words_(words_per_row() * static_cast<std::size_t>(window_.height)) {}

Mask::Word Mask::last_word_bits() const {
  if (window_.empty()) return 0;
  const int beyond = window_.right() - size_.width;
  return beyond > 0 ? ~Word{0} >> beyond : ~Word{0};
}

std::int64_t Mask::count() const {
  std::int64_t sum = 0;
  for (const Word word : words_) sum += std::popcount(word);
  return sum;
}

bool Mask::empty() const {
  return std::ranges::all_of(words_, [](Word word) { return word == 0; });
}

Box Mask::extent() const {
  const auto first = std::ranges::find_if(words_, [](Word word) { return word != 0; });
  if (first == words_.end()) return {};
  const auto last =
      std::find_if(words_.rbegin(), words_.rend(), [](Word word) { return word != 0; });
  const std::size_t columns = words_per_row();
  const std::size_t top = static_cast<std::size_t>(first - words_.begin()) / columns;
  const std::size_t bottom = static_cast<std::size_t>(last.base() - 1 - words_.begin()) / columns;

  const auto column_bits = [&](std::size_t column) {
    Word any = 0;
    for (std::size_t i = top; i <= bottom; ++i) any |= words_[i * columns + column];
    return any;
  };
  std::size_t left = 0;
  while (column_bits(left) == 0) ++left;
  std::size_t right = columns - 1;
  while (column_bits(right) == 0) --right;

  const int x =
      window_.x + static_cast<int>(left) * kWordBits + std::countr_zero(column_bits(left));
  const int end =
      window_.x + static_cast<int>(right + 1) * kWordBits - std::countl_zero(column_bits(right));
  return {x, window_.y + static_cast<int>(top), end - x, static_cast<int>(bottom - top) + 1};
}

Mask Mask::windowed(const Box& window) const {
  Mask result(size_, window);
  combine_rows(result, *this, [](Word& to, Word from) { to = from; });
  return result;
}

bool operator==(const Mask& a, const Mask& b) {
  if (a.size() != b.size()) return false;
  if (a.window() == b.window()) return std::ranges::equal(a.words(), b.words());
  return (a ^ b).empty();
}

Mask operator|(const Mask& a, const Mask& b) {
  require_same_size(a, b);
  Mask result = a.windowed(hull(a.window(), b.window()));
  combine_rows(result, b, [](Word& to, Word from) { to |= from; });
  return result;
}

Mask operator&(const Mask& a, const Mask& b) {
  require_same_size(a, b);
  Mask result = a.windowed(intersection(a.window(), b.window()));
  combine_rows(result, b, [](Word& to, Word from) { to &= from; });
  return result;
}

Mask operator-(const Mask& a, const Mask& b) {
  require_same_size(a, b);
  Mask result = a;
  combine_rows(result, b, [](Word& to, Word from) { to &= ~from; });
  return result;
}

Mask operator^(const Mask& a, const Mask& b) {
  require_same_size(a, b);
  Mask result = a.windowed(hull(a.window(), b.window()));
  combine_rows(result, b, [](Word& to, Word from) { to ^= from; });
  return result;
}

Mask complement(const Mask& mask) {
  Mask result(mask.size(), frame_box(mask.size()));
  const Word last_bits = result.last_word_bits();
  const Box& window = result.window();
  for (int y = window.y; y < window.bottom(); ++y) {
    const auto row = result.row(y);
    std::ranges::fill(row, ~Word{0});
    row.back() = last_bits;
  }
  combine_rows(result, mask, [](Word& to, Word from) { to &= ~from; });
  return result;
}

std::int64_t intersection_count(const Mask& a, const Mask& b) {
  require_same_size(a, b);
  const Box both = intersection(a.window(), b.window());
  std::int64_t sum = 0;
  for (int y = both.y; y < both.bottom(); ++y) {
    const auto row_a = part_of_row(a, y, both);
    const auto row_b = part_of_row(b, y, both);
    for (std::size_t i = 0; i < row_a.size(); ++i) sum += std::popcount(row_a[i] & row_b[i]);
  }
  return sum;
}

Point centroid(const Mask& mask) {
  const Box& window = mask.window();
  std::int64_t count = 0;
  std::int64_t sum_x = 0;
  std::int64_t sum_y = 0;
  for (int y = window.y; y < window.bottom(); ++y) {
    std::int64_t in_row = 0;
    std::int64_t x = window.x;
    for (const Word word : mask.row(y)) {
      const std::int64_t in_word = std::popcount(word);
      in_row += in_word;
      sum_x += x * in_word + sum_of_positions(word);
      x += Mask::kWordBits;
    }
    count += in_row;
    sum_y += in_row * y;
  }
  if (count == 0) throw std::invalid_argument("the centroid of an empty mask is undefined");
  const auto pixels = static_cast<double>(count);
  return {static_cast<double>(sum_x) / pixels + 0.5, static_cast<double>(sum_y) / pixels + 0.5};
}

}  // namespace segnoise::shape
