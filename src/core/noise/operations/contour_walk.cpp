#include "core/noise/operations/contour_walk.h"

#include "core/noise/portable_math.h"
#include "core/noise/working_shape.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace segnoise::noise {
namespace {

constexpr double kReach = 3.5;           // correlation lengths to where the Gaussian is cut off
constexpr double kNodesPerLength = 4.0;  // of white noise per correlation length
constexpr double kFewestNodes = 8.0;

double squared(double x) { return x * x; }

/// White noise around a circle, and the Gaussian that smooths it.
class SmoothedNoise {
 public:
  /// @param correlation  such that there are enough nodes for it, but not many more
  SmoothedNoise(double length, double correlation, std::size_t nodes, random::Rng rng)
      : correlation_(correlation),
        step_(length / static_cast<double>(nodes)),
        reach_(static_cast<std::int64_t>(std::ceil(kReach * correlation / step_))),
        step_decay_(decay(2.0 * squared(step_ / correlation))),
        noise_(nodes) {
    for (double& node : noise_) node = rng.normal();
    // Where the Gaussian goes around the circle, one node has several weights, which add.
    std::vector<double> folded(nodes, 0.0);
    for (std::int64_t m = -reach_; m <= reach_; ++m) {
      folded[node(m)] += decay(squared(static_cast<double>(m) * step_ / correlation));
    }
    double sum = 0.0;
    for (const double weight : folded) sum += weight * weight;
    scale_ = 1.0 / std::sqrt(sum);
  }

  [[nodiscard]] double at(double place) const {
    const auto nearest = static_cast<std::int64_t>(std::floor(place / step_ + 0.5));
    const std::int64_t first = nearest - reach_;
    // From one node to the next the weight changes by a ratio that itself changes by a constant.
    const double begin = (static_cast<double>(first) * step_ - place) / correlation_;
    const double step = step_ / correlation_;
    double weight = decay(begin * begin);
    double ratio = 1.0 / decay(-(2.0 * begin + step) * step);  // begin is far below 0
    std::size_t at_node = node(first);
    double sum = 0.0;
    for (std::int64_t m = -reach_; m <= reach_; ++m) {
      sum += weight * noise_[at_node];
      weight *= ratio;
      ratio *= step_decay_;
      if (++at_node == noise_.size()) at_node = 0;
    }
    return scale_ * sum;
  }

 private:
  [[nodiscard]] std::size_t node(std::int64_t index) const {
    const auto count = static_cast<std::int64_t>(noise_.size());
    return static_cast<std::size_t>((index % count + count) % count);
  }

  double correlation_;
  double step_;
  std::int64_t reach_;  ///< nodes
  double step_decay_;
  double scale_ = 1.0;
  std::vector<double> noise_;
};

/// The places of the vertices along a closed line, and its length.
struct Arc {
  std::vector<double> places;
  double length = 0.0;
};

Arc arc_of(const shape::Ring& ring, const PerAxis& unit) {
  Arc arc;
  arc.places.reserve(ring.size());
  for (std::size_t i = 0; i < ring.size(); ++i) {
    arc.places.push_back(arc.length);
    const shape::Point& next = ring[i + 1 < ring.size() ? i + 1 : 0];
    arc.length += std::sqrt(
        squared((next.x - ring[i].x) / unit.x_px) + squared((next.y - ring[i].y) / unit.y_px));
  }
  return arc;
}

/// The normals to the left of a ring, of length 1 in units, each across a piece of it.
std::vector<shape::Point> left_normals(
    const shape::Ring& ring, const PerAxis& unit, const Arc& arc, double reach) {
  const std::size_t count = ring.size();
  if (count == 0) return {};
  std::vector<shape::Point> normals;
  normals.reserve(count);
  // Places before and after, counted on beyond the ends of the ring.
  const auto place = [&](std::size_t i) {
    const std::size_t turns = i / count;
    return arc.places[i % count] + static_cast<double>(turns) * arc.length;
  };
  std::size_t before = 0;
  std::size_t after = count;
  for (std::size_t i = count; i < 2 * count; ++i) {
    while (place(before + 1) <= place(i) - reach && before + 1 < i) ++before;
    after = std::max(after, i + 1);
    while (place(after) < place(i) + reach && after + 1 < i + count) ++after;
    const shape::Point& from = ring[before % count];
    const shape::Point& to = ring[after % count];
    const double x = (to.x - from.x) / unit.x_px;
    const double y = (to.y - from.y) / unit.y_px;
    const double length = std::sqrt(x * x + y * y);
    normals.push_back(length > 0.0 ? shape::Point{y / length, -x / length} : shape::Point{});
  }
  return normals;
}

}  // namespace

DrawnWalk ContourWalk::draw(const DrawContext& context, random::Rng& rng) const {
  DrawnWalk walk{
      .rings = std::vector<double>(context.ring_count),
      .bias = bias,
      .correlation = correlation,
      .unit = context.scale.unit(),
      .key = rng.bits64()};
  for (double& ring : walk.rings) ring = rounded_units(draw_length(spread, rng));
  return walk;
}

bool DrawnWalk::acts(CategoryId /*before*/) const {
  return bias != 0.0 || std::ranges::any_of(rings, [](double spread) { return spread != 0.0; });
}

void DrawnWalk::apply(WorkingShape& shape) const {
  shape::Polygon& outline = shape.outline();
  require_rings(rings.size(), outline.size());
  require_unit(unit);
  if (!(correlation > 0.0 && std::isfinite(correlation) && std::isfinite(bias))) {
    throw std::invalid_argument("a walk needs a finite bias and a correlation length > 0");
  }
  // Before any is moved: whether one lies in another must not depend on their order.
  const std::vector<bool> is_hole = shape.holes();
  const double unit_px = std::sqrt(unit.x_px * unit.y_px);
  for (std::size_t i = 0; i < outline.size(); ++i) {
    require_length(rings[i], "spread");
    if (rings[i] == 0.0 && bias == 0.0) continue;
    shape.make_dense(i, std::max(1.0, correlation * unit_px / 8.0));
    outline[i] = clipped(walked(outline[i], *this, i, is_hole[i]), shape.size());
  }
  shape.drop_empty_rings();
}

std::vector<double> process_on_circle(
    const std::vector<double>& places,
    double length,
    double correlation,
    std::uint64_t key,
    std::uint64_t ring_index) {
  if (places.empty()) return {};
  const double shortest = length / (2.0 * static_cast<double>(places.size()));
  const double clamped = std::clamp(correlation, shortest, std::max(shortest, 2.0 * length));
  const double nodes = std::max(kFewestNodes, std::ceil(kNodesPerLength * length / clamped));
  const SmoothedNoise noise(
      length, clamped, static_cast<std::size_t>(nodes), random::Rng(key, ring_index));
  std::vector<double> values;
  values.reserve(places.size());
  for (const double at : places) values.push_back(noise.at(at));
  return values;
}

shape::Ring walked(
    const shape::Ring& ring, const DrawnWalk& walk, std::size_t ring_index, bool is_hole) {
  const Arc arc = arc_of(ring, walk.unit);
  if (!(arc.length > 0.0)) return ring;
  const std::vector<double> process =
      process_on_circle(arc.places, arc.length, walk.correlation, walk.key, ring_index);

  const double two_px = 2.0 / std::sqrt(walk.unit.x_px * walk.unit.y_px);
  const double piece = std::min(std::max(walk.correlation / 4.0, two_px), arc.length / 8.0);
  const std::vector<shape::Point> normals = left_normals(ring, walk.unit, arc, piece / 2.0);
  // A ring that turns clockwise on the screen has the area that it encloses to its right.
  const double outwards = (shape::signed_area(ring) < 0.0) == is_hole ? 1.0 : -1.0;

  shape::Ring moved(ring.size());
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const double by = outwards * (walk.bias + walk.rings[ring_index] * process[i]);
    moved[i] = {
        ring[i].x + by * normals[i].x * walk.unit.x_px,
        ring[i].y + by * normals[i].y * walk.unit.y_px};
  }
  return moved;
}

}  // namespace segnoise::noise
