#include "shape/components.h"

#include "shape/runs.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

namespace segnoise {
namespace {

/// Which runs meet: every run points to an earlier one of its component, the first to itself.
class Forest {
 public:
  explicit Forest(std::size_t runs) : parents_(runs) {
    std::iota(parents_.begin(), parents_.end(), std::size_t{0});
  }

  /// The first run of the component that a run belongs to.
  [[nodiscard]] std::size_t first(std::size_t run) {
    while (parents_[run] != run) {
      parents_[run] = parents_[parents_[run]];
      run = parents_[run];
    }
    return run;
  }

  void join(std::size_t a, std::size_t b) {
    a = first(a);
    b = first(b);
    parents_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::size_t> parents_;
};

/// Joins the runs of neighbouring rows that overlap.
///
/// @param reach  0 if runs must share a column, 1 if a common corner is enough
Forest joined(std::span<const Run> runs, int reach) {
  Forest forest(runs.size());
  std::size_t above = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Run& run = runs[i];
    while (runs[above].y < run.y - 1 ||
           (runs[above].y == run.y - 1 && runs[above].end + reach <= run.begin)) {
      ++above;
    }
    // The last run above that overlaps this one may overlap the next one too.
    for (std::size_t j = above; runs[j].y == run.y - 1 && runs[j].begin < run.end + reach; ++j) {
      forest.join(i, j);
    }
  }
  return forest;
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
  Forest forest = joined(gaps, 1);
  std::vector<char> is_outside(gaps.size(), 0);
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    const Run& gap = gaps[i];
    const auto row = static_cast<std::size_t>(gap.y - top);
    for (const Run& span : {spans[row - 1], spans[row + 1]}) {
      if (gap.begin <= span.begin || gap.end >= span.end) is_outside[forest.first(i)] = 1;
    }
  }
  std::vector<Run> enclosed;
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    if (is_outside[forest.first(i)] == 0) enclosed.push_back(gaps[i]);
  }
  return enclosed;
}

}  // namespace

std::vector<Mask> components(const Mask& mask) {
  const std::vector<Run> all = runs(mask);
  Forest forest = joined(all, 0);
  std::vector<std::vector<Run>> parts;
  std::vector<std::size_t> part_of(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::size_t first = forest.first(i);
    if (first == i) {
      part_of[i] = parts.size();
      parts.emplace_back();
    }
    part_of[i] = part_of[first];
    parts[part_of[i]].push_back(all[i]);
  }
  std::vector<Mask> result;
  result.reserve(parts.size());
  for (const auto& part : parts) result.push_back(drawn(mask.size(), part));
  return result;
}

std::vector<Run> largest_component(std::span<const Run> all) {
  if (all.empty()) return {};
  Forest forest = joined(all, 0);
  std::vector<std::int64_t> pixels(all.size(), 0);
  for (std::size_t i = 0; i < all.size(); ++i) pixels[forest.first(i)] += all[i].length();
  const auto largest = static_cast<std::size_t>(std::ranges::max_element(pixels) - pixels.begin());

  std::vector<Run> part;
  part.reserve(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (forest.first(i) == largest) part.push_back(all[i]);
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

}  // namespace segnoise
