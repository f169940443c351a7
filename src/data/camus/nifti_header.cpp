#include "data/camus/nifti_header.h"

#include "data/camus/text.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::camus {
namespace {

using namespace std::string_view_literals;

/// Byte offsets of the entries, by their names in nifti1.h.
struct NiftiLayout {
  std::size_t header_bytes;
  std::size_t magic;
  std::string_view magic_value;
  std::size_t dim;
  std::size_t datatype;
  std::size_t bitpix;
  std::size_t pixdim;
  std::size_t vox_offset;
  std::size_t scl_slope;
  std::size_t scl_inter;
  std::size_t xyzt_units;
  std::size_t qform_code;
  std::size_t sform_code;
  std::size_t quatern_b;  ///< b, c, d and the offsets x, y, z
  std::size_t srow;
};
constexpr NiftiLayout kNifti1{
    .header_bytes = 348,
    .magic = 344,
    .magic_value = "n+1\0"sv,
    .dim = 40,
    .datatype = 70,
    .bitpix = 72,
    .pixdim = 76,
    .vox_offset = 108,
    .scl_slope = 112,
    .scl_inter = 116,
    .xyzt_units = 123,
    .qform_code = 252,
    .sform_code = 254,
    .quatern_b = 256,
    .srow = 280};
constexpr NiftiLayout kNifti2{
    .header_bytes = 540,
    .magic = 4,
    .magic_value = "n+2\0\r\n\x1A\n"sv,
    .dim = 16,
    .datatype = 12,
    .bitpix = 14,
    .pixdim = 104,
    .vox_offset = 168,
    .scl_slope = 176,
    .scl_inter = 184,
    .xyzt_units = 500,
    .qform_code = 344,
    .sform_code = 348,
    .quatern_b = 352,
    .srow = 400};

/// The numbers by which nifti1.h stores the entries, and nifti2.h.
struct Nifti1Types {
  using Length = std::int16_t;
  using Real = float;
  using Offset = float;
  using Code = std::int16_t;
  using Units = std::uint8_t;
};
struct Nifti2Types {
  using Length = std::int64_t;
  using Real = double;
  using Offset = std::int64_t;
  using Code = std::int32_t;
  using Units = std::int32_t;
};

constexpr std::size_t kLargestPixelOffset = std::size_t{1} << 20;  // extensions are short notes

/// The entries of a header that say something of its pixels.
struct NiftiEntries {
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

/// Takes numbers out of a header that was written in some byte order.
class NiftiBytes {
 public:
  NiftiBytes(std::span<const std::byte> bytes, std::endian order) : bytes_(bytes), order_(order) {}

  template <class T>
  [[nodiscard]] T at(std::size_t offset, std::size_t index = 0) const {
    std::array<std::byte, sizeof(T)> raw{};
    std::ranges::copy(bytes_.subspan(offset + index * sizeof(T), sizeof(T)), raw.begin());
    if (order_ != std::endian::native) std::ranges::reverse(raw);
    return std::bit_cast<T>(raw);
  }

  template <class Stored, class T, std::size_t N>
  void fill(std::array<T, N>& values, std::size_t offset) const {
    for (std::size_t i = 0; i < N; ++i) values[i] = static_cast<T>(at<Stored>(offset, i));
  }

 private:
  std::span<const std::byte> bytes_;
  std::endian order_;
};

struct NiftiVersion {
  const NiftiLayout* layout;
  std::endian byte_order;
};

NiftiVersion version_of(std::span<const std::byte> beginning) {
  for (const std::endian order : {std::endian::little, std::endian::big}) {
    const auto length = NiftiBytes(beginning, order).at<std::int32_t>(0);
    for (const NiftiLayout* layout : {&kNifti1, &kNifti2}) {
      if (length == static_cast<std::int32_t>(layout->header_bytes)) return {layout, order};
    }
  }
  throw std::runtime_error("is no NIfTI file: it does not start with the header length 348 or 540");
}

template <class Types>
NiftiEntries entries_of(const NiftiBytes& bytes, const NiftiLayout& layout) {
  using Real = typename Types::Real;
  NiftiEntries entries;
  bytes.fill<typename Types::Length>(entries.dim, layout.dim);
  entries.datatype = bytes.at<std::int16_t>(layout.datatype);
  entries.bitpix = bytes.at<std::int16_t>(layout.bitpix);
  bytes.fill<Real>(entries.pixdim, layout.pixdim);
  entries.vox_offset = static_cast<double>(bytes.at<typename Types::Offset>(layout.vox_offset));
  entries.scl_slope = bytes.at<Real>(layout.scl_slope);
  entries.scl_inter = bytes.at<Real>(layout.scl_inter);
  entries.xyzt_units = bytes.at<typename Types::Units>(layout.xyzt_units);
  entries.qform_code = bytes.at<typename Types::Code>(layout.qform_code);
  entries.sform_code = bytes.at<typename Types::Code>(layout.sform_code);
  bytes.fill<Real>(entries.quatern, layout.quatern_b);
  bytes.fill<Real>(entries.srow, layout.srow);
  return entries;
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
  const std::int16_t code = entries.datatype;
  const auto* const known = std::ranges::find(kDatatypes, code, &Datatype::code);
  if (known == kDatatypes.end()) {
    throw std::runtime_error(
        "datatype is " + std::to_string(code) +
        ", expected an integer or real type: 2, 4, 8, 16, "
        "64, 256, 512, 768, 1024 or 1280");
  }
  const std::int16_t bits = entries.bitpix;
  const auto expected_bits = 8 * bytes_of(known->type);
  if (bits != static_cast<std::int16_t>(expected_bits)) {
    throw std::runtime_error(
        "bitpix is " + std::to_string(bits) + ", expected " + std::to_string(expected_bits) +
        " for datatype " + std::to_string(code));
  }
  return known->type;
}

std::vector<std::int64_t> lengths_of(const NiftiEntries& entries) {
  const std::int64_t axis_count = entries.dim[0];
  if (axis_count < 2 || axis_count > 4) {
    throw std::runtime_error("dim[0] is " + std::to_string(axis_count) + ", expected 2 to 4 axes");
  }
  return {entries.dim.begin() + 1, entries.dim.begin() + 1 + axis_count};
}

double mm_per_unit(const NiftiEntries& entries) {
  const int unit = entries.xyzt_units & 7;
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
  if (entries.sform_code <= 0) return;
  double square = 0.0;
  for (std::size_t row = 0; row < 3; ++row) {
    const double component = entries.srow[row * 4 + axis];
    square += component * component;
  }
  const double sform_spacing = std::sqrt(square);
  const double pixdim = entries.pixdim[axis + 1];
  if (!(std::abs(sform_spacing - pixdim) <= 1e-3 * pixdim)) {
    throw std::runtime_error(
        "pixdim[" + std::to_string(axis + 1) + "] is " + shown(pixdim) +
        ", but the sform matrix has a spacing of " + shown(sform_spacing) +
        "; expected them to agree");
  }
}

/// The unit vector along a stored axis, by the quaternion.
std::array<double, 3> qform_direction(const NiftiEntries& entries, std::size_t axis) {
  const double b = entries.quatern[0];
  const double c = entries.quatern[1];
  const double d = entries.quatern[2];
  const double a = std::sqrt(std::max(0.0, 1.0 - (b * b + c * c + d * d)));
  if (axis == 0) {
    return {a * a + b * b - c * c - d * d, 2.0 * (b * c + a * d), 2.0 * (b * d - a * c)};
  }
  return {2.0 * (b * c - a * d), a * a + c * c - b * b - d * d, 2.0 * (c * d + a * b)};
}

/// Readers disagree on which of the two directions counts, too.
void require_same_direction(const NiftiEntries& entries, std::size_t axis) {
  if (entries.sform_code <= 0 || entries.qform_code <= 0) return;
  const std::array<double, 3> direction = qform_direction(entries, axis);
  double cosine = 0.0;
  for (std::size_t row = 0; row < 3; ++row) {
    cosine += direction[row] * entries.srow[row * 4 + axis] / entries.pixdim[axis + 1];
  }
  constexpr double kLeastCosine = 0.998;  // 3.6 degrees, with what spacings may differ by
  if (!(cosine >= kLeastCosine)) {
    throw std::runtime_error(
        "its qform and its sform give axis " + std::to_string(axis + 1) +
        " directions whose cosine is " + shown(cosine) + ", expected one direction");
  }
}

/// ITK decomposes the matrices, which never ends where a number is infinite, huge or none.
void require_decomposable(const std::string& name, double value) {
  constexpr double kLargest = 1e6;
  if (!(std::abs(value) <= kLargest)) {
    throw std::runtime_error(
        name + " has " + shown(value) + ", expected numbers of at most " + shown(kLargest));
  }
}

void require_decomposable(const NiftiEntries& entries) {
  if (entries.sform_code > 0) {
    for (std::size_t i = 0; i < entries.srow.size(); ++i) {
      if (i % 4 != 2) require_decomposable("its sform matrix", entries.srow[i]);
    }
  }
  if (entries.qform_code > 0) {
    for (const double value : entries.quatern) require_decomposable("its qform", value);
  }
}

shape::Spacing spacing_of(const NiftiEntries& entries) {
  const double scale_mm = mm_per_unit(entries);
  std::array<double, 2> spacing_mm{};
  for (std::size_t i = 0; i < 2; ++i) {
    const std::string name = "pixdim[" + std::to_string(i + 1) + "]";
    spacing_mm[i] = checked_spacing_mm(entries.pixdim[i + 1] * scale_mm, name);
    require_sform_agrees(entries, i);
    require_same_direction(entries, i);
  }
  return {spacing_mm[0], spacing_mm[1]};
}

std::size_t pixel_offset_of(const NiftiEntries& entries, const NiftiLayout& layout) {
  const double offset = entries.vox_offset;
  const std::size_t smallest = layout.header_bytes + 4;
  if (!(offset >= static_cast<double>(smallest) && offset <= kLargestPixelOffset &&
        offset == std::floor(offset))) {
    throw std::runtime_error(
        "vox_offset is " + shown(offset) + ", expected a whole number from " +
        std::to_string(smallest) + " to " + std::to_string(kLargestPixelOffset));
  }
  return static_cast<std::size_t>(offset);
}

void set_scale(FrameHeader& frame, const NiftiEntries& entries) {
  if (entries.scl_slope == 0.0) return;
  frame.scale_is_damaged = !std::isfinite(entries.scl_slope) || !std::isfinite(entries.scl_inter);
  if (!std::isfinite(entries.scl_slope)) return;
  frame.slope = entries.scl_slope;
  frame.intercept = std::isfinite(entries.scl_inter) ? entries.scl_inter : 0.0;
}

/// A NIfTI-1 header of these entries and the 4 bytes after it, without extensions.
std::array<std::byte, kNifti1PixelOffset> nifti1_bytes(
    const NiftiEntries& entries, std::endian order) {
  std::array<std::byte, kNifti1PixelOffset> bytes{};
  const auto put = [&](std::size_t offset, auto value, std::size_t index = 0) {
    auto raw = std::bit_cast<std::array<std::byte, sizeof value>>(value);
    if (order != std::endian::native) std::ranges::reverse(raw);
    std::ranges::copy(
        raw, bytes.begin() + static_cast<std::ptrdiff_t>(offset + index * sizeof value));
  };
  const auto put_all = [&]<class T>(std::size_t offset, const auto& values, T /*stored*/) {
    std::size_t index = 0;
    for (const auto value : values) put(offset, static_cast<T>(value), index++);
  };
  put(0, static_cast<std::int32_t>(kNifti1.header_bytes));
  put_all(kNifti1.dim, entries.dim, std::int16_t{});
  put(kNifti1.datatype, entries.datatype);
  put(kNifti1.bitpix, entries.bitpix);
  put_all(kNifti1.pixdim, entries.pixdim, float{});
  put(kNifti1.vox_offset, static_cast<float>(bytes.size()));
  put(kNifti1.scl_slope, static_cast<float>(entries.scl_slope));
  put(kNifti1.scl_inter, static_cast<float>(entries.scl_inter));
  put(kNifti1.xyzt_units, static_cast<std::uint8_t>(entries.xyzt_units));
  put(kNifti1.qform_code, static_cast<std::int16_t>(entries.qform_code));
  put(kNifti1.sform_code, static_cast<std::int16_t>(entries.sform_code));
  put_all(kNifti1.quatern_b, entries.quatern, float{});
  put_all(kNifti1.srow, entries.srow, float{});
  std::memcpy(bytes.data() + kNifti1.magic, kNifti1.magic_value.data(), kNifti1.magic_value.size());
  return bytes;
}

/// Gives the third column of the sform matrix the length 1: its direction if it has one, else that
/// across the other two.
void normalise_third_column(std::array<double, 12>& srow) {
  const auto column = [&](std::size_t i) { return std::array{srow[i], srow[4 + i], srow[8 + i]}; };
  const auto length_of = [](const std::array<double, 3>& v) {
    return std::hypot(v[0], v[1], v[2]);
  };
  std::array<double, 3> third = column(2);
  if (const double length = length_of(third); !(length > 0.0 && std::isfinite(length))) {
    const auto a = column(0);
    const auto b = column(1);
    third = {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
  }
  const double length = length_of(third);
  if (!(length > 0.0)) throw std::runtime_error("its sform matrix has two parallel axes");
  for (std::size_t row = 0; row < 3; ++row) srow[4 * row + 2] = third[row] / length;
}

/// Next to nothing becomes nothing: ITK's decomposition is loud on stderr about such numbers, and
/// they are far below what a cosine may be off by.
template <std::size_t N>
void drop_next_to_nothing(std::array<double, N>& values) {
  constexpr double kNextToNothing = 1e-7;
  for (double& value : values) {
    if (std::abs(value) < kNextToNothing) value = 0.0;
  }
}

PlainHeader plain_header(NiftiEntries entries, std::endian order) {
  std::fill(entries.dim.begin() + 1 + entries.dim[0], entries.dim.end(), 1);
  entries.pixdim[0] = entries.pixdim[0] < 0.0 ? -1.0 : 1.0;
  std::fill(entries.pixdim.begin() + 3, entries.pixdim.end(), 1.0);
  entries.scl_slope = 1.0;
  entries.scl_inter = 0.0;
  const double scale_mm = mm_per_unit(entries);
  for (std::size_t i = 1; i <= 2; ++i) entries.pixdim[i] *= scale_mm;
  for (std::size_t i = 3; i < entries.quatern.size(); ++i) entries.quatern[i] *= scale_mm;
  for (double& value : entries.srow) value *= scale_mm;
  entries.xyzt_units = 2;  // mm
  constexpr std::int32_t kLastCode = 5;
  entries.qform_code = std::clamp(entries.qform_code, 0, kLastCode);
  entries.sform_code = std::clamp(entries.sform_code, 0, kLastCode);
  drop_next_to_nothing(entries.quatern);
  drop_next_to_nothing(entries.srow);
  if (entries.qform_code == 0) entries.quatern = {};
  if (entries.sform_code == 0) {
    entries.srow = {};
  } else {
    normalise_third_column(entries.srow);
  }
  const auto bytes = nifti1_bytes(entries, order);
  return {
      .extension = ".nii", .bytes = {reinterpret_cast<const char*>(bytes.data()), bytes.size()}};
}

}  // namespace

std::size_t nifti_header_bytes(std::span<const std::byte, 4> beginning) {
  return version_of(beginning).layout->header_bytes;
}

NiftiHeader parse_nifti_header(std::span<const std::byte> bytes, Frames frames) {
  const auto [layout, order] = version_of(bytes);
  if (std::memcmp(
          bytes.data() + layout->magic, layout->magic_value.data(), layout->magic_value.size()) !=
      0) {
    throw std::runtime_error(
        "is no single-file NIfTI image: expected the magic " +
        in_quotes(layout->magic_value.substr(0, 3)));
  }
  const NiftiBytes stored(bytes, order);
  const NiftiEntries entries = layout == &kNifti1 ? entries_of<Nifti1Types>(stored, *layout)
                                                  : entries_of<Nifti2Types>(stored, *layout);
  NiftiHeader header;
  set_checked_lengths(header.frame, lengths_of(entries), frames);
  header.frame.pixel_type = pixel_type_of(entries);
  header.frame.byte_order = order;
  require_decomposable(entries);
  header.frame.spacing_mm = spacing_of(entries);
  set_scale(header.frame, entries);
  header.pixel_offset = pixel_offset_of(entries, *layout);
  header.plain = plain_header(entries, order);
  return header;
}

}  // namespace segnoise::camus
