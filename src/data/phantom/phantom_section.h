#pragma once

#include "core/shape/raster.h"
#include "data/phantom/phantom_heart.h"

#include <array>
#include <cstddef>
#include <vector>

namespace segnoise::phantom {

/// A sector scan: its tip is the middle of the image's upper edge, its arc touches the lower one.
struct Sector {
  double depth_mm = 0.0;
  double half_angle_rad = 0.0;

  /// The smallest image that holds the sector, at a spacing.
  [[nodiscard]] shape::Grid grid(double spacing_mm) const;
};

/// A place in an image, in mm from the sector's tip; x to the right, y into depth.
struct ImagePlace {
  double x_mm = 0.0;
  double y_mm = 0.0;
};

/// A place in a section, in mm from the middle of the annulus: along the annulus to the image's
/// right, and along the section's axis towards the apex.
struct SectionPlace {
  double lateral_mm = 0.0;
  double height_mm = 0.0;
};

/// A body as one plane cuts it; the plane holds the annulus' line and tilts out of the long axis.
///
/// Tabulated over height, so that a pixel costs nanoseconds.
class BodySection {
 public:
  BodySection() = default;
  BodySection(const ProlateBody& body, cardiac::View view, double elevation_rad);

  /// Signed distance to the body's surface in mm, negative inside, to first order: exact on it and
  /// on the axes. The cut at the annulus does not count.
  [[nodiscard]] double edge_mm(const SectionPlace& place) const;

  /// The section's extent along its axis: the body's length, less where the plane misses the apex.
  [[nodiscard]] double length_mm() const { return length_mm_; }

  /// Half-width of the section on a side, 0 beyond its end; not tabulated.
  [[nodiscard]] double half_width_mm(std::size_t side, double height_mm) const;

 private:
  struct Level {
    std::array<double, 2> inverse_square{};  ///< of the half-profile in the plane; by side
    double narrowing = 0.0;                  ///< from taper and from being off the axis
  };
  [[nodiscard]] Level level(double height_mm) const;

  ProlateBody body_;
  cardiac::View view_ = cardiac::View::kTwoChamber;
  double cosine_ = 1.0;
  double sine_ = 0.0;
  double length_mm_ = 0.0;
  std::vector<Level> table_;
};

/// Where the heart lies in the image of one view at one instant.
struct Pose {
  ImagePlace apex;  ///< of the section
  double tilt_rad =
      0.0;  ///< of the axis from apex to annulus, against the vertical; + to the right
};

/// What one frame cuts out of the heart, and where it lies in the image.
class HeartSection {
 public:
  HeartSection() = default;
  HeartSection(const PhantomHeart& heart, cardiac::View view, cardiac::Instant instant);

  void place_at(const Pose& pose);

  [[nodiscard]] SectionPlace place(const ImagePlace& image) const;
  [[nodiscard]] ImagePlace image_place(const SectionPlace& section) const;

  [[nodiscard]] const BodySection& cavity() const { return cavity_; }
  [[nodiscard]] const BodySection& outer() const { return outer_; }
  [[nodiscard]] const Atrium& atrium() const { return atrium_; }
  [[nodiscard]] double wall_mm() const { return wall_mm_; }

  /// Signed distance to the atrium's wall in mm, negative inside, to first order.
  [[nodiscard]] double atrium_edge_mm(const SectionPlace& place) const;

  /// kLeftVentricle, kMyocardium, kLeftAtrium or kBackground.
  [[nodiscard]] std::uint8_t label(const SectionPlace& place) const;

  /// Points on the endocardium from the annulus over the apex to the annulus.
  [[nodiscard]] std::vector<SectionPlace> endocardium() const;

 private:
  BodySection cavity_;
  BodySection outer_;
  Atrium atrium_;
  double wall_mm_ = 0.0;
  Pose pose_;
  double cosine_ = 1.0;
  double sine_ = 0.0;
};

/// The label of each pixel's centre. Wall and atrium end where the sector does; the cavity lies
/// inside it whenever draw_view() has placed it.
[[nodiscard]] shape::LabelMap label_map(
    const HeartSection& section, const Sector& sector, const shape::Grid& grid);

/// One view of a heart: the sector, and the section at either instant.
struct PhantomView {
  Sector sector;
  std::array<HeartSection, 2> section;  ///< by Instant
  double tilt_deg = 0.0;                ///< at end-diastole

  [[nodiscard]] const HeartSection& at(cardiac::Instant instant) const {
    return section[static_cast<std::size_t>(instant)];
  }
};

/// Draws how a heart is imaged in a view: depth 90-180 mm in steps of 5 mm, mostly 75 degrees wide,
/// the cavity inside the sector by at least 2 mm at both instants, part of the atrium in view.
[[nodiscard]] PhantomView draw_view(
    const PhantomHeart& heart, cardiac::View view, random::Rng& rng);

}  // namespace segnoise::phantom
