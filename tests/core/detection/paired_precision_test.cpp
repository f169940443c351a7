#include "core/detection/paired_precision.h"

#include "core/detection/detection_summary.h"
#include "core/detection/naive_average_precision.h"
#include "support/detector_world.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <vector>

namespace segnoise::detection {
namespace {

using testing::evidence_of;
using testing::NaiveImage;
using testing::random_image;

std::vector<CategoryEvidence> random_categories(std::uint64_t seed) {
  random::Rng rng(seed);
  std::vector<CategoryEvidence> categories(3);
  for (CategoryEvidence& category : categories) {
    std::vector<NaiveImage> images(12);
    for (NaiveImage& image : images) image = random_image(rng);
    category = evidence_of(images);
  }
  return categories;
}

TEST(AveragePrecisions, AreThoseOfTheSummary) {
  const auto categories = random_categories(4);
  const auto numbers = average_precisions(ranked(categories, 100));
  std::vector<CategoryScores> scores;
  for (const CategoryEvidence& category : categories) scores.push_back(scores_of(category, {}));
  const auto summary = summarise(scores, {});
  for (std::size_t i = 0; i < kPrecisionKeys.size(); ++i) {
    EXPECT_EQ(summary[i].key, kPrecisionKeys.at(i));
    EXPECT_EQ(numbers.at(i), summary[i].value);
  }
}

TEST(ResampledImages, DrawAsManyAsThereAre) {
  double zeros = 0.0;
  constexpr std::uint32_t kRounds = 200;
  constexpr std::size_t kImages = 500;
  for (std::uint32_t i = 0; i < kRounds; ++i) {
    const auto weights = resampled_images(kImages, 7, i);
    EXPECT_EQ(std::accumulate(weights.begin(), weights.end(), 0U), kImages);
    zeros += static_cast<double>(std::ranges::count(weights, 0U));
  }
  // An image is left out with probability (1 - 1/n)^n; the counts' variance is below binomial.
  const double share = std::pow(1.0 - 1.0 / kImages, kImages);
  const double standard_error = std::sqrt(share * (1.0 - share) / (kRounds * kImages));
  EXPECT_NEAR(zeros / (kRounds * kImages), share, 4.0 * standard_error);
  EXPECT_EQ(resampled_images(kImages, 7, 3), resampled_images(kImages, 7, 3));
  EXPECT_NE(resampled_images(kImages, 7, 3), resampled_images(kImages, 7, 4));
  EXPECT_NE(resampled_images(kImages, 8, 3), resampled_images(kImages, 7, 3));
  EXPECT_TRUE(resampled_images(0, 7, 3).empty());
}

TEST(PrecisionDifferences, AreOfTheSameImages) {
  const auto evidence = ranked(random_categories(5), 100);
  std::vector<PrecisionPair> resamples;
  for (std::uint32_t i = 0; i < 50; ++i) {
    const auto numbers = average_precisions(evidence, resampled_images(12, 1, i));
    resamples.push_back({numbers, numbers});
  }
  const auto all = average_precisions(evidence);
  for (const PrecisionDifference& same : precision_differences({all, all}, resamples, 0.95)) {
    if (!same.difference) continue;
    EXPECT_EQ(*same.difference, 0.0);
    EXPECT_EQ(same.interval->lower, 0.0);
    EXPECT_EQ(same.interval->upper, 0.0);
  }
}

TEST(PrecisionDifferences, HavePercentileIntervals) {
  PrecisionPair all;
  all.a.fill(0.5);
  all.b.fill(0.7);
  all.b[3] = std::nullopt;
  std::vector<PrecisionPair> resamples;
  for (int i = 0; i <= 100; ++i) {
    PrecisionPair pair;
    pair.a.fill(0.5);
    pair.b.fill(0.5 + 0.01 * i);
    pair.b[4] = std::nullopt;
    resamples.push_back(pair);
  }
  const auto differences = precision_differences(all, resamples, 0.9);
  EXPECT_NEAR(*differences[0].difference, 0.2, 1e-15);
  EXPECT_NEAR(differences[0].interval->lower, 0.05, 1e-12);
  EXPECT_NEAR(differences[0].interval->upper, 0.95, 1e-12);
  EXPECT_FALSE(differences[3].difference);
  EXPECT_FALSE(differences[3].interval);
  EXPECT_TRUE(differences[4].difference);
  EXPECT_FALSE(differences[4].interval);
}

// bench/interval_coverage.cpp does this at length, and for other kinds of intervals.
TEST(PrecisionDifferences, HaveIntervalsThatHoldTheTruth) {
  constexpr int kCategories = 8;
  constexpr std::uint32_t kImages = 60;
  constexpr std::uint32_t kSamples = 100;
  const double truth = testing::gain(testing::drawn_images(kCategories, 40'000, 1));
  std::uint32_t held = 0;
  for (std::uint32_t sample = 0; sample < kSamples; ++sample) {
    const auto drawn = testing::drawn_images(kCategories, kImages, 2 + sample);
    std::vector<PrecisionPair> resamples;
    for (std::uint32_t i = 0; i < 100; ++i) {
      const auto weights = resampled_images(kImages, sample, i);
      resamples.push_back(
          {average_precisions(drawn.a, weights), average_precisions(drawn.b, weights)});
    }
    const PrecisionPair all{average_precisions(drawn.a), average_precisions(drawn.b)};
    const auto interval = precision_differences(all, resamples, 0.95)[0].interval;
    ASSERT_TRUE(interval);
    held += interval->lower <= truth && truth <= interval->upper ? 1 : 0;
  }
  // 90 of 100 where the promise of 95 falls a little short; three standard errors are 9.
  EXPECT_GE(held, 82U);
  EXPECT_LT(held, kSamples);
}

TEST(PrecisionDifferences, RefuseAConfidenceThatIsNone) {
  EXPECT_THROW((void)precision_differences({}, {}, 1.0), std::invalid_argument);
  EXPECT_THROW((void)precision_differences({}, {}, 0.0), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::detection
