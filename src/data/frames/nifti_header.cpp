#include "data/frames/nifti_header.h"

#include "base/number_text.h"
#include "data/frames/nifti_entries.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::frames {
namespace {

constexpr std::size_t kLargestPixelOffset = std::size_t{1} << 20;  // extensions are short notes

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
        "pixdim[" + std::to_string(axis + 1) + "] is " + base::shortest_text(pixdim) +
        ", but the sform matrix has a spacing of " + base::shortest_text(sform_spacing) +
        "; expected them to agree");
  }
}

/// The unit vector along a stored axis, by the quaternion.
std::array<double, 3> qform_direction(const NiftiEntries& entries, std::size_t axis) {
  const double b = entries.quatern[0];
  const double c = entries.quatern[1];
  const double d = entries.quatern[2];
  const double a = std::sqrt(std::max(0.0, 1.0 - (b * b + c * c + d * d)));
  if (axis == 2) {
    const double side = entries.pixdim[0] < 0.0 ? -1.0 : 1.0;
    return {
        side * 2.0 * (b * d + a * c),
        side * 2.0 * (c * d - a * b),
        side * (a * a + d * d - c * c - b * b)};
  }
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
        " directions whose cosine is " + base::shortest_text(cosine) + ", expected one direction");
  }
}

/// ITK decomposes the matrices, which never ends where a number is infinite, huge or none.
void require_decomposable(const std::string& name, double value) {
  constexpr double kLargest = 1e6;
  if (!(std::abs(value) <= kLargest)) {
    throw std::runtime_error(
        name + " has " + base::shortest_text(value) + ", expected numbers of at most " +
        base::shortest_text(kLargest));
  }
}

void require_decomposable(const NiftiEntries& entries, bool has_slices) {
  if (entries.sform_code > 0) {
    for (std::size_t i = 0; i < entries.srow.size(); ++i) {
      if (has_slices || i % 4 != 2) require_decomposable("its sform matrix", entries.srow[i]);
    }
  }
  if (entries.qform_code > 0) {
    for (const double value : entries.quatern) require_decomposable("its qform", value);
  }
}

double spacing_mm_of(const NiftiEntries& entries, std::size_t axis) {
  const std::string name = "pixdim[" + std::to_string(axis + 1) + "]";
  const double spacing_mm =
      checked_spacing_mm(entries.pixdim[axis + 1] * mm_per_unit(entries), name);
  require_sform_agrees(entries, axis);
  require_same_direction(entries, axis);
  return spacing_mm;
}

std::size_t pixel_offset_of(const NiftiEntries& entries) {
  const double offset = entries.vox_offset;
  const std::size_t smallest = entries.header_bytes + 4;
  if (!(offset >= static_cast<double>(smallest) && offset <= kLargestPixelOffset &&
        offset == std::floor(offset))) {
    throw std::runtime_error(
        "vox_offset is " + base::shortest_text(offset) + ", expected a whole number from " +
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

PlainHeader plain_header(NiftiEntries entries, bool has_slices) {
  std::fill(entries.dim.begin() + 1 + entries.dim[0], entries.dim.end(), 1);
  entries.pixdim[0] = entries.pixdim[0] < 0.0 ? -1.0 : 1.0;
  const std::size_t axes = has_slices ? 3 : 2;
  std::fill(
      entries.pixdim.begin() + 1 + static_cast<std::ptrdiff_t>(axes), entries.pixdim.end(), 1.0);
  entries.scl_slope = 1.0;
  entries.scl_inter = 0.0;
  const double scale_mm = mm_per_unit(entries);
  for (std::size_t i = 1; i <= axes; ++i) entries.pixdim[i] *= scale_mm;
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
  } else if (!has_slices) {
    normalise_third_column(entries.srow);
  }
  const auto bytes = nifti1_bytes(entries);
  return {
      .extension = ".nii", .bytes = {reinterpret_cast<const char*>(bytes.data()), bytes.size()}};
}

}  // namespace

NiftiHeader parse_nifti_header(std::span<const std::byte> bytes, Frames frames) {
  const NiftiEntries entries = nifti_entries(bytes);
  NiftiHeader header;
  set_checked_lengths(header.frame, lengths_of(entries), frames);
  header.frame.pixel_type = pixel_type_of(entries);
  header.frame.byte_order = entries.byte_order;
  const bool has_slices = frames == Frames::kVolume && header.frame.frame_count > 1;
  require_decomposable(entries, has_slices);
  header.frame.spacing_mm = {spacing_mm_of(entries, 0), spacing_mm_of(entries, 1)};
  if (has_slices) header.frame.slice_spacing_mm = spacing_mm_of(entries, 2);
  set_scale(header.frame, entries);
  header.pixel_offset = pixel_offset_of(entries);
  header.plain = plain_header(entries, has_slices);
  return header;
}

}  // namespace segnoise::frames
