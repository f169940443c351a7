#pragma once

#include "learn/losses/pixel_loss.h"

#include <cmath>

namespace segnoise::testing {

/// Two pixels and two classes. The first has label 1 and probabilities 1/4, 3/4; the second label 0
/// and 1/2, 1/2.
inline learn::ScoredPixels two_pixels() {
  return {
      .scores =
          torch::tensor({0.0, 0.0, std::log(3.0), 0.0}).to(torch::kFloat).reshape({1, 2, 1, 2}),
      .labels = torch::tensor({1, 0}).to(torch::kUInt8).reshape({1, 1, 2}),
      .structures = {1}};
}

}  // namespace segnoise::testing
