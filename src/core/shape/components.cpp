#include "core/shape/components.h"

#include "core/shape/runs.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace segnoise::shape {
namespace {

/// Which runs meet: every run points to the first one of its component.
using Firsts = std::vector<std::size_t>;

/// The end of a chain of runs that point to earlier ones of their component.
std::size_t end_of_chain(Firsts& firsts, std::size_t run) {
  while (firsts[run] != run) {
    firsts[run] = firsts[firsts[run]];
    run = firsts[run];
  }
  return run;
}

bool are_cut(const Run& upper, const Run& lower, const RowCuts& cuts) {
  const std::pair ending(lower.y, std::min(upper.end, lower.end));
  const std::pair beginning(lower.y, std::max(upper.begin, lower.begin));
  return std::ranges::binary_search(cuts.ending, ending) ||
         std::ranges::binary_search(cuts.beginning, beginning);
}

/// Joins the runs of neighbouring rows that overlap.
///
/// @param reach  0 if runs must share a column, 1 if a common corner is enough
/// @param cuts   where they are not joined all the same
Firsts joined(std::span<const Run> runs, int reach, const RowCuts& cuts = {}) {
  Firsts firsts(runs.size());
  std::size_t above = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Run& run = runs[i];
    while (runs[above].y < run.y - 1 ||
           (runs[above].y == run.y - 1 && runs[above].end + reach <= run.begin)) {
      ++above;
    }
    std::size_t own = i;
    firsts[i] = i;
    // The last run above that overlaps this one may overlap the next one too.
    for (std::size_t j = above; runs[j].y == run.y - 1 && runs[j].begin < run.end + reach; ++j) {
      if (are_cut(runs[j], run, cuts)) continue;
      const std::size_t other = end_of_chain(firsts, j);
      firsts[std::max(own, other)] = std::min(own, other);
      own = std::min(own, other);
    }
  }
  for (std::size_t& first : firsts) first = firsts[first];  // earlier ones are done
  return firsts;
}

Mask drawn(Size size, std::span<const Run> runs) {
  Box extent;
  for (const Run& run : runs) extent = hull(extent, {run.begin, run.y, run.length(), 1});
  Mask mask(size, extent);
  for (const Run& run : runs) add_run(mask, run);
  return mask;
}

/// The runs of background that a mask encloses: its holes.
std::vector<Run> holes(std::span<const Run> all) {
  std::vector<Run> gaps;  // between the runs of a row
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (all[i].y == all[i - 1].y) gaps.push_back({all[i].y, all[i - 1].end, all[i].begin});
  }
  if (gaps.empty()) return gaps;

  // What lies left of a row's first run, right of its last, and in rows without any, is outside.
  constexpr Run kNone{.begin = std::numeric_limits<int>::max(), .end = 0};
  const int top = all.front().y - 1;
  std::vector<Run> spans(static_cast<std::size_t>(all.back().y + 2 - top), kNone);
  for (const Run& run : all) {
    Run& span = spans[static_cast<std::size_t>(run.y - top)];
    span.begin = std::min(span.begin, run.begin);
    span.end = run.end;
  }
  const Firsts firsts = joined(gaps, 1);
  std::vector<char> is_outside(gaps.size(), 0);
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    const Run& gap = gaps[i];
    const auto row = static_cast<std::size_t>(gap.y - top);
    for (const Run& span : {spans[row - 1], spans[row + 1]}) {
      if (gap.begin <= span.begin || gap.end >= span.end) is_outside[firsts[i]] = 1;
    }
  }
  std::vector<Run> enclosed;
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    if (is_outside[firsts[i]] == 0) enclosed.push_back(gaps[i]);
  }
  return enclosed;
}

}  // namespace

std::vector<Mask> components(const Mask& mask) { return components(mask, {}); }

std::vector<Mask> components(const Mask& mask, const RowCuts& cuts) {
  const std::vector<Run> all = runs(mask);
  const Firsts firsts = joined(all, 0, cuts);
  std::vector<std::vector<Run>> parts;
  std::vector<std::size_t> part_of(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (firsts[i] == i) {
      part_of[i] = parts.size();
      parts.emplace_back();
    }
    part_of[i] = part_of[firsts[i]];
    parts[part_of[i]].push_back(all[i]);
  }
  std::vector<Mask> result;
  result.reserve(parts.size());
  for (const auto& part : parts) result.push_back(drawn(mask.size(), part));
  return result;
}

std::vector<Run> largest_component(std::span<const Run> all) {
  if (all.empty()) return {};
  const Firsts firsts = joined(all, 0);
  std::vector<std::int64_t> pixels(all.size(), 0);
  for (std::size_t i = 0; i < all.size(); ++i) pixels[firsts[i]] += all[i].length();
  const auto largest = static_cast<std::size_t>(std::ranges::max_element(pixels) - pixels.begin());

  std::vector<Run> part;
  part.reserve(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (firsts[i] == largest) part.push_back(all[i]);
  }
  return part;
}

Mask largest_component(const Mask& mask) {
  return drawn(mask.size(), largest_component(runs(mask)));
}

std::vector<Run> holes_filled(std::span<const Run> all) {
  const std::vector<Run> enclosed = holes(all);
  std::vector<Run> filled;
  filled.reserve(all.size());
  auto hole = enclosed.begin();
  for (const Run& run : all) {
    const bool is_after_hole = hole != enclosed.end() && hole->y == run.y && hole->end == run.begin;
    if (is_after_hole) {
      filled.back().end = run.end;
      ++hole;
    } else {
      filled.push_back(run);
    }
  }
  return filled;
}

Mask holes_filled(const Mask& mask) {
  Mask result = mask;
  for (const Run& hole : holes(runs(mask))) add_run(result, hole);
  return result;
}

}  // namespace segnoise::shape
