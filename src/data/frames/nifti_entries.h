#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace segnoise::frames {

/// The entries of a header that say something of its pixels, as they are stored, by their names in
/// nifti1.h.
struct NiftiEntries {
  std::size_t header_bytes = 0;  ///< 348 of NIfTI-1, 540 of NIfTI-2
  std::endian byte_order = std::endian::native;
  std::array<std::int64_t, 8> dim{};
  std::int16_t datatype = 0;
  std::int16_t bitpix = 0;
  std::array<double, 8> pixdim{};
  double vox_offset = 0.0;
  double scl_slope = 0.0;
  double scl_inter = 0.0;
  std::int32_t xyzt_units = 0;
  std::int32_t qform_code = 0;
  std::int32_t sform_code = 0;
  std::array<double, 6> quatern{};  ///< b, c, d and the offsets x, y, z
  std::array<double, 12> srow{};
};

/// How long a header of the version is that a file begins with: 348 bytes of NIfTI-1, 540 of
/// NIfTI-2.
/// @throws std::runtime_error  if it is neither
[[nodiscard]] std::size_t nifti_header_bytes(std::span<const std::byte, 4> beginning);

/// What a header of a single-file image ("n+1", "n+2") holds, of either byte order.
/// @param bytes  as many as nifti_header_bytes() says
/// @throws std::runtime_error  if it is of another format
/// Source: nifti1.h (2007) and nifti2.h (2011) of the NIfTI standard.
[[nodiscard]] NiftiEntries nifti_entries(std::span<const std::byte> bytes);

/// Of a NIfTI-1 file without extensions: where its pixels begin.
inline constexpr std::size_t kNifti1PixelOffset = 352;

/// A NIfTI-1 header of these entries, in their byte order, and the 4 bytes after it, without
/// extensions.
[[nodiscard]] std::array<std::byte, kNifti1PixelOffset> nifti1_bytes(const NiftiEntries& entries);

}  // namespace segnoise::frames
