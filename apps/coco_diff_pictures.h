#pragma once

#include "cli/arguments.h"
#include "data/coco/compare/comparison.h"
#include "data/coco/compare/comparison_summary.h"
#include "data/coco/read/coco_file.h"

#include <cstddef>
#include <filesystem>
#include <optional>

namespace segnoise {

// Of these functions there are two versions: coco_diff_pictures.cpp, and coco_diff_no_pictures.cpp
// for builds without VTK.

/// @param option  --figure or --pictures
/// @throws UsageError  if it was given, and this build draws no pictures
void require_pictures(const TCLAP::Arg& option);

/// Draws histograms of IoU, boundary IoU and Dice.
/// @throws std::runtime_error  naming the path, if it cannot be written
void write_figure(
    const std::filesystem::path& path,
    const coco::Comparison& comparison,
    const coco::ComparisonSummary& summary);

/// What `coco-diff --pictures` is asked for.
struct PicturesWanted {
  std::filesystem::path folder = {};                 ///< a new one
  std::optional<std::filesystem::path> images = {};  ///< the root of the images' file names
  std::size_t limit = 20;                            ///< of images
};

/// How many pictures were written, and how many of them over an image.
struct PicturesDrawn {
  std::size_t drawn = 0;
  std::size_t with_image = 0;
};

/// Writes a picture of each image that is compared, up to the limit: the instances of both files
/// over the image, or over plain ground where there is none, which the picture then says. What
/// differs is written at the instances.
/// @throws std::runtime_error  as compare() does, or if the folder is not new or cannot be written
PicturesDrawn write_pictures(
    const coco::CocoFile& a,
    const coco::CocoFile& b,
    const coco::Comparison& comparison,
    const PicturesWanted& wanted);

}  // namespace segnoise
