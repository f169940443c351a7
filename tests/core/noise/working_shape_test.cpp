#include "core/noise/working_shape.h"

#include "core/noise/operations/operations.h"
#include "core/random/rng.h"
#include "core/shape/contours.h"
#include "core/shape/rasterise.h"
#include "support/shapes.h"
#include "support/values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <variant>
#include <vector>

namespace segnoise::noise {
namespace {

using testing::kNan;
constexpr shape::Size kOutlineFrame{20, 12};
const shape::Mask kBox = testing::rectangle(kOutlineFrame, {4, 3, 10, 6});
const shape::Ring kBoxRing{{4, 3}, {14, 3}, {14, 9}, {4, 9}};

TEST(Clipped, LeavesARingInsideAsItIs) {
  EXPECT_EQ(clipped(kBoxRing, kOutlineFrame), kBoxRing);
  const shape::Ring frame{{0, 0}, {20, 0}, {20, 12}, {0, 12}};
  EXPECT_EQ(clipped(frame, kOutlineFrame), frame);
}

TEST(Clipped, CutsOffWhatLiesBeyondTheFrame) {
  const shape::Ring triangle{{10, 6}, {30, 6}, {10, 10}};
  EXPECT_THAT(
      clipped(triangle, kOutlineFrame),
      ::testing::UnorderedElementsAre(
          shape::Point{10, 6}, shape::Point{20, 6}, shape::Point{20, 8}, shape::Point{10, 10}));
}

TEST(Clipped, KeepsVerticesOnTheBorder) {
  const shape::Ring pointed{{0, 0}, {20, 0}, {20, 12}, {0, 12}, {-5, 6}};
  EXPECT_DOUBLE_EQ(shape::signed_area(clipped(pointed, kOutlineFrame)), 240.0);
}

TEST(Clipped, LeavesNothingOfARingOutside) {
  EXPECT_EQ(clipped({{25, 3}, {30, 3}, {30, 9}}, kOutlineFrame), shape::Ring{});
  EXPECT_EQ(clipped({{-5, -3}, {-1, 3}, {-1, -9}}, kOutlineFrame), shape::Ring{});
}

TEST(Clipped, LeavesNothingOfFewerThanThreeVertices) {
  EXPECT_EQ(clipped({}, kOutlineFrame), shape::Ring{});
  EXPECT_EQ(clipped({{1, 1}, {2, 2}}, kOutlineFrame), shape::Ring{});
}

TEST(Clipped, StaysInTheFrameAndCoversTheSamePixels) {
  random::Rng rng(20);
  for (int i = 0; i < 300; ++i) {
    const shape::Ring ring = testing::random_ring(kOutlineFrame, 3 + rng.below(9), 12.0, rng);
    const shape::Ring cut = clipped(ring, kOutlineFrame);
    for (const shape::Point& p : cut) {
      EXPECT_TRUE(p.x >= 0.0 && p.x <= 20.0 && p.y >= 0.0 && p.y <= 12.0) << p.x << ' ' << p.y;
    }
    // A crossing is rounded, so that a centre exactly on an edge may change sides: move them off.
    shape::Ring off = ring;
    for (shape::Point& p : off) p = {p.x + 0.001953125, p.y + 0.0009765625};
    EXPECT_EQ(
        shape::rasterise({clipped(off, kOutlineFrame)}, kOutlineFrame),
        shape::rasterise({off}, kOutlineFrame));
  }
}

TEST(WorkingShape, ComesBackAsItWasIfNothingIsDone) {
  EXPECT_EQ(WorkingShape(kBox, kOutlineFrame, std::nullopt).take(), Shape(kBox));
  const shape::Polygon polygon{kBoxRing};
  EXPECT_EQ(WorkingShape(polygon, kOutlineFrame, std::nullopt).take(), Shape(polygon));
}

TEST(WorkingShape, ActsOnTheCornersOfAMaskInPixels) {
  WorkingShape shape(kBox, kOutlineFrame, std::nullopt);
  DrawnJitter{{{1.0, 0.5}}, 9}.apply(shape);
  const shape::Polygon expected{jittered(shape::trace(kBox).front(), {1.0, 0.5}, 9, 0)};
  EXPECT_EQ(shape.take(), Shape(shape::rasterise(expected, kOutlineFrame)));
}

const Draw kAlmostNothing = DrawnJitter{{{1e-9, 1e-9}}, 1};

/// The outline of a mask, without 1-pixel gaps in its columns, after vertex operations.
shape::Ring outline_after(
    const std::vector<Draw>& draws, const shape::Mask& mask, const PerAxis& outline_step) {
  WorkingShape shape(shape::trace(mask), mask.size(), outline_step);
  DrawnMorphology{MorphologyKind::kClosing, {1, 2}}.apply(shape);  // a mask, the same
  for (const Draw& draw : draws) {
    if (const auto* tolerances = std::get_if<DrawnTolerances>(&draw)) tolerances->apply(shape);
    if (const auto* jitter = std::get_if<DrawnJitter>(&draw)) jitter->apply(shape);
  }
  return std::get<shape::Polygon>(shape.take()).front();
}

TEST(WorkingShape, ActsOnOneVertexPerUnitOfTheOutlineInOtherUnits) {
  // The box is 5 x 2 units of 2 x 3 pixels, so 14 units around, half a unit less for the corners.
  const shape::Ring vertices =
      outline_after({kAlmostNothing}, testing::rectangle({40, 40}, {4, 3, 10, 6}), {2.0, 3.0});
  EXPECT_NEAR(static_cast<double>(vertices.size()), 13.5, 0.6);
  for (std::size_t i = 1; i < vertices.size(); ++i) {
    const double units = std::hypot(
        (vertices[i].x - vertices[i - 1].x) / 2.0, (vertices[i].y - vertices[i - 1].y) / 3.0);
    EXPECT_NEAR(units, 0.95, 0.2);
  }
}

TEST(WorkingShape, ResamplesToTheTrueLengthOfASlantedOutline) {
  // A square on its tip: sides of about 20 √2 pixels, along which the staircase of edges is 40
  // long.
  const shape::Mask diamond = testing::mask_where(
      {60, 60}, [](int x, int y) { return std::abs(x - 30) + std::abs(y - 30) < 20; });
  const auto vertices =
      static_cast<double>(outline_after({kAlmostNothing}, diamond, {1.0, 1.0}).size());
  EXPECT_NEAR(vertices, 4.0 * 20.0 * std::sqrt(2.0), 4.0);
}

TEST(WorkingShape, ApproximatesTheResampledOutlineAndDoesNotResampleItAgain) {
  const shape::Mask disc = testing::ellipse({60, 60}, {30, 30}, 20, 20);
  const shape::Ring sampled = outline_after({kAlmostNothing}, disc, {4.0, 4.0});
  EXPECT_NEAR(static_cast<double>(sampled.size()), 31.0, 2.0);

  const shape::Ring approximated = outline_after({DrawnTolerances{{2.0}}}, disc, {4.0, 4.0});
  EXPECT_LT(approximated.size(), 14U);
  EXPECT_EQ(
      outline_after({DrawnTolerances{{2.0}}, kAlmostNothing}, disc, {4.0, 4.0}).size(),
      approximated.size());
  for (const shape::Point& vertex : approximated) {
    EXPECT_TRUE(std::ranges::any_of(sampled, [&](const shape::Point& p) {
      return std::hypot(p.x - vertex.x, p.y - vertex.y) < 1e-6;
    }));
  }
}

TEST(WorkingShape, ResamplesTheOutlineOfAMaskThatWasShifted) {
  const shape::Mask mask = testing::ellipse({60, 60}, {30, 30}, 20, 15);
  for (const PerAxis by : {PerAxis{0.1, -0.7}, PerAxis{3.3333, 0.0001}, PerAxis{-20.3, 30.6}}) {
    WorkingShape shape(shape::trace(mask), mask.size(), PerAxis{2.0, 2.0});
    DrawnMorphology{MorphologyKind::kClosing, {1, 2}}.apply(shape);
    DrawnShift{by}.apply(shape);
    WorkingShape jittered_too = shape;
    DrawnJitter{{{1e-9, 1e-9}}, 1}.apply(jittered_too);
    const shape::Mask before =
        shape::rasterise(std::get<shape::Polygon>(shape.take()), mask.size());
    const shape::Mask after =
        shape::rasterise(std::get<shape::Polygon>(jittered_too.take()), mask.size());
    EXPECT_LT((before ^ after).count(), before.count() / 20 + 5);
  }
}

TEST(WorkingShape, KeepsAnOutlineBetweenVertexOperations) {
  WorkingShape apart(kBox, kOutlineFrame, std::nullopt);
  DrawnShift{{0.4, 0.0}}.apply(apart);
  DrawnShift{{0.4, 0.0}}.apply(apart);  // a mask in between would have lost both
  EXPECT_EQ(apart.take(), Shape(testing::rectangle(kOutlineFrame, {5, 3, 10, 6})));
}

TEST(WorkingShape, BecomesAMaskOnlyForMorphology) {
  const shape::Polygon polygon{kBoxRing};
  WorkingShape moved(polygon, kOutlineFrame, std::nullopt);
  DrawnShift{{1.5, -1.0}}.apply(moved);
  EXPECT_EQ(moved.take(), Shape(shape::Polygon{{{5.5, 2}, {15.5, 2}, {15.5, 8}, {5.5, 8}}}));

  WorkingShape same(polygon, kOutlineFrame, std::nullopt);
  DrawnMorphology{MorphologyKind::kErosion, {1, 1}}.apply(same);
  EXPECT_EQ(same.take(), Shape(polygon));

  WorkingShape eroded_one(polygon, kOutlineFrame, std::nullopt);
  DrawnMorphology{MorphologyKind::kErosion, {3, 5}}.apply(eroded_one);
  EXPECT_EQ(eroded_one.take(), Shape(testing::rectangle(kOutlineFrame, {5, 5, 8, 2})));
}

TEST(WorkingShape, DoesEachKindOfMorphology) {
  const auto after = [](MorphologyKind kind) {
    WorkingShape shape(
        testing::picture({".....", ".#.#.", ".....", "....."}), {5, 4}, std::nullopt);
    DrawnMorphology{kind, {3, 1}}.apply(shape);
    return std::get<shape::Mask>(shape.take());
  };
  EXPECT_EQ(
      after(MorphologyKind::kDilation), testing::picture({".....", "#####", ".....", "....."}));
  EXPECT_TRUE(after(MorphologyKind::kErosion).empty());
  EXPECT_TRUE(after(MorphologyKind::kOpening).empty());
  EXPECT_EQ(after(MorphologyKind::kClosing).count(), 5);  // the frame's border is neutral
}

TEST(WorkingShape, MovesAMaskByWholePixels) {
  WorkingShape shape(kBox, kOutlineFrame, std::nullopt);
  DrawnShift{{-6.4, 1.6}}.apply(shape);
  EXPECT_EQ(shape.take(), Shape(testing::rectangle(kOutlineFrame, {-2, 5, 10, 6})));
}

TEST(WorkingShape, IsEmptyOnceItHasLeftTheFrame) {
  WorkingShape mask(kBox, kOutlineFrame, std::nullopt);
  EXPECT_FALSE(mask.empty());
  DrawnShift{{50.0, 0.0}}.apply(mask);
  EXPECT_TRUE(mask.empty());
  WorkingShape polygon(shape::Polygon{kBoxRing}, kOutlineFrame, std::nullopt);
  DrawnShift{{0.0, -50.0}}.apply(polygon);
  EXPECT_TRUE(polygon.empty());
}

TEST(WorkingShape, RejectsDrawsForAnotherNumberOfRings) {
  WorkingShape shape(kBox, kOutlineFrame, std::nullopt);
  EXPECT_THROW((DrawnTolerances{{1.0, 1.0}}.apply(shape)), std::invalid_argument);
  EXPECT_THROW((DrawnJitter{}.apply(shape)), std::invalid_argument);
}

TEST(WorkingShape, RejectsLengthsThatMeanNothing) {
  WorkingShape shape(kBox, kOutlineFrame, std::nullopt);
  EXPECT_THROW((DrawnTolerances{{-1.0}}.apply(shape)), std::invalid_argument);
  EXPECT_THROW((DrawnTolerances{{kNan}}.apply(shape)), std::invalid_argument);
  EXPECT_THROW((DrawnJitter{{{kNan, 1.0}}, 0}.apply(shape)), std::invalid_argument);
  EXPECT_THROW((DrawnJitter{{{1.0, -1.0}}, 0}.apply(shape)), std::invalid_argument);
  EXPECT_THROW((DrawnShift{{kNan, 0.0}}.apply(shape)), std::invalid_argument);
  EXPECT_THROW(
      (DrawnMorphology{MorphologyKind::kErosion, {0, 3}}.apply(shape)), std::invalid_argument);
  EXPECT_THROW((void)WorkingShape(kBox, kOutlineFrame, PerAxis{0.0, 1.0}), std::invalid_argument);
}

TEST(WorkingShape, RejectsAMaskOfAnotherFrame) {
  EXPECT_THROW((void)WorkingShape(kBox, {12, 20}, std::nullopt), std::invalid_argument);
}

TEST(WorkingShape, WalksWithItsHolesTheOtherWay) {
  constexpr shape::Size kWide{100, 100};
  const shape::Mask outer = testing::ellipse(kWide, {50, 50}, 40, 40);
  const shape::Mask hole = testing::ellipse(kWide, {50, 50}, 20, 20);
  for (const Shape& shape : {Shape(outer - hole), Shape(shape::trace(outer - hole))}) {
    WorkingShape working(shape, kWide, std::nullopt);
    DrawnWalk{.rings = {0.0, 0.0}, .bias = 5.0, .correlation = 20.0}.apply(working);
    const Shape taken = working.take();
    const auto* rings = std::get_if<shape::Polygon>(&taken);
    const shape::Mask noisy =
        rings == nullptr ? std::get<shape::Mask>(taken) : shape::rasterise(*rings, kWide);
    const shape::Mask wanted =
        testing::ellipse(kWide, {50, 50}, 45, 45) - testing::ellipse(kWide, {50, 50}, 15, 15);
    EXPECT_LT((noisy ^ wanted).count(), wanted.count() / 50);
  }
}

TEST(WorkingShape, TakesAPolygonsHolesForHolesHoweverTheyTurn) {
  constexpr shape::Size kWide{100, 100};
  shape::Polygon rings = shape::trace(
      testing::ellipse(kWide, {50, 50}, 40, 40) - testing::ellipse(kWide, {50, 50}, 20, 20));
  std::ranges::reverse(rings[1]);
  WorkingShape working(rings, kWide, std::nullopt);
  DrawnWalk{.rings = {0.0, 0.0}, .bias = 5.0, .correlation = 20.0}.apply(working);
  EXPECT_GT(
      shape::rasterise(std::get<shape::Polygon>(working.take()), kWide).count(),
      5200);  // π (45² - 15²)
}

TEST(WorkingShape, IsLeftAsItIsByOperationsOfNoStrength) {
  for (const Shape& shape : {Shape(kBox), Shape(shape::Polygon{kBoxRing})}) {
    WorkingShape working(shape, kOutlineFrame, PerAxis{2.0, 2.0});
    DrawnWalk{.rings = {0.0}, .correlation = 3.0}.apply(working);
    DrawnMarkov{100, 0.5, 0.0, 1}.apply(working);
    DrawnBaseShift{.axis = {{9, 9}, {9, 3}}}.apply(working);
    EXPECT_EQ(working.take(), shape);
  }
}

TEST(WorkingShape, RefusesDrawsThatNoSetupGives) {
  WorkingShape working(kBox, kOutlineFrame, std::nullopt);
  EXPECT_THROW((DrawnWalk{.rings = {1.0, 1.0}}.apply(working)), std::invalid_argument);
  EXPECT_THROW((DrawnWalk{.rings = {-1.0}}.apply(working)), std::invalid_argument);
  EXPECT_THROW((DrawnWalk{.rings = {1.0}, .bias = kNan}.apply(working)), std::invalid_argument);
  EXPECT_THROW(
      (DrawnWalk{.rings = {1.0}, .correlation = 0.0}.apply(working)), std::invalid_argument);
  EXPECT_THROW(
      (DrawnWalk{.rings = {1.0}, .unit = {0.0, 1.0}}.apply(working)), std::invalid_argument);
  EXPECT_THROW((DrawnMarkov{-1, 0.5, 0.5, 0}.apply(working)), std::invalid_argument);
  EXPECT_THROW((DrawnMarkov{1, 1.5, 0.5, 0}.apply(working)), std::invalid_argument);
  EXPECT_THROW((DrawnBaseShift{.by = kNan}.apply(working)), std::invalid_argument);
}

TEST(WorkingShape, KnowsItsBounds) {
  const WorkingShape mask(kBox, kOutlineFrame, std::nullopt);
  EXPECT_EQ(mask.bounds().low, (shape::Point{4, 3}));
  EXPECT_EQ(mask.bounds().high, (shape::Point{14, 9}));
  const WorkingShape rings(
      shape::Polygon{{{1.5, 2}, {3, 9.25}, {2, 4}}}, kOutlineFrame, std::nullopt);
  EXPECT_EQ(rings.bounds().low, (shape::Point{1.5, 2}));
  EXPECT_EQ(rings.bounds().high, (shape::Point{3, 9.25}));
}

}  // namespace
}  // namespace segnoise::noise
