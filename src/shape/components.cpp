#include "shape/components.h"

#include "shape/runs.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
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
Forest joined(const std::vector<Run>& runs, int reach) {
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

/// The pixels of a box that are not in the mask.
std::vector<Run> gaps(const std::vector<Run>& mask_runs, const Box& box) {
  std::vector<Run> found;
  auto run = mask_runs.begin();
  for (int y = box.y; y < box.bottom(); ++y) {
    int begin = box.x;
    for (; run != mask_runs.end() && run->y == y; ++run) {
      if (begin < run->begin) found.push_back({y, begin, run->begin});
      begin = run->end;
    }
    if (begin < box.right()) found.push_back({y, begin, box.right()});
  }
  return found;
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

Mask largest_component(const Mask& mask) {
  const std::vector<Run> all = runs(mask);
  if (all.empty()) return Mask(mask.size());
  Forest forest = joined(all, 0);
  std::vector<std::int64_t> pixels(all.size(), 0);
  for (std::size_t i = 0; i < all.size(); ++i) pixels[forest.first(i)] += all[i].length();
  const auto largest = static_cast<std::size_t>(std::ranges::max_element(pixels) - pixels.begin());

  std::vector<Run> part;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (forest.first(i) == largest) part.push_back(all[i]);
  }
  return drawn(mask.size(), part);
}

Mask holes_filled(const Mask& mask) {
  // Whatever reaches the border of the mask's extent reaches the frame's, around the mask.
  const Box extent = mask.extent();
  const std::vector<Run> background = gaps(runs(mask), extent);
  Forest forest = joined(background, 1);
  std::vector<char> is_outside(background.size(), 0);
  for (std::size_t i = 0; i < background.size(); ++i) {
    const Run& run = background[i];
    if (run.begin == extent.x || run.end == extent.right() || run.y == extent.y ||
        run.y == extent.bottom() - 1) {
      is_outside[forest.first(i)] = 1;
    }
  }
  Mask result = mask;
  for (std::size_t i = 0; i < background.size(); ++i) {
    if (is_outside[forest.first(i)] == 0) add_run(result, background[i]);
  }
  return result;
}

}  // namespace segnoise
