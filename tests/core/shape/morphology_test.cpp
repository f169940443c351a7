#include "core/shape/morphology.h"

#include "support/shapes.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

namespace segnoise::shape {
namespace {

using testing::mask_where;
using testing::picture;
using testing::random_blobs;
using testing::random_mask;
using testing::rectangle;

/// Whether the rule holds for any or all pixels of the frame under the kernel at (x, y).
bool any_under(const Mask& mask, Kernel kernel, int x, int y, bool value) {
  for (int j = 0; j < kernel.height; ++j) {
    for (int i = 0; i < kernel.width; ++i) {
      const int px = x + i - kernel.width / 2;
      const int py = y + j - kernel.height / 2;
      if (px < 0 || py < 0 || px >= mask.size().width || py >= mask.size().height) continue;
      if (mask(px, py) == value) return true;
    }
  }
  return false;
}

Mask naive_dilated(const Mask& mask, Kernel kernel) {
  return mask_where(mask.size(), [&](int x, int y) { return any_under(mask, kernel, x, y, true); });
}

Mask naive_eroded(const Mask& mask, Kernel kernel) {
  return mask_where(
      mask.size(), [&](int x, int y) { return !any_under(mask, kernel, x, y, false); });
}

struct Example {
  Mask mask;
  Kernel kernel;
};

/// Masks of many sizes, in windows of their own, and kernels from 1 x 1 to beyond the frame; and
/// the degenerate ones.
std::vector<Example> examples(int count, std::uint64_t seed) {
  std::vector<Example> result;
  random::Rng rng(seed);
  const auto up_to = [&](int n) {
    return 1 + static_cast<int>(rng.below(static_cast<std::uint32_t>(n)));
  };
  for (int i = 0; i < count; ++i) {
    const Size size{up_to(200), up_to(12)};
    const Mask mask =
        rng.chance(0.5) ? random_mask(size, rng.uniform(), rng) : random_blobs(size, rng);
    const int widest = rng.chance(0.7) ? 9 : 230;
    result.push_back({mask.windowed(mask.extent()), {up_to(widest), up_to(15)}});
  }
  for (const Kernel kernel : {Kernel{2, 2}, {3, 3}, {5, 4}, {64, 1}, {1, 19}}) {
    for (const Mask& mask : testing::degenerate_masks({70, 9})) result.push_back({mask, kernel});
  }
  return result;
}

TEST(Dilated, CoversOffsetsThatForEvenKernelsReachFurtherTowardsTheOrigin) {
  const Mask one = picture({".....", ".....", "..#..", ".....", "....."});
  EXPECT_EQ(dilated(one, {3, 1}), picture({".....", ".....", ".###.", ".....", "....."}));
  // Offsets -1 and 0: the pixel is found from itself and from the one after it.
  EXPECT_EQ(dilated(one, {2, 1}), picture({".....", ".....", "..##.", ".....", "....."}));
  EXPECT_EQ(dilated(one, {1, 2}), picture({".....", ".....", "..#..", "..#..", "....."}));
  EXPECT_EQ(dilated(one, {4, 3}), picture({".....", ".####", ".####", ".####", "....."}));
}

TEST(Eroded, TakesAwayWhatTheKernelSticksOutOf) {
  const Mask box = picture({"......", ".####.", ".####.", "......"});
  EXPECT_EQ(eroded(box, {3, 1}), picture({"......", "..##..", "..##..", "......"}));
  EXPECT_EQ(eroded(box, {2, 2}), picture({"......", "......", "..###.", "......"}));
  EXPECT_TRUE(eroded(box, {1, 3}).empty());
}

TEST(Eroded, LeavesTheFramesBorderAlone) {
  EXPECT_EQ(
      eroded(picture({"##...", "##...", "....."}), {3, 3}), picture({"#....", ".....", "....."}));
  for (const Size size : {Size{1, 1}, {64, 3}, {70, 5}, {128, 2}}) {
    const Mask full = complement(Mask(size));
    EXPECT_EQ(eroded(full, {7, 7}), full);
    EXPECT_EQ(eroded(full, {1000, 1000}), full);
  }
}

TEST(Morphology, AgreesWithTheDefinitionPixelByPixel) {
  for (const auto& [mask, kernel] : examples(150, 1)) {
    EXPECT_EQ(dilated(mask, kernel), naive_dilated(mask, kernel))
        << kernel.width << " x " << kernel.height;
    EXPECT_EQ(eroded(mask, kernel), naive_eroded(mask, kernel))
        << kernel.width << " x " << kernel.height;
  }
}

TEST(Morphology, IsDual) {
  for (const auto& [mask, kernel] : examples(150, 2)) {
    EXPECT_EQ(eroded(mask, kernel), complement(dilated(complement(mask), kernel)));
    EXPECT_EQ(opened(mask, kernel), complement(closed(complement(mask), kernel)));
  }
}

TEST(Morphology, ByOnePixelChangesNothing) {
  for (const auto& [mask, kernel] : examples(50, 3)) {
    EXPECT_EQ(dilated(mask, {}), mask);
    EXPECT_EQ(eroded(mask, {}), mask);
    EXPECT_EQ(opened(mask, {}), mask);
    EXPECT_EQ(closed(mask, {}), mask);
  }
}

TEST(Morphology, ShrinksAndGrows) {
  for (const auto& [mask, kernel] : examples(200, 4)) {
    EXPECT_TRUE((eroded(mask, kernel) - mask).empty());
    EXPECT_TRUE((mask - dilated(mask, kernel)).empty());
    EXPECT_TRUE((opened(mask, kernel) - mask).empty());
    EXPECT_TRUE((mask - closed(mask, kernel)).empty());
  }
}

TEST(Morphology, OpensAndClosesIdempotently) {
  for (const auto& [mask, kernel] : examples(150, 5)) {
    const Mask open = opened(mask, kernel);
    EXPECT_EQ(opened(open, kernel), open);
    const Mask close = closed(mask, kernel);
    EXPECT_EQ(closed(close, kernel), close);
  }
}

TEST(Opened, DropsWhatIsThinnerThanTheKernel) {
  EXPECT_EQ(
      opened(picture({"###....", "###.###", "###...."}), {3, 3}),
      picture({"###....", "###....", "###...."}));
}

TEST(Closed, FillsGapsThinnerThanTheKernel) {
  EXPECT_EQ(
      closed(picture({"........", ".##.##..", ".##.##..", "........"}), {2, 1}),
      picture({"........", ".#####..", ".#####..", "........"}));
  // The gap at the frame's border is one, too.
  EXPECT_EQ(closed(picture({"..##."}), {2, 1}), picture({"..###"}));
}

TEST(Morphology, OfNothingIsNothing) {
  for (const Size size : {Size{0, 0}, {64, 8}, {100, 1}}) {
    EXPECT_TRUE(dilated(Mask(size, frame_box(size)), {5, 5}).empty());
    EXPECT_TRUE(eroded(Mask(size, frame_box(size)), {5, 5}).empty());
    EXPECT_TRUE(opened(Mask(size), {5, 5}).empty());
    EXPECT_TRUE(closed(Mask(size), {5, 5}).empty());
  }
}

TEST(Morphology, TakesTheLargestKernels) {
  constexpr int kMost = std::numeric_limits<int>::max();
  const Mask one = rectangle({150, 40}, {149, 39, 1, 1});
  EXPECT_EQ(dilated(one, {kMost, kMost}), complement(Mask({150, 40})));
  EXPECT_TRUE(eroded(one, {kMost, kMost}).empty());
}

TEST(Morphology, KeepsTheWindowToTheInstance) {
  const Mask small = rectangle({1000, 1000}, {200, 300, 20, 10});
  EXPECT_EQ(dilated(small, {7, 5}).window(), (Box{192, 298, 64, 14}));
}

TEST(Morphology, RefusesKernelsWithoutAPixel) {
  const Mask mask({10, 10});
  for (const Kernel kernel : {Kernel{0, 3}, Kernel{3, 0}, Kernel{-1, 1}}) {
    EXPECT_THROW((void)dilated(mask, kernel), std::invalid_argument);
    EXPECT_THROW((void)eroded(mask, kernel), std::invalid_argument);
    EXPECT_THROW((void)opened(mask, kernel), std::invalid_argument);
    EXPECT_THROW((void)closed(mask, kernel), std::invalid_argument);
  }
}

}  // namespace
}  // namespace segnoise::shape
