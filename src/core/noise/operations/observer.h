#pragma once

#include "core/noise/operations/operation.h"

#include <string_view>
#include <vector>

namespace segnoise::noise {

/// How one reading displaces the outline of a left ventricle in one frame; observed() does it.
struct DrawnObserver {
  /// Of the displacement away from the axis, in units: the mean around the ventricle, then for one
  /// wave around it, two, ... the amplitudes of cosine and sine. Empty for none.
  std::vector<double> waves = {};
  double base_by = 0.0;       ///< units, towards the apex
  double apex_by = 0.0;       ///< units, away from the base
  double slope = 0.0;         ///< of the base: units along the axis for each unit across it
  PerAxis unit = {1.0, 1.0};  ///< pixels in one unit
  BaseToApex axis = {};

  static constexpr std::string_view name() { return "observer"; }
  [[nodiscard]] bool acts(CategoryId before) const;
  void apply(WorkingShape& shape) const;

  template <class Self, class Log>
  static void fields(Self& drawn, Log& log) {
    log.field("waves", drawn.waves);
    log.field("base-by", drawn.base_by);
    log.field("apex-by", drawn.apex_by);
    log.field("slope", drawn.slope);
    log.field("unit", drawn.unit, Accepts::kPositive);
    log.px();
    log.field("base", drawn.axis.base);
    log.field("apex", drawn.axis.apex);
  }

  bool operator==(const DrawnObserver&) const = default;
};

/// An observer who traces the left ventricle of a patient in four frames, in one reading.
///
/// What is drawn belongs to the reading, not to the step: the frames of a reading share chance as
/// the two correlations say, and all frames of an observer share his habits. Per frame, with
/// s = (1 + observer_variation · o₁)⁺ (1 + reading_variation · r)⁺ · quality factor,
///
///     displacement = bias + observer_bias_sigma · o₀ + s · spread · z(u)
///     base, apex   = s · base_sigma · b, s · apex_sigma · a;  tilt = s · tilt_sigma · t
///
/// where o belongs to the observer, r to the reading, and z, b, a, t to the frame: a Gaussian
/// process along the outline, of variance 1 and squared exponential covariance, and three standard
/// normals. Those of two frames correlate by instant_correlation where the instant differs, by
/// view_correlation where the view does, by their product where both do. The quality factor is 1
/// for good images and unknown ones, medium_factor for medium ones, poor_factor for poor ones.
/// Source: ours, docs/observers.md and docs/decisions/0015-observer-model.md.
struct Observer {
  double spread = 0.0;               ///< in [0, 10000]
  double correlation = 1.0;          ///< in (0, 10000]: of displacements so far apart e^(-1/2)
  double bias = 0.0;                 ///< in [-10000, 10000]: > 0 draws too far out
  double base_sigma = 0.0;           ///< in [0, 10000]
  double apex_sigma = 0.0;           ///< in [0, 10000]
  double tilt_sigma_deg = 0.0;       ///< in [0, 30]; a tilt is at most 60 degrees
  double reading_variation = 0.0;    ///< in [0, 1], of the spread from reading to reading
  double observer_bias_sigma = 0.0;  ///< in [0, 10000], of the bias from observer to observer
  double observer_variation = 0.0;   ///< in [0, 1], of the spread from observer to observer
  double medium_factor = 1.0;        ///< in [0, 100]
  double poor_factor = 1.0;          ///< in [0, 100]
  double instant_correlation = 0.0;  ///< in (-1, 1), the same in all steps of a setup
  double view_correlation = 0.0;     ///< the same

  using Drawn = DrawnObserver;
  static constexpr NoiseKind kKind = NoiseKind::kSpatial;
  static constexpr Needs kNeeds = Needs::kLongAxis;
  static constexpr std::string_view name() { return "observer"; }

  template <class Self, class Visit>
  static void for_each_parameter(Self& observer, const Visit& visit) {
    const auto length = [](std::string_view key) {
      return Parameter{.key = key, .most = kGreatestLength, .otherwise = 0.0};
    };
    const auto fraction = [](std::string_view key) {
      return Parameter{.key = key, .quantity = Quantity::kFraction, .most = 1.0, .otherwise = 0.0};
    };
    const auto factor = [](std::string_view key) {
      return Parameter{
          .key = key,
          .quantity = Quantity::kFraction,
          .most = 100.0,
          .otherwise = 1.0,
          .role = Role::kCharacter};
    };
    const auto share = [](std::string_view key) {
      return Parameter{
          .key = key,
          .quantity = Quantity::kFraction,
          .least = -1.0,
          .most = 1.0,
          .without_least = true,
          .without_most = true,
          .otherwise = 0.0,
          .role = Role::kCharacter};
    };
    Parameter spread = length("spread");
    spread.otherwise = {};
    visit(spread, observer.spread);
    Parameter correlation = of_character(spread);
    correlation.key = "correlation";
    correlation.without_least = true;
    visit(correlation, observer.correlation);
    Parameter bias = length("bias");
    bias.least = -kGreatestLength;
    visit(bias, observer.bias);
    visit(length("base-sigma"), observer.base_sigma);
    visit(length("apex-sigma"), observer.apex_sigma);
    visit(
        Parameter{
            .key = "tilt-sigma-deg",
            .quantity = Quantity::kDegrees,
            .most = 30.0,
            .otherwise = 0.0},
        observer.tilt_sigma_deg);
    visit(of_character(fraction("reading-variation")), observer.reading_variation);
    visit(length("observer-bias-sigma"), observer.observer_bias_sigma);
    visit(of_character(fraction("observer-variation")), observer.observer_variation);
    visit(factor("medium-factor"), observer.medium_factor);
    visit(factor("poor-factor"), observer.poor_factor);
    visit(share("instant-correlation"), observer.instant_correlation);
    visit(share("view-correlation"), observer.view_correlation);
  }

  /// @throws std::invalid_argument  if the instance has no long axis, or the subject no reading of
  ///                                known view, instant and quality
  [[nodiscard]] DrawnObserver draw(const DrawContext& context, random::Rng& rng) const;

  bool operator==(const Observer&) const = default;
};

/// Where a point lies about a left ventricle: how far from the middle of its long axis, the part
/// from 3 / 10 to 7 / 10, and in which direction.
struct PlaceAboutAxis {
  double around = 0.0;        ///< u in [0, 1]: apex 0, base 1 / 2, by arc length around a stadium
  double distance = 0.0;      ///< units from the middle part
  shape::Point foot = {};     ///< of that part, the nearest: units along and across the axis
  shape::Point outward = {};  ///< of length 1, along and across the axis
};

/// @param along, across  units from the base towards the apex, and to the right of that
/// @param length         of the axis in units, > 0
[[nodiscard]] PlaceAboutAxis place_about_axis(double along, double across, double length);

/// The length of the stadium that `around` is counted on, which runs through base and apex, for an
/// axis of length 1: 2 · (0.4 + 0.3 π).
[[nodiscard]] double stadium_length();

/// The waves of a Gaussian process around a circle: coefficients for standard normals.
///
/// Σ over k of amplitude[k] · (normal · cos 2πku + normal · sin 2πku) has variance 1 and the
/// correlation exp(-d² / (2 correlation²)) at distance d, wrapped around the circle, but for waves
/// of less than 1e-4 of the longest one's variance, which are left out.
///
/// @param correlation  in turns of the circle, > 0; one shorter than 0.011 counts as that
/// @return             amplitudes by k from 0, 1 to 65 of them
[[nodiscard]] std::vector<double> wave_amplitudes(double correlation);

/// A ring as an observer draws it: every point moves away from the middle of the long axis by the
/// waves, then along the axis by a displacement that is linear from base to apex.
///
/// A point never moves nearer to the middle of the axis than a tenth of its distance, nor base or
/// apex by more than 45 % of the axis. So both steps map the plane one to one and without a jump
/// except on that middle part: an outline around it cannot cross itself.
/// @throws std::invalid_argument  if base and apex are one point
[[nodiscard]] shape::Ring observed(shape::Ring ring, const DrawnObserver& drawn);

}  // namespace segnoise::noise
