#pragma once

#include "core/shape/raster.h"
#include "data/frames/frame_header.h"
#include "data/frames/gate.h"
#include "data/frames/image_file.h"
#include "data/frames/memory_file.h"

#include <array>
#include <string>
#include <vector>

namespace segnoise::frames {

/// Where a frame's pixels lie in the body: what ITK makes of its header.
struct ImageGeometry {
  shape::Spacing stored_spacing_mm;  ///< along the stored axes
  StoredOrientation orientation;
  double origin_x_mm = 0.0;  ///< of the canonical first pixel
  double origin_y_mm = 0.0;
};

/// What ITK reads.
struct ItkImage {
  ImageGeometry geometry = {};
  std::vector<double> values = {};  ///< as stored, rows and frames one after the other; not scaled
};

/// The unit vectors along the stored axes, in the body.
using Directions = std::array<std::array<double, 3>, 3>;

/// What ITK reads of a volume, whatever its axes' directions.
struct ItkVolume {
  Directions directions = {};
  std::vector<double> values = {};  ///< as stored, row by row and slice by slice; not scaled
};

/// Reads by ITK what has passed the gate.
///
/// ITK reads files, so it gets one of its own: in memory, of the plain header and the pixels,
/// behind a link in the system's temporary folder. It never sees what a user's file holds besides,
/// nor bytes that the gate has not seen.
///
/// @param frame  as the gate read it
/// @throws std::runtime_error  without the file's name: if ITK refuses the file or reads another
///   size, type or spacing than the gate, or if the frame is not parallel to the x and y axes
/// @throws NoFileForItk        if the link cannot be made
[[nodiscard]] ItkImage read_by_itk(const StoredFrame& frame);

/// The same of what the gate read as a volume, which may lie as it will.
/// @throws as read_by_itk() does
[[nodiscard]] ItkVolume read_volume_by_itk(const StoredFrame& volume);

/// The bytes of a NIfTI file, not packed, as ITK writes a 2-D image that lies as CAMUS frames do.
/// @throws NoFileForItk        if the link cannot be made, or the file not be written
/// @throws std::runtime_error  if ITK refuses the image
[[nodiscard]] std::string nifti_by_itk(const shape::Image& image);

}  // namespace segnoise::frames
