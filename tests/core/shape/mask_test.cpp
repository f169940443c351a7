#include "core/shape/mask.h"

#include "support/shapes.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <stdexcept>
#include <vector>

namespace segnoise::shape {
namespace {

using testing::mask_where;
using testing::picture;
using testing::random_mask;
using testing::rectangle;

const std::vector<Size> kSizes{
    {0, 0}, {0, 5}, {5, 0}, {1, 1}, {1, 9}, {9, 1}, {63, 4}, {64, 4}, {65, 4}, {128, 3}, {150, 11}};

/// A mask of the frame with random pixels in a random window.
Mask random_windowed_mask(Size size, random::Rng& rng) {
  const auto up_to = [&](int n) {
    return static_cast<int>(rng.below(static_cast<std::uint32_t>(n) + 1));
  };
  const Box window{up_to(size.width), up_to(size.height), up_to(size.width), up_to(size.height)};
  return random_mask(size, rng.uniform(), rng).windowed(window);
}

template <class Rule>
Mask by_pixels(const Mask& a, const Mask& b, Rule rule) {
  return mask_where(a.size(), [&](int x, int y) { return rule(a(x, y), b(x, y)); });
}

TEST(Mask, StoresNothingUntilItHasAWindow) {
  const Mask mask({100, 80});
  EXPECT_TRUE(mask.window().empty());
  EXPECT_TRUE(mask.words().empty());
  EXPECT_EQ(mask.last_word_bits(), 0U);
  EXPECT_FALSE(mask(3, 4));
  EXPECT_EQ(mask.count(), 0);
  EXPECT_EQ(mask.extent(), Box{});
}

TEST(Mask, WidensItsWindowToWholeWords) {
  EXPECT_EQ(Mask({200, 50}, {70, 10, 1, 5}).window(), (Box{64, 10, 64, 5}));
  EXPECT_EQ(Mask({200, 50}, {63, 0, 2, 50}).window(), (Box{0, 0, 128, 50}));
  EXPECT_EQ(Mask({128, 50}, {64, 0, 64, 1}).window(), (Box{64, 0, 64, 1}));
}

TEST(Mask, ClipsItsWindowToTheFrame) {
  EXPECT_EQ(Mask({100, 50}, {-20, -3, 500, 10}).window(), (Box{0, 0, 128, 7}));
  EXPECT_EQ(Mask({100, 50}, {100, 0, 5, 5}).window(), Box{});
  EXPECT_EQ(Mask({0, 0}, {0, 0, 5, 5}).window(), Box{});
}

TEST(Mask, KnowsWhichBitsOfTheLastWordLieInTheFrame) {
  EXPECT_EQ(Mask({70, 1}, {0, 0, 70, 1}).last_word_bits(), 0x3FU);
  EXPECT_EQ(Mask({64, 1}, {0, 0, 64, 1}).last_word_bits(), ~Mask::Word{0});
  EXPECT_EQ(Mask({70, 1}, {0, 0, 10, 1}).last_word_bits(), ~Mask::Word{0});
}

TEST(Mask, HoldsThePixelsThatWereSetAndNoOthers) {
  for (const Size size : kSizes) {
    Mask mask(size, frame_box(size));
    std::vector<bool> expected(size.pixel_count());
    random::Rng rng(1);
    for (std::size_t i = 0; i < 2 * expected.size(); ++i) {
      const std::size_t at = rng.below(static_cast<std::uint32_t>(expected.size()));
      const auto width = static_cast<std::size_t>(size.width);
      expected[at] = rng.chance(0.6);
      mask.set(static_cast<int>(at % width), static_cast<int>(at / width), expected[at]);
    }
    std::int64_t count = 0;
    for (int y = -1; y <= size.height; ++y) {
      for (int x = -1; x <= size.width; ++x) {
        const bool is_inside = x >= 0 && y >= 0 && x < size.width && y < size.height;
        const int at = y * size.width + x;
        const bool value = is_inside && expected[static_cast<std::size_t>(at)];
        EXPECT_EQ(mask(x, y), value);
        count += value ? 1 : 0;
      }
    }
    EXPECT_EQ(mask.count(), count);
    EXPECT_EQ(mask.empty(), count == 0);
  }
}

TEST(Mask, PacksRowsFromTheLowestBit) {
  Mask mask({200, 9}, {64, 3, 100, 2});
  mask.set(64, 3);
  mask.set(130, 4);
  EXPECT_EQ(mask.words_per_row(), 2U);
  EXPECT_EQ(mask.row(3)[0], 1U);
  EXPECT_EQ(mask.row(4)[1], 4U);
  EXPECT_EQ(mask.words()[3], 4U);
}

TEST(Mask, HasTheExtentOfItsPixels) {
  random::Rng rng(2);
  for (int round = 0; round < 200; ++round) {
    const Mask mask = random_windowed_mask({150, 12}, rng);
    Box expected;
    for (int y = 0; y < 12; ++y) {
      for (int x = 0; x < 150; ++x) {
        if (mask(x, y)) expected = hull(expected, {x, y, 1, 1});
      }
    }
    EXPECT_EQ(mask.extent(), expected);
  }
  EXPECT_EQ(rectangle({300, 40}, {63, 5, 2, 7}).extent(), (Box{63, 5, 2, 7}));
}

TEST(Mask, IsEqualWhateverItsWindow) {
  const Mask whole = rectangle({150, 20}, {70, 5, 10, 5});
  const Mask part = whole.windowed(whole.extent());
  EXPECT_NE(part.window(), whole.window());
  EXPECT_EQ(part, whole);
  EXPECT_EQ(Mask({150, 20}), rectangle({150, 20}, {}));
  EXPECT_FALSE(part == rectangle({150, 20}, {70, 5, 10, 4}));
  EXPECT_FALSE(Mask({150, 20}) == Mask({150, 21}));
}

TEST(Mask, LosesWhatLiesOutsideANewWindow) {
  const Mask full = complement(Mask({150, 20}));
  EXPECT_EQ(full.windowed({70, 5, 1, 5}), rectangle({150, 20}, {64, 5, 64, 5}));
  EXPECT_TRUE(full.windowed({}).empty());
}

TEST(MaskOperators, AgreeWithTheirMeaningPixelByPixel) {
  random::Rng rng(3);
  for (int round = 0; round < 100; ++round) {
    const Size size = kSizes[rng.below(static_cast<std::uint32_t>(kSizes.size()))];
    const Mask a = random_windowed_mask(size, rng);
    const Mask b = random_windowed_mask(size, rng);
    EXPECT_EQ(a | b, by_pixels(a, b, [](bool p, bool q) { return p || q; }));
    EXPECT_EQ(a & b, by_pixels(a, b, [](bool p, bool q) { return p && q; }));
    EXPECT_EQ(a - b, by_pixels(a, b, [](bool p, bool q) { return p && !q; }));
    EXPECT_EQ(a ^ b, by_pixels(a, b, [](bool p, bool q) { return p != q; }));
    EXPECT_EQ(complement(a), by_pixels(a, a, [](bool p, bool) { return !p; }));
    EXPECT_EQ(complement(complement(a)), a);
    EXPECT_EQ(intersection_count(a, b), (a & b).count());
  }
}

TEST(MaskOperators, LeaveTheBitsBeyondTheFrameZero) {
  const Mask full = complement(Mask({70, 3}));
  EXPECT_EQ(full.count(), 210);
  EXPECT_EQ(full.row(1).back(), full.last_word_bits());
}

TEST(MaskOperators, RefuseFramesOfDifferentSizes) {
  const Mask a({10, 20});
  const Mask b({20, 10});
  EXPECT_THROW((void)(a | b), std::invalid_argument);
  EXPECT_THROW((void)(a & b), std::invalid_argument);
  EXPECT_THROW((void)(a - b), std::invalid_argument);
  EXPECT_THROW((void)(a ^ b), std::invalid_argument);
  EXPECT_THROW((void)intersection_count(a, b), std::invalid_argument);
}

TEST(Centroid, OfOnePixelIsItsCentre) {
  EXPECT_EQ(centroid(rectangle({200, 90}, {131, 77, 1, 1})), (Point{131.5, 77.5}));
}

TEST(Centroid, IsTheMeanOfThePixelCentres) {
  const Mask mask = picture({"##..", "#...", "#..."});
  EXPECT_EQ(centroid(mask), (Point{0.75, 1.25}));

  random::Rng rng(4);
  const Mask noise = random_mask({200, 30}, 0.3, rng);
  double x_sum = 0.0;
  double y_sum = 0.0;
  for (int y = 0; y < 30; ++y) {
    for (int x = 0; x < 200; ++x) {
      if (!noise(x, y)) continue;
      x_sum += x + 0.5;
      y_sum += y + 0.5;
    }
  }
  const auto count = static_cast<double>(noise.count());
  EXPECT_DOUBLE_EQ(centroid(noise).x, x_sum / count);
  EXPECT_DOUBLE_EQ(centroid(noise).y, y_sum / count);
}

TEST(Centroid, RefusesAnEmptyMask) {
  EXPECT_THROW((void)centroid(Mask({10, 10})), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::shape
