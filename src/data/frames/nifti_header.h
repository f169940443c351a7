#pragma once

#include "data/frames/frame_header.h"

#include <cstddef>
#include <span>

namespace segnoise::frames {

/// The header of a single-file NIfTI image and where its pixels begin.
struct NiftiHeader {
  FrameHeader frame;
  std::size_t pixel_offset = 0;  ///< bytes from the start of the decoded file
  PlainHeader plain;
};

/// Reads and checks the header of a single-file NIfTI image ("n+1", "n+2"), of either byte order.
///
/// A scl_slope that is 0 means no scaling; so does one that is not finite, and a scl_inter that is
/// not finite means 0, both with FrameHeader::scale_is_damaged. Units of metres and micrometres are
/// turned into millimetres; unknown units are taken for them. What the third axis measures does not
/// matter: it has one slice, or counts frames.
///
/// @param bytes   as many as nifti_header_bytes() says
/// @param frames  whether the third axis may be longer than 1
/// @throws std::runtime_error  saying which entry is wrong and what was expected: another format,
///   complex or colour pixels, sizes and spacings beyond those of FrameHeader, an sform whose
///   spacing contradicts pixdim or whose directions contradict the qform. The message does not name
///   the file.
/// Source: nifti1.h (2007) and nifti2.h (2011) of the NIfTI standard.
[[nodiscard]] NiftiHeader parse_nifti_header(
    std::span<const std::byte> bytes, Frames frames = Frames::kOne);

}  // namespace segnoise::frames
