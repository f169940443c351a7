#include "data/frames/frame_header.h"

#include "base/number_text.h"

#include <stdexcept>
#include <vector>

namespace segnoise::frames {

std::size_t bytes_of(PixelType type) {
  switch (type) {
    case PixelType::kUint8:
    case PixelType::kInt8:
      return 1;
    case PixelType::kUint16:
    case PixelType::kInt16:
      return 2;
    case PixelType::kUint32:
    case PixelType::kInt32:
    case PixelType::kFloat32:
      return 4;
    case PixelType::kUint64:
    case PixelType::kInt64:
    case PixelType::kFloat64:
      break;
  }
  return 8;
}

std::size_t FrameHeader::pixel_bytes() const {
  return size.pixel_count() * static_cast<std::size_t>(frame_count) * bytes_of(pixel_type);
}

shape::Size checked_size(std::span<const std::int64_t> lengths) {
  if (lengths.size() < 2 || lengths.size() > 4) {
    throw std::runtime_error(
        "the image has " + std::to_string(lengths.size()) + " axes, expected 2 to 4");
  }
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    if (lengths[i] < 1 || lengths[i] > kLargestSide) {
      throw std::runtime_error(
          "axis " + std::to_string(i + 1) + " is " + std::to_string(lengths[i]) +
          " long, expected 1 to " + std::to_string(kLargestSide));
    }
  }
  for (std::size_t i = 2; i < lengths.size(); ++i) {
    if (lengths[i] != 1) {
      throw std::runtime_error(
          "axis " + std::to_string(i + 1) + " is " + std::to_string(lengths[i]) +
          " long, expected 1: a single frame");
    }
  }
  // Sides of at most 2^13 cannot overflow 64 bits, or the ints of Size.
  const shape::Size size{static_cast<int>(lengths[0]), static_cast<int>(lengths[1])};
  if (size.pixel_count() > kMostPixels) {
    throw std::runtime_error(
        "the image has " + shape::size_text(size) + " pixels, expected at most " +
        std::to_string(kMostPixels) + " together");
  }
  return size;
}

namespace {

int checked_frame_count(std::span<const std::int64_t> lengths, shape::Size size, Frames frames) {
  const bool is_volume = frames == Frames::kVolume;
  const std::string thing = is_volume ? "the volume" : "the sequence";
  const std::string parts = is_volume ? " slices" : " frames";
  const int most = is_volume ? kMostSlices : kMostFrames;
  if (lengths[2] < 1 || lengths[2] > most) {
    throw std::runtime_error(
        thing + " has " + std::to_string(lengths[2]) + parts + ", expected 1 to " +
        std::to_string(most));
  }
  if (size.pixel_count() * static_cast<std::size_t>(lengths[2]) > kMostSequencePixels) {
    throw std::runtime_error(
        thing + " has " + std::to_string(lengths[2]) + parts + " of " + shape::size_text(size) +
        " pixels, expected at most " + std::to_string(kMostSequencePixels) + " together");
  }
  return static_cast<int>(lengths[2]);
}

}  // namespace

void set_checked_lengths(
    FrameHeader& header, std::span<const std::int64_t> lengths, Frames frames) {
  header.axis_count = static_cast<int>(lengths.size());
  if (frames == Frames::kOne || lengths.size() < 3) {
    header.size = checked_size(lengths);
    return;
  }
  std::vector<std::int64_t> of_one(lengths.begin(), lengths.end());
  of_one[2] = 1;
  header.size = checked_size(of_one);
  header.frame_count = checked_frame_count(lengths, header.size, frames);
}

double checked_spacing_mm(double mm, const std::string& name) {
  if (!(mm >= kSmallestSpacingMm && mm <= kLargestSpacingMm)) {
    throw std::runtime_error(
        name + " is " + base::shortest_text(mm) + " mm, expected " +
        base::shortest_text(kSmallestSpacingMm) + " to " + base::shortest_text(kLargestSpacingMm));
  }
  return mm;
}

}  // namespace segnoise::frames
