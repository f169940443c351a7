#pragma once

#include "camus/frame_header.h"
#include "shape/raster.h"

#include <array>
#include <cstddef>
#include <span>

namespace segnoise {

inline constexpr std::size_t kNiftiHeaderBytes = 348;

/// The header of a NIfTI-1 file and where its pixels begin.
struct NiftiHeader {
  FrameHeader frame;
  std::size_t pixel_offset = 0;  ///< bytes from the start of the decoded file
};

/// Reads and checks the header of a single-file NIfTI-1 image ("n+1"), of either byte order.
///
/// A scl_slope that is 0 or not finite means no scaling, a scl_inter that is not finite means 0.
/// Units of metres and micrometres are turned into millimetres; unknown units are taken for them.
///
/// @param frames  whether the third axis may be longer than 1
/// @throws std::runtime_error  saying which entry is wrong and what was expected: another format,
///   complex or colour pixels, sizes and spacings beyond those of FrameHeader, an sform whose
///   spacing contradicts pixdim. The message does not name the file.
/// Source: nifti1.h of the NIfTI-1 standard (2007).
[[nodiscard]] NiftiHeader parse_nifti_header(
    std::span<const std::byte, kNiftiHeaderBytes> bytes, Frames frames = Frames::kOne);

/// The header and the 4 bytes after it for a 2-D image of 32-bit floats, little-endian, in LPS
/// orientation with its first pixel at the origin, as in the CAMUS release.
[[nodiscard]] std::array<std::byte, kNiftiHeaderBytes + 4> make_nifti_header(const Grid& grid);

}  // namespace segnoise
