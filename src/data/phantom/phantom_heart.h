#pragma once

#include "core/cardiac/echo.h"
#include "core/random/rng.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace segnoise::phantom {

/// One half of a body's outline in one of the two apical planes, before the body's taper.
struct HalfProfile {
  double half_width_mm = 0.0;
  std::array<double, 6>
      waves{};               ///< irregularity: relative amplitude of cos(k pi h/L), k = 1 ... 6
  double bulge = 0.0;        ///< a wall segment that moves less: relative amplitude, >= 0
  double bulge_level = 0.0;  ///< where, as h/L in [0, 1]
  double added_mm = 0.0;     ///< thickness outside of all this, e.g. of the wall

  /// Half-width before taper at a level, h/L; beyond [0, 1] it is that of the nearer end.
  [[nodiscard]] double at(double level) const;
};

/// A truncated prolate body: a deformed spheroid on a long axis, cut off at the annulus plane.
///
/// Height h along the axis is 0 in the annulus plane and L at the apex. With the taper
///
///     r(h)^2 = 1 - |(h - widest) / semi_length|^exponent
///
/// the cross-section at h consists of four quarter ellipses, whose semi-axes along the planes of
/// the two views are the half-profiles on either side times r(h). So the section in either view is
/// exactly those half-widths, every disk has the area (pi/4) D_2CH D_4CH, and
///
///     V = (pi/4) * integral over h of D_2CH(h) D_4CH(h),
///
/// which is what the biplane method of disks estimates.
struct ProlateBody {
  double widest_mm = 0.0;          ///< height of the widest level
  double semi_length_mm = 1.0;     ///< from there to the apex
  double exponent = 2.0;           ///< of the taper: 2 for a spheroid, more for a blunter apex
  double profile_length_mm = 1.0;  ///< L of the half-profiles' levels
  std::array<std::array<HalfProfile, 2>, 2>
      profiles{};  ///< [view][side]; side 0 is the image's left

  [[nodiscard]] double length_mm() const { return widest_mm + semi_length_mm; }

  /// 1 - r^2: 0 at the widest level, 1 at the apex, more beyond.
  [[nodiscard]] double narrowing(double height_mm) const;

  [[nodiscard]] const HalfProfile& profile(cardiac::View view, std::size_t side) const {
    return profiles[static_cast<std::size_t>(view)][side];
  }
  [[nodiscard]] HalfProfile& profile(cardiac::View view, std::size_t side) {
    return profiles[static_cast<std::size_t>(view)][side];
  }

  /// Full width of the section in a view, 0 beyond the apex.
  [[nodiscard]] double diameter_mm(cardiac::View view, double height_mm) const;

  /// The volume above; integrated by Simpson's rule, to a relative 1e-7 or better.
  [[nodiscard]] double volume_ml() const;
};

/// The left ventricle at one instant: the cavity, and cavity and wall together.
struct Ventricle {
  ProlateBody cavity;
  ProlateBody outer;  ///< open at the base like the cavity; encloses it everywhere above
  double wall_mm = 0.0;

  [[nodiscard]] double wall_ml() const { return outer.volume_ml() - cavity.volume_ml(); }
};

/// The left atrium in one view: an ellipse that hangs from the annulus.
struct Atrium {
  double half_width_mm = 0.0;
  double half_length_mm = 0.0;
  double centre_below_mm = 0.0;    ///< of the ellipse, below the annulus plane
  double centre_lateral_mm = 0.0;  ///< at the annulus
  double drift = 0.0;              ///< lateral mm per mm below the annulus
};

/// A heart at both instants, and how the two planes cut it.
struct PhantomHeart {
  cardiac::Sex sex = cardiac::Sex::kFemale;
  int age_years = 0;
  std::array<Ventricle, 2> ventricle;  ///< by Instant
  cardiac::PerFrame<Atrium> atrium;

  /// Angle by which each view's plane tilts about the annulus, so that it misses the apex; by View,
  /// 0 where it does not.
  std::array<double, 2> elevation_rad{};

  [[nodiscard]] const Ventricle& at(cardiac::Instant instant) const {
    return ventricle[static_cast<std::size_t>(instant)];
  }
  [[nodiscard]] double elevation(cardiac::View view) const {
    return elevation_rad[static_cast<std::size_t>(view)];
  }
  [[nodiscard]] bool foreshortened() const {
    return elevation_rad[0] != 0.0 || elevation_rad[1] != 0.0;
  }
  [[nodiscard]] double edv_ml() const {
    return at(cardiac::Instant::kEndDiastole).cavity.volume_ml();
  }
  [[nodiscard]] double esv_ml() const {
    return at(cardiac::Instant::kEndSystole).cavity.volume_ml();
  }
  [[nodiscard]] double ef_percent() const { return 100.0 * (edv_ml() - esv_ml()) / edv_ml(); }
};

/// Draws a heart.
///
/// EF is normal, 52 +- 12 % within [20, 75]; EDV is log-normal within [60, 250] mL, larger with a
/// low EF and in men; the cavity shortens and narrows to exactly the drawn ESV; the wall thickens
/// so that its volume is kept to a few per cent; about one heart in six is cut off its apex in one
/// view or both. All limits are hard.
[[nodiscard]] PhantomHeart draw_heart(random::Rng& rng);

/// A normal number, drawn again until it lies within [low, high].
[[nodiscard]] double normal_within(
    random::Rng& rng, double mean, double sd, double low, double high);

/// Uniform in (low, high).
[[nodiscard]] double uniform_within(random::Rng& rng, double low, double high);

}  // namespace segnoise::phantom
