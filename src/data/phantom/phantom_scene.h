#pragma once

#include "core/cardiac/echo.h"
#include "core/random/rng.h"
#include "data/phantom/phantom_section.h"
#include "data/phantom/smooth_field.h"

#include <array>
#include <vector>

namespace segnoise::phantom {

/// A papillary muscle as the plane cuts it: an ellipse beside the wall.
struct Papillary {
  std::size_t side = 0;  ///< 0 is the image's left
  double level = 0.5;    ///< height over the annulus, as a fraction of the section's length
  double size_mm = 6.0;  ///< half-length along the axis
};

/// How the heart of one view and what surrounds it reflect. Levels are echo power in dB against
/// healthy myocardium near the probe.
struct Appearance {
  float blood_db = -24.0F;
  std::array<float, 2> wall_db{};  ///< of the wall on the image's left and right
  float surround_db = -5.0F;       ///< tissue around the heart
  float pericardium_db = 7.0F;     ///< more than that, just outside the wall
  float far_db = 4.0F;             ///< more than that, behind the heart
  float dropout_db = 8.0F;         ///< what wall segments that fade lose at most
  float dropout_threshold = 1.0F;  ///< they fade where the dropout landscape exceeds it
  float lateral_loss_db = 3.0F;    ///< at the sector's sides
  float trabeculae_mm = 1.8F;      ///< depth of their layer near the annulus at end-diastole
  bool has_right_heart = false;    ///< as in the four-chamber view
  double right_half_width_mm = 16.0;
  double leaflet_opening = 0.3;  ///< of the mitral valve at end-diastole, [0, 1]
  double leaflet_tent_mm = 4.0;  ///< height of the closed valve over the annulus
  std::vector<Papillary> papillaries;
  SmoothField organs;   ///< landscapes: brightness of surrounding tissue,
  SmoothField texture;  ///< of muscle and trabeculae,
  SmoothField grain;    ///< their finer detail,
  SmoothField dropout;  ///< and where walls fade
};

/// Draws what a view looks like; walls fade more with lower quality.
[[nodiscard]] Appearance draw_appearance(
    const PhantomView& view, cardiac::View which, cardiac::Quality quality, random::Rng& rng);

/// What reflects in one frame, and how strongly.
class Scene {
 public:
  /// Keeps references: view and appearance must outlive it.
  Scene(const PhantomView& view, cardiac::Instant instant, const Appearance& appearance);

  /// Echo power in dB at a place of the image, in mm from the sector's tip, before the way there
  /// and back takes its share.
  ///
  /// @param beside  0 in the sector's middle ... 1 at its sides
  [[nodiscard]] float level_db(float x_mm, float y_mm, float beside) const;

 private:
  struct Leaflet {
    SectionPlace hinge;
    SectionPlace tip;
  };
  struct Muscle {
    SectionPlace centre;
    double half_length_mm;
    double half_width_mm;
  };
  /// The landscapes at a place.
  struct Detail {
    float texture;
    float grain;
    float organs;
    float behind;  ///< 0 near the probe ... 1 at the sector's far end
  };
  /// What is at a place.
  struct Echo {
    float level_db;
    float solid;  ///< 0 blood ... 1 tissue, which can fade
  };

  void place_leaflets(cardiac::Instant instant);
  void place_papillaries(cardiac::Instant instant);
  [[nodiscard]] Echo ventricle(const SectionPlace& at, const Detail& detail) const;
  [[nodiscard]] Echo below_annulus(const SectionPlace& at, const Detail& detail) const;
  [[nodiscard]] Echo surroundings(
      const SectionPlace& at, float off_wall_mm, const Detail& detail) const;
  [[nodiscard]] Echo cavity(const SectionPlace& at, float edge_mm, const Detail& detail) const;
  [[nodiscard]] float wall_db(const SectionPlace& at, float edge_mm, const Detail& detail) const;
  [[nodiscard]] float valve_db(const SectionPlace& at, const Detail& detail) const;

  const HeartSection& section_;
  const Appearance& appearance_;
  double depth_mm_;
  double left_mm_;  ///< ends of the annulus
  double right_mm_;
  double length_mm_;
  float trabeculae_mm_;
  SectionPlace right_ventricle_;
  std::array<Leaflet, 2> leaflets_{};
  std::vector<Muscle> muscles_;
};

}  // namespace segnoise::phantom
