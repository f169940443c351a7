#pragma once

#include "core/shape/geometry.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace segnoise::frames {

/// How a file stores a pixel.
enum class PixelType : std::uint8_t {
  kUint8,
  kInt8,
  kUint16,
  kInt16,
  kUint32,
  kInt32,
  kUint64,
  kInt64,
  kFloat32,
  kFloat64
};

[[nodiscard]] std::size_t bytes_of(PixelType type);

/// What a file may hold.
enum class Frames : std::uint8_t {
  kOne,
  kSequence,
  kVolume,  ///< slices, whose spacing and direction count
};

/// What a header promises of 2-D frames, checked to make sense.
struct FrameHeader {
  int axis_count = 2;     ///< 2 to 4; every axis beyond the second has length 1, but for the
                          ///< third of a sequence
  shape::Size size = {};  ///< each side 1 to kLargestSide, kMostPixels together
  int frame_count = 1;    ///< of a sequence, or slices of a volume, one after the other; else 1
  shape::Spacing spacing_mm = {};  ///< along the stored axes
  double slice_spacing_mm = 1.0;   ///< of a volume of several slices; else 1
  PixelType pixel_type = PixelType::kUint8;
  std::endian byte_order = std::endian::little;
  double slope = 1.0;  ///< intensity = slope · stored + intercept; both finite
  double intercept = 0.0;
  bool scale_is_damaged = false;  ///< the file's own were not finite, and are left aside

  /// Of all frames: size.pixel_count() · frame_count · bytes_of(pixel_type)
  [[nodiscard]] std::size_t pixel_bytes() const;
};

/// A header of a file's geometry and the type and byte order of its pixels, made anew from what was
/// checked: what ITK is given to read, the pixels after it. What it does not need (names, comments,
/// extensions, scales, the third axis's spacing) cannot do harm there.
struct PlainHeader {
  std::string extension = {};  ///< ".nii" or ".mha", for ITK to know the format by
  std::string bytes = {};
};

inline constexpr int kLargestSide = 8192;
inline constexpr std::size_t kMostPixels = std::size_t{1} << 24;
inline constexpr int kMostFrames = 512;
inline constexpr int kMostSlices = 4096;
inline constexpr std::size_t kMostSequencePixels = std::size_t{1} << 27;
inline constexpr double kSmallestSpacingMm = 0.01;
inline constexpr double kLargestSpacingMm = 10.0;

/// The size that the lengths of all axes make, the fastest first.
/// @throws std::runtime_error  if there are not 2 to 4 axes, if one is not 1 to kLargestSide long,
///   if there is more than one slice or time, or if there are more pixels than kMostPixels
[[nodiscard]] shape::Size checked_size(std::span<const std::int64_t> lengths);

/// Sets axis_count, size and frame_count from the lengths of all axes.
/// @throws std::runtime_error  as checked_size(), but that the third axis of a sequence may be 1 to
///   kMostFrames long, that of a volume 1 to kMostSlices, its pixels kMostSequencePixels together
void set_checked_lengths(FrameHeader& header, std::span<const std::int64_t> lengths, Frames frames);

/// @param name  of the header's entry, for the message
/// @return      mm
/// @throws std::runtime_error  if mm is not finite and from kSmallestSpacingMm to kLargestSpacingMm
double checked_spacing_mm(double mm, const std::string& name);

}  // namespace segnoise::frames
