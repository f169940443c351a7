#include "core/metrics/surface_distance.h"

#include "core/statistics/summary.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace segnoise::metrics {
namespace {

constexpr double kShare = 0.95;

double sum_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

/// The smallest distance within which a share of the length lies.
double length_weighted_quantile(
    const std::vector<double>& distances, const std::vector<double>& lengths, double share) {
  std::vector<std::size_t> order(distances.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return distances[i]; });
  // What is within by the numbers must not fall out by the last bit of the sums.
  constexpr double kRounding = 1e-12;
  const double enough = (share - kRounding) * sum_of(lengths);
  double within = 0.0;
  for (const std::size_t i : order) {
    within += lengths[i];
    if (within >= enough) return distances[i];
  }
  return distances[order.back()];
}

/// Whether a distance is within a tolerance that it may equal but for rounding, as multiples of the
/// spacing do.
bool is_within(double distance_mm, double tolerance_mm) {
  constexpr double kRounding = 1e-9;
  return distance_mm <= tolerance_mm * (1.0 + kRounding);
}

shape::Point nearest_to(
    shape::Point from, const std::vector<shape::Point>& places, const shape::Spacing& spacing_mm) {
  return *std::ranges::min_element(places, {}, [&](shape::Point to) {
    const double x_mm = (to.x - from.x) * spacing_mm.x_mm;
    const double y_mm = (to.y - from.y) * spacing_mm.y_mm;
    return x_mm * x_mm + y_mm * y_mm;
  });
}

}  // namespace

double hd_mm(const BoundaryDistances& distances) {
  return std::max(std::ranges::max(distances.from_a_mm), std::ranges::max(distances.from_b_mm));
}

double assd_mm(const BoundaryDistances& distances) {
  return (sum_of(distances.from_a_mm) + sum_of(distances.from_b_mm)) /
         static_cast<double>(distances.from_a_mm.size() + distances.from_b_mm.size());
}

double hd95_directed_mm(const BoundaryDistances& distances) {
  return std::max(
      *statistics::quantile(distances.from_a_mm, kShare),
      *statistics::quantile(distances.from_b_mm, kShare));
}

double hd95_pooled_mm(const BoundaryDistances& distances) {
  std::vector<double> all = distances.from_a_mm;
  all.insert(all.end(), distances.from_b_mm.begin(), distances.from_b_mm.end());
  return *statistics::quantile(std::move(all), kShare);
}

double hd95_length_weighted_mm(const OutlineDistances& distances) {
  return std::max(
      length_weighted_quantile(distances.from_a_mm, distances.lengths_a_mm, kShare),
      length_weighted_quantile(distances.from_b_mm, distances.lengths_b_mm, kShare));
}

void require_tolerance(double tolerance_mm) {
  if (std::isfinite(tolerance_mm) && tolerance_mm >= 0.0) return;
  throw std::invalid_argument(
      "tolerance_mm must be finite and >= 0, got " + std::to_string(tolerance_mm));
}

double nsd(const BoundaryDistances& distances, double tolerance_mm) {
  require_tolerance(tolerance_mm);
  const auto counts = [&](double distance_mm) { return is_within(distance_mm, tolerance_mm); };
  const auto within = std::ranges::count_if(distances.from_a_mm, counts) +
                      std::ranges::count_if(distances.from_b_mm, counts);
  return static_cast<double>(within) /
         static_cast<double>(distances.from_a_mm.size() + distances.from_b_mm.size());
}

double nsd(const OutlineDistances& distances, double tolerance_mm) {
  require_tolerance(tolerance_mm);
  double within = 0.0;
  double all = 0.0;
  const auto add = [&](const std::vector<double>& from_mm, const std::vector<double>& lengths_mm) {
    for (std::size_t i = 0; i < from_mm.size(); ++i) {
      all += lengths_mm[i];
      if (is_within(from_mm[i], tolerance_mm)) within += lengths_mm[i];
    }
  };
  add(distances.from_a_mm, distances.lengths_a_mm);
  add(distances.from_b_mm, distances.lengths_b_mm);
  return within / all;
}

std::optional<SurfaceDistances> surface_distances(
    const shape::Mask& a, const shape::Mask& b, const shape::Spacing& spacing_mm) {
  const auto distances = boundary_distances(a, b, spacing_mm);
  if (!distances) return std::nullopt;
  return SurfaceDistances{
      .hd_mm = hd_mm(*distances),
      .hd95_mm = hd95_directed_mm(*distances),
      .assd_mm = assd_mm(*distances)};
}

std::optional<HausdorffPair> hausdorff_pair(
    const shape::Mask& a, const shape::Mask& b, const shape::Spacing& spacing_mm) {
  const auto distances = boundary_distances(a, b, spacing_mm);
  if (!distances) return std::nullopt;
  const auto farthest_from_a = std::ranges::max_element(distances->from_a_mm);
  const auto farthest_from_b = std::ranges::max_element(distances->from_b_mm);
  const std::vector<shape::Point> of_a = boundary_centres(a);
  const std::vector<shape::Point> of_b = boundary_centres(b);
  if (*farthest_from_a >= *farthest_from_b) {
    const shape::Point on_a =
        of_a[static_cast<std::size_t>(farthest_from_a - distances->from_a_mm.begin())];
    return HausdorffPair{on_a, nearest_to(on_a, of_b, spacing_mm), *farthest_from_a};
  }
  const shape::Point on_b =
      of_b[static_cast<std::size_t>(farthest_from_b - distances->from_b_mm.begin())];
  return HausdorffPair{nearest_to(on_b, of_a, spacing_mm), on_b, *farthest_from_b};
}

}  // namespace segnoise::metrics
