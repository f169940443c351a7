#include "data/frames/gate.h"

#include "base/lower_case.h"
#include "base/number_text.h"
#include "data/frames/input_file.h"
#include "data/frames/meta_header.h"
#include "data/frames/nifti_entries.h"
#include "data/frames/nifti_header.h"
#include "data/frames/unpacked_stream.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

namespace segnoise::frames {
namespace {

void require_bytes(std::uintmax_t found, std::uintmax_t expected) {
  if (found != expected) {
    throw std::runtime_error(
        "has " + std::to_string(found) + " bytes of data, expected " + std::to_string(expected));
  }
}

std::optional<storage::Packing> packed_if(bool is_packed, storage::Packing packing) {
  return is_packed ? std::optional(packing) : std::nullopt;
}

StoredFrame nifti_frame(const std::filesystem::path& path, Frames frames) {
  InputFile file(path);
  const bool is_packed = file.begins_with(storage::kGzipMagic);
  UnpackedStream stream(file, packed_if(is_packed, storage::Packing::kGzip));
  auto bytes = stream.take(4, "header");
  const std::size_t header_bytes = nifti_header_bytes(std::span(bytes).first<4>());
  const auto rest = stream.take(header_bytes - bytes.size(), "header after its first 4");
  bytes.insert(bytes.end(), rest.begin(), rest.end());
  NiftiHeader header = parse_nifti_header(bytes, frames);
  if (!is_packed) {
    require_bytes(file.size(), header.pixel_offset + header.frame.pixel_bytes());
  }
  (void)stream.take(header.pixel_offset - header_bytes, "header extensions");
  StoredFrame frame{.header = header.frame, .plain = std::move(header.plain)};
  frame.pixels = stream.take(header.frame.pixel_bytes(), "pixels");
  stream.require_end();
  frame.files = {{path.filename().string(), file.sha256()}};
  return frame;
}

/// @throws std::runtime_error  if the file is a link that leaves the folder of the header
void require_same_folder(const std::filesystem::path& data_path) {
  std::error_code error;
  const auto target = std::filesystem::canonical(data_path, error);
  if (error) return;  // absent: opening it says so
  const auto folder = std::filesystem::canonical(
      data_path.has_parent_path() ? data_path.parent_path() : std::filesystem::path("."));
  if (target.parent_path() != folder) {
    throw std::runtime_error("is a link out of its folder, expected the pixels beside the header");
  }
}

std::vector<std::byte> meta_pixels(InputFile& file, const MetaHeader& header) {
  const std::size_t pixel_bytes = header.frame.pixel_bytes();
  if (!header.compressed) {
    require_bytes(file.remaining(), pixel_bytes);
  } else if (header.compressed_size) {
    require_bytes(file.remaining(), *header.compressed_size);
  }
  UnpackedStream stream(file, packed_if(header.compressed, storage::Packing::kZlib));
  auto pixels = stream.take(pixel_bytes, "pixels");
  stream.require_end();
  return pixels;
}

StoredFrame meta_frame(const std::filesystem::path& path, Frames frames) {
  InputFile file(path);
  const MetaHeader header = parse_meta_header(file, frames);
  StoredFrame frame{.header = header.frame, .plain = header.plain};
  if (header.data_file.empty()) {
    frame.pixels = meta_pixels(file, header);
  } else {
    if (file.remaining() != 0) {
      throw std::runtime_error("has text after ElementDataFile, expected the end of the header");
    }
    const auto data_path = path.parent_path() / header.data_file;
    try {
      require_same_folder(data_path);
      InputFile data(data_path);
      frame.pixels = meta_pixels(data, header);
      frame.files = {{header.data_file, data.sha256()}};
    } catch (const std::runtime_error& error) {
      throw std::runtime_error("its data file " + header.data_file + ": " + error.what());
    }
  }
  frame.files.insert(frame.files.begin(), {path.filename().string(), file.sha256()});
  return frame;
}

/// Of pixels that are real numbers; ITK's reader of NIfTI makes 0 of what is not finite.
/// @throws std::runtime_error  naming the first that is not, in the order of the file
template <class Real>
void require_finite(const StoredFrame& frame) {
  const auto width = static_cast<std::size_t>(frame.header.size.width);
  for (std::size_t i = 0; i < frame.pixels.size() / sizeof(Real); ++i) {
    std::array<std::byte, sizeof(Real)> raw{};
    std::memcpy(raw.data(), frame.pixels.data() + i * sizeof(Real), sizeof(Real));
    if (frame.header.byte_order != std::endian::native) std::ranges::reverse(raw);
    if (const auto value = std::bit_cast<Real>(raw); !std::isfinite(value)) {
      const std::size_t in_frame = i % frame.header.size.pixel_count();
      throw std::runtime_error(
          "its stored pixel (" + std::to_string(in_frame % width) + ", " +
          std::to_string(in_frame / width) + ") is " + base::shortest_text(value) +
          ", expected a finite number");
    }
  }
}

StoredFrame whole_frame_of(const std::filesystem::path& path, Frames frames) {
  const std::string name = base::lower_case(path.filename().string());
  if (name.ends_with(".nii.gz") || name.ends_with(".nii")) return nifti_frame(path, frames);
  if (name.ends_with(".mha") || name.ends_with(".mhd")) return meta_frame(path, frames);
  throw std::runtime_error("is no image file: expected .nii, .nii.gz, .mha or .mhd");
}

StoredFrame frame_of(const std::filesystem::path& path, Frames frames) {
  StoredFrame frame = whole_frame_of(path, frames);
  if (frame.header.pixel_type == PixelType::kFloat32) require_finite<float>(frame);
  if (frame.header.pixel_type == PixelType::kFloat64) require_finite<double>(frame);
  return frame;
}

}  // namespace

StoredFrame pass_gate(const std::filesystem::path& path, Frames frames) {
  try {
    return frame_of(path, frames);
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(path.string() + ": " + error.what());
  }
}

}  // namespace segnoise::frames
