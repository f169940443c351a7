#include "core/shape/runs.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <vector>

namespace segnoise::shape {
namespace {

using Word = Mask::Word;

}  // namespace

std::vector<Run> runs(const Mask& mask) {
  std::vector<Run> found;
  const Box& window = mask.window();
  for (int y = window.y; y < window.bottom(); ++y) {
    // A bit that differs from its left neighbour begins a run or ends one.
    Word left = 0;
    int begin = 0;
    bool is_open = false;
    int x = window.x;
    for (const Word word : mask.row(y)) {
      Word changes = word ^ (word << 1 | left);
      left = word >> (Mask::kWordBits - 1);
      for (; changes != 0; changes &= changes - 1) {
        const int at = x + std::countr_zero(changes);
        if (is_open) {
          found.push_back({y, begin, at});
        } else {
          begin = at;
        }
        is_open = !is_open;
      }
      x += Mask::kWordBits;
    }
    if (is_open) found.push_back({y, begin, x});
  }
  return found;
}

void add_run(Mask& mask, const Run& run) {
  if (run.begin >= run.end) return;
  const auto row = mask.row(run.y);
  const auto begin = static_cast<std::size_t>(run.begin - mask.window().x);
  const auto last = static_cast<std::size_t>(run.end - 1 - mask.window().x);
  const Word from_begin = ~Word{0} << (begin % Mask::kWordBits);
  const Word to_last = ~Word{0} >> (Mask::kWordBits - 1 - last % Mask::kWordBits);
  const std::size_t first_word = begin / Mask::kWordBits;
  const std::size_t last_word = last / Mask::kWordBits;
  if (first_word == last_word) {
    row[first_word] |= from_begin & to_last;
    return;
  }
  row[first_word] |= from_begin;
  std::ranges::fill(row.subspan(first_word + 1, last_word - first_word - 1), ~Word{0});
  row[last_word] |= to_last;
}

}  // namespace segnoise::shape
