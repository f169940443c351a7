#include "core/detection/detection_summary.h"

#include "core/detection/naive_average_precision.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::detection {
namespace {

using ::testing::ElementsAre;

using testing::kEveryThreshold;

/// A category of so many truths on image 0, all medium, and detections that are right or wrong.
CategoryEvidence category_of(std::uint32_t truths, const std::vector<bool>& are_right) {
  CategoryEvidence evidence{.truths = {{.image = 0, .counts = {truths, 0, truths, 0}}}};
  for (std::uint32_t i = 0; i < are_right.size(); ++i) {
    JudgedDetection detection{.score = 1.0 - 0.01 * i, .rank = i};
    if (are_right[i]) detection.outcome.matched.fill(kEveryThreshold);
    evidence.detections.push_back(detection);
  }
  return evidence;
}

std::map<std::string, std::optional<double>> summary_of(
    const std::vector<CategoryEvidence>& evidence, const SummaryRules& rules) {
  std::vector<CategoryScores> scores;
  for (const CategoryEvidence& category : evidence) scores.push_back(scores_of(category, rules));
  std::map<std::string, std::optional<double>> values;
  for (const SummaryNumber& number : summarise(scores, rules)) values[number.key] = number.value;
  return values;
}

std::vector<std::string> keys_of(const SummaryRules& rules) {
  std::vector<std::string> keys;
  for (const SummaryNumber& number : summarise({}, rules)) keys.push_back(number.key);
  return keys;
}

TEST(Summarise, HasCocosTwelveNumbersInTheirOrder) {
  EXPECT_THAT(
      keys_of({}),
      ElementsAre(
          "AP", "AP50", "AP75", "APs", "APm", "APl", "AR1", "AR10", "AR100", "ARs", "ARm", "ARl"));
}

TEST(Summarise, HasLvissThirteenNumbersInTheirOrder) {
  EXPECT_THAT(
      keys_of({.style = DetectionStyle::kLvis, .most_detections = {300}}),
      ElementsAre(
          "AP",
          "AP50",
          "AP75",
          "APs",
          "APm",
          "APl",
          "APr",
          "APc",
          "APf",
          "AR300",
          "ARs",
          "ARm",
          "ARl"));
}

TEST(Summarise, AveragesOverTheCategoriesThatHaveSomethingToBeFound) {
  const auto values = summary_of(
      {category_of(1, {true}), category_of(2, {false, true}), category_of(0, {false})}, {});
  // The second has a precision of 1/2 up to a recall of 1/2, 51 of the thresholds.
  EXPECT_NEAR(*values.at("AP"), 0.5 * (1.0 + 0.5 * 51.0 / 101.0), 1e-15);
  EXPECT_EQ(values.at("APm"), values.at("AP"));
  EXPECT_EQ(*values.at("AR1"), 0.5);
  EXPECT_EQ(*values.at("AR10"), 0.75);
  EXPECT_EQ(*values.at("ARm"), 0.75);
  EXPECT_FALSE(values.at("APs"));
  EXPECT_FALSE(values.at("ARl"));
}

TEST(Summarise, GivesNumbersForAnyNumbersOfDetections) {
  const auto values =
      summary_of({category_of(2, {false, true, true})}, {.most_detections = {2, 3}});
  EXPECT_EQ(*values.at("AR2"), 0.5);
  EXPECT_EQ(*values.at("AR3"), 1.0);
  EXPECT_NEAR(*values.at("AP"), 2.0 / 3.0, 1e-15);
}

TEST(Summarise, SplitsLvissCategoriesByFrequency) {
  const auto values = summary_of(
      {category_of(1, {true}), category_of(1, {false}), category_of(1, {true})},
      {.style = DetectionStyle::kLvis,
       .most_detections = {1},
       .frequencies = {Frequency::kRare, Frequency::kRare, Frequency::kFrequent}});
  EXPECT_NEAR(*values.at("APr"), 0.5, 1e-15);
  EXPECT_FALSE(values.at("APc"));
  EXPECT_NEAR(*values.at("APf"), 1.0, 1e-15);
}

TEST(Summarise, CountsACategoryOfNoFrequencyInNoneOfThem) {
  const auto values = summary_of(
      {category_of(1, {true})},
      {.style = DetectionStyle::kLvis, .most_detections = {1}, .frequencies = {std::nullopt}});
  EXPECT_NEAR(*values.at("AP"), 1.0, 1e-15);
  for (const char* key : {"APr", "APc", "APf"}) EXPECT_FALSE(values.at(key)) << key;
}

TEST(Summarise, DoesNotCutLvissCategoriesAgain) {
  const auto values = summary_of(
      {category_of(1, {false, true})},
      {.style = DetectionStyle::kLvis, .most_detections = {1}, .frequencies = {Frequency::kRare}});
  EXPECT_NEAR(*values.at("AP"), 0.5, 1e-15);
}

TEST(Summarise, RefusesRulesThatMeanNothing) {
  EXPECT_THROW((void)summarise({}, {.most_detections = {}}), std::invalid_argument);
  EXPECT_THROW(
      (void)summarise({}, {.style = DetectionStyle::kLvis, .most_detections = {1, 2}}),
      std::invalid_argument);
  EXPECT_THROW(
      (void)summarise(
          std::vector<CategoryScores>(1),
          {.style = DetectionStyle::kLvis, .most_detections = {300}}),
      std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::detection
