#pragma once

#include "core/cardiac/echo.h"
#include "core/random/rng.h"
#include "core/shape/raster.h"
#include "data/phantom/phantom_scene.h"
#include "data/phantom/phantom_section.h"
#include "data/phantom/smooth_field.h"

#include <vector>

namespace segnoise::phantom {

/// A part of the sector that bone or lung darkens from some depth on.
struct Shadow {
  float angle_rad = 0.0F;  ///< of its middle, from the vertical
  float half_width_rad = 0.0F;
  float from_depth_mm = 0.0F;
  float loss_db = 0.0F;
};

/// What probe, machine and the way through the body add. Levels are echo power in dB against
/// healthy myocardium near the probe.
struct Acquisition {
  float attenuation_db_per_mm = 0.02F;  ///< after depth gain compensation
  float clutter_db = -20.0F;            ///< echoes that do not belong where they appear
  float clutter_spread_db = 3.0F;       ///< their variation over the image
  float noise_db = -38.0F;              ///< of the receiver, at the probe
  float noise_db_per_mm = 0.08F;        ///< what depth gain compensation adds to it
  float gain_spread_db = 0.0F;          ///< variation of the gain that was set over the image
  float near_loss_db = 0.0F;            ///< what depth gain takes away at the probe,
  float near_reach_mm = 15.0F;          ///< less by a factor e after this depth
  float haze_db = 2.0F;                 ///< reverberation at the probe
  float haze_reach_mm = 3.0F;           ///< over which it loses a factor e of power
  float ring_mm = 4.5F;                 ///< distance between its rings
  float axial_sd_mm = 0.35F;            ///< point-spread function
  float lateral_sd_rad = 0.011F;
  float steady_share = 0.4F;       ///< of clutter, haze and noise: averaged, so without speckle
  float smoothing = 0.8F;          ///< of detected power, in units of the point-spread function
  float myocardium_gray = 160.0F;  ///< what 0 dB is shown with
  float dynamic_range_db = 56.0F;  ///< from black to white
  std::vector<Shadow> shadows;
  SmoothField clutter;  ///< landscapes of its variation,
  SmoothField gain;     ///< and of the gain's
};

/// Draws the conditions of one view; every defect is likelier and worse with lower quality.
[[nodiscard]] Acquisition draw_acquisition(
    const Sector& sector, cardiac::Quality quality, random::Rng& rng);

/// One B-mode frame.
///
/// Complex white noise, weighted with the square root of the echo power of what lies at each place,
/// goes through a Gaussian point-spread function in (range, angle): in uniform tissue its envelope
/// is Rayleigh distributed (fully developed speckle), and speckle widens with depth. The detected
/// power is smoothed a little, as scanners do, compressed to decibels, and brought from beams to
/// pixels.
///
/// @param rng  speckle; a frame of its own has its own
/// @return     whole intensities 0 ... 255, 0 outside the sector
[[nodiscard]] shape::Image b_mode(
    const Scene& scene,
    const Sector& sector,
    const Acquisition& acquisition,
    const shape::Grid& grid,
    random::Rng& rng);

}  // namespace segnoise::phantom
