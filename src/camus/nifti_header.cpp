#include "camus/nifti_header.h"

#include "camus/text.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace segnoise {
namespace {

// Byte offsets of the entries, by their names in nifti1.h.
constexpr std::size_t kSizeofHdr = 0;
constexpr std::size_t kDim = 40;
constexpr std::size_t kDatatype = 70;
constexpr std::size_t kBitpix = 72;
constexpr std::size_t kPixdim = 76;
constexpr std::size_t kVoxOffset = 108;
constexpr std::size_t kSclSlope = 112;
constexpr std::size_t kSclInter = 116;
constexpr std::size_t kXyztUnits = 123;
constexpr std::size_t kQformCode = 252;
constexpr std::size_t kSformCode = 254;
constexpr std::size_t kQuaternB = 256;  // b, c, d and the offsets x, y, z
constexpr std::size_t kQuaternD = 264;
constexpr std::size_t kSrow = 280;
constexpr std::size_t kMagic = 344;

constexpr std::size_t kLargestPixelOffset = std::size_t{1} << 20;  // extensions are short notes

/// The entries of a header, in the byte order it was written in.
class NiftiEntries {
 public:
  NiftiEntries(std::span<const std::byte, kNiftiHeaderBytes> bytes, std::endian order)
      : bytes_(bytes), order_(order) {}

  template <class T>
  [[nodiscard]] T at(std::size_t offset, std::size_t index = 0) const {
    std::array<std::byte, sizeof(T)> raw{};
    std::ranges::copy(bytes_.subspan(offset + index * sizeof(T), sizeof(T)), raw.begin());
    if (order_ != std::endian::native) std::ranges::reverse(raw);
    return std::bit_cast<T>(raw);
  }

 private:
  std::span<const std::byte, kNiftiHeaderBytes> bytes_;
  std::endian order_;
};

std::endian byte_order_of(std::span<const std::byte, kNiftiHeaderBytes> bytes) {
  for (const std::endian order : {std::endian::little, std::endian::big}) {
    const auto length = NiftiEntries(bytes, order).at<std::int32_t>(kSizeofHdr);
    if (length == static_cast<std::int32_t>(kNiftiHeaderBytes)) return order;
    if (length == 540) throw std::runtime_error("is a NIfTI-2 file, expected NIfTI-1");
  }
  throw std::runtime_error("is no NIfTI file: it does not start with the header length 348");
}

struct Datatype {
  std::int16_t code;
  PixelType type;
};
constexpr std::array kDatatypes{
    Datatype{2, PixelType::kUint8},
    Datatype{4, PixelType::kInt16},
    Datatype{8, PixelType::kInt32},
    Datatype{16, PixelType::kFloat32},
    Datatype{64, PixelType::kFloat64},
    Datatype{256, PixelType::kInt8},
    Datatype{512, PixelType::kUint16},
    Datatype{768, PixelType::kUint32},
    Datatype{1024, PixelType::kInt64},
    Datatype{1280, PixelType::kUint64}};

PixelType pixel_type_of(const NiftiEntries& entries) {
  const auto code = entries.at<std::int16_t>(kDatatype);
  const auto* const known = std::ranges::find(kDatatypes, code, &Datatype::code);
  if (known == kDatatypes.end()) {
    throw std::runtime_error(
        "datatype is " + std::to_string(code) +
        ", expected an integer or real type: 2, 4, 8, 16, "
        "64, 256, 512, 768, 1024 or 1280");
  }
  const auto bits = entries.at<std::int16_t>(kBitpix);
  const auto expected_bits = 8 * bytes_of(known->type);
  if (bits != static_cast<std::int16_t>(expected_bits)) {
    throw std::runtime_error(
        "bitpix is " + std::to_string(bits) + ", expected " + std::to_string(expected_bits) +
        " for datatype " + std::to_string(code));
  }
  return known->type;
}

std::vector<std::int64_t> lengths_of(const NiftiEntries& entries) {
  const auto axis_count = entries.at<std::int16_t>(kDim);
  if (axis_count < 2 || axis_count > 4) {
    throw std::runtime_error("dim[0] is " + std::to_string(axis_count) + ", expected 2 to 4 axes");
  }
  std::vector<std::int64_t> lengths;
  for (std::size_t i = 1; i <= static_cast<std::size_t>(axis_count); ++i) {
    lengths.push_back(entries.at<std::int16_t>(kDim, i));
  }
  return lengths;
}

double mm_per_unit(const NiftiEntries& entries) {
  const int unit = entries.at<std::uint8_t>(kXyztUnits) & 7;
  switch (unit) {
    case 0:  // unknown: millimetres by custom
    case 2:
      return 1.0;
    case 1:
      return 1000.0;
    case 3:
      return 0.001;
    default:
      throw std::runtime_error(
          "xyzt_units is " + std::to_string(unit) + ", expected 1 (m), 2 (mm) or 3 (um)");
  }
}

/// Readers disagree on which of the two spacings counts, so they have to be the same.
void require_sform_agrees(const NiftiEntries& entries, std::size_t axis) {
  if (entries.at<std::int16_t>(kSformCode) <= 0) return;
  double square = 0.0;
  for (std::size_t row = 0; row < 3; ++row) {
    const double component = entries.at<float>(kSrow, row * 4 + axis);
    square += component * component;
  }
  const double sform_spacing = std::sqrt(square);
  const double pixdim = entries.at<float>(kPixdim, axis + 1);
  if (!(std::abs(sform_spacing - pixdim) <= 1e-3 * pixdim)) {
    throw std::runtime_error(
        "pixdim[" + std::to_string(axis + 1) + "] is " + shown(pixdim) +
        ", but the sform matrix has a spacing of " + shown(sform_spacing) +
        "; expected them to agree");
  }
}

/// ITK decomposes the matrices, which never ends where a number is infinite, huge or none, and is
/// loud on stderr where one is next to nothing.
void require_decomposable(const NiftiEntries& entries) {
  constexpr double kSmallest = 1e-30;
  constexpr double kLargest = 1e6;
  const auto require = [&](const std::string& name, std::size_t offset, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      const double value = entries.at<float>(offset, i);
      const double size = std::abs(value);
      if (value != 0.0 && !(size >= kSmallest && size <= kLargest)) {
        throw std::runtime_error(
            name + " has " + shown(value) + ", expected 0 or numbers from " + shown(kSmallest) +
            " to " + shown(kLargest));
      }
    }
  };
  if (entries.at<std::int16_t>(kSformCode) > 0) require("its sform matrix", kSrow, 12);
  if (entries.at<std::int16_t>(kQformCode) > 0) {
    require("its qform", kQuaternB, 6);
    require("pixdim", kPixdim, 4);
  }
}

Spacing spacing_of(const NiftiEntries& entries, int axis_count) {
  const double scale_mm = mm_per_unit(entries);
  std::array<double, 3> spacing_mm{};
  const auto axes = static_cast<std::size_t>(std::min(axis_count, 3));
  for (std::size_t i = 0; i < axes; ++i) {
    const std::string name = "pixdim[" + std::to_string(i + 1) + "]";
    spacing_mm[i] = checked_spacing_mm(entries.at<float>(kPixdim, i + 1) * scale_mm, name);
    if (i < 2) require_sform_agrees(entries, i);
  }
  return {spacing_mm[0], spacing_mm[1]};
}

std::size_t pixel_offset_of(const NiftiEntries& entries) {
  const double offset = entries.at<float>(kVoxOffset);
  constexpr std::size_t kSmallest = kNiftiHeaderBytes + 4;
  if (!(offset >= kSmallest && offset <= kLargestPixelOffset && offset == std::floor(offset))) {
    throw std::runtime_error(
        "vox_offset is " + shown(offset) + ", expected a whole number from " +
        std::to_string(kSmallest) + " to " + std::to_string(kLargestPixelOffset));
  }
  return static_cast<std::size_t>(offset);
}

}  // namespace

NiftiHeader parse_nifti_header(std::span<const std::byte, kNiftiHeaderBytes> bytes, Frames frames) {
  const std::endian order = byte_order_of(bytes);
  const NiftiEntries entries(bytes, order);
  if (std::memcmp(bytes.data() + kMagic, "n+1", 4) != 0) {
    throw std::runtime_error("is no single-file NIfTI-1 image: expected the magic \"n+1\"");
  }

  NiftiHeader header;
  set_checked_lengths(header.frame, lengths_of(entries), frames);
  header.frame.pixel_type = pixel_type_of(entries);
  header.frame.byte_order = order;
  require_decomposable(entries);
  header.frame.spacing_mm = spacing_of(entries, header.frame.axis_count);
  const double slope = entries.at<float>(kSclSlope);
  const double intercept = entries.at<float>(kSclInter);
  if (std::isfinite(slope) && slope != 0.0) {
    header.frame.slope = slope;
    header.frame.intercept = std::isfinite(intercept) ? intercept : 0.0;
  }
  header.pixel_offset = pixel_offset_of(entries);
  return header;
}

std::array<std::byte, kNiftiHeaderBytes + 4> make_nifti_header(const Grid& grid) {
  std::array<std::byte, kNiftiHeaderBytes + 4> bytes{};
  const auto put = [&](std::size_t offset, auto value, std::size_t index = 0) {
    auto raw = std::bit_cast<std::array<std::byte, sizeof value>>(value);
    if (std::endian::native != std::endian::little) std::ranges::reverse(raw);
    std::ranges::copy(
        raw, bytes.begin() + static_cast<std::ptrdiff_t>(offset + index * sizeof value));
  };
  const auto put_shorts = [&](std::size_t offset, std::initializer_list<int> values) {
    std::size_t index = 0;
    for (const int value : values) put(offset, static_cast<std::int16_t>(value), index++);
  };
  const auto put_floats = [&](std::size_t offset, std::initializer_list<double> values) {
    std::size_t index = 0;
    for (const double value : values) put(offset, static_cast<float>(value), index++);
  };

  const double x_mm = grid.spacing_mm.x_mm;
  const double y_mm = grid.spacing_mm.y_mm;
  put(kSizeofHdr, static_cast<std::int32_t>(kNiftiHeaderBytes));
  put_shorts(kDim, {2, grid.size.width, grid.size.height, 1, 1, 1, 1, 1});
  put_shorts(kDatatype, {16, 32});
  put_floats(kPixdim, {1.0, x_mm, y_mm, 1.0, 1.0, 1.0, 1.0, 1.0});
  put_floats(kVoxOffset, {static_cast<double>(bytes.size()), 1.0, 0.0});
  put(kXyztUnits, std::uint8_t{2});
  // NIfTI's axes point right and anterior where ours point left and posterior: half a turn about z.
  put_shorts(kQformCode, {2, 1});
  put_floats(kQuaternD, {1.0});
  put_floats(kSrow, {-x_mm, 0.0, 0.0, 0.0, 0.0, -y_mm, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0});
  std::memcpy(bytes.data() + kMagic, "n+1", 4);
  return bytes;
}

}  // namespace segnoise
