#pragma once

#include "show/pictures/picture.h"

// Private to report: what pictures with frames and outlines share, so that they look alike.

namespace segnoise::pictures {

inline constexpr Rgb kInk{26, 26, 26};          ///< of text on white
inline constexpr int kMarginPx = 28;            ///< around everything
inline constexpr int kOutlineSwatchPx = 84;     ///< a sample of an outline in the legend
inline constexpr int kOutlineLegendRowPx = 44;  ///< from row to row of that legend
inline constexpr double kScaleBarMm = 10.0;

}  // namespace segnoise::pictures
