#pragma once

#include "core/metrics/surface_distance.h"
#include "core/shape/polygon.h"
#include "core/shape/raster.h"
#include "show/pictures/picture.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::pictures {

/// Whose outline a line shows. Each has a colour of its own, and a dash or a width of its own, so
/// that they can be told apart by the colour-blind and in black and white print. Noisy labels are a
/// whole hairline: dashes along a ragged outline no longer look like one.
enum class OutlineRole {
  kClean,           ///< the reference label
  kNoisy,           ///< the label after noise
  kPredictedClean,  ///< by the network trained on clean labels
  kPredictedNoisy,  ///< by the network trained on noisy labels
  kPredicted,       ///< by a network that the study was given
};

/// As in the legend: "Clean label", "Noisy label", "Trained on clean", "Trained on noisy",
/// "Given network".
[[nodiscard]] std::string_view name_of(OutlineRole role);

/// Colours of M. Okabe and K. Ito, Color Universal Design (2008); the same in every figure.
[[nodiscard]] Rgb colour_of(OutlineRole role);

/// Its line in figures, which are made to be shown at half size.
[[nodiscard]] Stroke figure_stroke(OutlineRole role);

/// A part of a frame as figures show it: intensities 0 to 255 as grey levels, any other range
/// spread over them.
///
/// @param field  pixels of the image; must lie in it
/// @param drawn  size of the picture
[[nodiscard]] Picture frame_picture(
    const shape::Image& image, const shape::Box& field, shape::Size drawn);

struct Outline {
  shape::Polygon rings = {};  ///< in pixels of the panel's image
  OutlineRole role = OutlineRole::kClean;
};

/// A frame with outlines over it.
struct Panel {
  shape::Image image = {};             ///< intensities 0 to 255; otherwise their range is spread
  std::vector<Outline> outlines = {};  ///< drawn in this order

  /// Marked over the outlines: a thin white line with a dot at either end, from the centre of one
  /// pixel to that of another, which lie half a pixel inside the outlines. None where both are one.
  std::vector<metrics::HausdorffPair> hausdorff = {};

  std::string title = {};    ///< patient, view, instant
  std::string caption = {};  ///< e.g. Dice and Hausdorff distance; broken into lines as needed
};

/// How much of each frame is shown.
enum class Field {
  kWholeFrame,
  kAroundOutlines,  ///< the outlines and 12 mm around them; equally much in each panel
};

/// How panels are arranged. Lengths are pixels of the picture, which is made to be shown at half
/// size.
struct PanelLayout {
  std::string heading = {};  ///< above all panels; none if empty
  int columns = 4;           ///< panels in a row, >= 1
  Field field = Field::kWholeFrame;
  int frame_height_px = 480;  ///< of the tallest frame, 64 ... 8192
};

/// Draws frames with their outlines, at their true aspect ratio and one scale in pixels per
/// millimetre, with a scale bar of 10 mm in each and a legend of the lines that occur.
///
/// Needs neither OpenGL nor a display. Traced outlines are drawn through the middles of their pixel
/// edges, so that a slanted border is not a staircase: no more than half a pixel from where it is.
///
/// @throws std::invalid_argument  if there is no panel, an image has no pixels, a spacing is not
///                                finite and > 0, a coordinate is not finite, or the layout is out
///                                of range
[[nodiscard]] Picture draw_panels(const std::vector<Panel>& panels, const PanelLayout& layout = {});

/// Writes draw_panels() as a PNG file.
/// @throws std::invalid_argument  as above
/// @throws std::runtime_error     naming the path, if it cannot be written
void write_panels(
    const std::filesystem::path& path,
    const std::vector<Panel>& panels,
    const PanelLayout& layout = {});

}  // namespace segnoise::pictures
