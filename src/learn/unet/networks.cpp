#include "learn/unet/networks.h"

#include <array>
#include <stdexcept>

namespace segnoise::learn {

std::span<const UNetDescription> unets() {
  static const std::array table{
      UNetDescription{
          .name = "small",
          .layout =
              {.encoder = {16, 32, 64, 64},
               .bottleneck = 64,
               .decoder = {64, 64, 32, 16},
               .batch_norm = true,
               .upsampling = UNetLayout::Upsampling::kNearest,
               .stem_stride = 2},
          .defaults =
              {.architecture = Architecture::kSmall,
               .loss = Loss::kSum,
               .loop = {.epochs = 14, .batch_size = 8, .learning_rate = 2e-3}}},
      UNetDescription{
          .name = "unet1",
          .layout =
              {.encoder = {32, 32, 64, 128, 128},
               .bottleneck = 128,
               .decoder = {128, 128, 64, 32, 16},
               .batch_norm = false,
               .upsampling = UNetLayout::Upsampling::kNearest},
          .defaults =
              {.architecture = Architecture::kUnet1,
               .loss = Loss::kDice,
               .loop = {.epochs = 30, .batch_size = 32, .learning_rate = 1e-3}}},
      UNetDescription{
          .name = "unet2",
          .layout =
              {.encoder = {48, 96, 192, 384},
               .bottleneck = 768,
               .decoder = {384, 192, 96, 48},
               .batch_norm = true,
               .upsampling = UNetLayout::Upsampling::kTransposedConvolution},
          .defaults = {
              .architecture = Architecture::kUnet2,
              .loss = Loss::kCrossEntropy,
              .loop = {.epochs = 30, .batch_size = 10, .learning_rate = 1e-4}}}};
  return table;
}

const UNetDescription& description_of(Architecture architecture) {
  for (const UNetDescription& network : unets()) {
    if (network.defaults.architecture == architecture) return network;
  }
  throw std::invalid_argument("architecture must be one of the enumeration");
}

}  // namespace segnoise::learn
