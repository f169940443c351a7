#include "study/analysis/clinical_size.h"

#include "support/setups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

namespace segnoise::analysis {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(ClinicalSizeText, IsOfThePapersNoiseWhateverItIsCalled) {
  const auto tiers = testing::tiers();
  noise::NoiseSetup medium = testing::camus(tiers[1]);
  EXPECT_THAT(clinical_size_text(testing::camus(tiers[0])), HasSubstr("one observer twice"));
  EXPECT_THAT(clinical_size_text(medium), HasSubstr("Dice .94 / .88"));
  EXPECT_THAT(clinical_size_text(testing::camus(tiers[2])), HasSubstr("Dice .90 / .81"));
  medium.name = "mine";
  EXPECT_THAT(clinical_size_text(medium), StartsWith("Size of \"mine\" on real outlines"));
}

TEST(ClinicalSizeText, IsNothingOfNoiseThatWasNotMeasured) {
  noise::NoiseSetup other = testing::camus(testing::tiers()[0]);
  std::swap(other.steps[0], other.steps[1]);  // jitter first
  EXPECT_EQ(clinical_size_text(other), "");
  EXPECT_EQ(clinical_size_text(testing::benchmark_n(testing::tiers()[0])), "");
}

TEST(ClinicalSizesText, HasALineForEachSetup) {
  StudyComparison study;
  for (const auto& setup :
       {testing::camus(testing::tiers()[0]), testing::camus(testing::tiers()[0])}) {
    study.conditions.push_back({.condition = {.setup = setup}});
  }
  study.conditions.emplace_back();
  EXPECT_EQ(
      clinical_sizes_text(study), clinical_size_text(*study.conditions[0].condition.setup) + '\n');
}

}  // namespace
}  // namespace segnoise::analysis
