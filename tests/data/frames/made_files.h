#pragma once

#include "support/gzip.h"
#include "support/temporary_folder.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

/// Image files made byte by byte, independently of what data/frames writes.
namespace segnoise::testing {

/// The bytes of numbers, in this machine's order (tests run on little-endian machines) or turned.
template <class T>
[[nodiscard]] std::string raw(const std::vector<T>& values, bool turned = false) {
  std::string bytes;
  for (const T value : values) {
    std::string one(sizeof(T), '\0');
    std::memcpy(one.data(), &value, sizeof(T));
    bytes += turned ? std::string(one.rbegin(), one.rend()) : one;
  }
  return bytes;
}

/// A NIfTI-1 file under construction: 2-D, identity in LPS, 0.308 x 0.154 mm, of unsigned bytes.
class NiftiFile {
 public:
  explicit NiftiFile(std::initializer_list<int> lengths, bool turned = false) : turned_(turned) {
    put<std::int32_t>(0, {348});
    std::vector<std::int16_t> dim{static_cast<std::int16_t>(lengths.size())};
    for (const int length : lengths) dim.push_back(static_cast<std::int16_t>(length));
    dim.resize(8, 1);
    put<std::int16_t>(40, dim);
    type(2, 8);
    put<float>(76, {1.0F, 0.308F, 0.154F, 1.0F, 1.0F});
    put<float>(108, {352.0F, 1.0F, 0.0F});
    header_[123] = 2;
    axes({-0.308F, 0, 0, 0}, {0, -0.154F, 0, 0});
    header_.replace(344, 4, std::string("n+1\0", 4));
  }

  template <class T>
  NiftiFile& put(std::size_t offset, const std::vector<T>& values) {
    const std::string bytes = raw(values, turned_);
    header_.replace(offset, bytes.size(), bytes);
    return *this;
  }

  NiftiFile& type(std::int16_t datatype, std::int16_t bits) {
    return put<std::int16_t>(70, {datatype, bits});
  }

  NiftiFile& spacing(float x, float y) { return put<float>(80, {x, y}); }

  /// The first two rows of the sform matrix, in RAS; the qform is switched off.
  NiftiFile& axes(const std::vector<float>& right, const std::vector<float>& anterior) {
    put<std::int16_t>(252, {0, 1});
    put<float>(280, right);
    put<float>(296, anterior);
    return put<float>(312, {0, 0, 1, 0});
  }

  NiftiFile& no_axes() { return put<std::int16_t>(252, {0, 0}); }

  [[nodiscard]] std::string with(const std::string& pixels) const { return header_ + pixels; }

 private:
  bool turned_;
  std::string header_ = std::string(352, '\0');
};

/// A NIfTI-2 file like a NiftiFile, of unsigned bytes.
[[nodiscard]] inline std::string nifti2(
    const std::vector<std::int64_t>& lengths, const std::string& pixels, bool turned = false) {
  std::string header(544, '\0');
  const auto put = [&]<class T>(std::size_t offset, const std::vector<T>& values) {
    const std::string bytes = raw(values, turned);
    header.replace(offset, bytes.size(), bytes);
  };
  std::vector<std::int64_t> dim{static_cast<std::int64_t>(lengths.size())};
  dim.insert(dim.end(), lengths.begin(), lengths.end());
  dim.resize(8, 1);
  put(0, std::vector<std::int32_t>{540});
  header.replace(4, 8, std::string("n+2\0\r\n\x1A\n", 8));
  put(12, std::vector<std::int16_t>{2, 8});
  put(16, dim);
  put(104, std::vector<double>{1.0, 0.308, 0.154, 0.0});
  put(168, std::vector<std::int64_t>{544});
  put(176, std::vector<double>{1.0, 0.0});
  put(344, std::vector<std::int32_t>{0, 1});
  put(400, std::vector<double>{-0.308, 0, 0, -5, 0, -0.154, 0, -6, 0, 0, 0, 0});
  put(500, std::vector<std::int32_t>{2});
  return header + pixels;
}

/// A MetaImage header as the legacy release of CAMUS has it, whose entries can be replaced.
class MetaHeaderText {
 public:
  MetaHeaderText(std::initializer_list<int> lengths, const std::string& data_file)
      : entries_{
            {"ObjectType", "Image"},
            {"NDims", std::to_string(lengths.size())},
            {"BinaryData", "True"},
            {"BinaryDataByteOrderMSB", "False"},
            {"CompressedData", "False"},
            {"TransformMatrix", lengths.size() == 2 ? "1 0 0 1" : "1 0 0 0 1 0 0 0 1"},
            {"Offset", lengths.size() == 2 ? "0 0" : "0 0 0"},
            {"CenterOfRotation", lengths.size() == 2 ? "0 0" : "0 0 0"},
            {"ElementSpacing", lengths.size() == 2 ? "0.308 0.154" : "0.308 0.154 1.54"},
            {"DimSize", ""},
            {"ElementType", "MET_UCHAR"},
            {"ElementDataFile", data_file}} {
    std::string dim_size;
    for (const int length : lengths) dim_size += std::to_string(length) + " ";
    set("DimSize", dim_size);
  }

  /// Replaces an entry, or adds it before ElementDataFile.
  MetaHeaderText& set(const std::string& name, const std::string& value) {
    for (auto& entry : entries_) {
      if (entry.first == name) {
        entry.second = value;
        return *this;
      }
    }
    return add(name, value);
  }

  MetaHeaderText& add(const std::string& name, const std::string& value) {
    entries_.insert(entries_.end() - 1, {name, value});
    return *this;
  }

  MetaHeaderText& without(const std::string& name) {
    std::erase_if(entries_, [&](const auto& entry) { return entry.first == name; });
    return *this;
  }

  [[nodiscard]] std::string text(const std::string& line_end = "\n") const {
    std::string lines;
    for (const auto& [name, value] : entries_) lines += name + " = " + value + line_end;
    return lines;
  }

 private:
  std::vector<std::pair<std::string, std::string>> entries_;
};

}  // namespace segnoise::testing
