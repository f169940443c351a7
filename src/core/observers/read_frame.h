#pragma once

#include "core/cardiac/echo.h"
#include "core/shape/mask.h"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace segnoise::observers {

inline constexpr std::size_t kWaveCount = 12;  ///< the shortest wave is a twelfth of the outline

/// A displacement away from the middle of the long axis, in mm, as waves around the ventricle: the
/// mean, then for one wave around it, two, ... the amplitudes of cosine and sine. Shorter waves are
/// left out. Places around are counted as noise::place_about_axis() does.
using Waves = std::array<double, 2 * kWaveCount + 1>;

/// Outlines of one left ventricle by several readers.
struct OutlineWaves {
  double around_mm = 0.0;  ///< length of the stadium that places are counted on, > 0

  /// What displacing base or apex by 1 mm, or giving the base a slope of 1, does to the outline, to
  /// first order, as noise::observed() does it.
  Waves base = {};
  Waves apex = {};
  Waves tilt = {};

  std::vector<Waves> readings = {};  ///< by reader, from the reference
};

/// One frame, whose it is, and how readers outlined it.
struct ReadFrame {
  std::size_t patient = 0;  ///< a number for each
  cardiac::View view = cardiac::View::kTwoChamber;
  cardiac::Instant instant = cardiac::Instant::kEndDiastole;
  std::optional<cardiac::Quality> quality = {};
  OutlineWaves outlines = {};
};

/// Measures how far outlines lie from a reference along the rays of the observer model.
///
/// Of each mask the largest component counts, with its holes filled, and of several crossings of a
/// ray the outermost.
///
/// @param readings    by reader, all of the frame's size
/// @param reference   whose outline is taken for the truth, and whose long axis rays start from;
///                    null for the mean of the readers' distances, about the long axis of the
///                    pixels that at least half of them took
/// @return            nothing if there is no long axis, or an outline does not go around its middle
/// @throws std::invalid_argument  if there is no reading, or sizes differ
[[nodiscard]] std::optional<OutlineWaves> outline_waves(
    std::span<const shape::Mask> readings,
    const shape::Mask* reference,
    const shape::Spacing& spacing_mm);

}  // namespace segnoise::observers
