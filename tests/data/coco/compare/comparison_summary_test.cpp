#include "data/coco/compare/comparison_summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>
#include <vector>

namespace segnoise::coco {
namespace {

using ::testing::ElementsAre;

AnnotationPair pair(
    double area_px2, double iou, noise::CategoryId from = 1, noise::CategoryId to = 1) {
  return {
      .category_a = from,
      .category_b = to,
      .area_a_px2 = area_px2,
      .likeness = Likeness{.iou = iou, .boundary_iou = iou / 2, .dice = 2 * iou / (1 + iou)}};
}

TEST(DistributionOf, HasMeanMedianAndTenBins) {
  const auto values = distribution_of(std::vector{0.0, 0.05, 0.95, 1.0, 0.5});
  ASSERT_TRUE(values);
  EXPECT_DOUBLE_EQ(values->mean, 0.5);
  EXPECT_DOUBLE_EQ(values->median, 0.5);
  EXPECT_THAT(values->histogram, ElementsAre(2, 0, 0, 0, 0, 1, 0, 0, 0, 2));
  EXPECT_DOUBLE_EQ(distribution_of(std::vector{0.2, 0.8, 0.4, 0.5})->median, 0.45);
}

TEST(DistributionOf, CountsABorderInTheBinAboveIt) {
  std::vector<double> borders;
  for (int k = 0; k < 10; ++k) borders.push_back(k / 10.0);
  EXPECT_THAT(distribution_of(borders)->histogram, ElementsAre(1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
  EXPECT_EQ(distribution_of(std::vector{29.0 / 100.0})->histogram[2], 1U);
}

TEST(DistributionOf, NothingIsNothing) { EXPECT_FALSE(distribution_of({})); }

TEST(DistributionOf, RefusesWhatIsNoFraction) {
  for (const double wrong : {-0.1, 1.1, std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_THROW((void)distribution_of(std::vector{0.5, wrong}), std::invalid_argument);
  }
}

TEST(Summarise, DividesPairsByTheAreaInA) {
  const std::vector<AnnotationPair> pairs{
      pair(0, 0.0), pair(1024, 1.0), pair(1024.5, 0.5), pair(9216, 1.0), pair(9217, 0.25)};
  const ComparisonSummary summary = summarise(pairs);
  EXPECT_EQ(summary.all.pairs, 5U);
  EXPECT_EQ(summary.small.pairs, 2U);
  EXPECT_EQ(summary.medium.pairs, 2U);
  EXPECT_EQ(summary.large.pairs, 1U);
  EXPECT_EQ(summary.all.identical_pairs, 2U);
  EXPECT_EQ(summary.medium.identical_pairs, 1U);
  EXPECT_DOUBLE_EQ(summary.all.iou->mean, 0.55);
  EXPECT_DOUBLE_EQ(summary.medium.iou->mean, 0.75);
  EXPECT_DOUBLE_EQ(summary.large.boundary_iou->mean, 0.125);
  EXPECT_DOUBLE_EQ(summary.large.dice->median, 0.4);
}

TEST(Summarise, CountsPairsWithoutPixelsApart) {
  std::vector<AnnotationPair> pairs{pair(100, 0.5), pair(0, 0.0, 1, 2)};
  pairs[1].likeness.reset();
  const ComparisonSummary summary = summarise(pairs);
  EXPECT_EQ(summary.pairs_without_pixels, 1U);
  EXPECT_EQ(summary.all.pairs, 1U);
  EXPECT_EQ(summary.changed_classes, 1U);
  EXPECT_DOUBLE_EQ(summary.all.iou->mean, 0.5);
}

TEST(Summarise, OrdersChangesByFrequencyThenById) {
  const std::vector<AnnotationPair> pairs{
      pair(1, 1, 3, 1),
      pair(1, 1, 2, 2),
      pair(1, 1, 1, 3),
      pair(1, 1, 2, 1),
      pair(1, 1, 2, 1),
      pair(1, 1, 1, 2)};
  const ComparisonSummary summary = summarise(pairs);
  EXPECT_THAT(
      summary.class_changes,
      ElementsAre(
          ClassChange{2, 1, 2}, ClassChange{1, 2, 1}, ClassChange{1, 3, 1}, ClassChange{3, 1, 1}));
  EXPECT_EQ(summary.changed_classes, 5U);
}

TEST(Summarise, OfNothingHasNoDistributions) {
  const ComparisonSummary none = summarise({});
  EXPECT_EQ(none.all.pairs, 0U);
  EXPECT_FALSE(none.all.iou);
  EXPECT_TRUE(none.class_changes.empty());
}

}  // namespace
}  // namespace segnoise::coco
