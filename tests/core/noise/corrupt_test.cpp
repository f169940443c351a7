#include "core/noise/corrupt.h"

#include "core/noise/draw_log.h"
#include "core/shape/coco_polygon.h"
#include "core/shape/components.h"
#include "core/shape/contours.h"
#include "core/shape/morphology.h"
#include "core/shape/rasterise.h"
#include "support/setups.h"
#include "support/shapes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace segnoise::noise {
namespace {

constexpr shape::Size kSize{64, 48};
const shape::Grid kFrame{kSize, {0.5, 0.25}};
const shape::Grid kHeart{{600, 800}, {0.308, 0.308}};
const NoiseSetup kCamusLow = testing::camus(testing::tiers().front());
const CategoryTable kAnimals({{16, "animal"}, {17, "animal"}, {18, "animal"}, {2, "vehicle"}});

shape::Mask ring_shaped() {
  return testing::ellipse(kSize, {30, 24}, 20, 15) - testing::ellipse(kSize, {30, 24}, 10, 7);
}

NoiseSetup setup_of(const std::vector<Operation>& operations, Unit unit = Unit::kPx) {
  NoiseSetup setup{.name = "test", .unit = unit};
  for (const Operation& operation : operations) setup.steps.push_back({operation});
  return setup;
}

/// benchmark-n, with its spatial noise and class noise.
NoiseSetup benchmark(double tolerance, double spread, double kernel, Unit unit = Unit::kPx) {
  return setup_of(
      {Deletion{0.05},
       ClassConfusion{ConfusionKind::kSupercategory, 0.05},
       Approximation{{tolerance, 2.5}},
       Localization{{spread, 0.5}},
       Scale{{kernel, 1.0}}},
      unit);
}

const shape::Mask& mask_of(const NoisyInstance& noisy) {
  return std::get<shape::Mask>(noisy.outcome.instance.shape);
}

double dice(const shape::Mask& a, const shape::Mask& b) {
  return 2.0 * static_cast<double>(shape::intersection_count(a, b)) /
         static_cast<double>(a.count() + b.count());
}

/// Masks with parts and holes, degenerate ones, and polygons that cross themselves; none empty.
std::vector<Shape> many_shapes() {
  std::vector<Shape> shapes{ring_shaped()};
  random::Rng rng(32);
  std::vector<shape::Mask> masks = testing::degenerate_masks(kSize);
  for (int i = 0; i < 20; ++i) masks.push_back(testing::random_blobs(kSize, rng));
  for (const shape::Mask& mask : masks) {
    if (mask.empty()) continue;
    shapes.emplace_back(mask);
    shapes.emplace_back(shape::trace(mask));
  }
  for (std::size_t vertices = 3; vertices < 30; ++vertices) {
    shape::Polygon rings(2);
    for (shape::Ring& ring : rings) ring = testing::random_ring(kSize, vertices, 0.0, rng);
    shapes.emplace_back(std::move(rings));
  }
  return shapes;
}

TEST(Corrupt, ByOperationsOfStrengthZeroChangesNothing) {
  for (const Unit unit : kUnits) {
    const NoiseSetup setup = setup_of(
        {Approximation{},
         Localization{},
         Scale{},
         Morphology{MorphologyKind::kClosing, {}},
         Shift{},
         ContourWalk{},
         Markov{},
         ClassConfusion{},
         Deletion{},
         Duplicate{},
         Spurious{}},
        unit);
    for (const Shape& shape : many_shapes()) {
      const Instance instance{shape, 17};
      EXPECT_EQ(corrupt(setup, {.seed = 1}, instance, kFrame, kAnimals).outcome.instance, instance);
    }
  }
}

TEST(Corrupt, WithoutStepsDrawsNothing) {
  const Instance mask{ring_shaped(), 17};
  const NoisyInstance noisy = corrupt({}, {}, mask, kFrame);
  EXPECT_EQ(noisy.drawn, DrawnNoise{});
  EXPECT_EQ(noisy.outcome.instance, mask);
}

TEST(Corrupt, DilatesByTheKernelPerAxis) {
  // 512 x 768 pixels: one px256 is 2 x 3 of them, and the kernel 3 reaches one px256.
  const shape::Size size{512, 768};
  const NoiseSetup setup = setup_of({Morphology{MorphologyKind::kDilation, {3.0}}}, Unit::kPx256);
  const shape::Mask box = testing::rectangle(size, {100, 200, 10, 20});
  EXPECT_EQ(
      mask_of(corrupt(setup, {}, {box}, {size, {1.0, 1.0}})),
      testing::rectangle(size, {98, 197, 14, 26}));
}

TEST(Corrupt, GivesTheSameForTheSameSeedAndAnotherForAnother) {
  const NoiseSetup setup = benchmark(5, 2, 3, Unit::kMm);
  const Instance instance{ring_shaped(), 17};
  const Subject subject{.seed = 3, .identity = 8};
  const NoisyInstance first = corrupt(setup, subject, instance, kFrame, kAnimals);
  EXPECT_EQ(corrupt(setup, subject, instance, kFrame, kAnimals), first);
  EXPECT_NE(corrupt(setup, {.seed = 4, .identity = 8}, instance, kFrame, kAnimals), first);
  EXPECT_NE(corrupt(setup, {.seed = 3, .identity = 9}, instance, kFrame, kAnimals), first);
}

TEST(Corrupt, DrawsEachStepFromAStreamOfItsOwn) {
  const NoiseSetup before = setup_of({Shift{{3.0, 2.0}}, Localization{{2.0, 1.0}}});
  NoiseSetup after = before;
  after.steps.front() = {OneOf{{1.0, Approximation{{1.0, 0.5}}}, {1.0, NoOperation{}}}};
  const Instance instance{testing::rectangle(kSize, {20, 10, 20, 20})};
  const auto drawn = draw_noise(before, {.seed = 5}, instance, kFrame).draws;
  EXPECT_EQ(draw_noise(after, {.seed = 5}, instance, kFrame).draws.at(1), drawn.at(1));

  random::Rng rng(5, 0, 1);
  const CategoryTable none;
  const DrawContext context{
      .scale = PixelScale(Unit::kPx, kFrame, 0.0), .categories = none, .ring_count = 1};
  EXPECT_EQ(drawn.at(1), draw(Localization{{2.0, 1.0}}, context, rng));
}

TEST(Corrupt, ConfusesTheCategoryThatTheStepBeforeLeft) {
  const ClassConfusion next{ConfusionKind::kAsymmetric, 1.0};
  const NoisyInstance noisy =
      corrupt(setup_of({next, next}), {}, {ring_shaped(), 16}, kFrame, kAnimals);
  EXPECT_EQ(noisy.outcome.instance.category, 18);
}

TEST(Corrupt, DoesAStepOnlyAtItsInstant) {
  const Instance lv{testing::left_ventricle()};
  const auto ed = draw_noise(kCamusLow, {.seed = 1, .instant = "ED"}, lv, kHeart).draws;
  const auto es = draw_noise(kCamusLow, {.seed = 1, .instant = "ES"}, lv, kHeart).draws;
  ASSERT_EQ(ed.size(), 1U);
  ASSERT_EQ(es.size(), 2U);
  EXPECT_TRUE(std::holds_alternative<DrawnMorphology>(es.front()));
  EXPECT_EQ(ed.front(), es.back());
}

TEST(Corrupt, RejectsAStepForAnInstantWhereThereIsNone) {
  const Instance lv{testing::left_ventricle()};
  EXPECT_THROW((void)corrupt(kCamusLow, {}, lv, kHeart), std::invalid_argument);
}

TEST(Corrupt, RejectsASetupThatIsNotValid) {
  const Instance instance{ring_shaped()};
  EXPECT_THROW(
      (void)corrupt(setup_of({Deletion{2.0}}), {}, instance, kFrame), std::invalid_argument);
}

TEST(RepeatedNoise, GivesWhatEachDrawGivesAlone) {
  std::vector<NoiseSetup> setups = testing::published_setups();
  // Outlines that are looked at and then left, morphology one after the other, and what lies
  // between.
  setups.push_back(setup_of(
      {Scale{{3.0, 2.0}},
       Morphology{MorphologyKind::kClosing, {2.0, 1.0}},
       Deletion{0.2},
       Shift{{1.0, 2.0}},
       Localization{{0.0, 1.0}},
       Duplicate{0.5, {3.0, 1.0}},
       Morphology{MorphologyKind::kErosion, {2.0, 1.0}},
       Approximation{{1.0, 1.0}}},
      Unit::kMm));
  setups.push_back(
      {.name = "one-of",
       .unit = Unit::kPx,
       .steps = {
           {Operation{Morphology{MorphologyKind::kDilation, {3.0, 2.0}}}},
           {OneOf{
               {1.0, Localization{{0.0, 1.0}}},
               {1.0, ContourWalk{{1.0, 0.0}, 5.0}},
               {1.0, Markov{1, 0.5, 0.5}},
               {1.0, NoOperation{}}}}}});
  const std::vector<Shape> shapes = many_shapes();
  for (const NoiseSetup& setup : setups) {
    for (std::size_t i = 0; i < shapes.size(); i += 5) {
      const Instance instance{shapes[i], 17};
      RepeatedNoise repeated(setup, instance, kFrame);
      for (std::uint64_t draw = 0; draw < 12; ++draw) {
        const Subject subject{.seed = 7, .identity = draw, .instant = "ES"};
        ASSERT_EQ(repeated(subject, kAnimals), corrupt(setup, subject, instance, kFrame, kAnimals))
            << setup.name << " on shape " << i << ", draw " << draw;
      }
    }
  }
}

TEST(RepeatedNoise, KeepsOnlySoManyShapes) {
  const NoiseSetup setup = setup_of({Morphology{MorphologyKind::kDilation, {30.0, 30.0}}});
  const Instance instance{testing::rectangle(kSize, {30, 20, 3, 2}), 17};
  RepeatedNoise repeated(setup, instance, kFrame);
  for (std::uint64_t draw = 0; draw < 200; ++draw) {
    const Subject subject{.seed = 7, .identity = draw};
    ASSERT_EQ(repeated(subject), corrupt(setup, subject, instance, kFrame));
  }
}

TEST(RepeatedNoise, RefusesWhatCorruptRefuses) {
  const Instance instance{ring_shaped(), 17};
  EXPECT_THROW(RepeatedNoise(setup_of({Deletion{1.5}}), instance, kFrame), std::invalid_argument);
  EXPECT_THROW(RepeatedNoise(setup_of({}), instance, kHeart), std::invalid_argument);
  RepeatedNoise of_a_cycle(kCamusLow, instance, kFrame);
  EXPECT_THROW((void)of_a_cycle({.seed = 1}), std::invalid_argument);
}

TEST(Corrupt, RejectsAMaskOfAnotherSizeThanTheFrame) {
  const Instance instance{testing::rectangle({48, 64}, {1, 1, 5, 5})};
  EXPECT_THROW((void)corrupt({}, {}, instance, kFrame), std::invalid_argument);
  EXPECT_THROW((void)apply_noise({}, instance, kSize), std::invalid_argument);
}

TEST(ApplyNoise, ReplaysALogWithoutTheSeed) {
  random::Rng rng(30);
  for (const Unit unit : kUnits) {
    const double one = unit == Unit::kRelative ? 0.03 : 1.0;
    NoiseSetup setup = setup_of(
        {Deletion{0.05},
         ClassConfusion{ConfusionKind::kSymmetric, 0.5},
         Approximation{{one, one}},
         Localization{{one, one}},
         Scale{{3.0 * one, one}},
         Localization{{one, one}},
         Shift{{one, one}}},
        unit);
    setup.steps.push_back(
        {OneOf{{1.0, Morphology{MorphologyKind::kOpening, {2.0 * one}}}, {1.0, NoOperation{}}}});
    for (std::uint64_t i = 0; i < 40; ++i) {
      const shape::Mask mask = testing::random_blobs(kSize, rng);
      const Instance instance{i % 2 == 0 ? Shape(mask) : Shape(shape::trace(mask)), 17};
      const Subject subject{.seed = 31, .identity = i};
      const NoisyInstance noisy = corrupt(setup, subject, instance, kFrame, kAnimals);
      EXPECT_EQ(draw_noise(setup, subject, instance, kFrame, kAnimals), noisy.drawn);
      const DrawnNoise logged = parse_drawn(describe(noisy.drawn));
      EXPECT_EQ(apply_noise(logged, instance, kSize), noisy.outcome) << describe(noisy.drawn);
    }
  }
}

TEST(ApplyNoise, KeepsAMaskAMaskAndAPolygonAPolygon) {
  const shape::Mask mask = ring_shaped();
  const DrawnNoise jitter{.draws = {DrawnJitter{{{1.0, 1.0}, {1.0, 1.0}}, 4}}};
  const Shape from_mask = apply_noise(jitter, {mask}, kSize).instance.shape;
  const Shape from_polygon = apply_noise(jitter, {shape::trace(mask)}, kSize).instance.shape;
  ASSERT_TRUE(std::holds_alternative<shape::Mask>(from_mask));
  ASSERT_TRUE(std::holds_alternative<shape::Polygon>(from_polygon));
  EXPECT_EQ(
      shape::rasterise(std::get<shape::Polygon>(from_polygon), kSize),
      std::get<shape::Mask>(from_mask));
}

TEST(ApplyNoise, GivesThePolygonThatMorphologyActedOnBackAsAMask) {
  const shape::Mask mask = ring_shaped();
  const DrawnNoise dilation{.draws = {DrawnMorphology{MorphologyKind::kDilation, {3, 3}}}};
  EXPECT_EQ(
      apply_noise(dilation, {shape::trace(mask)}, kSize).instance.shape,
      Shape(shape::dilated(mask, {3, 3})));
}

TEST(ApplyNoise, GivesTheCategoryDrawnLast) {
  const DrawnNoise drawn{.draws = {DrawnCategory{18}, DrawnCategory{2}}};
  EXPECT_EQ(apply_noise(drawn, {ring_shaped(), 17}, kSize).instance.category, 2);
}

TEST(ApplyNoise, ClosesTheLogOfADeletedInstance) {
  const NoiseSetup setup = setup_of({Shift{{2.0}}, Deletion{1.0}, Localization{{2.0}}});
  const NoisyInstance noisy = corrupt(setup, {}, {ring_shaped()}, kFrame);
  EXPECT_EQ(noisy.outcome.fate, Fate::kDeleted);
  EXPECT_EQ(noisy.drawn.draws.size(), 2U);
  EXPECT_EQ(apply_noise(noisy.drawn, {ring_shaped()}, kSize), noisy.outcome);
}

TEST(ApplyNoise, CountsAnInstanceThatErosionEmptiesAsLost) {
  const NoiseSetup setup =
      setup_of({Morphology{MorphologyKind::kErosion, {9.0}}, Localization{{2.0}}, Deletion{1.0}});
  const shape::Mask small = testing::rectangle(kSize, {10, 10, 5, 5});
  const NoisyInstance noisy = corrupt(setup, {}, {small}, kFrame);
  EXPECT_EQ(noisy.outcome.fate, Fate::kLost);
  EXPECT_EQ(noisy.drawn.draws.size(), 1U);
  EXPECT_EQ(apply_noise(noisy.drawn, {shape::trace(small)}, kSize).fate, Fate::kLost);
}

TEST(ApplyNoise, CountsAnInstanceThatNeverWasAsLost) {
  for (const Shape& nothing : {Shape(shape::Mask(kSize)), Shape(shape::Polygon{})}) {
    const NoisyInstance noisy = corrupt(benchmark(5, 2, 3), {}, {nothing, 17}, kFrame, kAnimals);
    EXPECT_EQ(noisy.outcome.fate, Fate::kLost);
    EXPECT_TRUE(noisy.drawn.draws.empty());
  }
}

TEST(Corrupt, KeepsHolesThroughEveryOperation) {
  const shape::Mask mask = ring_shaped();
  const shape::Grid frame{kSize, {1.0, 0.8}};
  const std::vector<Operation> operations{
      Approximation{{2.0}},
      Localization{{1.0}},
      Morphology{MorphologyKind::kDilation, {4.0}},
      Morphology{MorphologyKind::kErosion, {3.0}},
      Morphology{MorphologyKind::kOpening, {3.0}},
      Morphology{MorphologyKind::kClosing, {3.0}},
      Shift{{3.0}}};
  for (const Operation& operation : operations) {
    for (const Unit unit : {Unit::kPx, Unit::kMm}) {
      const NoiseSetup setup = setup_of({operation}, unit);
      const shape::Mask noisy = mask_of(corrupt(setup, {.seed = 2}, {mask}, frame));
      EXPECT_FALSE(noisy(30, 24)) << name_of(operation);
      EXPECT_GT((shape::holes_filled(noisy) - noisy).count(), 60) << name_of(operation);
      EXPECT_GT(noisy.count(), 300) << name_of(operation);
    }
  }
}

TEST(Corrupt, SurvivesDegenerateShapes) {
  const std::vector<shape::Mask> masks{
      testing::rectangle(kSize, {0, 0, 64, 48}),
      testing::rectangle(kSize, {5, 5, 1, 1}),
      testing::rectangle(kSize, {0, 0, 1, 1}),
      testing::rectangle(kSize, {63, 47, 1, 1}),
      testing::rectangle(kSize, {0, 20, 64, 1}),
      testing::rectangle(kSize, {20, 0, 1, 48}),
      testing::rectangle(kSize, {60, 40, 4, 8})};
  for (const Unit unit : kUnits) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      for (const shape::Mask& mask : masks) {
        const NoiseSetup setup = benchmark(10, 3, 5, unit);
        const NoisyInstance from_mask =
            corrupt(setup, {.seed = seed}, {mask, 17}, kFrame, kAnimals);
        if (from_mask.outcome.fate == Fate::kKept) {
          EXPECT_EQ(mask_of(from_mask).size(), kSize);
          EXPECT_GT(mask_of(from_mask).count(), 0);
        }
        (void)corrupt(setup, {.seed = seed}, {shape::trace(mask), 17}, kFrame, kAnimals);
      }
    }
  }
}

TEST(Corrupt, LeavesPolygonsOfFewerThanThreeVerticesWithoutHarm) {
  const shape::Polygon thin{{{3, 3}, {9, 9}}, {{20, 20}}, {{30, 30}, {40, 30}, {35, 40}}};
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    EXPECT_NO_THROW(
        (void)corrupt(benchmark(5, 2, 3), {.seed = seed}, {thin, 17}, kFrame, kAnimals));
  }
}

TEST(Corrupt, ActsOnATriangleByMovingItsVertices) {
  const shape::Polygon triangle{{{10, 10}, {40, 12}, {20, 40}}};
  const NoisyInstance noisy =
      corrupt(setup_of({Approximation{{50.0}}, Localization{{1.0}}}), {}, {triangle}, kFrame);
  const auto moved = std::get<shape::Polygon>(noisy.outcome.instance.shape);
  ASSERT_EQ(moved.size(), 1U);
  EXPECT_EQ(moved.front().size(), 3U);
  EXPECT_NE(moved, triangle);
}

TEST(Corrupt, KeepsAPolygonInTheFrame) {
  const shape::Polygon whole{{{0, 0}, {64, 0}, {64, 48}, {0, 48}}};
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const NoisyInstance noisy =
        corrupt(setup_of({Localization{{5.0}}, Shift{{5.0}}}), {.seed = seed}, {whole}, kFrame);
    for (const shape::Ring& ring : std::get<shape::Polygon>(noisy.outcome.instance.shape)) {
      for (const shape::Point& p : ring) {
        EXPECT_TRUE(p.x >= 0 && p.x <= 64 && p.y >= 0 && p.y <= 48) << p.x << ' ' << p.y;
      }
    }
  }
}

/// Spread and mean of what the CAMUS noise does to a ventricle, within the range that the same
/// noise has on real labels (see docs/setups.md).
TEST(Corrupt, DoesToAVentricleWhatItDoesToRealOnes) {
  // A ventricle at end systole, in a frame of 550 x 450: 57 x 139 pixels of half axes.
  const shape::Size size{550, 450};
  const shape::Grid frame{size, {0.308, 0.308}};
  const shape::Mask es = testing::ellipse(size, {275, 225}, 45, 105);
  double dice_sum = 0.0;
  double area_sum = 0.0;
  constexpr int kInstances = 40;
  for (std::uint64_t i = 0; i < kInstances; ++i) {
    const NoisyInstance noisy =
        corrupt(kCamusLow, {.seed = 1, .identity = i, .instant = "ES"}, {es}, frame);
    dice_sum += dice(mask_of(noisy), es);
    area_sum += static_cast<double>(mask_of(noisy).count()) / static_cast<double>(es.count());
  }
  EXPECT_NEAR(dice_sum / kInstances, 0.936, 0.024);
  EXPECT_NEAR(area_sum / kInstances, 1.10, 0.04);
}

TEST(Corrupt, AddsCopiesThatLaterStepsLeaveAlone) {
  const NoiseSetup setup = setup_of(
      {Duplicate{1.0, {3.0, 0.0}},
       Spurious{1.0},
       Morphology{MorphologyKind::kErosion, {5.0, 0.0}}});
  const shape::Mask clean = testing::ellipse(kSize, {30, 24}, 8, 6);
  for (const Shape& shape : {Shape(clean), Shape(shape::trace(clean))}) {
    const Outcome outcome = corrupt(setup, {.seed = 3}, {shape, 17}, kFrame, kAnimals).outcome;
    ASSERT_EQ(outcome.added.size(), 2U);
    EXPECT_EQ(outcome.added[0].category, 17);
    for (const Instance& added : outcome.added) {
      EXPECT_EQ(added.shape.index(), shape.index());
      const auto* rings = std::get_if<shape::Polygon>(&added.shape);
      const shape::Mask mask =
          rings == nullptr ? std::get<shape::Mask>(added.shape) : shape::rasterise(*rings, kSize);
      EXPECT_NEAR(static_cast<double>(mask.count()), static_cast<double>(clean.count()), 4.0);
      EXPECT_NE(mask, clean);
    }
    EXPECT_EQ(std::get<shape::Mask>(outcome.instance.shape), shape::eroded(clean, {5, 5}));
  }
}

TEST(Corrupt, KeepsTheCopiesOfAnInstanceThatIsDeleted) {
  const NoiseSetup setup = setup_of({Duplicate{1.0, {}}, Deletion{1.0}});
  const Outcome outcome = corrupt(setup, {}, {ring_shaped(), 17}, kFrame).outcome;
  EXPECT_EQ(outcome.fate, Fate::kDeleted);
  ASSERT_EQ(outcome.added.size(), 1U);
  EXPECT_EQ(outcome.added[0], (Instance{ring_shaped(), 17}));
}

TEST(Corrupt, CountsAPolygonThatCoversNoPixelAsLost) {
  const shape::Polygon between_centres{{{10.6, 10.6}, {11.4, 10.6}, {11.0, 11.4}}};
  const NoisyInstance noisy = corrupt(setup_of({}), {}, {between_centres}, kFrame);
  EXPECT_EQ(noisy.outcome.fate, Fate::kLost);
}

TEST(Corrupt, MovesTheBaseAlongTheLongAxisThatItIsGiven) {
  const shape::Mask clean = testing::left_ventricle();
  const Instance heart_instance{clean, 1, BaseToApex{{300, 575}, {300, 225}}};
  const NoiseSetup setup = setup_of({BaseShift{20.0, 0.0, 0.0}});
  const shape::Mask noisy = mask_of(corrupt(setup, {}, heart_instance, kHeart));
  EXPECT_EQ(noisy.extent().y, clean.extent().y);
  EXPECT_EQ(noisy.extent().bottom(), clean.extent().bottom() - 20);
  EXPECT_THROW((void)corrupt(setup, {}, {clean, 1}, kHeart), std::invalid_argument);
}

TEST(Corrupt, ReplaysTheOperationsBeyondThePaperFromTheirLog) {
  const shape::Mask clean = testing::ellipse(kSize, {30, 24}, 12, 9);
  for (const Unit unit : kUnits) {
    const double one = unit == Unit::kRelative ? 0.05 : 1.0;
    const NoiseSetup setup = setup_of(
        {Duplicate{0.5, {3.0 * one, one}},
         ContourWalk{{one, 0.2 * one}, 4.0 * one, 0.3 * one},
         Markov{10, 0.5, 0.2},
         BaseShift{0.0, one, 5.0},
         Spurious{0.5}},
        unit);
    for (const Shape& shape : {Shape(clean), Shape(shape::trace(clean))}) {
      for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const Instance instance{shape, 17, BaseToApex{{30, 33}, {30, 15}}};
        const NoisyInstance noisy = corrupt(setup, {.seed = seed}, instance, kFrame, kAnimals);
        const DrawnNoise read = parse_drawn(describe(noisy.drawn));
        EXPECT_EQ(read, noisy.drawn);
        EXPECT_EQ(apply_noise(read, {shape, 17}, kSize), noisy.outcome);
      }
    }
  }
}

/// Two squares that overlap, as one annotation.
const shape::Polygon kOverlapping{
    {{5, 5}, {25, 5}, {25, 25}, {5, 25}}, {{15, 15}, {35, 15}, {35, 35}, {15, 35}}};

TEST(Corrupt, JoinsPolygonsAsTheirFillRuleSays) {
  const NoiseSetup setup = setup_of({Morphology{MorphologyKind::kDilation, {3.0, 0.0}}});
  const Instance coco{kOverlapping, 17, {}, FillRule::kCoco};
  const Instance even_odd{kOverlapping, 17};
  EXPECT_EQ(
      mask_of(corrupt(setup, {}, coco, kFrame)),
      shape::dilated(shape::coco_mask(kOverlapping, kSize), {3, 3}));
  EXPECT_EQ(
      mask_of(corrupt(setup, {}, even_odd, kFrame)),
      shape::dilated(shape::rasterise(kOverlapping, kSize), {3, 3}));
  EXPECT_NE(shape::coco_mask(kOverlapping, kSize), shape::rasterise(kOverlapping, kSize));
}

TEST(Corrupt, KeepsTheFillRuleOfRingsUntilTheyAreTraced) {
  const Instance coco{kOverlapping, 17, {}, FillRule::kCoco};
  const auto rule_after = [&](const std::vector<Operation>& operations) {
    const Outcome outcome = corrupt(setup_of(operations), {}, coco, kFrame).outcome;
    EXPECT_TRUE(std::holds_alternative<shape::Polygon>(outcome.instance.shape));
    return outcome.instance.fill_rule;
  };
  EXPECT_EQ(rule_after({Localization{{1.0, 0.0}}}), FillRule::kCoco);
  EXPECT_EQ(
      rule_after({Morphology{MorphologyKind::kDilation, {3.0, 0.0}}, Localization{{1.0, 0.0}}}),
      FillRule::kEvenOdd);
}

TEST(Corrupt, TakesNoPolygonOfCocoForAHole) {
  const shape::Polygon nested{
      {{5, 5}, {45, 5}, {45, 45}, {5, 45}}, {{20, 20}, {30, 20}, {30, 30}, {20, 30}}};
  const Instance coco{nested, 17, {}, FillRule::kCoco};
  const NoiseSetup setup = setup_of({ContourWalk{{0.0, 0.0}, 10.0, 2.0}});
  const Outcome outcome = corrupt(setup, {}, coco, kFrame).outcome;
  const auto& rings = std::get<shape::Polygon>(outcome.instance.shape);
  EXPECT_GT(
      std::abs(shape::signed_area(rings[1])), 150.0);  // grown from 100, where a hole would shrink
}

}  // namespace
}  // namespace segnoise::noise
