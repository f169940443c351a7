#pragma once

#include "core/shape/polygon.h"
#include "core/shape/raster.h"
#include "core/shape/rgb.h"

#include <cstdint>
#include <vector>

namespace segnoise::pictures {

using shape::Rgb;

inline constexpr Rgb kWhite{255, 255, 255};
inline constexpr Rgb kBlack{0, 0, 0};

/// A picture to look at, drawn in memory without OpenGL. Its spacing means nothing.
using Picture = shape::Raster<Rgb>;

/// A picture of one colour.
[[nodiscard]] Picture blank_picture(shape::Size size, Rgb colour);

/// How a line is drawn.
struct Stroke {
  Rgb colour;
  double width_px = 1.0;
  std::vector<double> dashes_px =
      {};                ///< lengths of line and gap by turns, each > 0; none: unbroken
  double halo_px = 0.0;  ///< width of the dark rim on either side that sets the line off
};

/// Mixes a colour into the pixels of a box; what lies outside the picture is left out.
/// @param opacity  in [0, 1]
void fill(Picture& picture, const shape::Box& box, Rgb colour, double opacity = 1.0);

/// Copies a picture into another, its upper left pixel to (x, y); cut off at the borders.
void paste(Picture& picture, const Picture& piece, int x, int y);

/// Draws a closed line, anti-aliased: a pixel is covered by the line's area within it, to good
/// approximation. Coordinates are those of Point, (0, 0) the upper left corner of the picture.
///
/// @param clip  nothing outside this box is drawn on
void draw_ring(
    Picture& picture, const shape::Ring& ring, const Stroke& stroke, const shape::Box& clip);

/// Draws an open line through points, likewise; nothing if there are fewer than two.
void draw_path(
    Picture& picture,
    const std::vector<shape::Point>& points,
    const Stroke& stroke,
    const shape::Box& clip);

/// Draws a straight line, likewise.
void draw_line(Picture& picture, shape::Point from, shape::Point to, const Stroke& stroke);

}  // namespace segnoise::pictures
