#include "coco/segmentation_reader.h"

#include "shape/coco_polygon.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <simdjson.h>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace segnoise {
namespace {

namespace on_demand = simdjson::ondemand;

constexpr std::size_t kFewestCoordinates = 6;

Ring ring_of(on_demand::array coordinates) {
  constexpr std::size_t kUsual = 32;
  Ring ring;
  ring.reserve(kUsual);
  Point point;
  std::size_t count = 0;
  for (const double coordinate : coordinates) {
    if (!std::isfinite(coordinate)) throw std::invalid_argument("a coordinate is not finite");
    (count % 2 == 0 ? point.x : point.y) = coordinate;
    if (++count % 2 == 0) ring.push_back(point);
  }
  if (count % 2 != 0 || count < kFewestCoordinates) {
    throw std::invalid_argument(
        "a polygon must have an even number of coordinates, 6 or more, got " +
        std::to_string(count));
  }
  return ring;
}

Polygon polygon_of(on_demand::array rings) {
  Polygon polygon;
  for (on_demand::array ring : rings) polygon.push_back(ring_of(ring));
  if (polygon.empty()) throw std::invalid_argument("there is no polygon");
  return polygon;
}

int side_of(std::int64_t side) {
  if (side < 1 || side > std::numeric_limits<int>::max()) {
    throw std::invalid_argument("size must be two numbers above 0, got " + std::to_string(side));
  }
  return static_cast<int>(side);
}

Size size_of(on_demand::array sides) {
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

RunLengths runs_of(on_demand::object runs) {
  const Size size = size_of(runs["size"].get_array());
  on_demand::value counts = runs["counts"];
  if (counts.type() == on_demand::json_type::string) return decompressed(counts.get_string(), size);
  return {size, counts_of(counts.get_array())};
}

}  // namespace

struct SegmentationReader::Parser {
  on_demand::parser parser;
  std::string copy;

  /// Bytes that the parser may read beyond the end of.
  simdjson::padded_string_view padded(std::string_view text, Span place) {
    const std::string_view value = place.of(text);
    const std::size_t beyond = text.size() - place.end;
    if (beyond >= simdjson::SIMDJSON_PADDING) {
      return simdjson::padded_string_view(value, value.size() + simdjson::SIMDJSON_PADDING);
    }
    copy = value;
    copy.resize(value.size() + simdjson::SIMDJSON_PADDING);
    return simdjson::padded_string_view(copy.data(), value.size(), copy.size());
  }

  Segmentation read(std::string_view text, Span place) {
    try {
      on_demand::document document = parser.iterate(padded(text, place));
      if (text[place.begin] == '{') return runs_of(document.get_object());
      return polygon_of(document.get_array());
    } catch (const simdjson::simdjson_error& error) {
      throw JsonError(
          std::string("segmentation is neither polygons nor run lengths: ") + error.what(),
          place.begin);
    } catch (const std::invalid_argument& error) {
      throw JsonError(std::string("segmentation: ") + error.what(), place.begin);
    }
  }
};

void require_frame(const RunLengths& runs, Size image) {
  if (runs.size() == image) return;
  throw std::invalid_argument(
      "the size must be the image's, " + size_text(image) + " (width x height), got " +
      size_text(runs.size()));
}

RunLengths run_lengths_of(Segmentation segmentation, Size image) {
  auto* runs = std::get_if<RunLengths>(&segmentation);
  if (runs == nullptr) return coco_rle(std::get<Polygon>(segmentation), image);
  require_frame(*runs, image);
  return std::move(*runs);
}

SegmentationReader::SegmentationReader(std::string_view text)
    : text_(text), parser_(std::make_unique<Parser>()) {}

SegmentationReader::~SegmentationReader() = default;
SegmentationReader::SegmentationReader(SegmentationReader&&) noexcept = default;
SegmentationReader& SegmentationReader::operator=(SegmentationReader&&) noexcept = default;

Segmentation SegmentationReader::read(Span place) { return parser_->read(text_, place); }

}  // namespace segnoise
