#pragma once

#include "camus/frame_header.h"
#include "camus/image_file.h"

#include <filesystem>

namespace segnoise {

/// Where a frame's pixels lie in the body: what ITK makes of its header.
struct ImageGeometry {
  Spacing stored_spacing_mm;  ///< along the stored axes
  StoredOrientation orientation;
  double origin_x_mm = 0.0;  ///< of the canonical first pixel
  double origin_y_mm = 0.0;
};

/// Asks ITK's reader for the geometry of a file that has passed the gate.
///
/// @param header  as the gate read it
/// @throws std::runtime_error  without the file's name: if ITK refuses the file, reads another
/// size,
///   type or spacing than the gate, or if the frame is not parallel to the x and y axes
[[nodiscard]] ImageGeometry image_geometry(
    const std::filesystem::path& path, const FrameHeader& header);

}  // namespace segnoise
