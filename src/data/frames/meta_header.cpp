#include "data/frames/meta_header.h"

#include "base/number_text.h"
#include "data/frames/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <initializer_list>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace segnoise::frames {
namespace {

constexpr std::size_t kLongestLine = 4096;
constexpr std::size_t kMostLines = 200;

bool is_text(std::string_view line) {
  return std::ranges::all_of(
      line, [](unsigned char c) { return c == '\t' || c == '\r' || (c >= ' ' && c != 127); });
}

/// The entries of a header, by name.
class Entries {
 public:
  explicit Entries(InputFile& file) {
    while (!values_.contains("ElementDataFile")) {
      if (values_.size() == kMostLines) {
        throw std::runtime_error(
            "is no MetaImage: no ElementDataFile in its first " + std::to_string(kMostLines) +
            " lines");
      }
      add(file.read_line(kLongestLine));
    }
  }

  [[nodiscard]] std::optional<std::string> find(const std::string& name) const {
    const auto entry = values_.find(name);
    return entry == values_.end() ? std::nullopt : std::optional(entry->second);
  }

  [[nodiscard]] std::string at(const std::string& name) const {
    auto value = find(name);
    if (!value) throw std::runtime_error("its header has no " + name);
    return *std::move(value);
  }

  /// @throws std::runtime_error  unless the entry has exactly `count` numbers
  template <class T>
  [[nodiscard]] std::vector<T> numbers(const std::string& name, std::size_t count) const {
    const std::string text = at(name);
    std::istringstream words(text);
    std::vector<T> values;
    for (std::string word; words >> word;) {
      T value{};
      const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
      if (error != std::errc() || end != word.data() + word.size()) reject(name, "numbers");
      values.push_back(value);
    }
    if (values.size() != count) reject(name, std::to_string(count) + " numbers");
    return values;
  }

  [[nodiscard]] std::vector<double> finite(const std::string& name, std::size_t count) const {
    auto values = numbers<double>(name, count);
    if (!std::ranges::all_of(values, [](double v) { return std::isfinite(v); })) {
      reject(name, "finite numbers");
    }
    return values;
  }

  [[nodiscard]] bool flag(const std::string& name, bool otherwise) const {
    const auto value = find(name);
    if (!value) return otherwise;
    if (*value == "True" || *value == "true" || *value == "1") return true;
    if (*value == "False" || *value == "false" || *value == "0") return false;
    reject(name, "True or False");
  }

  /// @throws std::runtime_error  if the entry is there and is not `expected`
  void require(const std::string& name, const std::string& expected) const {
    if (find(name).value_or(expected) != expected) reject(name, expected);
  }

  [[noreturn]] void reject(const std::string& name, const std::string& expected) const {
    throw std::runtime_error(name + " is " + in_quotes(at(name)) + ", expected " + expected);
  }

 private:
  void add(const std::string& line) {
    const auto equals = line.find('=');
    if (!is_text(line) || equals == std::string::npos) {
      throw std::runtime_error(
          "is no MetaImage: line " + std::to_string(values_.size() + 1) +
          " of its header is not 'name = value'");
    }
    const std::string name(trimmed(std::string_view(line).substr(0, equals)));
    if (name == "DimSize" && !values_.contains("NDims")) {
      throw std::runtime_error("its header has DimSize before NDims");
    }
    const auto value = trimmed(std::string_view(line).substr(equals + 1));
    if (!values_.emplace(name, value).second) {
      throw std::runtime_error("its header has " + in_quotes(name) + " twice");
    }
  }

  std::map<std::string, std::string> values_;
};

struct ElementType {
  std::string_view name;
  PixelType type;
};
// MET_LONG is missing on purpose: writers disagree on whether it has 4 bytes or 8.
constexpr std::array kElementTypes{
    ElementType{"MET_UCHAR", PixelType::kUint8},
    ElementType{"MET_CHAR", PixelType::kInt8},
    ElementType{"MET_USHORT", PixelType::kUint16},
    ElementType{"MET_SHORT", PixelType::kInt16},
    ElementType{"MET_UINT", PixelType::kUint32},
    ElementType{"MET_INT", PixelType::kInt32},
    ElementType{"MET_ULONG_LONG", PixelType::kUint64},
    ElementType{"MET_LONG_LONG", PixelType::kInt64},
    ElementType{"MET_FLOAT", PixelType::kFloat32},
    ElementType{"MET_DOUBLE", PixelType::kFloat64}};

PixelType pixel_type_of(const Entries& entries) {
  const std::string name = entries.at("ElementType");
  const auto* const known = std::ranges::find(kElementTypes, name, &ElementType::name);
  if (known == kElementTypes.end()) {
    entries.reject(
        "ElementType", "MET_UCHAR, MET_SHORT, MET_FLOAT or another number of fixed size");
  }
  return known->type;
}

std::endian byte_order_of(const Entries& entries) {
  const bool big =
      entries.flag("BinaryDataByteOrderMSB", entries.flag("ElementByteOrderMSB", false));
  if (entries.flag("ElementByteOrderMSB", big) != big) {
    entries.reject("ElementByteOrderMSB", "the same as BinaryDataByteOrderMSB");
  }
  return big ? std::endian::big : std::endian::little;
}

void set_spacing(
    FrameHeader& frame, const Entries& entries, std::size_t axis_count, Frames frames) {
  const std::string name = entries.find("ElementSpacing") ? "ElementSpacing" : "ElementSize";
  const auto spacing = entries.numbers<double>(name, axis_count);
  for (const double mm : std::span(spacing).first(2)) checked_spacing_mm(mm, name);
  frame.spacing_mm = {spacing[0], spacing[1]};
  if (frames == Frames::kVolume && frame.frame_count > 1) {
    frame.slice_spacing_mm = checked_spacing_mm(spacing[2], name);
  }
}

/// A line of a header.
std::string line_of(const std::string& name, const std::vector<double>& numbers) {
  std::string line = name + " =";
  for (const double number : numbers) line += ' ' + base::shortest_text(number);
  return line + '\n';
}

/// The lines of one idea that goes by several names; readers disagree on which of them counts, so
/// they have to say the same.
/// @param count  of numbers, as ITK's reader expects them
std::string lines_of_one(
    const Entries& entries, std::initializer_list<const char*> names, std::size_t count) {
  constexpr double kTolerance = 1e-3;  // of a cosine, or millimetres: what rounding to text loses
  const auto agree = [&](double a, double b) { return std::abs(a - b) <= kTolerance; };
  std::string lines;
  std::string first_name;
  std::vector<double> first;
  for (const std::string name : names) {
    if (!entries.find(name)) continue;
    const auto numbers = entries.finite(name, count);
    if (first_name.empty()) {
      first_name = name;
      first = numbers;
    } else if (!std::ranges::equal(first, numbers, agree)) {
      entries.reject(name, "what " + first_name + " says: " + in_quotes(entries.at(first_name)));
    }
    lines += line_of(name, numbers);
  }
  return lines;
}

/// Where the frame lies is for ITK to say.
PlainHeader plain_header(const Entries& entries, const FrameHeader& frame) {
  const auto axes = static_cast<std::size_t>(frame.axis_count);
  std::string text = "ObjectType = Image\nNDims = " + std::to_string(axes) +
                     "\nBinaryData = True\nBinaryDataByteOrderMSB = " +
                     (frame.byte_order == std::endian::big ? "True" : "False") + '\n';
  text += lines_of_one(entries, {"TransformMatrix", "Rotation", "Orientation"}, axes * axes);
  text += lines_of_one(entries, {"Offset", "Position", "Origin"}, axes);
  std::vector<double> spacing_mm(axes, 1.0);
  spacing_mm[0] = frame.spacing_mm.x_mm;
  spacing_mm[1] = frame.spacing_mm.y_mm;
  std::vector<double> lengths(axes, 1.0);
  lengths[0] = frame.size.width;
  lengths[1] = frame.size.height;
  if (axes > 2) {
    lengths[2] = frame.frame_count;
    spacing_mm[2] = frame.slice_spacing_mm;
  }
  text += line_of("ElementSpacing", spacing_mm) + line_of("DimSize", lengths);
  const auto* const type = std::ranges::find(kElementTypes, frame.pixel_type, &ElementType::type);
  text += "ElementType = " + std::string(type->name) + "\nElementDataFile = LOCAL\n";
  return {.extension = ".mha", .bytes = std::move(text)};
}

/// An image may name its pixels' file, but not make us open any file of the machine.
std::string data_file_of(const Entries& entries) {
  std::string name = entries.at("ElementDataFile");
  if (name == "LOCAL") return {};
  const bool is_plain = !name.empty() && name != "." && name != ".." && name != "LIST" &&
                        name.find_first_of("/\\%: \t") == std::string::npos;
  if (!is_plain) entries.reject("ElementDataFile", "LOCAL or a plain file name in the same folder");
  return name;
}

}  // namespace

MetaHeader parse_meta_header(InputFile& file, Frames frames) {
  const Entries entries(file);
  entries.require("ObjectType", "Image");
  entries.require("ElementNumberOfChannels", "1");
  entries.require("HeaderSize", "0");
  entries.require("DistanceUnits", "mm");
  entries.require("ElementToIntensityFunctionSlope", "1");
  entries.require("ElementToIntensityFunctionOffset", "0");
  if (!entries.flag("BinaryData", false)) entries.reject("BinaryData", "True");

  const auto axis_count = entries.numbers<std::int64_t>("NDims", 1).front();
  if (axis_count < 2 || axis_count > 4) entries.reject("NDims", "2 to 4");
  const auto axes = static_cast<std::size_t>(axis_count);

  MetaHeader header;
  set_checked_lengths(header.frame, entries.numbers<std::int64_t>("DimSize", axes), frames);
  set_spacing(header.frame, entries, axes, frames);
  header.frame.pixel_type = pixel_type_of(entries);
  header.frame.byte_order = byte_order_of(entries);
  header.compressed = entries.flag("CompressedData", false);
  if (header.compressed && entries.find("CompressedDataSize")) {
    header.compressed_size = entries.numbers<std::size_t>("CompressedDataSize", 1).front();
  }
  header.data_file = data_file_of(entries);
  header.plain = plain_header(entries, header.frame);
  return header;
}

}  // namespace segnoise::frames
