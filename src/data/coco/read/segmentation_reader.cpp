#include "data/coco/read/segmentation_reader.h"

#include "core/shape/coco_polygon.h"
#include "data/coco/read/members.h"
#include "data/coco/read/value_parser.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace segnoise::coco {
namespace {

namespace on_demand = simdjson::ondemand;

constexpr std::size_t kFewestCoordinates = 6;

bool is_stray(std::size_t coordinates) {
  return coordinates % 2 != 0 || coordinates < kFewestCoordinates;
}

/// Its coordinates, and how many there are.
std::pair<shape::Ring, std::size_t> ring_of(on_demand::array coordinates) {
  constexpr std::size_t kUsual = 32;
  shape::Ring ring;
  ring.reserve(kUsual);
  shape::Point point;
  std::size_t count = 0;
  for (const double coordinate : coordinates) {
    if (!std::isfinite(coordinate)) throw std::invalid_argument("a coordinate is not finite");
    (count % 2 == 0 ? point.x : point.y) = coordinate;
    if (++count % 2 == 0) ring.push_back(point);
  }
  return {std::move(ring), count};
}

ReadSegmentation polygon_of(on_demand::array rings) {
  shape::Polygon polygon;
  std::size_t stray_rings = 0;
  std::size_t stray_count = 0;
  for (on_demand::array coordinates : rings) {
    auto [ring, count] = ring_of(coordinates);
    if (!is_stray(count)) {
      polygon.push_back(std::move(ring));
    } else if (count > 0) {
      ++stray_rings;
      stray_count = count;
    }
  }
  if (polygon.empty() && stray_rings > 0) {
    throw std::invalid_argument(
        "a ring must have an even number of coordinates, 6 or more, got " +
        std::to_string(stray_count));
  }
  return {std::move(polygon), stray_rings};
}

int side_of(std::int64_t side) {
  if (side < 1 || side > std::numeric_limits<int>::max()) {
    throw std::invalid_argument("size must be two numbers above 0, got " + std::to_string(side));
  }
  return static_cast<int>(side);
}

shape::Size size_of(on_demand::array sides) {
  std::vector<int> numbers;
  for (const std::int64_t side : sides) numbers.push_back(side_of(side));
  if (numbers.size() != 2) {
    throw std::invalid_argument("size must be two numbers, got " + std::to_string(numbers.size()));
  }
  return {numbers[1], numbers[0]};  // COCO's is height, width
}

std::vector<std::uint32_t> counts_of(on_demand::array numbers) {
  std::vector<std::uint32_t> counts;
  for (const std::uint64_t count : numbers) {
    if (count > std::numeric_limits<std::uint32_t>::max()) {
      throw std::invalid_argument("a count must be below 2^32, got " + std::to_string(count));
    }
    counts.push_back(static_cast<std::uint32_t>(count));
  }
  return counts;
}

shape::RunLengths runs_of(on_demand::object runs, ValueParser& parser) {
  const shape::Size size = size_of(runs["size"].get_array());
  on_demand::value counts = runs["counts"];
  if (counts.type() == on_demand::json_type::string) {
    return shape::decompressed(parser.text_of(counts.get_raw_json_string()), size);
  }
  return {size, counts_of(counts.get_array())};
}

}  // namespace

struct SegmentationReader::Parser {
  ValueParser parser;

  ReadSegmentation read(std::string_view text, Span place) {
    const bool is_object = text[place.begin] == '{';
    try {
      on_demand::document document = parser.parse(text, place);
      if (is_object) return {runs_of(document.get_object(), parser)};
      return polygon_of(document.get_array());
    } catch (const simdjson::simdjson_error&) {
      const char* const expected =
          is_object ? R"(run lengths, an object of "size", two whole numbers, and "counts")"
                    : "a list of rings, each of 6 or more numbers";
      throw JsonError(
          std::string("segmentation must be ") + expected + ", got " + shown_value(place.of(text)),
          place.begin);
    } catch (const std::invalid_argument& error) {
      throw JsonError(std::string("segmentation: ") + error.what(), place.begin);
    }
  }
};

void require_frame(const shape::RunLengths& runs, shape::Size image) {
  if (runs.size() == image) return;
  throw std::invalid_argument(
      "the size must be the image's, " + shape::size_text(image) + " (width x height), got " +
      shape::size_text(runs.size()));
}

shape::RunLengths run_lengths_of(Segmentation segmentation, shape::Size image) {
  auto* runs = std::get_if<shape::RunLengths>(&segmentation);
  if (runs == nullptr) return shape::coco_rle(std::get<shape::Polygon>(segmentation), image);
  require_frame(*runs, image);
  return std::move(*runs);
}

SegmentationReader::SegmentationReader(std::string_view text)
    : text_(text), parser_(std::make_unique<Parser>()) {}

SegmentationReader::~SegmentationReader() = default;
SegmentationReader::SegmentationReader(SegmentationReader&&) noexcept = default;
SegmentationReader& SegmentationReader::operator=(SegmentationReader&&) noexcept = default;

ReadSegmentation SegmentationReader::read(Span place) { return parser_->read(text_, place); }

}  // namespace segnoise::coco
