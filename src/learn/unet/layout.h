#pragma once

#include <cstdint>
#include <vector>

namespace segnoise::learn {

/// What sets one U-Net apart from another. Each encoder level is followed by a 2x2 max-pool, each
/// decoder level begins with a doubling of the resolution and takes the skip of its encoder level.
struct UNetLayout {
  enum class Upsampling : std::uint8_t { kNearest, kTransposedConvolution };

  std::vector<int> encoder;  ///< channels, from the finest level to the coarsest
  int bottleneck = 0;        ///< channels
  std::vector<int> decoder;  ///< channels, from the coarsest level to the finest
  bool batch_norm = false;   ///< after every convolution but the last
  Upsampling upsampling = Upsampling::kNearest;
  int stem_stride = 1;  ///< pixels a side that are folded into channels before the first level
};

}  // namespace segnoise::learn
