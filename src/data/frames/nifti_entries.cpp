#include "data/frames/nifti_entries.h"

#include "data/frames/text.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <string_view>

namespace segnoise::frames {
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
  entries.header_bytes = layout.header_bytes;
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

}  // namespace

std::size_t nifti_header_bytes(std::span<const std::byte, 4> beginning) {
  return version_of(beginning).layout->header_bytes;
}

NiftiEntries nifti_entries(std::span<const std::byte> bytes) {
  const auto [layout, order] = version_of(bytes);
  if (std::memcmp(
          bytes.data() + layout->magic, layout->magic_value.data(), layout->magic_value.size()) !=
      0) {
    throw std::runtime_error(
        "is no single-file NIfTI image: expected the magic " +
        in_quotes(layout->magic_value.substr(0, 3)));
  }
  const NiftiBytes stored(bytes, order);
  NiftiEntries entries = layout == &kNifti1 ? entries_of<Nifti1Types>(stored, *layout)
                                            : entries_of<Nifti2Types>(stored, *layout);
  entries.byte_order = order;
  return entries;
}

std::array<std::byte, kNifti1PixelOffset> nifti1_bytes(const NiftiEntries& entries) {
  std::array<std::byte, kNifti1PixelOffset> bytes{};
  const auto put = [&](std::size_t offset, auto value, std::size_t index = 0) {
    auto raw = std::bit_cast<std::array<std::byte, sizeof value>>(value);
    if (entries.byte_order != std::endian::native) std::ranges::reverse(raw);
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

}  // namespace segnoise::frames
