#include "cardiac/long_axis.h"

#include "shape/components.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <stdexcept>
#include <string>

namespace segnoise {
namespace {

void require_spacing(const Spacing& spacing_mm) {
  for (const double mm : {spacing_mm.x_mm, spacing_mm.y_mm}) {
    if (std::isfinite(mm) && mm > 0.0) continue;
    throw std::invalid_argument("spacing_mm must be finite and > 0, got " + std::to_string(mm));
  }
}

/// A place or a direction in the body's plane, in mm; y grows downwards.
struct Vec {
  double x = 0.0;
  double y = 0.0;
};

Vec operator+(Vec a, Vec b) { return {a.x + b.x, a.y + b.y}; }
Vec operator-(Vec a, Vec b) { return {a.x - b.x, a.y - b.y}; }
Vec operator*(double factor, Vec a) { return {factor * a.x, factor * a.y}; }
double dot(Vec a, Vec b) { return a.x * b.x + a.y * b.y; }
double length(Vec a) { return std::hypot(a.x, a.y); }
Vec unit(Vec a) { return (1.0 / length(a)) * a; }

/// A quarter turn: what points right for who points down.
Vec right_of(Vec down) { return {down.y, -down.x}; }

constexpr double kMaxTilt = std::numbers::pi / 4;

/// A direction brought within the largest tilt of straight down.
Vec upright(Vec down) {
  const double tilt = std::clamp(std::atan2(down.x, down.y), -kMaxTilt, kMaxTilt);
  return {std::sin(tilt), std::cos(tilt)};
}

/// Where the search stands: the middle of the base, the way down the axis, the cavity's size.
struct Estimate {
  Vec base;
  Vec down;
  double width_mm = 0.0;
  double length_mm = 0.0;
};

class Search {
 public:
  Search(std::span<const Run> cavity, const Spacing& spacing_mm)
      : cavity_(cavity), spacing_(spacing_mm) {}

  std::optional<LongAxis> run() const {
    Estimate estimate = from_moments();
    Vec apex;
    for (int round = 0; round < kRounds; ++round) {
      if (!place_base(estimate)) return std::nullopt;
      const auto found = farthest_from(estimate);
      if (!found) return std::nullopt;
      apex = *found;
      estimate.length_mm = length(estimate.base - apex);
      estimate.down = upright(unit(estimate.base - apex));
    }
    if (!(apex.y < estimate.base.y)) return std::nullopt;
    return LongAxis{
        .base = in_pixels(estimate.base), .apex = in_pixels(apex), .length_mm = estimate.length_mm};
  }

 private:
  static constexpr int kRounds = 3;

  Point in_pixels(Vec place) const { return {place.x / spacing_.x_mm, place.y / spacing_.y_mm}; }

  std::span<const Run> rows_from(double y_mm) const {
    const auto row = static_cast<int>(std::floor(y_mm / spacing_.y_mm));
    const auto first =
        std::ranges::partition_point(cavity_, [row](const Run& run) { return run.y < row; });
    return cavity_.subspan(static_cast<std::size_t>(first - cavity_.begin()));
  }
  std::span<const Run> rows_above(double y_mm) const {
    return cavity_.first(cavity_.size() - rows_from(y_mm).size());
  }

  /// A first guess: the centre of mass, the principal axis and the spread along it and across.
  Estimate from_moments() const {
    double area = 0.0;
    Vec sum;
    for (const Run& run : cavity_) {
      const double n = run.length();
      area += n;
      sum = sum + n * middle_of(run);
    }
    const Vec centre = (1.0 / area) * sum;
    double xx = 0.0;
    double xy = 0.0;
    double yy = 0.0;
    for (const Run& run : cavity_) {
      const double n = run.length();
      const Vec from_centre = middle_of(run) - centre;
      const double along = n * spacing_.x_mm;
      xx += n * (from_centre.x * from_centre.x + along * along / 12.0);
      xy += n * from_centre.x * from_centre.y;
      yy += n * (from_centre.y * from_centre.y + spacing_.y_mm * spacing_.y_mm / 12.0);
    }
    const double turn =
        0.5 * std::atan2(2.0 * xy, yy - xx);  // of the longer axis from straight down
    const double half_sum = (xx + yy) / (2.0 * area);
    const double half_gap = std::hypot(xx - yy, 2.0 * xy) / (2.0 * area);
    const bool is_elongated = half_sum + half_gap > kElongated * (half_sum - half_gap);
    const Vec down = is_elongated && std::abs(turn) <= kMaxTilt
                         ? Vec{std::sin(turn), std::cos(turn)}
                         : Vec{0.0, 1.0};
    const auto variance = [&](Vec to) {
      return (to.x * to.x * xx + 2.0 * to.x * to.y * xy + to.y * to.y * yy) / area;
    };
    // As wide and long as the rectangle with these variances.
    const double long_mm = std::sqrt(12.0 * variance(down));
    return {
        .base = centre + (0.5 * long_mm) * down,
        .down = down,
        .width_mm = std::sqrt(12.0 * variance(right_of(down))),
        .length_mm = long_mm};
  }
  static constexpr double kElongated = 1.2;

  Vec middle_of(const Run& run) const {
    return {0.5 * (run.begin + run.end) * spacing_.x_mm, (run.y + 0.5) * spacing_.y_mm};
  }

  /// Moves the base to the cavity's lower border and to the middle of its width there.
  bool place_base(Estimate& estimate) const {
    const Vec down = estimate.down;
    const Vec right = right_of(down);
    const Vec from = estimate.base;

    // Areas of two strips along the axis, left and right of it, below a row across the cavity.
    const double strip = kStrips * estimate.width_mm;
    const auto rows = rows_from(from.y - kBelow * estimate.length_mm * down.y);
    if (rows.empty()) return false;
    double left_area = 0.0;
    double right_area = 0.0;
    for (const Run& run : rows) {
      const double y = (run.y + 0.5) * spacing_.y_mm;
      const double axis_x = from.x + (y - from.y) * down.x / down.y;
      const double begin = run.begin * spacing_.x_mm - axis_x;
      const double end = run.end * spacing_.x_mm - axis_x;
      const double reach = strip / down.y;
      left_area += std::max(0.0, std::min(end, 0.0) - std::max(begin, -reach));
      right_area += std::max(0.0, std::min(end, reach) - std::max(begin, 0.0));
    }
    const double top = rows.front().y * spacing_.y_mm;
    const auto level = [&](double area, double at) {
      const double row_to_from = (top - from.y - at * right.y) / down.y;
      return row_to_from + area * spacing_.y_mm / strip;
    };
    const double left_level = level(left_area, -0.5 * strip);
    const double right_level = level(right_area, 0.5 * strip);
    const double slope = std::clamp((right_level - left_level) / strip, -1.0, 1.0);
    const Vec on_base = from + (0.5 * (left_level + right_level)) * down;

    // The slab of cavity above the base line; its middle, brought down to the line along the axis.
    const Vec along = unit(right + slope * down);
    const Vec out = {-along.y, along.x};
    const double thickness = kSlab * estimate.length_mm;
    double area = 0.0;
    Vec moment;
    for (const Run& run : rows) {
      const double y = (run.y + 0.5) * spacing_.y_mm - on_base.y;
      double begin = run.begin * spacing_.x_mm - on_base.x;
      double end = run.end * spacing_.x_mm - on_base.x;
      // Of the run, the part with -thickness <= x out.x + y out.y <= 0.
      const double low = -thickness - y * out.y;
      const double high = -y * out.y;
      if (std::abs(out.x) > kLevel) {
        begin = std::max(begin, std::min(low / out.x, high / out.x));
        end = std::min(end, std::max(low / out.x, high / out.x));
      } else if (low > 0.0 || high < 0.0) {
        continue;
      }
      if (end <= begin) continue;
      area += end - begin;
      moment = moment + (end - begin) * Vec{0.5 * (begin + end), y};
    }
    if (!(area > 0.0)) return false;
    const Vec middle = (1.0 / area) * moment;
    estimate.base = on_base + middle - (dot(middle, out) / dot(down, out)) * down;
    estimate.width_mm = area * spacing_.y_mm / thickness * dot(along, right);
    return true;
  }
  static constexpr double kStrips = 0.25;  ///< width of each strip, as a fraction of the cavity's
  static constexpr double kBelow = 0.3;    ///< where strips begin above the base, of the length
  static constexpr double kSlab = 0.1;     ///< thickness, of the length
  static constexpr double kLevel = 1e-9;   ///< a slope that is none

  /// The farthest place of the outline from the base, averaged over sectors.
  std::optional<Vec> farthest_from(const Estimate& estimate) const {
    constexpr std::size_t kSectors = 40;
    const double sector = std::min(kWidestSector, kArc * estimate.width_mm / estimate.length_mm);
    const Vec base = estimate.base;
    const double tilt =
        std::atan2(-estimate.down.x, estimate.down.y);  // of the way up, to the right
    const double first_angle = tilt - 0.5 * kSectors * sector;

    std::array<double, kSectors + 1> slope{};
    for (std::size_t k = 0; k <= kSectors; ++k) {
      slope[k] = std::tan(std::clamp(first_angle + static_cast<double>(k) * sector, -1.4, 1.4));
    }
    const auto rows = rows_above(base.y - 0.6 * estimate.length_mm * estimate.down.y);
    if (rows.empty()) return std::nullopt;
    std::array<double, kSectors> area{};
    for (const Run& run : rows) {
      const double up = base.y - (run.y + 0.5) * spacing_.y_mm;
      const double begin = (run.begin * spacing_.x_mm - base.x) / up;
      const double end = (run.end * spacing_.x_mm - base.x) / up;
      for (std::size_t k = 0; k < kSectors; ++k) {
        area[k] += up * std::max(0.0, std::min(end, slope[k + 1]) - std::max(begin, slope[k]));
      }
    }

    // A sector's area is that of the triangle below the rows and of the outline's part above them.
    const double below = base.y - (rows.back().y + 1) * spacing_.y_mm;
    std::array<double, kSectors> radius{};
    for (std::size_t k = 0; k < kSectors; ++k) {
      if (area[k] <= 0.0) continue;
      const double triangle = 0.5 * below * below * (slope[k + 1] - slope[k]);
      radius[k] = std::sqrt(2.0 * (triangle + area[k] * spacing_.y_mm) / sector);
    }
    std::size_t best = 0;
    double best_mean = 0.0;
    for (std::size_t k = 0; k < kSectors; ++k) {
      const double left = k > 0 ? radius[k - 1] : 0.0;
      const double right = k + 1 < kSectors ? radius[k + 1] : 0.0;
      const double mean = left + 2.0 * radius[k] + right;
      if (mean > best_mean) {
        best_mean = mean;
        best = k;
      }
    }
    if (!(best_mean > 0.0)) return std::nullopt;
    double radius_mm = radius[best];
    double offset = 0.0;
    if (best >= 2 && best + 2 < kSectors) {
      const double a = radius[best - 2];
      const double b = radius[best - 1];
      const double c = radius[best];
      const double d = radius[best + 1];
      const double e = radius[best + 2];
      // Least squares through five equidistant values: value, slope and curvature in the middle.
      const double value = (-3.0 * a + 12.0 * b + 17.0 * c + 12.0 * d - 3.0 * e) / 35.0;
      const double rise = (-2.0 * a - b + d + 2.0 * e) / 10.0;
      const double bend = (2.0 * a - b - 2.0 * c - d + 2.0 * e) / 14.0;
      if (bend < 0.0) offset = std::clamp(-rise / (2.0 * bend), -1.5, 1.5);
      radius_mm = value + offset * (rise + bend * offset);
    }
    const double angle = first_angle + (static_cast<double>(best) + 0.5 + offset) * sector;
    return base + radius_mm * Vec{std::sin(angle), -std::cos(angle)};
  }

  static constexpr double kWidestSector = std::numbers::pi / 90.0;
  static constexpr double kArc = 0.06;  ///< of a sector at the apex, as a fraction of the width

  std::span<const Run> cavity_;
  Spacing spacing_;
};

}  // namespace

std::vector<Run> cavity_runs(const Mask& mask) {
  return runs(holes_filled(largest_component(mask)));
}

std::optional<LongAxis> long_axis(std::span<const Run> cavity, const Spacing& spacing_mm) {
  require_spacing(spacing_mm);
  if (cavity.empty()) return std::nullopt;
  return Search(cavity, spacing_mm).run();
}

}  // namespace segnoise
