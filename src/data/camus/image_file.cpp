#include "data/camus/image_file.h"

#include "data/camus/gate.h"
#include "data/camus/image_geometry.h"
#include "data/camus/nifti_header.h"
#include "data/camus/text.h"
#include "storage/write_file.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>
#include <zlib.h>

namespace segnoise::camus {
namespace {

// Measured on a speckled frame: a ninth of the time of zlib's default, for 7 % more bytes.
constexpr int kCompressionLevel = 2;

/// How a stored number, scaled, becomes an intensity, and which may.
struct ToIntensity {
  static bool accepts(double value) {
    return std::abs(value) <= std::numeric_limits<float>::max();  // false for NaN
  }
  static float convert(double value) { return static_cast<float>(value); }
  static std::string refusal(double value) {
    return "intensity " + shown(value) + ", expected a finite number";
  }
};

/// How it becomes a label.
struct ToLabel {
  static constexpr double kMostRounding = 0.25;

  // By truncation, which is many times faster here than std::floor.
  static std::uint8_t convert(double value) {
    return static_cast<std::uint8_t>(value + 0.5);  // NOLINT(bugprone-incorrect-roundings)
  }
  static bool accepts(double value) {
    return value >= -kMostRounding && value <= 3.0 + kMostRounding &&
           std::abs(value - convert(value)) <= kMostRounding;
  }
  static std::string refusal(double value) {
    if (value > -0.5 && value < 3.5) {
      return "label " + shown(value) + ", expected a whole number: was the label map interpolated?";
    }
    return "label " + shown(value) + ", expected 0, 1, 2 or 3";
  }
};

template <class Stored>
Stored value_at(const std::byte* bytes, bool is_foreign) {
  std::array<std::byte, sizeof(Stored)> raw{};
  std::memcpy(raw.data(), bytes, sizeof(Stored));
  if (is_foreign) std::ranges::reverse(raw);
  return std::bit_cast<Stored>(raw);
}

/// Where the canonical raster finds its pixels among the stored ones.
struct Walk {
  std::ptrdiff_t first = 0;  ///< index of canonical pixel (0, 0)
  std::ptrdiff_t step_x = 1;
  std::ptrdiff_t step_y = 0;
};

Walk walk_of(shape::Size stored, const StoredOrientation& orientation) {
  Walk walk{.first = 0, .step_x = 1, .step_y = stored.width};
  std::ptrdiff_t columns = stored.width;
  std::ptrdiff_t rows = stored.height;
  if (orientation.transposed) {
    std::swap(walk.step_x, walk.step_y);
    std::swap(columns, rows);
  }
  if (orientation.flipped_x) {
    walk.first += (columns - 1) * walk.step_x;
    walk.step_x = -walk.step_x;
  }
  if (orientation.flipped_y) {
    walk.first += (rows - 1) * walk.step_y;
    walk.step_y = -walk.step_y;
  }
  return walk;
}

/// The stored pixels of one type, scaled, converted and laid out as the canonical raster has them.
template <class Conversion, class Stored, class T>
void fill_from(shape::Raster<T>& raster, const StoredFrame& frame, const Walk& walk) {
  const bool is_foreign = frame.header.byte_order != std::endian::native;
  const auto value_of = [&](int x, int y) {
    const std::ptrdiff_t index = walk.first + x * walk.step_x + y * walk.step_y;
    const auto stored = value_at<Stored>(
        frame.pixels.data() + index * static_cast<std::ptrdiff_t>(sizeof(Stored)), is_foreign);
    return frame.header.slope * static_cast<double>(stored) + frame.header.intercept;
  };
  for (int y = 0; y < raster.height(); ++y) {
    for (int x = 0; x < raster.width(); ++x) {
      const double value = value_of(x, y);
      if (!Conversion::accepts(value)) {
        throw std::runtime_error(
            "pixel (" + std::to_string(x) + ", " + std::to_string(y) + ") has the " +
            Conversion::refusal(value));
      }
      raster(x, y) = Conversion::convert(value);
    }
  }
}

template <class Conversion, class T>
void fill(shape::Raster<T>& raster, const StoredFrame& frame, const Walk& walk) {
  switch (frame.header.pixel_type) {
    case PixelType::kUint8:
      return fill_from<Conversion, std::uint8_t>(raster, frame, walk);
    case PixelType::kInt8:
      return fill_from<Conversion, std::int8_t>(raster, frame, walk);
    case PixelType::kUint16:
      return fill_from<Conversion, std::uint16_t>(raster, frame, walk);
    case PixelType::kInt16:
      return fill_from<Conversion, std::int16_t>(raster, frame, walk);
    case PixelType::kUint32:
      return fill_from<Conversion, std::uint32_t>(raster, frame, walk);
    case PixelType::kInt32:
      return fill_from<Conversion, std::int32_t>(raster, frame, walk);
    case PixelType::kUint64:
      return fill_from<Conversion, std::uint64_t>(raster, frame, walk);
    case PixelType::kInt64:
      return fill_from<Conversion, std::int64_t>(raster, frame, walk);
    case PixelType::kFloat32:
      return fill_from<Conversion, float>(raster, frame, walk);
    case PixelType::kFloat64:
      return fill_from<Conversion, double>(raster, frame, walk);
  }
}

/// One of the stored frames, from 0.
template <class Conversion, class T>
shape::Raster<T> raster_of(const StoredFrame& frame, const ImageGeometry& geometry, int number) {
  shape::Grid grid{.size = frame.header.size, .spacing_mm = geometry.stored_spacing_mm};
  if (geometry.orientation.transposed) {
    std::swap(grid.size.width, grid.size.height);
    std::swap(grid.spacing_mm.x_mm, grid.spacing_mm.y_mm);
  }
  Walk walk = walk_of(frame.header.size, geometry.orientation);
  walk.first += number * static_cast<std::ptrdiff_t>(frame.header.size.pixel_count());
  shape::Raster<T> raster(grid);
  fill<Conversion>(raster, frame, walk);
  return raster;
}

template <class Conversion, class T>
ImageFile<T> open_file(const std::filesystem::path& path) {
  StoredFrame frame = pass_gate(path);
  try {
    const ImageGeometry geometry = image_geometry(frame);
    return {
        .raster = raster_of<Conversion, T>(frame, geometry, 0),
        .origin_x_mm = geometry.origin_x_mm,
        .origin_y_mm = geometry.origin_y_mm,
        .orientation = geometry.orientation,
        .scale_is_damaged = frame.header.scale_is_damaged,
        .files = std::move(frame.files)};
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(path.string() + ": " + error.what());
  }
}

template <class Conversion, class T>
ImageSequence<T> open_sequence(const std::filesystem::path& path) {
  StoredFrame frame = pass_gate(path, Frames::kSequence);
  try {
    const ImageGeometry geometry = image_geometry(frame);
    ImageSequence<T> sequence{.scale_is_damaged = frame.header.scale_is_damaged};
    sequence.frames.reserve(static_cast<std::size_t>(frame.header.frame_count));
    for (int number = 0; number < frame.header.frame_count; ++number) {
      sequence.frames.push_back(raster_of<Conversion, T>(frame, geometry, number));
    }
    sequence.files = std::move(frame.files);
    return sequence;
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(path.string() + ": " + error.what());
  }
}

std::vector<std::byte> gzipped(std::span<const std::byte> bytes) {
  z_stream zlib{};
  if (deflateInit2(&zlib, kCompressionLevel, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("zlib cannot start: out of memory");
  }
  // No name, no time, and the operating system "unknown": the same bytes everywhere.
  gz_header header{};
  header.os = 255;
  deflateSetHeader(&zlib, &header);
  std::vector<std::byte> packed(deflateBound(&zlib, bytes.size()));
  zlib.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
  zlib.avail_in = static_cast<uInt>(bytes.size());
  zlib.next_out = reinterpret_cast<Bytef*>(packed.data());
  zlib.avail_out = static_cast<uInt>(packed.size());
  const int status = deflate(&zlib, Z_FINISH);
  packed.resize(packed.size() - zlib.avail_out);
  deflateEnd(&zlib);
  if (status != Z_STREAM_END) throw std::runtime_error("zlib cannot compress: out of memory");
  return packed;
}

/// @throws std::invalid_argument  if a frame of this grid would not pass the gate
void require_readable(const shape::Grid& grid) {
  try {
    (void)checked_size(std::array<std::int64_t, 2>{grid.size.width, grid.size.height});
    (void)checked_spacing_mm(grid.spacing_mm.x_mm, "spacing_mm.x_mm");
    (void)checked_spacing_mm(grid.spacing_mm.y_mm, "spacing_mm.y_mm");
  } catch (const std::runtime_error& error) {
    throw std::invalid_argument(error.what());
  }
}

template <class T>
void write_raster(const std::filesystem::path& path, const shape::Raster<T>& raster) {
  if (!path.filename().string().ends_with(".nii.gz")) {
    throw std::invalid_argument("an image is written as .nii.gz, got " + path.string());
  }
  require_readable(raster.grid());
  const auto header = make_nifti_header(raster.grid());
  std::vector<std::byte> bytes(header.size() + raster.pixels().size() * sizeof(float));
  std::byte* next = std::ranges::copy(header, bytes.data()).out;
  for (const T pixel : raster.pixels()) {
    auto raw = std::bit_cast<std::array<std::byte, sizeof(float)>>(static_cast<float>(pixel));
    if (std::endian::native != std::endian::little) std::ranges::reverse(raw);
    next = std::ranges::copy(raw, next).out;
  }
  storage::write_file(path, gzipped(bytes));
}

}  // namespace

ImageFile<float> open_image(const std::filesystem::path& path) {
  return open_file<ToIntensity, float>(path);
}

ImageFile<std::uint8_t> open_labels(const std::filesystem::path& path) {
  return open_file<ToLabel, std::uint8_t>(path);
}

shape::Image read_image(const std::filesystem::path& path) { return open_image(path).raster; }
shape::LabelMap read_labels(const std::filesystem::path& path) { return open_labels(path).raster; }

ImageSequence<float> open_image_sequence(const std::filesystem::path& path) {
  return open_sequence<ToIntensity, float>(path);
}

ImageSequence<std::uint8_t> open_label_sequence(const std::filesystem::path& path) {
  return open_sequence<ToLabel, std::uint8_t>(path);
}

void write_image(const std::filesystem::path& path, const shape::Image& image) {
  write_raster(path, image);
}

void write_labels(const std::filesystem::path& path, const shape::LabelMap& labels) {
  write_raster(path, labels);
}

}  // namespace segnoise::camus
