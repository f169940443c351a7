#include "core/shape/column_toggles.h"

#include "core/shape/run_writer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace segnoise::shape {
namespace {

using Word = ColumnToggles::Word;
constexpr int kWordBits = ColumnToggles::kWordBits;
static_assert(kWordBits == Mask::kWordBits);  // blocks are square

using Block = std::array<Word, kWordBits>;

/// One of six steps of transpose(): swaps the high columns, of every 2 kHalf, of the words of the
/// upper half with the low columns of the lower half, and interleaves both halves.
///
/// So each step finds its pairs 32 words apart, and after six every word is at its place: one loop
/// of 32 independent rounds, of which the compiler takes several at once.
template <unsigned kHalf>
void swap_and_interleave(const Block& from, Block& to, Word low_columns) {
  constexpr std::size_t kRounds = kWordBits / 2;
  for (std::size_t i = 0; i < kRounds; ++i) {
    const Word upper = from[i];
    const Word lower = from[i + kRounds];
    const Word differing = ((upper >> kHalf) ^ lower) & low_columns;
    to[2 * i] = upper ^ (differing << kHalf);
    to[2 * i + 1] = lower ^ differing;
  }
}

/// Bit i of word j becomes bit j of word i.
void transpose(Block& block) {
  Block other;
  swap_and_interleave<32>(block, other, 0x00000000FFFFFFFFU);
  swap_and_interleave<16>(other, block, 0x0000FFFF0000FFFFU);
  swap_and_interleave<8>(block, other, 0x00FF00FF00FF00FFU);
  swap_and_interleave<4>(other, block, 0x0F0F0F0F0F0F0F0FU);
  swap_and_interleave<2>(block, other, 0x3333333333333333U);
  swap_and_interleave<1>(other, block, 0x5555555555555555U);
}

/// Where pixels of one word's columns differ from those above them, in 64 rows from y on; above
/// and below the box nothing is.
/// @return  whether any does
bool changes_from(const Mask& mask, std::size_t word, int y, const Box& box, Block& changes) {
  const auto at = [&](int row) { return mask.row(row)[word]; };
  const int rows = std::min(kWordBits, box.bottom() - y);
  Word above = y > box.y ? at(y - 1) : 0;
  Word any = 0;
  for (int i = 0; i < rows; ++i) {
    const Word pixels = at(y + i);
    changes[static_cast<std::size_t>(i)] = pixels ^ above;
    any |= pixels ^ above;
    above = pixels;
  }
  for (int i = rows; i < kWordBits; ++i) {
    changes[static_cast<std::size_t>(i)] = above;
    any |= above;
    above = 0;
  }
  return any != 0;
}

}  // namespace

ColumnToggles::ColumnToggles(Size size, const Box& box)
    : size_(size),
      box_(box),
      // One bit more than rows: what ends at the box's foot has its toggle below.
      words_per_column_(static_cast<std::size_t>(box.height) / kWordBits + 1),
      words_(words_per_column_ * static_cast<std::size_t>(box.width)) {}

ColumnToggles::ColumnToggles(const Mask& mask) : ColumnToggles(mask.size(), mask.extent()) {
  Block changes{};
  for (int left = box_.x / kWordBits * kWordBits; left < box_.right(); left += kWordBits) {
    const auto word = static_cast<std::size_t>((left - mask.window().x) / kWordBits);
    const int first = std::max(left, box_.x);
    const auto columns = std::span(changes).subspan(
        static_cast<std::size_t>(first - left),
        static_cast<std::size_t>(std::min(left + kWordBits, box_.right()) - first));
    Word* to = words_.data() + static_cast<std::size_t>(first - box_.x) * words_per_column_;
    // To the foot included, where what is still open ends.
    for (int y = box_.y; y <= box_.bottom(); y += kWordBits, ++to) {
      if (!changes_from(mask, word, y, box_, changes)) continue;
      transpose(changes);
      for (std::size_t i = 0; i < columns.size(); ++i) to[i * words_per_column_] = columns[i];
    }
  }
}

RunLengths ColumnToggles::run_lengths() const {
  RunWriter writer(2 * static_cast<std::size_t>(box_.width));  // most columns have one run
  const auto height = static_cast<std::uint32_t>(size_.height);
  auto top = static_cast<std::uint32_t>(box_.x) * height + static_cast<std::uint32_t>(box_.y);
  const Word* const end = words_.data() + words_.size();
  for (const Word* column = words_.data(); column != end; column += words_per_column_) {
    std::uint32_t offset = top;
    for (std::size_t block = 0; block < words_per_column_; ++block) {
      Word bits = column[block];
      if (bits != 0) writer.make_room(kWordBits);
      for (; bits != 0; bits &= bits - 1) {
        writer.toggle(offset + static_cast<std::uint32_t>(std::countr_zero(bits)));
      }
      offset += kWordBits;
    }
    top += height;
  }
  return std::move(writer).finish(size_);
}

void MaskToggles::fill_down() {
  // A column of words at a time: row by row, each word would wait for the one stored just before.
  for (std::size_t column = 0; column < stride_; ++column) {
    Word parity = 0;
    for (std::size_t i = column; i < words_.size(); i += stride_) {
      parity ^= words_[i];
      words_[i] = parity;
    }
  }
}

}  // namespace segnoise::shape
