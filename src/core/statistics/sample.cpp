#include "core/statistics/sample.h"

#include <cmath>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace segnoise::statistics {

void require_finite(std::span<const double> values) {
  for (const double value : values) {
    if (std::isfinite(value)) continue;
    throw std::invalid_argument("values must be finite, got " + std::to_string(value));
  }
}

void require_equal_lengths(std::size_t a, std::size_t b) {
  if (a == b) return;
  throw std::invalid_argument(
      "samples must have one length, got " + std::to_string(a) + " and " + std::to_string(b));
}

void require_share(std::string_view name, double value) {
  if (value > 0.0 && value < 1.0) return;
  throw std::invalid_argument(
      std::string(name) + " must be in (0, 1), got " + std::to_string(value));
}

}  // namespace segnoise::statistics
