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

/// The vertex between two others that is farthest from the chord a-b, the first of those.
Farthest farthest_from_chord(
    std::span<const Point> vertices, std::size_t first, std::size_t last, const Point b) {
  const Point a = vertices[first];
  const double ux = b.x - a.x;
  const double uy = b.y - a.y;
  const double length2 = ux * ux + uy * uy;
  const double length = std::sqrt(length2);
  Farthest found;
  for (std::size_t i = first + 1; i < last; ++i) {
    const double px = vertices[i].x - a.x;
    const double py = vertices[i].y - a.y;
    const double along = px * ux + py * uy;
    double distance_px = 0.0;
    if (along <= 0.0 || length2 == 0.0) {
      distance_px = std::sqrt(px * px + py * py);
    } else if (along >= length2) {
      const double qx = vertices[i].x - b.x;
      const double qy = vertices[i].y - b.y;
      distance_px = std::sqrt(qx * qx + qy * qy);
    } else {
      distance_px = std::abs((px * uy - py * ux) / length2) * length;
    }
    if (distance_px > found.distance_px) found = {i, distance_px};
  }
  return found;
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

  /// Without branches, which would be foreseen wrongly.
  [[nodiscard]] bool meets(const Extent& other) const {
    return (static_cast<int>(left <= other.right) & static_cast<int>(other.left <= right) &
            static_cast<int>(top <= other.bottom) & static_cast<int>(other.top <= bottom)) != 0;
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

/// The ring's strokes as simplified so far, in blocks of neighbours, which are near each other, and
/// above those a binary tree of their extents, so that few have to be looked at.
class Strokes {
 public:
  explicit Strokes(std::span<const Point> ring)
      : strokes_(ring.size()),
        stroke_extents_(ring.size()),
        leaves_(std::bit_ceil((ring.size() + kBlock - 1) / kBlock)),
        extents_(2 * leaves_) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      strokes_[i] = {ring[i], ring[i + 1 < ring.size() ? i + 1 : 0]};
      stroke_extents_[i] = Extent(strokes_[i]);
      Extent& block = extents_[leaves_ + i / kBlock];
      block = block.with(stroke_extents_[i]);
    }
    for (std::size_t node = leaves_ - 1; node > 0; --node) {
      extents_[node] = extents_[2 * node].with(extents_[2 * node + 1]);
    }
  }

  /// Puts one stroke in the place of those from first up to last. Extents above it stay as large as
  /// they were, which costs less than bringing them up to date.
  void replace(std::size_t first, std::size_t last, const Stroke& chord) {
    strokes_[first] = chord;
    stroke_extents_[first] = Extent(chord);
    std::fill(
        stroke_extents_.begin() + static_cast<std::ptrdiff_t>(first + 1),
        stroke_extents_.begin() + static_cast<std::ptrdiff_t>(last),
        Extent{});
    for (std::size_t node = leaves_ + first / kBlock; node > 0; node /= 2) {
      extents_[node] = extents_[node].with(Extent(chord));
    }
  }

  /// Whether a chord meets a stroke other than those from first up to last.
  [[nodiscard]] bool cross(const Stroke& chord, std::size_t first, std::size_t last) const {
    return cross_below(1, {chord, Extent(chord), first, last});
  }

 private:
  static constexpr std::size_t kBlock = 16;
  struct Query {
    Stroke chord;
    Extent extent;
    std::size_t first;
    std::size_t last;
  };

  [[nodiscard]] bool cross_below(std::size_t node, const Query& query) const {
    if (!extents_[node].meets(query.extent)) return false;
    if (node < leaves_) return cross_below(2 * node, query) || cross_below(2 * node + 1, query);
    const std::size_t begin = (node - leaves_) * kBlock;
    const std::size_t end = std::min(begin + kBlock, strokes_.size());
    if (begin >= query.first && end <= query.last) return false;
    for (std::size_t i = begin; i < end; ++i) {
      if (i >= query.first && i < query.last) continue;
      if (stroke_extents_[i].meets(query.extent) && have_inner_crossing(strokes_[i], query.chord)) {
        return true;
      }
    }
    return false;
  }

  std::vector<Stroke> strokes_;
  std::vector<Extent> stroke_extents_;
  std::size_t leaves_;           ///< a power of 2; leaf i is the block from stroke kBlock i on
  std::vector<Extent> extents_;  ///< of node i's children, 2i and 2i + 1, or more; the root is 1
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
    const Farthest found = farthest_from_chord(vertices, first, last, chord.to);
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
