#pragma once

#include "core/noise/operations/operation.h"

namespace segnoise::noise {

/// Displacement of the base along the long axis.
struct DrawnBaseShift {
  double by = 0.0;            ///< units, towards the apex
  double slope = 0.0;         ///< units along the axis for each unit across it: tan of the tilt
  PerAxis unit = {1.0, 1.0};  ///< pixels in one unit
  BaseToApex axis = {};

  static constexpr std::string_view name() { return "base-shift"; }
  [[nodiscard]] bool acts(CategoryId /*before*/) const { return by != 0.0 || slope != 0.0; }
  void apply(WorkingShape& shape) const;

  template <class Self, class Log>
  static void fields(Self& drawn, Log& log) {
    log.field("by", drawn.by);
    log.field("slope", drawn.slope);
    log.field("unit", drawn.unit, Accepts::kPositive);
    log.px();
    log.field("base", drawn.axis.base);
    log.field("apex", drawn.axis.apex);
  }

  bool operator==(const DrawnBaseShift&) const = default;
};

/// An annotator who sees the mitral annulus elsewhere: the base of a left ventricle moves along its
/// long axis, and is tilted about its middle.
///
/// The displacement fades to nothing at the middle of the long axis. Observers disagree most about
/// the base: it is where two tracings of one ventricle part.
/// Source: ours; docs/setups.md.
struct BaseShift {
  double mean = 0.0;            ///< in [-10000, 10000]: > 0 shortens the ventricle
  double sigma = 0.0;           ///< in [0, 10000]; the shift is N(mean, sigma²)
  double tilt_sigma_deg = 0.0;  ///< in [0, 30]; the tilt is N(0, tilt_sigma²), at most 60 degrees

  using Drawn = DrawnBaseShift;
  static constexpr NoiseKind kKind = NoiseKind::kSpatial;
  static constexpr Needs kNeeds = Needs::kLongAxis;
  static constexpr std::string_view name() { return "base-shift"; }

  template <class Self, class Visit>
  static void for_each_parameter(Self& shift, const Visit& visit) {
    visit(Parameter{.key = "mean", .least = -kGreatestLength, .most = kGreatestLength}, shift.mean);
    visit(kSigma, shift.sigma);
    visit(
        Parameter{
            .key = "tilt-sigma-deg",
            .quantity = Quantity::kDegrees,
            .most = 30.0,
            .otherwise = 0.0},
        shift.tilt_sigma_deg);
  }

  /// @throws std::invalid_argument  if the instance has no long axis
  [[nodiscard]] DrawnBaseShift draw(const DrawContext& context, random::Rng& rng) const;

  bool operator==(const BaseShift&) const = default;
};

/// A ring after a displacement of its base; see DrawnBaseShift. The displacement is full at the
/// base and beyond, and fades to nothing at the middle of the axis; it is at most 9 / 10 of the way
/// there, so that nothing folds over.
/// @throws std::invalid_argument  if base and apex are one point
[[nodiscard]] shape::Ring base_shifted(shape::Ring ring, const DrawnBaseShift& shift);

}  // namespace segnoise::noise
