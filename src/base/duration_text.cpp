#include "base/duration_text.h"

#include <algorithm>
#include <cmath>

namespace segnoise::base {

std::string spoken_duration(double seconds) {
  const auto total = static_cast<long>(std::lround(std::max(0.0, seconds)));
  if (total < 60) return std::to_string(total) + " s";
  if (total < 3600) {
    return std::to_string(total / 60) + " min " + std::to_string(total % 60) + " s";
  }
  return std::to_string(total / 3600) + " h " + std::to_string(total % 3600 / 60) + " min";
}

}  // namespace segnoise::base
