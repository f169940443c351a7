#pragma once

#include "core/shape/mask.h"
#include "show/pictures/picture.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace segnoise::pictures {

/// An instance to be drawn, and what is written beside it.
struct DrawnInstance {
  shape::Mask mask = {};
  std::string label = {};  ///< one short line, e.g. its class; none if empty
};

/// The instances of one image by two annotators.
struct InstanceOverlay {
  std::string title = {};
  shape::Size size = {};              ///< of the image
  std::optional<Picture> image = {};  ///< plain ground if there is none
  std::string note = {};              ///< a sentence under the picture, e.g. why there is no image
  std::vector<DrawnInstance> clean = {};
  std::vector<DrawnInstance> noisy = {};
  std::string clean_name = "Clean labels";  ///< in the legend
  std::string noisy_name = "Noisy labels";
};

/// Draws the outlines of clean and noisy instances over their image, which is dimmed a little, in
/// the colours of OutlineRole::kClean and kNoisy. Labels stand at their instances, those of the
/// larger ones first; one that would cover another is left out, and how many were is written under
/// the picture.
///
/// The picture's longer side has 1280 pixels: it is made to be shown at half size. Needs neither
/// OpenGL nor a display.
///
/// @throws std::invalid_argument  if the size has no pixel, or the image or a mask is of another
/// one
[[nodiscard]] Picture draw_instance_overlay(const InstanceOverlay& overlay);

/// Writes the above as a PNG file.
/// @throws  as above, and std::runtime_error naming the path if it cannot be written
void write_instance_overlay(const std::filesystem::path& path, const InstanceOverlay& overlay);

}  // namespace segnoise::pictures
