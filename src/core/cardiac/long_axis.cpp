#include "core/cardiac/long_axis.h"

#include "core/shape/components.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <stdexcept>
#include <string>

namespace segnoise::cardiac {
namespace {

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

/// Turned clockwise on the screen.
Vec turned(Vec a, double angle) {
  const double cosine = std::cos(angle);
  const double sine = std::sin(angle);
  return {cosine * a.x - sine * a.y, sine * a.x + cosine * a.y};
}

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
  Search(std::span<const shape::Run> cavity, const shape::Spacing& spacing_mm)
      : cavity_(cavity), spacing_(spacing_mm) {}

  [[nodiscard]] std::optional<LongAxis> run() const {
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

  [[nodiscard]] shape::Point in_pixels(Vec place) const {
    return {place.x / spacing_.x_mm, place.y / spacing_.y_mm};
  }

  [[nodiscard]] std::span<const shape::Run> rows_from(double y_mm) const {
    const auto row = static_cast<int>(std::floor(y_mm / spacing_.y_mm));
    const auto first =
        std::ranges::partition_point(cavity_, [row](const shape::Run& run) { return run.y < row; });
    return cavity_.subspan(static_cast<std::size_t>(first - cavity_.begin()));
  }
  [[nodiscard]] std::span<const shape::Run> rows_above(double y_mm) const {
    return cavity_.first(cavity_.size() - rows_from(y_mm).size());
  }

  /// A first guess: the centre of mass, the principal axis and the spread along it and across.
  [[nodiscard]] Estimate from_moments() const {
    double area = 0.0;
    Vec sum;
    for (const shape::Run& run : cavity_) {
      const double n = run.length();
      area += n;
      sum = sum + n * middle_of(run);
    }
    const Vec centre = (1.0 / area) * sum;
    double xx = 0.0;
    double xy = 0.0;
    double yy = 0.0;
    for (const shape::Run& run : cavity_) {
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

  [[nodiscard]] Vec middle_of(const shape::Run& run) const {
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
    const double lean = down.x / down.y;
    const double reach = strip / down.y;
    double left_area = 0.0;
    double right_area = 0.0;
    for (const shape::Run& run : rows) {
      const double y = (run.y + 0.5) * spacing_.y_mm;
      const double axis_x = from.x + (y - from.y) * lean;
      const double begin = run.begin * spacing_.x_mm - axis_x;
      const double end = run.end * spacing_.x_mm - axis_x;
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
    const bool is_level = std::abs(out.x) <= kLevel;
    const double per_out_x = is_level ? 0.0 : 1.0 / out.x;
    double area = 0.0;
    Vec moment;
    for (const shape::Run& run : rows) {
      const double y = (run.y + 0.5) * spacing_.y_mm - on_base.y;
      double begin = run.begin * spacing_.x_mm - on_base.x;
      double end = run.end * spacing_.x_mm - on_base.x;
      // Of the run, the part with -thickness <= x out.x + y out.y <= 0.
      const double low = -thickness - y * out.y;
      const double high = -y * out.y;
      if (is_level) {
        if (low > 0.0 || high < 0.0) continue;
      } else {
        begin = std::max(begin, std::min(low * per_out_x, high * per_out_x));
        end = std::min(end, std::max(low * per_out_x, high * per_out_x));
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
  [[nodiscard]] std::optional<Vec> farthest_from(const Estimate& estimate) const {
    const double sector = std::min(kWidestSector, kArc * estimate.width_mm / estimate.length_mm);
    const auto rows = rows_above(estimate.base.y - kAbove * estimate.length_mm * estimate.down.y);
    if (rows.empty()) return std::nullopt;

    // The borders of the sectors, from left to right, and where they cut a row one up.
    std::array<Vec, kSectors + 1> border;
    Borders slope{};
    const Vec half_fan = turned(-1.0 * estimate.down, -0.5 * kSectors * sector);
    const Vec step = {std::cos(sector), std::sin(sector)};
    border[0] = half_fan;
    for (std::size_t k = 0; k <= kSectors; ++k) {
      if (k > 0) {
        const Vec& last = border[k - 1];
        border[k] = {step.x * last.x - step.y * last.y, step.y * last.x + step.x * last.y};
      }
      slope[k] = border[k].x / std::max(-border[k].y, kSteepest);
    }

    // A sector's area is that of the triangle below the rows and of the outline's part above them.
    const std::array<double, kSectors> areas = areas_between(slope, rows, estimate.base);
    const double below = estimate.base.y - (rows.back().y + 1) * spacing_.y_mm;
    std::array<double, kSectors> radius{};
    for (std::size_t k = 0; k < kSectors; ++k) {
      const double triangle = 0.5 * below * below * (slope[k + 1] - slope[k]);
      if (areas[k] <= kHardly * triangle) continue;  // the cavity ends below the rows
      radius[k] = std::sqrt(2.0 * (triangle + areas[k]) / sector);
    }
    const auto top = top_of(radius);
    if (!top) return std::nullopt;
    const Vec to_top = turned(half_fan, (top->at + 0.5) * sector);
    return estimate.base + top->value * to_top;
  }

  static constexpr std::size_t kSectors = 40;
  using Borders = std::array<double, kSectors + 1>;

  /// Finds the sector that a slope lies in.
  ///
  /// On a ragged outline it is hard to foresee in which sector a row begins or ends. Of even bins
  /// of slopes it is known in which sector they begin; what is left is one step, taken without a
  /// branch, and for narrow sectors and for rounding loops that hardly ever turn.
  class SectorTable {
   public:
    /// @param borders  ascending, the last above the first; to be kept
    explicit SectorTable(const Borders& borders)
        : borders_(borders), bins_per_slope_((kBins - 1) / (borders.back() - borders.front())) {
      for (std::size_t k = 1; k < kSectors; ++k) {
        at_begin_[std::min(bin_of(borders[k]) + 1, kBins - 1)] = static_cast<std::uint8_t>(k);
      }
      for (std::size_t bin = 1; bin < kBins; ++bin) {
        at_begin_[bin] = std::max(at_begin_[bin], at_begin_[bin - 1]);
      }
    }

    /// That whose left border is <= slope and whose right one is above it.
    [[nodiscard]] std::size_t at_or_below(double slope) const {
      std::size_t k = at_begin_[bin_of(slope)];
      k += borders_[k + 1] <= slope ? 1 : 0;
      while (borders_[k] > slope) --k;
      while (borders_[k + 1] <= slope) ++k;
      return k;
    }
    /// That whose left border is < slope and whose right one is not below it.
    [[nodiscard]] std::size_t below(double slope) const {
      std::size_t k = at_begin_[bin_of(slope)];
      k += borders_[k + 1] < slope ? 1 : 0;
      while (borders_[k] >= slope) --k;
      while (borders_[k + 1] < slope) ++k;
      return k;
    }

   private:
    static constexpr std::size_t kBins = 256;

    [[nodiscard]] std::size_t bin_of(double slope) const {
      return static_cast<std::size_t>((slope - borders_.front()) * bins_per_slope_);
    }

    const Borders& borders_;
    double bins_per_slope_;
    std::array<std::uint8_t, kBins> at_begin_{};
  };

  /// Areas in mm² between lines through a base, given by where they cut a row one up, and in rows.
  [[nodiscard]] std::array<double, kSectors> areas_between(
      const Borders& slope, std::span<const shape::Run> rows, Vec base) const {
    std::array<double, kSectors> parts{};  // of sectors that a run fills partly
    Borders filled{};                      // heights of the rows that fill a sector: differences
    if (!(slope.front() < slope.back())) return parts;
    const SectorTable sectors(slope);
    for (const shape::Run& run : rows) {
      const double up = base.y - (run.y + 0.5) * spacing_.y_mm;
      const double begin = std::max((run.begin * spacing_.x_mm - base.x) / up, slope.front());
      const double end = std::min((run.end * spacing_.x_mm - base.x) / up, slope.back());
      if (!(begin < end)) continue;
      const std::size_t first = sectors.at_or_below(begin);
      const std::size_t last = sectors.below(end);
      if (first == last) {
        parts[first] += up * (end - begin);
      } else {
        parts[first] += up * (slope[first + 1] - begin);
        parts[last] += up * (end - slope[last]);
        filled[first + 1] += up;
        filled[last] -= up;
      }
    }
    double heights = 0.0;
    for (std::size_t k = 0; k < kSectors; ++k) {
      heights += filled[k];
      // What is left of sums and differences is not an area.
      const double full = std::max(0.0, heights) * (slope[k + 1] - slope[k]);
      parts[k] = (parts[k] + full) * spacing_.y_mm;
    }
    return parts;
  }

  /// A maximum and where it is, in sectors.
  struct Top {
    double at = 0.0;
    double value = 0.0;
  };

  /// The top of the parabola through the five values around the largest, smoothed over three.
  static std::optional<Top> top_of(const std::array<double, kSectors>& values) {
    std::size_t best = 0;
    double best_mean = 0.0;
    for (std::size_t k = 0; k < kSectors; ++k) {
      const double left = k > 0 ? values[k - 1] : 0.0;
      const double right = k + 1 < kSectors ? values[k + 1] : 0.0;
      const double mean = left + 2.0 * values[k] + right;
      if (mean > best_mean) {
        best_mean = mean;
        best = k;
      }
    }
    if (!(best_mean > 0.0)) return std::nullopt;
    const auto at = static_cast<double>(best);
    if (best < 2 || best + 2 >= kSectors) return Top{.at = at, .value = values[best]};

    // Least squares through five equidistant values: value, slope and curvature in the middle.
    const double a = values[best - 2];
    const double b = values[best - 1];
    const double c = values[best];
    const double d = values[best + 1];
    const double e = values[best + 2];
    const double value = (-3.0 * a + 12.0 * b + 17.0 * c + 12.0 * d - 3.0 * e) / 35.0;
    const double rise = (-2.0 * a - b + d + 2.0 * e) / 10.0;
    const double bend = (2.0 * a - b - 2.0 * c - d + 2.0 * e) / 14.0;
    const double offset = bend < 0.0 ? std::clamp(-rise / (2.0 * bend), -1.5, 1.5) : 0.0;
    return Top{.at = at + offset, .value = value + offset * (rise + bend * offset)};
  }

  static constexpr double kAbove = 0.6;  ///< where sectors end below the rows, of the length
  static constexpr double kHardly = 0.1;
  static constexpr double kSteepest = 0.17;  ///< the cosine of 80°, the flattest border
  static constexpr double kWidestSector = std::numbers::pi / 90.0;
  static constexpr double kArc = 0.06;  ///< of a sector at the apex, as a fraction of the width

  std::span<const shape::Run> cavity_;
  shape::Spacing spacing_;
};

}  // namespace

std::vector<shape::Run> cavity_runs(const shape::Mask& mask) {
  return holes_filled(shape::largest_component(shape::runs(mask)));
}

std::optional<LongAxis> long_axis(
    std::span<const shape::Run> cavity, const shape::Spacing& spacing_mm) {
  require_spacing(spacing_mm);
  if (cavity.empty()) return std::nullopt;
  return Search(cavity, spacing_mm).run();
}

}  // namespace segnoise::cardiac
