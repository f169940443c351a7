#include "core/shape/distance.h"

#include "support/shapes.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

namespace segnoise::shape {
namespace {

using testing::picture;
using testing::random_blobs;
using testing::random_mask;
using testing::rectangle;

struct Nearest {
  double mm = std::numeric_limits<double>::infinity();
  std::int32_t pixel = -1;
};

/// Finds the nearest pixel by looking at every pixel of the mask, in row order.
class NaiveSearch {
 public:
  NaiveSearch(const Mask& mask, const Spacing& spacing_mm)
      : width_(mask.size().width), spacing_mm_(spacing_mm) {
    for (int y = 0; y < mask.size().height; ++y) {
      for (int x = 0; x < width_; ++x) {
        if (mask(x, y)) pixels_.push_back(y * width_ + x);
      }
    }
  }

  [[nodiscard]] Nearest nearest(int x, int y) const {
    double smallest = std::numeric_limits<double>::infinity();
    std::int32_t nearest = -1;
    for (const std::int32_t pixel : pixels_) {
      const int dx = pixel % width_ - x;
      const int dy = pixel / width_ - y;
      const double dx_mm = dx * spacing_mm_.x_mm;
      const double dy_mm = dy * spacing_mm_.y_mm;
      const double squared = dx_mm * dx_mm + dy_mm * dy_mm;
      if (squared < smallest) {
        smallest = squared;
        nearest = pixel;
      }
    }
    return {std::sqrt(smallest), nearest};
  }

 private:
  int width_;
  Spacing spacing_mm_;
  std::vector<std::int32_t> pixels_;
};

std::vector<Mask> seeded_masks(std::uint64_t seed) {
  random::Rng rng(seed);
  std::vector<Mask> masks;
  for (int round = 0; round < 30; ++round) {
    const Size size{1 + static_cast<int>(rng.below(80)), 1 + static_cast<int>(rng.below(20))};
    const double density = rng.uniform() * rng.uniform() * rng.uniform();
    const Mask mask = rng.chance(0.6) ? random_mask(size, density, rng) : random_blobs(size, rng);
    masks.push_back(mask.windowed(mask.extent()));
  }
  // Columns without a pixel between others, and all of a frame that is whole words wide.
  masks.push_back(rectangle({70, 20}, {3, 3, 2, 1}) | rectangle({70, 20}, {60, 15, 1, 3}));
  masks.push_back(complement(Mask({64, 9})));
  for (const Mask& mask : testing::degenerate_masks({70, 9})) masks.push_back(mask);
  return masks;
}

TEST(DistanceMm, MeasuresMillimetresNotPixels) {
  const auto map = distance_mm(picture({"#....", ".....", "....."}), {0.5, 2.0});
  EXPECT_FLOAT_EQ(map(0, 0), 0.0F);
  EXPECT_FLOAT_EQ(map(4, 0), 2.0F);
  EXPECT_FLOAT_EQ(map(0, 2), 4.0F);
  EXPECT_FLOAT_EQ(map(3, 1), 2.5F);
  EXPECT_EQ(map.spacing_mm(), (Spacing{0.5, 2.0}));
}

TEST(DistanceMm, AgreesWithLookingAtEveryPixel) {
  // Equal, one way and the other unequal, and extremely so.
  for (const Spacing spacing_mm :
       {Spacing{1.0, 1.0}, {0.31, 0.31}, {0.3, 0.7}, {2.0, 0.5}, {1.0, 50.0}, {40.0, 0.1}}) {
    for (const Mask& mask : seeded_masks(1)) {
      const auto map = distance_mm(mask, spacing_mm);
      const NaiveSearch naive(mask, spacing_mm);
      for (int y = 0; y < map.height(); ++y) {
        for (int x = 0; x < map.width(); ++x) {
          const double expected = naive.nearest(x, y).mm;
          if (std::isinf(expected)) {
            ASSERT_TRUE(std::isinf(map(x, y)));
          } else {
            ASSERT_NEAR(map(x, y), expected, 3e-7 * expected) << x << ", " << y;
          }
        }
      }
    }
  }
}

TEST(DistanceMm, IsSymmetricUnderTransposition) {
  const auto transposed = [](const Mask& mask) {
    const Size size{mask.size().height, mask.size().width};
    return testing::mask_where(size, [&](int x, int y) { return mask(y, x); });
  };
  random::Rng rng(2);
  for (int round = 0; round < 20; ++round) {
    const Mask mask = random_mask({100, 130}, 0.002, rng);
    const auto map = distance_mm(mask, {1.0, 3.0});
    const auto other = distance_mm(transposed(mask), {3.0, 1.0});
    for (int y = 0; y < 130; ++y) {
      for (int x = 0; x < 100; ++x) ASSERT_FLOAT_EQ(map(x, y), other(y, x));
    }
  }
}

TEST(DistanceMm, IsZeroInsideAndNowhereElse) {
  for (const Mask& mask : seeded_masks(3)) {
    const auto map = distance_mm(mask, {0.3, 0.4});
    EXPECT_EQ(
        testing::mask_where(mask.size(), [&](int x, int y) { return map(x, y) == 0.0F; }), mask);
  }
}

TEST(DistanceMm, ToNothingIsInfinite) {
  const auto map = distance_mm(Mask({70, 3}), {1.0, 1.0});
  EXPECT_EQ(map.size(), (Size{70, 3}));
  for (const float mm : map.pixels()) EXPECT_TRUE(std::isinf(mm));
  EXPECT_TRUE(distance_mm(Mask({0, 0}), {1.0, 1.0}).pixels().empty());
}

TEST(DistanceMm, RefusesSpacingsThatMeanNothing) {
  const Mask mask({3, 3});
  for (const double bad :
       {0.0,
        -1.0,
        std::numeric_limits<double>::quiet_NaN(),
        std::numeric_limits<double>::infinity()}) {
    EXPECT_THROW((void)distance_mm(mask, {bad, 1.0}), std::invalid_argument);
    EXPECT_THROW((void)distance_mm(mask, {1.0, bad}), std::invalid_argument);
    EXPECT_THROW((void)nearest_pixel(mask, {bad, 1.0}), std::invalid_argument);
    EXPECT_THROW((void)nearest_pixel(mask, {1.0, bad}), std::invalid_argument);
  }
}

TEST(NearestPixel, OfEquallyNearOnesIsTheFirstInRowOrder) {
  // The middle is as far from all four: the upper one, and in its row the left one, comes first.
  EXPECT_EQ(nearest_pixel(picture({".#.", "#.#", ".#."}), {1.0, 1.0})(1, 1), 1);
  EXPECT_EQ(nearest_pixel(picture({"...", "#.#", ".#."}), {1.0, 1.0})(1, 1), 3);
  EXPECT_EQ(nearest_pixel(picture({"..#", "#..", "..#"}), {1.0, 1.0})(1, 1), 3);
}

TEST(NearestPixel, IsNearestInMillimetres) {
  EXPECT_EQ(nearest_pixel(picture({"....", "#...", "..#."}), {1.0, 3.0})(2, 1), 4);
  EXPECT_EQ(nearest_pixel(picture({"....", "#...", "..#."}), {2.0, 1.0})(2, 1), 10);
}

TEST(NearestPixel, AgreesWithLookingAtEveryPixelTiesIncluded) {
  // Spacings whose squares are exact, so that equally near pixels compare equal in both.
  for (const Spacing spacing_mm : {Spacing{1.0, 1.0}, {1.0, 2.0}, {1.0, 0.5}, {1.0, 1.5}}) {
    for (const Mask& mask : seeded_masks(4)) {
      const auto nearest = nearest_pixel(mask, spacing_mm);
      const NaiveSearch naive(mask, spacing_mm);
      for (int y = 0; y < nearest.height(); ++y) {
        for (int x = 0; x < nearest.width(); ++x) {
          ASSERT_EQ(nearest(x, y), naive.nearest(x, y).pixel) << x << ", " << y;
        }
      }
    }
  }
}

TEST(NearestPixel, IsAtTheDistanceOfTheDistanceMap) {
  for (const Mask& mask : seeded_masks(5)) {
    const Spacing spacing_mm{0.31, 0.17};
    const auto nearest = nearest_pixel(mask, spacing_mm);
    const auto map = distance_mm(mask, spacing_mm);
    for (int y = 0; y < map.height(); ++y) {
      for (int x = 0; x < map.width(); ++x) {
        if (nearest(x, y) < 0) continue;
        const int px = nearest(x, y) % map.width();
        const int py = nearest(x, y) / map.width();
        ASSERT_TRUE(mask(px, py));
        const double mm = std::hypot((px - x) * spacing_mm.x_mm, (py - y) * spacing_mm.y_mm);
        ASSERT_NEAR(map(x, y), mm, 3e-7 * mm);
      }
    }
  }
}

TEST(NearestPixel, ToNothingIsMinusOne) {
  const auto nearest = nearest_pixel(Mask({70, 3}, {0, 0, 70, 3}), {1.0, 1.0});
  for (const std::int32_t pixel : nearest.pixels()) EXPECT_EQ(pixel, -1);
}

}  // namespace
}  // namespace segnoise::shape
