#pragma once

#include "data/camus/frame_header.h"
#include "data/camus/gate.h"
#include "data/camus/image_file.h"

namespace segnoise::camus {

/// Where a frame's pixels lie in the body: what ITK makes of its header.
struct ImageGeometry {
  shape::Spacing stored_spacing_mm;  ///< along the stored axes
  StoredOrientation orientation;
  double origin_x_mm = 0.0;  ///< of the canonical first pixel
  double origin_y_mm = 0.0;
};

/// Asks ITK for the geometry of a file that has passed the gate.
///
/// ITK reads files, so it gets one of its own in the system's temporary folder, of the plain header
/// alone: it never sees what a user's file holds beside the geometry.
///
/// @param frame  as the gate read it
/// @throws std::runtime_error  without the file's name: if ITK refuses the header, reads another
///   size, type or spacing than the gate, if the frame is not parallel to the x and y axes, or if
///   the temporary folder cannot be written
[[nodiscard]] ImageGeometry image_geometry(const StoredFrame& frame);

}  // namespace segnoise::camus
