#include "core/noise/draws.h"

#include "core/random/rng.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <stdexcept>

namespace segnoise::noise {
namespace {

using ::testing::ElementsAre;

constexpr int kDraws = 1'000'000;

const shape::Grid kDrawnFrame{{512, 768}, {0.5, 0.25}};
const PixelScale kPixels(Unit::kPx, kDrawnFrame, 0.0);
const CategoryTable kDrawnTable(
    {{1, "person"}, {16, "animal"}, {17, "animal"}, {18, "animal"}, {2, "vehicle"}});

DrawContext context(
    std::size_t rings = 1,
    CategoryId category = 17,
    const CategoryTable& categories = kDrawnTable) {
  return {.scale = kPixels, .categories = categories, .category = category, .ring_count = rings};
}

template <class Drawn>
Drawn draw_as(const Operation& operation, const DrawContext& about, random::Rng& rng) {
  return std::get<Drawn>(draw(operation, about, rng));
}

/// How far a count is from its expectation, in standard errors of a binomial.
double deviation(std::int64_t count, double probability, std::int64_t trials = kDraws) {
  const auto n = static_cast<double>(trials);
  return std::abs(static_cast<double>(count) - n * probability) /
         std::sqrt(n * probability * (1.0 - probability));
}

TEST(Draw, GivesEveryRingALengthOfItsOwn) {
  random::Rng rng(1);
  const auto tolerances =
      draw_as<DrawnTolerances>(Approximation{{5.0, 2.5}}, context(3), rng).rings_px;
  ASSERT_EQ(tolerances.size(), 3U);
  EXPECT_NE(tolerances[0], tolerances[1]);
  EXPECT_NE(tolerances[1], tolerances[2]);

  random::Rng same(1);
  EXPECT_EQ(tolerances[0], rounded_px(5.0 + 2.5 * same.normal()));
}

TEST(Draw, ScalesASpreadPerAxis) {
  const DrawContext about{
      .scale = PixelScale(Unit::kPx256, kDrawnFrame, 0.0),
      .categories = kDrawnTable,
      .ring_count = 1};
  random::Rng rng(1);
  const auto jitter = draw_as<DrawnJitter>(Localization{{2.0, 0.0}}, about, rng);
  EXPECT_THAT(jitter.rings, ElementsAre(PerAxis{4.0, 6.0}));
}

TEST(Draw, TakesAFixedParameterAsItIs) {
  random::Rng rng(1);
  EXPECT_EQ(draw_as<DrawnTolerances>(Approximation{{5.0}}, context(), rng).rings_px.front(), 5.0);
  EXPECT_EQ(
      draw_as<DrawnMorphology>(Scale{{3.0}}, context(), rng).kernel_px, (shape::Kernel{3, 3}));
}

TEST(Draw, LengthsHaveTheMomentsOfTheRectifiedNormal) {
  // N(1, 2²) rectified: with φ and Φ at 1/2, the mean is Φ + 2 φ, the mean square 5 Φ + 2 φ.
  const double density = 0.35206532676429952;
  const double below = 0.69146246127401312;
  const double mean = below + 2.0 * density;
  const double mean_square = 5.0 * below + 2.0 * density;
  const double variance = mean_square - mean * mean;
  random::Rng rng(2);
  const auto lengths =
      draw_as<DrawnTolerances>(Approximation{{1.0, 2.0}}, context(kDraws), rng).rings_px;
  double sum = 0.0;
  double sum_of_squares = 0.0;
  std::int64_t zeros = 0;
  for (const double length : lengths) {
    EXPECT_GE(length, 0.0);
    sum += length;
    sum_of_squares += length * length;
    zeros += length == 0.0 ? 1 : 0;
  }
  EXPECT_LT(std::abs(sum / kDraws - mean), 4.0 * std::sqrt(variance / kDraws));
  // Var(x²) <= E N⁴ = 1 + 6 · 4 + 3 · 16.
  EXPECT_LT(std::abs(sum_of_squares / kDraws - mean_square), 4.0 * std::sqrt(73.0 / kDraws));
  EXPECT_LT(deviation(zeros, 1.0 - below), 4.0);
}

TEST(Draw, TossesAFairCoinBetweenDilationAndErosion) {
  random::Rng rng(3);
  std::int64_t dilations = 0;
  std::map<int, std::int64_t> sides;
  for (int i = 0; i < kDraws; ++i) {
    const auto drawn = draw_as<DrawnMorphology>(Scale{{3.0, 1.0}}, context(), rng);
    dilations += drawn.kind == MorphologyKind::kDilation ? 1 : 0;
    ++sides[drawn.kernel_px.width];
  }
  EXPECT_LT(deviation(dilations, 0.5), 4.0);
  EXPECT_LT(deviation(sides[3], 0.34134474606854293), 4.0);  // N(3, 1) in [3, 4)
  EXPECT_LT(deviation(sides[2], 0.34134474606854293), 4.0);
  EXPECT_LT(deviation(sides[1], 0.15865525393145707), 4.0);  // below 2
}

TEST(Draw, KeepsTheSideOfAFixedMorphology) {
  random::Rng rng(4);
  for (const MorphologyKind kind : kMorphologyKinds) {
    for (int i = 0; i < 20; ++i) {
      EXPECT_EQ(draw_as<DrawnMorphology>(Morphology{kind, {3.0}}, context(), rng).kind, kind);
    }
  }
}

TEST(Draw, DeletesWithTheGivenProbability) {
  random::Rng rng(5);
  std::int64_t deleted = 0;
  for (int i = 0; i < kDraws; ++i) {
    deleted += draw_as<DrawnDeletion>(Deletion{0.05}, context(), rng).deleted ? 1 : 0;
  }
  EXPECT_LT(deviation(deleted, 0.05), 4.0);
}

/// Each instance and step draws from a generator of its own, of which these are the first numbers.
TEST(Draw, IsIndependentBetweenInstancesAndSteps) {
  constexpr double kProbability = 0.3;
  const auto surplus = [&](int identity, std::uint32_t step) {
    random::Rng rng(13, static_cast<std::uint64_t>(identity), step);
    const bool deleted = draw_as<DrawnDeletion>(Deletion{kProbability}, context(), rng).deleted;
    return (deleted ? 1.0 : 0.0) - kProbability;
  };
  double sum = 0.0;
  double with_next_instance = 0.0;
  double with_next_step = 0.0;
  double previous = surplus(0, 0);
  for (int i = 1; i <= kDraws; ++i) {
    const double now = surplus(i, 0);
    sum += now;
    with_next_instance += previous * now;
    with_next_step += now * surplus(i, 1);
    previous = now;
  }
  const double variance = kProbability * (1.0 - kProbability);
  EXPECT_LT(std::abs(sum / kDraws), 4.0 * std::sqrt(variance / kDraws));
  EXPECT_LT(std::abs(with_next_instance / kDraws), 4.0 * variance / std::sqrt(kDraws));
  EXPECT_LT(std::abs(with_next_step / kDraws), 4.0 * variance / std::sqrt(kDraws));
}

TEST(Draw, ShiftsByTheDistanceInAnyDirection) {
  random::Rng rng(6);
  double sum_x = 0.0;
  double sum_y = 0.0;
  double sum_x_squared = 0.0;
  for (int i = 0; i < kDraws; ++i) {
    const auto [x_px, y_px] = draw_as<DrawnShift>(Shift{{10.0}}, context(), rng).by;
    EXPECT_NEAR(std::hypot(x_px, y_px), 10.0, 1e-4);
    sum_x += x_px;
    sum_y += y_px;
    sum_x_squared += x_px * x_px;
  }
  EXPECT_LT(std::abs(sum_x / kDraws), 4.0 * std::sqrt(50.0 / kDraws));
  EXPECT_LT(std::abs(sum_y / kDraws), 4.0 * std::sqrt(50.0 / kDraws));
  // x² = 100 cos² has mean 50 and variance 1250.
  EXPECT_LT(std::abs(sum_x_squared / kDraws - 50.0), 4.0 * std::sqrt(1250.0 / kDraws));
}

TEST(Draw, ShiftsAnisotropicallyWhereTheUnitIs) {
  const DrawContext about{
      .scale = PixelScale(Unit::kMm, kDrawnFrame, 0.0), .categories = kDrawnTable};
  random::Rng rng(6);
  const auto [x_px, y_px] = draw_as<DrawnShift>(Shift{{3.0}}, about, rng).by;
  EXPECT_NEAR(std::hypot(x_px * 0.5, y_px * 0.25), 3.0, 1e-4);
}

/// How often each category is drawn in place of another.
std::map<CategoryId, std::int64_t> confusions(
    ConfusionKind kind, double probability, CategoryId own) {
  random::Rng rng(7);
  std::map<CategoryId, std::int64_t> counts;
  for (int i = 0; i < kDraws; ++i) {
    const ClassConfusion confusion{kind, probability};
    ++counts[draw_as<DrawnCategory>(confusion, context(1, own), rng).category];
  }
  return counts;
}

TEST(Draw, ConfusesWithinTheSupercategory) {
  auto counts = confusions(ConfusionKind::kSupercategory, 0.2, 17);
  EXPECT_EQ(counts.size(), 3U);
  EXPECT_LT(deviation(counts[17], 0.8), 4.0);
  EXPECT_LT(deviation(counts[16], 0.1), 4.0);
  EXPECT_LT(deviation(counts[18], 0.1), 4.0);
}

TEST(Draw, ConfusesSymmetricallyWithAllOthers) {
  auto counts = confusions(ConfusionKind::kSymmetric, 0.2, 2);
  EXPECT_EQ(counts.size(), 5U);
  EXPECT_LT(deviation(counts[2], 0.8), 4.0);
  for (const CategoryId other : {1, 16, 17, 18}) EXPECT_LT(deviation(counts[other], 0.05), 4.0);
}

TEST(Draw, ConfusesAsymmetricallyWithTheNextOfTheSupercategory) {
  auto counts = confusions(ConfusionKind::kAsymmetric, 0.4, 17);
  EXPECT_EQ(counts.size(), 2U);
  EXPECT_LT(deviation(counts[18], 0.4), 4.0);

  random::Rng rng(8);
  const ClassConfusion always{ConfusionKind::kAsymmetric, 1.0};
  EXPECT_EQ(draw_as<DrawnCategory>(always, context(1, 16), rng).category, 17);
  EXPECT_EQ(draw_as<DrawnCategory>(always, context(1, 18), rng).category, 16);
}

TEST(Draw, ConfusesAsymmetricallyWithTheNextOfAll) {
  auto counts = confusions(ConfusionKind::kAsymmetricAll, 0.4, 1);
  EXPECT_EQ(counts.size(), 2U);
  EXPECT_LT(deviation(counts[2], 0.4), 4.0);

  random::Rng rng(8);
  const ClassConfusion always{ConfusionKind::kAsymmetricAll, 1.0};
  EXPECT_EQ(draw_as<DrawnCategory>(always, context(1, 2), rng).category, 16);
  EXPECT_EQ(draw_as<DrawnCategory>(always, context(1, 18), rng).category, 1);
}

TEST(Draw, MixesOverAllCategoriesItsOwnIncluded) {
  auto counts = confusions(ConfusionKind::kMixing, 0.5, 1);
  EXPECT_LT(deviation(counts[1], 0.6), 4.0);
  for (const CategoryId other : {2, 16, 17, 18}) EXPECT_LT(deviation(counts[other], 0.1), 4.0);
}

TEST(Draw, KeepsTheCategoryThatHasNoAlternative) {
  random::Rng rng(9);
  for (const ConfusionKind kind : kConfusionKinds) {
    const Operation always = ClassConfusion{kind, 1.0};
    const auto drawn = draw(always, context(1, 5, CategoryTable()), rng);
    EXPECT_EQ(std::get<DrawnCategory>(drawn).category, 5);
    const auto single = draw(always, context(1, 5, CategoryTable({{5, "only"}})), rng);
    EXPECT_EQ(std::get<DrawnCategory>(single).category, 5);
  }
  const Operation within = ClassConfusion{ConfusionKind::kSupercategory, 1.0};
  EXPECT_EQ(std::get<DrawnCategory>(draw(within, context(1, 1), rng)).category, 1);
}

TEST(Draw, RejectsACategoryThatTheTableDoesNotHold) {
  random::Rng rng(9);
  const Operation confusion = ClassConfusion{ConfusionKind::kMixing, 0.0};
  EXPECT_THROW((void)draw(confusion, context(1, 99), rng), std::invalid_argument);
}

TEST(Chosen, PicksByWeight) {
  const Step step{
      OneOf{{3.0, Shift{}}, {0.0, Deletion{}}, {5.0, NoOperation{}}, {2.0, Approximation{}}}};
  random::Rng rng(10);
  std::array<std::int64_t, std::variant_size_v<Operation>> counts{};
  for (int i = 0; i < kDraws; ++i) ++counts.at(chosen(step, rng).index());
  EXPECT_LT(deviation(counts[Operation(Shift{}).index()], 0.3), 4.0);
  EXPECT_LT(deviation(counts[Operation(NoOperation{}).index()], 0.5), 4.0);
  EXPECT_LT(deviation(counts[Operation(Approximation{}).index()], 0.2), 4.0);
  EXPECT_EQ(counts[Operation(Deletion{}).index()], 0);
}

TEST(Chosen, TakesTheOnlyOperationWithoutADraw) {
  random::Rng rng(11);
  random::Rng untouched(11);
  EXPECT_EQ(chosen({Operation{Deletion{0.5}}}, rng), Operation{Deletion{0.5}});
  EXPECT_EQ(rng.bits64(), untouched.bits64());
}

TEST(Draw, CopiesAsOftenAsTheirProbabilitySays) {
  random::Rng rng(5);
  std::int64_t duplicates = 0;
  std::int64_t spurious = 0;
  for (int i = 0; i < kDraws; ++i) {
    duplicates += draw_as<DrawnCopy>(Duplicate{0.1, {}}, context(), rng).made ? 1 : 0;
    spurious += draw_as<DrawnCopy>(Spurious{0.02}, context(), rng).made ? 1 : 0;
  }
  EXPECT_LT(deviation(duplicates, 0.1), 4.0);
  EXPECT_LT(deviation(spurious, 0.02), 4.0);
}

TEST(Draw, PutsASpuriousCopyAnywhereThatItFitsAndOfAnyCategory) {
  DrawContext about = context();
  about.frame = {10, 20};
  about.bounds = {{3.5, 0.0}, {8.0, 20.0}};  // as tall as the frame, with room for 2 + 3 places
  random::Rng rng(5);
  std::map<double, int> places;
  std::map<CategoryId, int> categories;
  constexpr int kTrials = 60000;
  for (int i = 0; i < kTrials; ++i) {
    const auto copy = draw_as<DrawnCopy>(Spurious{1.0}, about, rng);
    EXPECT_EQ(copy.by.y_px, 0.0);
    ++places[copy.by.x_px];
    ++categories[copy.category];
  }
  EXPECT_EQ(places.size(), 6U);
  EXPECT_EQ(places.begin()->first, -3.0);
  EXPECT_EQ(places.rbegin()->first, 2.0);
  for (const auto& [place, count] : places) EXPECT_LT(deviation(count, 1.0 / 6.0, kTrials), 4.5);
  EXPECT_EQ(categories.size(), 5U);
  for (const auto& [id, count] : categories) EXPECT_LT(deviation(count, 0.2, kTrials), 4.5);
}

TEST(Draw, ShiftsABaseByANormalOfEitherSign) {
  DrawContext about = context();
  about.long_axis = {{300.123456, 400.0}, {310.0, 100.0}};
  random::Rng rng(5);
  double sum = 0.0;
  double squares = 0.0;
  double slopes = 0.0;
  constexpr int kTrials = 100'000;
  for (int i = 0; i < kTrials; ++i) {
    const auto shift = draw_as<DrawnBaseShift>(BaseShift{-1.0, 2.0, 5.0}, about, rng);
    sum += shift.by;
    squares += (shift.by + 1.0) * (shift.by + 1.0);
    slopes += std::pow(std::atan(shift.slope) * 180.0 / 3.14159265358979, 2);
    EXPECT_EQ(shift.axis.base, (shape::Point{300.1235, 400.0}));
  }
  EXPECT_NEAR(sum / kTrials, -1.0, 4.0 * 2.0 / std::sqrt(kTrials));
  EXPECT_NEAR(squares / kTrials, 4.0, 4.0 * 4.0 * std::sqrt(2.0 / kTrials));
  EXPECT_NEAR(slopes / kTrials, 25.0, 4.0 * 25.0 * std::sqrt(2.0 / kTrials));
}

TEST(Draw, TiltsABaseByNoMoreThan60Degrees) {
  DrawContext about = context();
  about.long_axis = {{300.0, 400.0}, {300.0, 100.0}};
  random::Rng rng(5);
  double least = 0.0;
  double greatest = 0.0;
  for (int i = 0; i < 100; ++i) {
    const auto shift = draw_as<DrawnBaseShift>(BaseShift{0.0, 0.0, 70.0}, about, rng);
    least = std::min(least, shift.slope);
    greatest = std::max(greatest, shift.slope);
  }
  EXPECT_EQ(least, -1.732051);
  EXPECT_EQ(greatest, 1.732051);
}

TEST(Draw, RefusesABaseShiftWithoutALongAxis) {
  random::Rng rng(5);
  EXPECT_THROW((void)draw(BaseShift{0.0, 1.0, 0.0}, context(), rng), std::invalid_argument);
}

TEST(ActingAs, NamesTheOperationOfADrawThatDoesSomething) {
  EXPECT_EQ(acting_as(DrawnTolerances{{0.0, 1.5}}, 1), "approximation");
  EXPECT_EQ(acting_as(DrawnJitter{{{0.0, 1.0}}, 7}, 1), "localization");
  EXPECT_EQ(acting_as(DrawnMorphology{MorphologyKind::kErosion, {3, 1}}, 1), "erosion");
  EXPECT_EQ(acting_as(DrawnShift{{0.0, -1.0}}, 1), "shift");
  EXPECT_EQ(acting_as(DrawnWalk{.rings = {0.0}, .bias = -1.0}, 1), "contour-walk");
  EXPECT_EQ(acting_as(DrawnMarkov{3, 0.5, 0.1, 1}, 1), "markov");
  EXPECT_EQ(acting_as(DrawnBaseShift{.slope = 0.1}, 1), "base-shift");
  EXPECT_EQ(acting_as(DrawnCategory{2}, 1), "class-confusion");
  EXPECT_EQ(acting_as(DrawnDeletion{true}, 1), "deletion");
  EXPECT_EQ(acting_as(DrawnCopy{DrawnCopy::Kind::kDuplicate, true}, 1), "duplicate");
  EXPECT_EQ(acting_as(DrawnCopy{DrawnCopy::Kind::kSpurious, true}, 1), "spurious");
}

TEST(ActingAs, IsEmptyForADrawThatDoesNothing) {
  for (const Draw& draw : std::vector<Draw>{
           NothingDrawn{},
           DrawnTolerances{{0.0}},
           DrawnJitter{{{}}, 7},
           DrawnMorphology{},
           DrawnShift{},
           DrawnWalk{.rings = {0.0}},
           DrawnMarkov{3, 0.5, 0.0, 1},
           DrawnBaseShift{},
           DrawnCategory{1},
           DrawnDeletion{},
           DrawnCopy{}}) {
    EXPECT_EQ(acting_as(draw, 1), "");
  }
}

}  // namespace
}  // namespace segnoise::noise
