#pragma once

#include "data/frames/frame_header.h"
#include "storage/sha256.h"

#include <cstddef>
#include <filesystem>
#include <vector>

namespace segnoise::frames {

/// A frame, or a sequence of them, as its file stores it, found whole.
struct StoredFrame {
  FrameHeader header = {};
  PlainHeader plain = {};              ///< for read_by_itk()
  std::vector<std::byte> pixels = {};  ///< header.pixel_bytes() of them, in the header's byte order
  std::vector<storage::FileDigest> files =
      {};  ///< the file, and that of its pixels if there is one; bare names
};

/// Reads an image file only if nothing about it is damaged or dangerous.
///
/// ITK's readers take a file that is cut short, or whose compressed data are damaged, for whole and
/// fill the rest with zeros or with whatever is in memory. So every file passes here first: its
/// header is parsed and checked, its data are unpacked once to the end with their checksum, and
/// have to be exactly as long as the header promises. Pixels that are stored uncompressed carry no
/// checksum; their SHA-256 is returned, as that of every file. Pixels that are real numbers have to
/// be finite.
///
/// @param path  .nii, .nii.gz, .mha, or .mhd with its data file in the same folder, in letters of
///   either case; a single 2-D frame, or a volume of one slice. Whether a NIfTI file is packed by
///   gzip is seen from its first bytes, not from its name.
/// @param frames  whether the third axis may be longer than 1: it counts frames
/// @throws std::runtime_error  one line: the file, what is wrong, and what was expected
[[nodiscard]] StoredFrame pass_gate(
    const std::filesystem::path& path, Frames frames = Frames::kOne);

}  // namespace segnoise::frames
