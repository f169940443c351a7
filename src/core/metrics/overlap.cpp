#include "core/metrics/overlap.h"

#include <cstdint>
#include <optional>

namespace segnoise::metrics {

std::optional<Overlap> overlap(const shape::Mask& a, const shape::Mask& b) {
  const std::int64_t in_both = shape::intersection_count(a, b);
  const std::int64_t in_each = a.count() + b.count();
  if (in_each == 0) return std::nullopt;
  const auto shared = static_cast<double>(in_both);
  return Overlap{
      .dice = 2.0 * shared / static_cast<double>(in_each),
      .iou = shared / static_cast<double>(in_each - in_both)};
}

}  // namespace segnoise::metrics
