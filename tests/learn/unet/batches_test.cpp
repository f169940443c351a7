#include "learn/unet/batches.h"

#include <gtest/gtest.h>

namespace segnoise::learn {
namespace {

TEST(StructuresIn, AreThoseThatAnyPixelHas) {
  const auto labels = torch::tensor({3, 0, 1, 3}).to(torch::kUInt8).reshape({2, 1, 2});
  EXPECT_EQ(structures_in(labels, 4), (Structures{1, 3}));
  EXPECT_EQ(structures_in(torch::zeros({1, 1, 1}, torch::kUInt8), 4), Structures{});
}

}  // namespace
}  // namespace segnoise::learn
