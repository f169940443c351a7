#include "data/coco/convert/cityscapes_polygons.h"

#include "data/coco/read/json_scan.h"
#include "data/coco/read/members.h"
#include "storage/mapped_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace segnoise::coco {
namespace {

constexpr double kGreatestCoordinate = 1e6;
constexpr std::size_t kFewestVertices = 3;

struct Label {
  std::string_view name;
  int id;  ///< not drawn if negative
  bool has_instances;
};

/// Source: labels.py of cityscapesScripts.
constexpr std::array<Label, 35> kLabels{{
    {"unlabeled", 0, false},
    {"ego vehicle", 1, false},
    {"rectification border", 2, false},
    {"out of roi", 3, false},
    {"static", 4, false},
    {"dynamic", 5, false},
    {"ground", 6, false},
    {"road", 7, false},
    {"sidewalk", 8, false},
    {"parking", 9, false},
    {"rail track", 10, false},
    {"building", 11, false},
    {"wall", 12, false},
    {"fence", 13, false},
    {"guard rail", 14, false},
    {"bridge", 15, false},
    {"tunnel", 16, false},
    {"pole", 17, false},
    {"polegroup", 18, false},
    {"traffic light", 19, false},
    {"traffic sign", 20, false},
    {"vegetation", 21, false},
    {"terrain", 22, false},
    {"sky", 23, false},
    {"person", 24, true},
    {"rider", 25, true},
    {"car", 26, true},
    {"truck", 27, true},
    {"bus", 28, true},
    {"caravan", 29, true},
    {"trailer", 30, true},
    {"train", 31, true},
    {"motorcycle", 32, true},
    {"bicycle", 33, true},
    {"license plate", -1, false},
}};

const Label* label_named(std::string_view name) {
  const auto* const found = std::ranges::find(kLabels, name, &Label::name);
  return found == kLabels.end() ? nullptr : found;
}

/// What a polygon's label says.
struct Meant {
  Label label;
  bool is_group;
};

Meant meaning_of(std::string_view text, Span quoted) {
  std::string_view name = quoted.of(text);
  if (name.size() < 2 || name.front() != '"') {
    throw JsonError("label must be a text in quotes", quoted.begin);
  }
  name = name.substr(1, name.size() - 2);
  if (const Label* label = label_named(name)) return {*label, false};
  constexpr std::string_view kGroup = "group";
  if (name.ends_with(kGroup)) {
    const Label* label = label_named(name.substr(0, name.size() - kGroup.size()));
    if (label != nullptr) return {*label, true};
  }
  throw JsonError("'" + std::string(name) + "' is no label of Cityscapes", quoted.begin);
}

double coordinate(std::string_view text, Span place) {
  const std::string_view digits = place.of(text);
  const char* const end = digits.data() + digits.size();
  double number = 0.0;
  const auto [stopped, error] = std::from_chars(digits.data(), end, number);
  if (error != std::errc{} || stopped != end || !(std::abs(number) <= kGreatestCoordinate)) {
    throw JsonError("a coordinate must be a number within 10^6", place.begin);
  }
  return number;
}

shape::Point vertex(std::string_view text, Span place) {
  Elements pair(text, place);
  const auto x = pair.next();
  const auto y = x ? pair.next() : std::nullopt;
  if (!y || pair.next()) throw JsonError("a vertex must be two numbers", place.begin);
  return {coordinate(text, *x), coordinate(text, *y)};
}

shape::Ring ring_of(std::string_view text, Span place) {
  shape::Ring ring;
  Elements vertices(text, place);
  while (const auto each = vertices.next()) ring.push_back(vertex(text, *each));
  if (ring.size() < kFewestVertices) {
    throw JsonError("a polygon must have 3 vertices or more", place.begin);
  }
  return ring;
}

/// A file of polygons.
class PolygonFile {
 public:
  explicit PolygonFile(const std::filesystem::path& path) : path_(path), file_(path) {}

  /// What read(text, whole) returns; what is wrong with the JSON becomes an error of the file.
  template <class Read>
  [[nodiscard]] auto read(const Read& read) const {
    const std::string_view text = file_.bytes();
    try {
      return read(text, Span{skip_blanks(text, 0), text.size()});
    } catch (const JsonError& error) {
      throw std::runtime_error(
          path_.string() + ", byte " + std::to_string(error.offset()) + ": " + error.what());
    }
  }

 private:
  std::filesystem::path path_;
  storage::MappedFile file_;
};

int frame_side(const KnownMembers& whole, std::string_view name) {
  constexpr std::int64_t kGreatestSide = 65536;
  const std::int64_t side = whole.whole_number(name);
  if (side < 1 || side > kGreatestSide) whole.reject(whole.at(name), "in [1, 65536]");
  return static_cast<int>(side);
}

shape::Size frame_of(const KnownMembers& whole) {
  const int width = frame_side(whole, "imgWidth");
  return {width, frame_side(whole, "imgHeight")};
}

/// The number that the pixels of an object get; counts its class's instances.
std::uint32_t value_of(const Meant& meant, std::map<int, std::uint32_t>& instances, Span place) {
  const auto id = static_cast<std::uint32_t>(meant.label.id);
  if (!meant.label.has_instances || meant.is_group) return id;
  const std::uint32_t number = instances[meant.label.id]++;
  if (number >= kCityscapesInstancesPerClass) {
    throw JsonError(
        "there are more than 1000 instances of " + std::string(meant.label.name), place.begin);
  }
  return id * kCityscapesInstancesPerClass + number;
}

images::PixelValues drawing_of(std::string_view text, Span place) {
  const KnownMembers whole(text, place, {"imgWidth", "imgHeight", "objects"});
  images::PixelValues values({.size = frame_of(whole)});
  std::map<int, std::uint32_t> instances;
  Elements objects(text, whole.at("objects").value);
  while (const auto each = objects.next()) {
    const KnownMembers object(text, *each, {"label", "polygon", "deleted"});
    const auto deleted = object.find("deleted");
    if (deleted && deleted->of(text) != "0" && deleted->of(text) != "false") continue;
    const Meant meant = meaning_of(text, object.at("label").value);
    const shape::Ring ring = ring_of(text, object.at("polygon").value);
    if (meant.label.id >= 0) fill_by_indices(values, ring, value_of(meant, instances, *each));
  }
  return values;
}

/// Where a ring meets the middle line of a row: the ends of intervals, two by two.
class RowCrossings {
 public:
  /// Of the ring a little above (or below) the line, where the even-odd rule needs no care.
  enum class Side { kAbove, kBelow };

  void find(const shape::Ring& ring, double y, Side from) {
    ends_.clear();
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const shape::Point& a = ring[i];
      const shape::Point& b = ring[(i + 1) % ring.size()];
      const auto [low, high] = std::minmax(a.y, b.y);
      const bool is_met = from == Side::kBelow ? low <= y && y < high : low < y && y <= high;
      if (is_met) ends_.push_back(a.x + (y - a.y) * (b.x - a.x) / (b.y - a.y));
    }
    std::ranges::sort(ends_);
  }

  [[nodiscard]] const std::vector<double>& ends() const { return ends_; }

 private:
  std::vector<double> ends_;
};

/// The pixels nearest to an interval of a row's middle line.
void fill_interval(
    images::PixelValues& values, int y, double left, double right, std::uint32_t value) {
  const double width = values.width();
  const double begin = std::clamp(std::floor(left + 0.5), 0.0, width);
  const double end = std::clamp(std::ceil(right - 0.5) + 1.0, begin, width);
  const auto row = values.row(y);
  std::fill(row.begin() + static_cast<int>(begin), row.begin() + static_cast<int>(end), value);
}

void fill_row(
    images::PixelValues& values,
    const shape::Ring& ring,
    int y,
    RowCrossings& crossings,
    std::uint32_t value) {
  for (const auto from : {RowCrossings::Side::kAbove, RowCrossings::Side::kBelow}) {
    crossings.find(ring, y, from);
    const std::vector<double>& ends = crossings.ends();
    for (std::size_t i = 0; i + 1 < ends.size(); i += 2) {
      fill_interval(values, y, ends[i], ends[i + 1], value);
    }
  }
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const shape::Point& a = ring[i];
    const shape::Point& b = ring[(i + 1) % ring.size()];
    if (a.y != y || b.y != y) continue;
    fill_interval(values, y, std::min(a.x, b.x), std::max(a.x, b.x), value);
  }
}

}  // namespace

shape::Size cityscapes_frame(const std::filesystem::path& polygons) {
  return PolygonFile(polygons).read([](std::string_view text, Span place) {
    return frame_of(KnownMembers(text, place, {"imgWidth", "imgHeight"}));
  });
}

images::PixelValues draw_cityscapes_instances(const std::filesystem::path& polygons) {
  return PolygonFile(polygons).read(drawing_of);
}

void fill_by_indices(images::PixelValues& values, const shape::Ring& ring, std::uint32_t value) {
  if (ring.empty()) return;
  const auto [top, bottom] = std::ranges::minmax(ring, {}, &shape::Point::y);
  const double first = std::max(0.0, std::ceil(top.y));
  const double last = std::min(values.height() - 1.0, std::floor(bottom.y));
  RowCrossings crossings;
  for (int y = static_cast<int>(first); y <= last; ++y) {
    fill_row(values, ring, y, crossings, value);
  }
}

}  // namespace segnoise::coco
