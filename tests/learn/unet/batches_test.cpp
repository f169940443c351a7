#include "learn/unet/batches.h"

#include <gtest/gtest.h>

namespace segnoise::learn {
namespace {

TEST(StructuresIn, AreThoseThatAnyPixelHas) {
  const auto labels = torch::tensor({3, 0, 1, 3}).to(torch::kUInt8).reshape({2, 1, 2});
  const auto images = torch::zeros({2, 1, 1, 2}, torch::kHalf);
  EXPECT_EQ(structures_in({.images = images, .labels = labels}), (Structures{1, 3}));
  EXPECT_EQ(structures_in({.images = images, .labels = torch::zeros_like(labels)}), Structures{});
  EXPECT_EQ(structures_in({}), Structures{});
}

}  // namespace
}  // namespace segnoise::learn
