#include "data/coco/convert/viper.h"

#include "data/coco/convert/label_folder.h"
#include "storage/mapped_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

namespace segnoise::coco {
namespace {

constexpr std::string_view kEnding = ".png";
constexpr std::uint32_t kClassShift = 16;
constexpr noise::CategoryId kGreatestId = 255;  // of eight bits

std::string supercategory_of(std::string_view name) {
  constexpr std::array<std::string_view, 10> kVehicles{
      "bicycle", "motorcycle", "car", "van", "bus", "truck", "trailer", "train", "plane", "boat"};
  if (name == "person") return "human";
  return std::ranges::find(kVehicles, name) != kVehicles.end() ? "vehicle" : "object";
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  while (true) {
    const std::size_t comma = line.find(',');
    fields.push_back(trimmed(line.substr(0, comma)));
    if (comma == std::string_view::npos) return fields;
    line.remove_prefix(comma + 1);
  }
}

/// Lines of a table, by the names of its columns.
class CsvTable {
 public:
  CsvTable(std::filesystem::path path, std::string_view text)
      : path_(std::move(path)), rest_(text) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (rest_.starts_with(kByteOrderMark)) rest_.remove_prefix(kByteOrderMark.size());
    if (next()) columns_ = fields_;
  }

  /// Goes on to the next line that is not blank; false if there is none.
  bool next() {
    while (!rest_.empty()) {
      const std::size_t end = std::min(rest_.find('\n'), rest_.size());
      const std::string_view line = trimmed(rest_.substr(0, end));
      rest_.remove_prefix(std::min(end + 1, rest_.size()));
      ++line_;
      if (line.empty()) continue;
      fields_ = fields_of(line);
      if (columns_.empty() || fields_.size() == columns_.size()) return true;
      fail(
          "expected " + std::to_string(columns_.size()) + " fields, got " +
          std::to_string(fields_.size()));
    }
    return false;
  }

  [[nodiscard]] std::string_view field(std::string_view column) const {
    const auto found = std::ranges::find(columns_, column);
    if (found == columns_.end()) fail("there is no column '" + std::string(column) + "'");
    return fields_[static_cast<std::size_t>(found - columns_.begin())];
  }

  [[noreturn]] void fail(const std::string& reason) const {
    throw std::runtime_error(path_.string() + ", line " + std::to_string(line_) + ": " + reason);
  }

 private:
  std::filesystem::path path_;
  std::string_view rest_;
  int line_ = 0;
  std::vector<std::string_view> columns_;
  std::vector<std::string_view> fields_;
};

noise::CategoryId id_of(const CsvTable& table) {
  const std::string_view digits = table.field("id");
  const char* const end = digits.data() + digits.size();
  noise::CategoryId id = 0;
  const auto [stopped, error] = std::from_chars(digits.data(), end, id);
  if (error != std::errc{} || stopped != end || id < 0 || id > kGreatestId) {
    table.fail("id must be in [0, 255], got '" + std::string(digits) + "'");
  }
  return id;
}

ViperClass class_of(const CsvTable& table) {
  const std::string name(table.field("classname"));
  if (name.empty()) table.fail("classname is empty");
  const std::string_view evaluated = table.field("instance_eval");
  if (evaluated != "0" && evaluated != "1") {
    table.fail("instance_eval must be 0 or 1, got '" + std::string(evaluated) + "'");
  }
  return {{id_of(table), name, supercategory_of(name)}, evaluated == "1"};
}

std::optional<PixelMeaning> viper_meaning_of(
    std::uint32_t value, const std::vector<ObjectClass>& classes) {
  const noise::CategoryId id = value >> kClassShift;
  if (std::ranges::find(classes, id, &ObjectClass::id) == classes.end()) return std::nullopt;
  return PixelMeaning{.class_id = id};
}

/// The image that labels are of, relative to a folder of images.
std::string image_of(const std::filesystem::path& images, const std::string& labels) {
  const std::string name = labels.substr(0, labels.size() - kEnding.size());
  const bool is_png = exists(images / (name + ".png")) && !exists(images / (name + ".jpg"));
  return name + (is_png ? ".png" : ".jpg");
}

}  // namespace

std::vector<ViperClass> read_viper_classes(const std::filesystem::path& path) {
  const storage::MappedFile file(path);
  CsvTable table(path, file.bytes());
  for (const auto* const column : {"id", "classname", "instance_eval"}) (void)table.field(column);
  std::vector<ViperClass> classes;
  while (table.next()) {
    ViperClass next = class_of(table);
    for (const ViperClass& other : classes) {
      if (other.object.id == next.object.id || other.object.name == next.object.name) {
        table.fail("id or classname is that of a line before");
      }
    }
    classes.push_back(std::move(next));
  }
  return classes;
}

InstanceDataSet viper(
    const std::filesystem::path& root,
    const std::string& split,
    const ClassChoice& choice,
    const std::filesystem::path& class_table) {
  const std::filesystem::path folder = root / split / "inst";
  const std::vector<std::string> names =
      label_files(folder, {std::string(kEnding)}, "ROOT/<split>/inst/<sequence>");
  if (!exists(class_table)) {
    throw std::runtime_error(
        "there is no table of classes at " + class_table.string() +
        ": VIPER's classes.csv is downloaded apart from its labels");
  }
  std::vector<ObjectClass> known;
  std::vector<std::string> evaluated;
  for (const ViperClass& each : read_viper_classes(class_table)) {
    known.push_back(each.object);
    if (each.is_evaluated) evaluated.push_back(each.object.name);
  }
  const std::vector<ObjectClass> classes = chosen_classes(known, evaluated, choice);

  InstanceDataSet set{.description = "VIPER " + split, .classes = classes};
  for (const std::string& name : names) {
    set.file_names.push_back(image_of(root / split / "img", name));
  }
  set.labels = [folder, names](std::size_t i) {
    return images::read_colour_png(folder / names[i]);
  };
  set.meaning = [classes](std::uint32_t value) { return viper_meaning_of(value, classes); };
  return set;
}

}  // namespace segnoise::coco
