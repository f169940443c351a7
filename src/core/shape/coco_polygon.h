#pragma once

#include "core/shape/mask.h"
#include "core/shape/polygon.h"
#include "core/shape/rle.h"

namespace segnoise::shape {

/// How far from the frame's corner a vertex may lie, along x or y, for coco_mask() and coco_rle().
constexpr double kMaxCocoCoordinate_px = 1e6;

/// The pixels of a COCO annotation given as polygons: to the pixel those that the COCO API makes of
/// it (rleFrPoly(), then the union of rleMerge()), which are not those of rasterise().
///
/// Each ring alone is taken by the even-odd rule; several rings are joined by union, so that COCO
/// has no holes. The API rounds the vertices to fifths of a pixel, walks from fifth to fifth along
/// the boundary, keeps the steps that lead over the middle of a column of pixels, and fills each
/// column from every odd one of them to the next. Here only those steps are computed, one for each
/// column that an edge crosses, with the API's own expressions in doubles: rounding and all are the
/// same. A ring of fewer than 3 vertices has no pixels, nor do parts outside the frame. (The API's
/// Python binding takes a list of 4 numbers for a box; that is for whoever reads the file.)
///
/// A toggle that the API puts below a column's last row, it counts as one in the next column's
/// first. As a ring is closed, each column has an even number of toggles, so this never shows.
///
/// Allocates the mask and a copy of the ring's vertices, once per ring; nothing per edge or pixel.
/// May be called from any number of threads.
///
/// @param rings  in pixels (see Point), COCO's own coordinates
/// @throws std::invalid_argument  if a coordinate is not finite or beyond ±kMaxCocoCoordinate_px.
///         The API's integers overflow, silently, beyond some 2 * 10^8; up to there its steps may
///         leave out a column, within a million they do not.
/// Source: P. Dollár, T.-Y. Lin, maskApi.c of the COCO API 2.0,
/// https://github.com/cocodataset/cocoapi
[[nodiscard]] Mask coco_mask(const Polygon& rings, Size size);

/// run_lengths(coco_mask(rings, size)), without the mask.
///
/// Allocates, once per ring, a bit per pixel of its box, a copy of its vertices and the counts;
/// nothing per edge, and per pixel nothing but where a column has more than one run.
///
/// @throws std::invalid_argument  as coco_mask(), and if the frame has more than 2^32 - 1 pixels
[[nodiscard]] RunLengths coco_rle(const Polygon& rings, Size size);

}  // namespace segnoise::shape
