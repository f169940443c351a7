#pragma once

#include "core/noise/draws.h"

#include <string>
#include <string_view>

namespace segnoise::noise {

/// What was drawn in one line, complete and exact: parse_drawn() reads it back.
///
/// Draws are joined by "; ", rings by "/", axes by "x". For example
/// "outline step=2.1x1.8 px; dilation kernel=13x11 px; localization spread=4.6133x4.2 px
/// key=9f86d081884c7d65", or "approximation tolerance=5/4.7501 px; shift by=-3.2x1 px; category 18;
/// deletion no; none". Empty if nothing was.
[[nodiscard]] std::string describe(const DrawnNoise& drawn);

/// The inverse of describe().
/// @throws std::invalid_argument  naming the draw that cannot be read
[[nodiscard]] DrawnNoise parse_drawn(std::string_view description);

}  // namespace segnoise::noise
