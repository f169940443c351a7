#include "core/noise/operations/contour_walk.h"

#include "core/shape/contours.h"
#include "support/shapes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace segnoise::noise {
namespace {

constexpr double kRadius = 50.0;
const shape::Ring kCircle = testing::ellipse_ring({100, 100}, kRadius, kRadius, 720);

std::vector<double> places_every(double step, std::size_t count) {
  std::vector<double> places(count);
  for (std::size_t i = 0; i < count; ++i) places[i] = step * static_cast<double>(i);
  return places;
}

/// Mean product of the process at two places, over many keys.
double covariance(double length, double correlation, double from, double to) {
  constexpr int kKeys = 20000;
  double sum = 0.0;
  std::vector<double> places{std::min(from, to), std::max(from, to)};
  for (double more = 1.0; more < length; more += 1.0) places.push_back(more);
  std::ranges::sort(places);
  const auto index = [&](double place) {
    return static_cast<std::size_t>(std::ranges::find(places, place) - places.begin());
  };
  for (std::uint64_t key = 0; key < kKeys; ++key) {
    const auto values = process_on_circle(places, length, correlation, key, 0);
    sum += values[index(from)] * values[index(to)];
  }
  return sum / kKeys;
}

constexpr double kTolerance = 0.03;  // over 3 standard errors of a mean of 20000 products

TEST(ProcessOnCircle, HasVarianceOneEverywhere) {
  for (const double place : {0.0, 0.37, 11.9}) {
    EXPECT_NEAR(covariance(40.0, 6.0, place, place), 1.0, kTolerance) << place;
  }
}

TEST(ProcessOnCircle, CorrelatesAsTheSquaredExponentialSays) {
  EXPECT_NEAR(covariance(60.0, 6.0, 2.0, 8.0), std::exp(-0.5), kTolerance);
  EXPECT_NEAR(covariance(60.0, 6.0, 2.0, 14.0), std::exp(-2.0), kTolerance);
  EXPECT_NEAR(covariance(60.0, 6.0, 2.0, 32.0), 0.0, kTolerance);
}

TEST(ProcessOnCircle, GoesAroundTheCircle) {
  EXPECT_NEAR(covariance(60.0, 6.0, 1.0, 59.0), std::exp(-2.0 / 36.0), kTolerance);
}

TEST(ProcessOnCircle, MovesAsOneWhereTheCorrelationIsLongerThanTheCircle) {
  for (const double correlation : {100.0, 1e9}) {
    const auto values = process_on_circle(places_every(1.0, 20), 20.0, correlation, 7, 0);
    const auto [low, high] = std::ranges::minmax(values);
    EXPECT_NEAR(low, high, 1e-5);
    EXPECT_NE(low, 0.0);
  }
}

TEST(ProcessOnCircle, TakesACorrelationTooShortForItsPlacesForHalfTheirDistance) {
  const auto places = places_every(1.0, 50);
  const auto values = process_on_circle(places, 50.0, 1e-9, 7, 0);
  EXPECT_EQ(values, process_on_circle(places, 50.0, 0.5, 7, 0));
  EXPECT_TRUE(std::ranges::all_of(values, [](double v) { return std::isfinite(v); }));
}

TEST(ProcessOnCircle, DependsOnKeyAndRing) {
  const auto places = places_every(1.0, 20);
  const auto values = process_on_circle(places, 20.0, 3.0, 7, 0);
  EXPECT_EQ(process_on_circle(places, 20.0, 3.0, 7, 0), values);
  EXPECT_NE(process_on_circle(places, 20.0, 3.0, 8, 0), values);
  EXPECT_NE(process_on_circle(places, 20.0, 3.0, 7, 1), values);
  EXPECT_TRUE(process_on_circle({}, 20.0, 3.0, 7, 0).empty());
}

double radius_of(const shape::Point& p) { return std::hypot(p.x - 100.0, p.y - 100.0); }

TEST(Walked, ByBiasAloneMakesACircleWider) {
  const DrawnWalk walk{.rings = {0.0}, .bias = 3.0, .correlation = 10.0};
  for (const shape::Point& p : walked(kCircle, walk, 0, false))
    EXPECT_NEAR(radius_of(p), 53.0, 0.01);
  for (const shape::Point& p : walked(kCircle, walk, 0, true))
    EXPECT_NEAR(radius_of(p), 47.0, 0.01);
}

TEST(Walked, DoesNotCareHowARingIsWalked) {
  const DrawnWalk walk{.rings = {0.0}, .bias = 3.0, .correlation = 10.0};
  const shape::Ring reversed(kCircle.rbegin(), kCircle.rend());
  for (const shape::Point& p : walked(reversed, walk, 0, false))
    EXPECT_NEAR(radius_of(p), 53.0, 0.01);
}

TEST(Walked, CountsInUnitsAlongEachAxis) {
  const DrawnWalk walk{.rings = {0.0}, .bias = 3.0, .correlation = 10.0, .unit = {2.0, 4.0}};
  const shape::Ring moved = walked(testing::ellipse_ring({0, 0}, 200, 400, 720), walk, 0, false);
  for (const shape::Point& p : moved) {
    EXPECT_NEAR(std::hypot(p.x / 2.0, p.y / 4.0), 103.0, 0.02);
  }
}

TEST(Walked, DisplacesByTheSpread) {
  double sum = 0.0;
  double squares = 0.0;
  constexpr int kKeys = 4000;
  for (std::uint64_t key = 0; key < kKeys; ++key) {
    const DrawnWalk walk{.rings = {2.0}, .bias = 1.0, .correlation = 15.0, .key = key};
    const double by = radius_of(walked(kCircle, walk, 0, false)[100]) - kRadius;
    sum += by;
    squares += by * by;
  }
  const double mean = sum / kKeys;
  EXPECT_NEAR(mean, 1.0, 4.0 * 2.0 / std::sqrt(kKeys));
  EXPECT_NEAR(std::sqrt(squares / kKeys - mean * mean), 2.0, 0.1);
}

TEST(Walked, IsSmoothWhereJitterIsNot) {
  const DrawnWalk walk{.rings = {2.0}, .bias = 0.0, .correlation = 15.0, .key = 3};
  const shape::Ring moved = walked(kCircle, walk, 0, false);
  for (std::size_t i = 1; i < moved.size(); ++i) {
    EXPECT_LT(std::abs(radius_of(moved[i]) - radius_of(moved[i - 1])), 0.3);
  }
}

TEST(Walked, LeavesARingWithoutLengthAlone) {
  const DrawnWalk walk{.rings = {2.0}, .bias = 1.0, .correlation = 1.0};
  EXPECT_EQ(walked({}, walk, 0, false), shape::Ring{});
  const shape::Ring point(3, {4.0, 5.0});
  EXPECT_EQ(walked(point, walk, 0, false), point);
}

}  // namespace
}  // namespace segnoise::noise
