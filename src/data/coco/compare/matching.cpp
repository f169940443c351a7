#include "data/coco/compare/matching.h"

#include "core/metrics/overlap.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <unordered_map>

namespace segnoise::coco {
namespace {

/// A mask as far as it tells which others it may match, and its place in its list.
struct Placed {
  shape::Box extent;
  std::int64_t pixels = 0;
  std::size_t index = 0;
};

/// The IoU of two masks if they had as many pixels in common as they can.
double greatest_iou(const Placed& a, const Placed& b) {
  const shape::Box both = shape::intersection(a.extent, b.extent);
  const std::int64_t common =
      std::min({a.pixels, b.pixels, std::int64_t{both.width} * both.height});
  return static_cast<double>(common) / static_cast<double>(a.pixels + b.pixels - common);
}

/// Those that have pixels, from left to right.
std::vector<Placed> from_left_to_right(std::span<const shape::Mask> masks) {
  std::vector<Placed> placed;
  placed.reserve(masks.size());
  for (std::size_t i = 0; i < masks.size(); ++i) {
    const shape::Box extent = masks[i].extent();
    if (!extent.empty()) placed.push_back({extent, masks[i].count(), i});
  }
  std::ranges::stable_sort(placed, {}, [](const Placed& p) { return p.extent.x; });
  return placed;
}

/// What a line that sweeps from left to right has come to and not yet left behind.
class ActiveInstances {
 public:
  void add(const Placed& instance) { instances_.push_back(instance); }

  /// Calls visit(instance) for those whose extent meets one that the line has come to.
  template <class Visit>
  void for_each_meeting(const shape::Box& extent, Visit visit) {
    std::erase_if(instances_, [&](const Placed& p) { return p.extent.right() <= extent.x; });
    for (const Placed& p : instances_) {
      if (p.extent.y < extent.bottom() && extent.y < p.extent.bottom()) visit(p);
    }
  }

 private:
  std::vector<Placed> instances_;
};

/// Calls visit(a, b) for all pairs of instances whose extents share a pixel.
template <class Visit>
void for_each_meeting_pair(
    std::span<const shape::Mask> a, std::span<const shape::Mask> b, Visit visit) {
  const std::vector<Placed> all_a = from_left_to_right(a);
  const std::vector<Placed> all_b = from_left_to_right(b);
  ActiveInstances active_a;
  ActiveInstances active_b;
  auto next_a = all_a.begin();
  auto next_b = all_b.begin();
  while (next_a != all_a.end() || next_b != all_b.end()) {
    const bool is_a =
        next_b == all_b.end() || (next_a != all_a.end() && next_a->extent.x <= next_b->extent.x);
    const Placed& instance = is_a ? *next_a++ : *next_b++;
    if (is_a) {
      active_b.for_each_meeting(
          instance.extent, [&](const Placed& other) { visit(instance, other); });
      active_a.add(instance);
    } else {
      active_a.for_each_meeting(
          instance.extent, [&](const Placed& other) { visit(other, instance); });
      active_b.add(instance);
    }
  }
}

struct Candidate {
  double iou = 0.0;
  Match match = {};
};

}  // namespace

std::vector<Match> matched_by_id(std::span<const std::int64_t> a, std::span<const std::int64_t> b) {
  std::unordered_map<std::int64_t, std::size_t> place_in_b;
  place_in_b.reserve(b.size());
  for (std::size_t i = 0; i < b.size(); ++i) place_in_b.emplace(b[i], i);
  std::vector<Match> matches;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto found = place_in_b.find(a[i]);
    if (found != place_in_b.end()) matches.push_back({i, found->second});
  }
  return matches;
}

std::vector<Match> matched_by_iou(
    std::span<const shape::Mask> a, std::span<const shape::Mask> b, double min_iou) {
  if (!(min_iou > 0.0 && min_iou <= 1.0)) {
    throw std::invalid_argument("min_iou must be in (0, 1], got " + std::to_string(min_iou));
  }
  std::vector<Candidate> candidates;
  for_each_meeting_pair(a, b, [&](const Placed& in_a, const Placed& in_b) {
    if (greatest_iou(in_a, in_b) < min_iou) return;
    const auto common = metrics::overlap(a[in_a.index], b[in_b.index]);
    if (common && common->iou >= min_iou) {
      candidates.push_back({common->iou, {in_a.index, in_b.index}});
    }
  });
  std::ranges::sort(candidates, [](const Candidate& first, const Candidate& second) {
    if (first.iou != second.iou) return first.iou > second.iou;
    if (first.match.a != second.match.a) return first.match.a < second.match.a;
    return first.match.b < second.match.b;
  });

  std::vector<Match> matches;
  std::vector<bool> is_taken_a(a.size());
  std::vector<bool> is_taken_b(b.size());
  for (const Candidate& candidate : candidates) {
    const auto [i, j] = candidate.match;
    if (is_taken_a[i] || is_taken_b[j]) continue;
    is_taken_a[i] = is_taken_b[j] = true;
    matches.push_back(candidate.match);
  }
  std::ranges::sort(matches, {}, &Match::a);
  return matches;
}

}  // namespace segnoise::coco
