#include "core/shape/simplify.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::shape {
namespace {

struct Farthest {
  std::size_t index = 0;
  double distance_px = -1.0;  ///< < 0 if there is no vertex
};

double distance_to_chord(const Point& p, const Point& a, const Point& b) {
  const double ux = b.x - a.x;
  const double uy = b.y - a.y;
  const double length2 = ux * ux + uy * uy;
  const double px = p.x - a.x;
  const double py = p.y - a.y;
  const double along = px * ux + py * uy;
  if (along <= 0.0 || length2 == 0.0) return std::sqrt(px * px + py * py);
  if (along >= length2) {
    const double qx = p.x - b.x;
    const double qy = p.y - b.y;
    return std::sqrt(qx * qx + qy * qy);
  }
  return std::abs((px * uy - py * ux) / length2) * std::sqrt(length2);
}

/// Twice the area of a triangle, > 0 on one side of the line and < 0 on the other.
double side_of(const Point& a, const Point& b, const Point& p) {
  return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

/// A straight piece of the ring, and the box around it.
struct Stroke {
  Point from;
  Point to;
};

struct Extent {
  double left = std::numeric_limits<double>::infinity();
  double top = std::numeric_limits<double>::infinity();
  double right = -std::numeric_limits<double>::infinity();
  double bottom = -std::numeric_limits<double>::infinity();

  Extent() = default;
  explicit Extent(const Stroke& s)
      : left(std::min(s.from.x, s.to.x)),
        top(std::min(s.from.y, s.to.y)),
        right(std::max(s.from.x, s.to.x)),
        bottom(std::max(s.from.y, s.to.y)) {}

  [[nodiscard]] bool meets(const Extent& other) const {
    return left <= other.right && other.left <= right && top <= other.bottom && other.top <= bottom;
  }
  [[nodiscard]] Extent with(const Extent& other) const {
    Extent both;
    both.left = std::min(left, other.left);
    both.top = std::min(top, other.top);
    both.right = std::max(right, other.right);
    both.bottom = std::max(bottom, other.bottom);
    return both;
  }
};

/// Whether an end that lies on the stroke's line lies on the stroke, but at neither of its ends.
bool is_within(const Point& end, const Stroke& stroke) {
  return Extent({end, end}).meets(Extent(stroke)) && !(end == stroke.from) && !(end == stroke.to);
}

/// Whether two strokes meet anywhere but where both end.
bool have_inner_crossing(const Stroke& a, const Stroke& b) {
  const double b_from = side_of(a.from, a.to, b.from);
  const double b_to = side_of(a.from, a.to, b.to);
  const double a_from = side_of(b.from, b.to, a.from);
  const double a_to = side_of(b.from, b.to, a.to);
  const auto same_side = [](double p, double q) {
    return (p > 0.0 && q > 0.0) || (p < 0.0 && q < 0.0);
  };
  if (same_side(b_from, b_to) || same_side(a_from, a_to)) return false;
  if (b_from != 0.0 && b_to != 0.0 && a_from != 0.0 && a_to != 0.0) return true;
  return (b_from == 0.0 && is_within(b.from, a)) || (b_to == 0.0 && is_within(b.to, a)) ||
         (a_from == 0.0 && is_within(a.from, b)) || (a_to == 0.0 && is_within(a.to, b));
}

/// The ring's strokes as simplified so far, and above them a binary tree of the extents of
/// neighbours, which are near each other, so that few branches have to be followed.
class Strokes {
 public:
  explicit Strokes(std::span<const Point> ring)
      : strokes_(ring.size()), leaves_(std::bit_ceil(ring.size())), extents_(2 * leaves_) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      strokes_[i] = {ring[i], ring[i + 1 < ring.size() ? i + 1 : 0]};
      extents_[leaves_ + i] = Extent(strokes_[i]);
    }
    for (std::size_t node = leaves_ - 1; node > 0; --node) update(node);
  }

  /// Puts one stroke in the place of those from first up to last.
  void replace(std::size_t first, std::size_t last, const Stroke& chord) {
    strokes_[first] = chord;
    extents_[leaves_ + first] = Extent(chord);
    std::fill(
        extents_.begin() + static_cast<std::ptrdiff_t>(leaves_ + first + 1),
        extents_.begin() + static_cast<std::ptrdiff_t>(leaves_ + last),
        Extent{});
    std::size_t low = (leaves_ + first) / 2;
    std::size_t high = (leaves_ + last - 1) / 2;
    for (; low > 0; low /= 2, high /= 2) {
      for (std::size_t node = low; node <= high; ++node) update(node);
    }
  }

  /// Whether a chord meets a stroke other than those from first up to last.
  [[nodiscard]] bool cross(const Stroke& chord, std::size_t first, std::size_t last) {
    const Extent extent(chord);
    open_.assign(1, 1);
    while (!open_.empty()) {
      const std::size_t node = open_.back();
      open_.pop_back();
      if (!extents_[node].meets(extent)) continue;
      if (node < leaves_) {
        open_.push_back(2 * node);
        open_.push_back(2 * node + 1);
        continue;
      }
      const std::size_t index = node - leaves_;
      if (index >= first && index < last) continue;
      if (have_inner_crossing(strokes_[index], chord)) return true;
    }
    return false;
  }

 private:
  void update(std::size_t node) {
    extents_[node] = extents_[2 * node].with(extents_[2 * node + 1]);
  }

  std::vector<Stroke> strokes_;
  std::size_t leaves_;
  std::vector<Extent> extents_;    ///< of node i's children, 2i and 2i + 1; the root is node 1
  std::vector<std::size_t> open_;  ///< nodes yet to be looked at
};

/// A part of the ring from one vertex to another; the ring's size stands for its first vertex.
struct Section {
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t depth = 0;
};

}  // namespace

Ring simplified(const Ring& ring, double tolerance_px) {
  if (!std::isfinite(tolerance_px) || tolerance_px < 0.0) {
    throw std::invalid_argument(
        "tolerance_px must be finite and >= 0, got " + std::to_string(tolerance_px));
  }
  constexpr std::size_t kFewest = 3;
  constexpr std::size_t kEnoughPoints = 4;
  constexpr std::size_t kEnoughDepth = 3;
  if (ring.size() <= kFewest || tolerance_px == 0.0) return ring;
  // A last vertex that repeats the first closes the ring, which it is anyway.
  const bool is_closed_twice = ring.front() == ring.back();
  const std::span<const Point> vertices(ring.data(), ring.size() - (is_closed_twice ? 1 : 0));
  if (vertices.size() <= kFewest) return ring;

  Ring result;
  Strokes strokes(vertices);
  std::vector<Section> sections{{0, vertices.size(), 1}};
  while (!sections.empty()) {
    const Section section = sections.back();
    sections.pop_back();
    const auto [first, last, depth] = section;
    const Stroke chord{vertices[first], vertices[last < vertices.size() ? last : 0]};
    if (first + 1 == last) {
      result.push_back(chord.from);
      continue;
    }
    Farthest found;
    for (std::size_t i = first + 1; i < last; ++i) {
      const double distance_px = distance_to_chord(vertices[i], chord.from, chord.to);
      if (distance_px > found.distance_px) found = {i, distance_px};
    }
    // A line of n strokes has n + 1 points.
    const std::size_t points = result.empty() ? 0 : result.size() + 1;
    if ((points >= kEnoughPoints || depth >= kEnoughDepth) && found.distance_px <= tolerance_px &&
        !strokes.cross(chord, first, last)) {
      strokes.replace(first, last, chord);
      result.push_back(chord.from);
      continue;
    }
    sections.push_back({found.index, last, depth + 1});
    sections.push_back({first, found.index, depth + 1});
  }
  return result;
}

}  // namespace segnoise::shape
