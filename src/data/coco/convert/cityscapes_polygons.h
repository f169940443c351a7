#pragma once

#include "core/shape/geometry.h"
#include "core/shape/polygon.h"
#include "data/images/label_png.h"

#include <cstdint>
#include <filesystem>

namespace segnoise::coco {

/// Cityscapes' number of an instance's pixels: 1000 times its class and its number within it.
inline constexpr std::uint32_t kCityscapesInstancesPerClass = 1000;

/// The frame that a *_polygons.json of Cityscapes is of.
/// @throws std::runtime_error  one line that names the file and the byte: it cannot be read, is no
///                             JSON object, imgWidth or imgHeight are not in [1, 65536]
[[nodiscard]] shape::Size cityscapes_frame(const std::filesystem::path& polygons);

/// Draws the polygons of a *_polygons.json, later ones over earlier ones, as *_instanceIds.png has
/// them: the class where there are no instances, or where a label ends in "group"; elsewhere 1000
/// times the class, plus the instance's number in the order of the file.
///
/// License plates, whose class is negative, are not drawn, nor is what is marked as deleted.
///
/// @throws std::runtime_error  as cityscapes_frame(), and if a label is none of Cityscapes', a
///                             polygon has fewer than 3 vertices, a coordinate is beyond ±10^6, or
///                             a class has more than 1000 instances
/// Source: json2instanceImg.py and labels.py, https://github.com/mcordts/cityscapesScripts
[[nodiscard]] images::PixelValues draw_cityscapes_instances(const std::filesystem::path& polygons);

/// Gives a value to the pixels of a ring, drawn as the official scripts do, by the Python library
/// Pillow.
///
/// Coordinates count pixels: (0, 0) is the middle of the first one. Along the middle line of each
/// row, what the ring encloses by the even-odd rule, its outline included, is taken from the pixel
/// nearest to its left end to that nearest to its right end; half a pixel counts inwards.
///
/// That is the rule of Pillow 9.0: its loop, written again, gives the same pixels of 600 made
/// polygons. From 9.1 on Pillow also stretches sharp corners until they touch the rest (its pull
/// request 5980, changed in 9.2 and later), which is not done here. Debian's 9.4.0 gives 13 of 300
/// outlines such as annotators draw other pixels (1 in the median, 3 at most), and 67 of 300 spiky
/// ones (1 in the median, 39 at most): of all their pixels 0.001 and 0.012 %.
///
/// @param ring  in the pixel indices of the data set, not Point's corners; parts outside the frame
///              are passed over
void fill_by_indices(images::PixelValues& values, const shape::Ring& ring, std::uint32_t value);

}  // namespace segnoise::coco
