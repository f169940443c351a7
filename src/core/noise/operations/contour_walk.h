#pragma once

#include "core/noise/operations/operation.h"

namespace segnoise::noise {

/// Correlated displacement along the normals; walked() says which.
struct DrawnWalk {
  std::vector<double> rings;  ///< standard deviation in units, ring by ring
  double bias = 0.0;          ///< units, outwards
  double correlation = 1.0;   ///< units along the arc
  PerAxis unit = {1.0, 1.0};  ///< pixels in one unit
  std::uint64_t key = 0;      ///< stands for the deviates: those of ring i are Rng(key, i)'s

  static constexpr std::string_view name() { return "contour-walk"; }
  [[nodiscard]] bool acts(CategoryId before) const;
  void apply(WorkingShape& shape) const;

  template <class Self, class Log>
  static void fields(Self& drawn, Log& log) {
    log.field("spread", drawn.rings, Accepts::kNotNegative);
    log.field("bias", drawn.bias);
    log.field("correlation", drawn.correlation, Accepts::kPositive);
    log.field("unit", drawn.unit, Accepts::kPositive);
    log.px();
    log.key(drawn.key);
  }

  bool operator==(const DrawnWalk&) const = default;
};

/// An annotator whose hand drifts: every point of the outline is displaced along its normal, by a
/// Gaussian process along the arc, so that neighbours move together.
///
/// What human tracings look like, where independent jitter does not. The covariance is the squared
/// exponential one of M. Lê et al., "GPSSI: Gaussian Process for Sampling Segmentations of Images",
/// MICCAI 2015, there over the plane, here around the ring.
struct ContourWalk {
  RectifiedNormal spread;    ///< standard deviation of the displacement, drawn per ring
  double correlation = 1.0;  ///< in (0, 10000]: displacements this far apart correlate by e^(-1/2)
  double bias = 0.0;         ///< mean displacement, in [-10000, 10000]: > 0 draws too far out

  using Drawn = DrawnWalk;
  static constexpr NoiseKind kKind = NoiseKind::kSpatial;
  static constexpr Needs kNeeds = Needs::kRings;
  static constexpr std::string_view name() { return "contour-walk"; }

  template <class Self, class Visit>
  static void for_each_parameter(Self& walk, const Visit& visit) {
    visit(kMean, walk.spread.mean);
    visit(kSigma, walk.spread.sigma);
    visit(
        Parameter{
            .key = "correlation",
            .most = kGreatestLength,
            .without_least = true,
            .role = Role::kCharacter},
        walk.correlation);
    visit(
        Parameter{
            .key = "bias", .least = -kGreatestLength, .most = kGreatestLength, .otherwise = 0.0},
        walk.bias);
  }

  [[nodiscard]] DrawnWalk draw(const DrawContext& context, random::Rng& rng) const;

  bool operator==(const ContourWalk&) const = default;
};

/// A stationary Gaussian process on a circle, at some places along it.
///
/// Mean 0, variance 1, and a correlation of exp(-d² / (2 correlation²)) at distance d, wrapped
/// around: white noise on a regular grid around the circle, smoothed by a Gaussian. Made of
/// arithmetic that IEEE 754 fixes, so that it gives the same bits on every machine.
///
/// @param places       ascending, in [0, length); none for an empty result
/// @param length       of the circle, > 0
/// @param correlation  > 0; below half the mean distance of the places it counts as that, above
///                     twice the length, where all places move as one, as that
[[nodiscard]] std::vector<double> process_on_circle(
    const std::vector<double>& places,
    double length,
    double correlation,
    std::uint64_t key,
    std::uint64_t ring_index);

/// A ring whose every vertex has been displaced along the normal there by a Gaussian process along
/// the arc: by bias + spread · process, in units, outwards being where the area is not.
///
/// Normals are taken across a piece of the outline of a quarter of the correlation length, or of 2
/// pixels where that is longer, but of an eighth of the ring at most, so that the steps of pixel
/// edges do not make them waver. Displacements beyond the radius of a bend fold the outline over.
///
/// @param ring        its vertices should be much closer than the correlation length
/// @param is_hole     whether the area lies outside the ring
/// @param ring_index  the place of the ring in its polygon, and in walk.rings
[[nodiscard]] shape::Ring walked(
    const shape::Ring& ring, const DrawnWalk& walk, std::size_t ring_index, bool is_hole);

}  // namespace segnoise::noise
