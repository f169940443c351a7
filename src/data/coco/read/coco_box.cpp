#include "data/coco/read/coco_box.h"

#include "data/coco/read/members.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <system_error>

namespace segnoise::coco {

CocoBox read_box(std::string_view text, Span place) {
  std::array<double, 4> sides{};
  std::size_t count = 0;
  const auto reject = [&] {
    throw JsonError(
        "bbox must be four numbers x, y, width, height, sides >= 0, got " +
            shown_value(place.of(text)),
        place.begin);
  };
  if (text[place.begin] != '[') reject();
  Elements elements(text, place);
  while (const auto element = elements.next()) {
    const std::string_view number = element->of(text);
    if (count == sides.size()) reject();
    double& side = sides.at(count++);
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), side);
    if (error != std::errc{} || end != number.data() + number.size() || !std::isfinite(side)) {
      reject();
    }
  }
  if (count != sides.size() || sides[2] < 0.0 || sides[3] < 0.0) reject();
  return {sides[0], sides[1], sides[2], sides[3]};
}

}  // namespace segnoise::coco
