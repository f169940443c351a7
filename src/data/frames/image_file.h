#pragma once

#include "core/shape/raster.h"
#include "core/shape/volume.h"
#include "storage/sha256.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace segnoise::frames {

/// How a file's stored rows and columns lie in the body, before they were brought to ours.
struct StoredOrientation {
  bool transposed = false;  ///< stored columns run along y
  bool flipped_x = false;   ///< x runs towards the patient's right
  bool flipped_y = false;   ///< y runs towards the front

  bool operator==(const StoredOrientation&) const = default;
};

/// An image file's content, in the canonical orientation.
template <class T>
struct ImageFile {
  shape::Raster<T> raster;
  double origin_x_mm = 0.0;  ///< of the centre of raster(0, 0), in ITK's LPS coordinates
  double origin_y_mm = 0.0;
  StoredOrientation orientation;
  bool scale_is_damaged = false;           ///< see FrameHeader
  std::vector<storage::FileDigest> files;  ///< every file that was read, by bare name
};

/// The frames of a sequence, in their order.
template <class T>
struct ImageSequence {
  std::vector<shape::Raster<T>> frames = {};
  bool scale_is_damaged = false;
  std::vector<storage::FileDigest> files = {};
};

/// Reads a frame; every file passes the gate (see gate.h), then ITK says where its pixels lie.
///
/// Rows and columns are brought to the identity direction in LPS, in which CAMUS is published: a
/// re-export that flipped or transposed them gives the same raster. Stored values are scaled by the
/// header's slope and intercept.
///
/// @param path  .nii, .nii.gz, .mha or .mhd; 2-D, or 3-D with one slice; any integer or real type
/// @throws std::runtime_error  one line: the file, what is wrong, what was expected. Beyond what
/// the
///   gate refuses: an oblique direction, an intensity that is not finite
[[nodiscard]] ImageFile<float> open_image(const std::filesystem::path& path);

/// The same for labels, which are rounded to whole numbers.
/// @throws std::runtime_error  also if a value is more than 0.25 from a whole number (a label map
///   that was interpolated), or outside 0 to 3
[[nodiscard]] ImageFile<std::uint8_t> open_labels(const std::filesystem::path& path);

/// A label map of any number of slices, as it is stored.
struct LabelVolumeFile {
  shape::LabelVolume labels = {};
  std::array<std::array<double, 3>, 3> directions =
      {};  ///< of x, y and z in the body: unit vectors
};

/// Reads labels of 2-D or 3-D, of any data set, whichever way they lie.
/// @throws std::runtime_error  as open_labels() does, but for oblique directions, and with labels
///   from 0 to 255
[[nodiscard]] LabelVolumeFile open_label_volume(const std::filesystem::path& path);

[[nodiscard]] shape::Image read_image(const std::filesystem::path& path);
[[nodiscard]] shape::LabelMap read_labels(const std::filesystem::path& path);

/// The same for a sequence, whose third axis counts frames.
/// @throws std::runtime_error  as open_image() and open_labels() do
[[nodiscard]] ImageSequence<float> open_image_sequence(const std::filesystem::path& path);
[[nodiscard]] ImageSequence<std::uint8_t> open_label_sequence(const std::filesystem::path& path);

/// Writes a frame as .nii.gz, whole or not at all: 2-D, 32-bit floats, as the CAMUS release has
/// them, labels included. The bytes depend on the pixels and the spacing alone.
///
/// @throws std::invalid_argument  if path does not end in .nii.gz, or the raster would not pass the
///   gate: empty, too large, or with a spacing beyond 0.01 to 10 mm
/// @throws std::runtime_error     if it cannot be written (see write_file.h)
void write_image(const std::filesystem::path& path, const shape::Image& image);
void write_labels(const std::filesystem::path& path, const shape::LabelMap& labels);

}  // namespace segnoise::frames
