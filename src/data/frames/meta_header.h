#pragma once

#include "data/frames/frame_header.h"
#include "data/frames/input_file.h"

#include <cstddef>
#include <optional>
#include <string>

namespace segnoise::frames {

/// The header of a MetaImage and where its pixels are.
struct MetaHeader {
  FrameHeader frame;
  bool compressed = false;
  std::optional<std::size_t> compressed_size;  ///< bytes, where the header says
  std::string data_file;                       ///< a plain file name; empty: they follow the header
  PlainHeader plain;
};

/// Reads and checks the header of a MetaImage, up to the line of ElementDataFile and no further.
///
/// Entries that say nothing about the pixels are passed over; their lines still have to be text.
/// What the third axis measures does not matter: it has one slice, or counts frames.
///
/// @param frames  whether the third axis may be longer than 1
/// @throws std::runtime_error  saying which entry is wrong and what was expected: entries missing
///   or given twice, entries of one meaning (TransformMatrix, Rotation, Orientation; Offset,
///   Position, Origin) that differ, ASCII pixels, several channels, lists or patterns of files, a
///   data file with a folder in its name, sizes and spacings beyond those of FrameHeader. The
///   message does not name the file.
/// Source: the documentation of MetaIO, as ITK 5.2 reads it.
[[nodiscard]] MetaHeader parse_meta_header(InputFile& file, Frames frames = Frames::kOne);

}  // namespace segnoise::frames
