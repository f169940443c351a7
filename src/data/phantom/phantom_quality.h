#pragma once

#include "core/cardiac/echo.h"
#include "core/random/rng.h"
#include "data/phantom/phantom_heart.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace segnoise::phantom {

/// Draws numbers about a mean that depends on the image's quality.
class ByQuality {
 public:
  ByQuality(cardiac::Quality quality, random::Rng& rng)
      : index_(static_cast<std::size_t>(quality)), rng_(rng) {}

  /// Normal, cut off at 2.5 standard deviations.
  ///
  /// @param means  for good, medium and poor quality
  [[nodiscard]] float operator()(const std::array<double, 3>& means, double sd) const {
    const double mean = means[index_];
    return static_cast<float>(normal_within(rng_, mean, sd, mean - 2.5 * sd, mean + 2.5 * sd));
  }

 private:
  std::size_t index_;
  random::Rng& rng_;
};

/// 0 below, 1 above, smooth between.
[[nodiscard]] inline float smooth_step(float from, float to, float x) {
  const float t = std::clamp((x - from) / (to - from), 0.0F, 1.0F);
  return t * t * (3.0F - 2.0F * t);
}

}  // namespace segnoise::phantom
