#pragma once

// Private to report: this header is for files that include VTK.

#include "show/pictures/picture.h"

class vtkRenderWindow;

namespace segnoise::pictures {

// Scenes are drawn so many times as large and averaged: VTK smooths lines, but neither markers nor
// dashes nor, beside depth peeling, edges.
inline constexpr int kOversampling = 2;

/// A length of the picture in the pixels that VTK draws.
[[nodiscard]] constexpr int oversampled(int px) { return px * kOversampling; }

/// What a window shows after it has rendered, averaged.
///
/// @param size  of the picture; the window is oversampled() as large
/// @throws std::runtime_error  if OpenGL does not give the pixels back
[[nodiscard]] Picture picture_of(vtkRenderWindow& window, shape::Size size);

}  // namespace segnoise::pictures
