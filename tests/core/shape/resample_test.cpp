#include "core/shape/resample.h"

#include "support/shapes.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <stdexcept>
#include <vector>

namespace segnoise::shape {
namespace {

template <class T>
Raster<T> drawn(Grid grid, std::initializer_list<T> values) {
  Raster<T> raster(grid);
  std::ranges::copy(values, raster.pixels().begin());
  return raster;
}

Image random_image(Grid grid, random::Rng& rng) {
  Image image(grid);
  for (float& pixel : image.pixels()) pixel = static_cast<float>(rng.uniform());
  return image;
}

TEST(ResampledImage, TakesMeansOverAreasThatItShrinks) {
  const Image image = drawn<float>({{4, 2}, {0.5, 2.0}}, {1, 3, 5, 7, 3, 5, 7, 9});
  const Image half = resampled(image, {2, 1});
  EXPECT_EQ(half, drawn<float>({{2, 1}, {1.0, 4.0}}, {3, 7}));
}

TEST(ResampledImage, SplitsPixelsBetweenTheAreasTheyLieIn) {
  // Three pixels into two: each takes one and a half.
  const Image image = drawn<float>({{3, 1}, {1.0, 1.0}}, {3, 6, 9});
  EXPECT_EQ(resampled(image, {2, 1}), drawn<float>({{2, 1}, {1.5, 1.0}}, {4, 8}));
}

TEST(ResampledImage, InterpolatesBetweenCentresThatItSpreads) {
  // New centres lie a quarter of an old pixel to either side of old ones; borders are repeated.
  const Image image = drawn<float>({{2, 1}, {1.0, 1.0}}, {0, 4});
  EXPECT_EQ(resampled(image, {4, 1}), drawn<float>({{4, 1}, {0.5, 1.0}}, {0, 1, 3, 4}));
}

TEST(ResampledImage, TreatsTheAxesAlikeAndApart) {
  const Image image = drawn<float>({{1, 4}, {1.0, 0.25}}, {1, 3, 5, 7});
  EXPECT_EQ(resampled(image, {2, 2}), drawn<float>({{2, 2}, {0.5, 0.5}}, {2, 2, 6, 6}));
}

TEST(ResampledImage, ToTheSameSizeChangesNothing) {
  random::Rng rng(1);
  const Image image = random_image({{37, 21}, {0.3, 0.7}}, rng);
  EXPECT_EQ(resampled(image, {37, 21}).pixels().size(), image.pixels().size());
  EXPECT_TRUE(std::ranges::equal(resampled(image, {37, 21}).pixels(), image.pixels()));
}

TEST(ResampledImage, KeepsAConstantAndTheFieldOfView) {
  const Image image({{549, 31}, {0.308, 0.154}}, 0.7F);
  for (const Size size : {Size{256, 256}, {1, 1}, {1000, 7}, {548, 32}}) {
    const Image other = resampled(image, size);
    for (const float pixel : other.pixels()) ASSERT_EQ(pixel, 0.7F);
    EXPECT_DOUBLE_EQ(other.spacing_mm().x_mm * size.width, 549 * 0.308);
    EXPECT_DOUBLE_EQ(other.spacing_mm().y_mm * size.height, 31 * 0.154);
  }
}

TEST(ResampledImage, KeepsTheMeanWhereItShrinks) {
  random::Rng rng(2);
  const Image image = random_image({{101, 67}, {1.0, 1.0}}, rng);
  const auto mean = [](const Image& of) {
    double sum = 0.0;
    for (const float pixel : of.pixels()) sum += static_cast<double>(pixel);
    return sum / static_cast<double>(of.pixels().size());
  };
  for (const Size size : {Size{100, 66}, {40, 67}, {7, 3}, {1, 1}}) {
    EXPECT_NEAR(mean(resampled(image, size)), mean(image), 1e-6);
  }
}

TEST(ResampledImage, FollowsARampWithoutAShift) {
  Image ramp({{60, 40}, {1.0, 1.0}});
  for (int y = 0; y < 40; ++y) {
    for (int x = 0; x < 60; ++x) ramp(x, y) = static_cast<float>(x + 0.5 + 100 * (y + 0.5));
  }
  for (const Size size : {Size{30, 20}, {20, 100}, {130, 10}, {60, 40}}) {
    const Image other = resampled(ramp, size);
    for (int y = 3; y < size.height - 3; ++y) {
      for (int x = 3; x < size.width - 3; ++x) {
        const double at_x = (x + 0.5) * 60 / size.width;
        const double at_y = (y + 0.5) * 40 / size.height;
        ASSERT_NEAR(other(x, y), at_x + 100 * at_y, 1e-3);
      }
    }
  }
}

TEST(ResampledLabels, TakeTheLabelUnderTheCentre) {
  const LabelMap labels = drawn<std::uint8_t>({{4, 1}, {1.0, 3.0}}, {1, 2, 3, 4});
  EXPECT_EQ(resampled(labels, {2, 1}), drawn<std::uint8_t>({{2, 1}, {2.0, 3.0}}, {2, 4}));
  EXPECT_EQ(
      resampled(labels, {8, 2}),
      drawn<std::uint8_t>({{8, 2}, {0.5, 1.5}}, {1, 1, 2, 2, 3, 3, 4, 4, 1, 1, 2, 2, 3, 3, 4, 4}));
}

TEST(ResampledLabels, ComeBackFromAFinerGrid) {
  random::Rng rng(3);
  LabelMap labels({{23, 17}, {0.4, 0.4}});
  for (std::uint8_t& label : labels.pixels()) label = static_cast<std::uint8_t>(rng.below(4));
  for (const Size size : {Size{23, 17}, {46, 51}, {300, 200}, {47, 35}}) {
    EXPECT_TRUE(std::ranges::equal(
        resampled(resampled(labels, size), labels.size()).pixels(), labels.pixels()));
  }
}

TEST(Resampled, RefusesFramesWithoutAPixel) {
  const Image image(Grid{{4, 4}, {}});
  const LabelMap labels(Grid{{4, 4}, {}});
  for (const Size bad : {Size{0, 4}, {4, 0}, {-1, 4}}) {
    EXPECT_THROW((void)resampled(image, bad), std::invalid_argument);
    EXPECT_THROW((void)resampled(labels, bad), std::invalid_argument);
  }
  EXPECT_THROW((void)resampled(Image(Grid{}), {4, 4}), std::invalid_argument);
  EXPECT_THROW((void)resampled(LabelMap(Grid{}), {4, 4}), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::shape
