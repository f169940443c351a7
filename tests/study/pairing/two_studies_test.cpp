#include "studies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

namespace segnoise::pairing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::ThrowsMessage;

constexpr double kNear = 1e-9;

const ConditionDifference& found(const TwoStudies& studies, const std::string& condition) {
  return *std::ranges::find(studies.differences, condition, &ConditionDifference::first);
}

TEST(TwoStudies, ComparePatientByPatientSecondMinusFirst) {
  const auto a = MadeStudy("a")
                     .add("clean", "dice_es_percent", {90, 91, 92, 93, 94})
                     .add("low", "dice_es_percent", {80, 81, 82, 83, 84});
  const auto b = MadeStudy("b")
                     .add("clean", "dice_es_percent", {92, 93, 94, 95, 96})
                     .add("low", "dice_es_percent", {81, 83, 85, 87, 89});
  const TwoStudies both = side_by_side(a.get(), b.get());
  EXPECT_EQ(both.patients, 5);
  EXPECT_TRUE(both.has_common_seeds);
  ASSERT_THAT(both.differences, SizeIs(2));
  EXPECT_NEAR(found(both, "clean").difference.over_patients.mean, 2.0, kNear);
  const ConditionDifference& low = found(both, "low");
  EXPECT_EQ(low.second, "low");
  EXPECT_EQ(low.measure, "dice_es_percent");
  EXPECT_NEAR(low.difference.over_patients.mean, 3.0, kNear);  // 1 2 3 4 5
  EXPECT_EQ(low.difference.over_patients.count, 5);
  EXPECT_EQ(low.difference.seeds, 3);
  ASSERT_TRUE(low.difference.mixed);
  EXPECT_EQ(both.tests, 1);  // clean differs by 2 everywhere, which leaves nothing to test
  EXPECT_EQ(low.difference.holm_p, low.difference.mixed->p);
  EXPECT_FALSE(both.is_descriptive());
}

TEST(TwoStudies, ShowConditionsOfBothWithHolmOverAllOfThem) {
  const auto a = MadeStudy("a")
                     .add("clean", "dice_es_percent", {90, 91, 92, 93, 94})
                     .add("low", "dice_es_percent", {80, 82, 84, 81, 80});
  const auto b = MadeStudy("b")
                     .add("clean", "dice_es_percent", {90, 91, 92, 93, 94})
                     .add("low", "dice_es_percent", {85, 83, 85, 87, 89});
  const TwoStudies both = side_by_side(a.get(), b.get());
  ASSERT_THAT(both.comparison.conditions, SizeIs(4));
  EXPECT_EQ(both.comparison.conditions[1].title(), "a: low");
  EXPECT_EQ(both.comparison.conditions[2].title(), "b: clean");
  EXPECT_EQ(both.comparison.tests, 2);
  for (const std::size_t noisy : {std::size_t{1}, std::size_t{3}}) {
    const auto& difference = both.comparison.conditions[noisy].measures.front().difference;
    ASSERT_TRUE(difference && difference->mixed && difference->holm_p);
    EXPECT_GE(*difference->holm_p, difference->mixed->p);
  }
  const double first_p = both.comparison.conditions[1].measures.front().difference->mixed->p;
  const double second_p = both.comparison.conditions[3].measures.front().difference->mixed->p;
  EXPECT_DOUBLE_EQ(
      *both.comparison.conditions[first_p < second_p ? 1 : 3].measures.front().difference->holm_p,
      2.0 * std::min(first_p, second_p));
}

TEST(TwoStudies, AreOfThePatientsThatBothHave) {
  const auto a = MadeStudy("a").add("clean", "dice_es_percent", {90, 91, 92, 40, 50});
  const auto b = MadeStudy("b").add("clean", "dice_es_percent", {91, 92, 93});
  const TwoStudies both = side_by_side(a.get(), b.get());
  EXPECT_EQ(both.patients, 3);
  EXPECT_EQ(both.only_in_first, 2);
  EXPECT_EQ(both.only_in_second, 0);
  const auto& mean = both.comparison.conditions.front().measures.front().mean;
  EXPECT_NEAR(mean->over_patients.mean, 91.1, kNear);  // without those of 40 and 50; seeds add 0.1
  EXPECT_NEAR(found(both, "clean").difference.over_patients.mean, 1.0, kNear);
}

TEST(TwoStudies, PairWhoIsInAnotherFoldAndTakeCommonSeedsAlone) {
  auto a = MadeStudy("a", {1, 2}).add("clean", "hd_ed_mm", {5, 5}, 1);
  auto b = MadeStudy("b", {2, 3}).add("clean", "hd_ed_mm", {6, 6}, 4);  // seed 2: +0, seed 3: +0.1
  const TwoStudies both = side_by_side(a.get(), b.get());
  const ConditionDifference& clean = found(both, "clean");
  EXPECT_EQ(clean.difference.seeds, 1);
  EXPECT_NEAR(clean.difference.over_patients.mean, 6.0 - 5.1, kNear);
  EXPECT_TRUE(both.is_descriptive());
  EXPECT_EQ(both.tests, 0);
}

TEST(TwoStudies, OfOtherSeedsCompareMeansOverSeedsWithoutTests) {
  const auto a = MadeStudy("a", {1, 2, 3}).add("clean", "hd_ed_mm", {5, 6, 7, 8, 9});
  const auto b = MadeStudy("b", {4, 5, 6}).add("clean", "hd_ed_mm", {6, 8, 10, 12, 14});
  const TwoStudies both = side_by_side(a.get(), b.get());
  EXPECT_FALSE(both.has_common_seeds);
  const ConditionDifference& clean = found(both, "clean");
  EXPECT_NEAR(clean.difference.over_patients.mean, 3.0, kNear);
  EXPECT_FALSE(clean.difference.mixed);
  EXPECT_TRUE(both.is_descriptive());
}

TEST(TwoStudies, CompareTheOnlyNoiseOfEachWhateverItsName) {
  const auto a = MadeStudy("a").add("clean", "hd_ed_mm", {5, 5}).add("low", "hd_ed_mm", {6, 6});
  auto b = MadeStudy("b");
  b.data().plan.conditions[1].name = "high";
  b.add("clean", "hd_ed_mm", {5, 5}).add("high", "hd_ed_mm", {9, 9});
  const TwoStudies both = side_by_side(a.get(), b.get());
  ASSERT_THAT(both.differences, SizeIs(2));
  EXPECT_EQ(both.differences[1].first, "low");
  EXPECT_EQ(both.differences[1].second, "high");
  EXPECT_NEAR(both.differences[1].difference.over_patients.mean, 3.0, kNear);
  b.data().plan.conditions.push_back(b.data().plan.conditions[1]);
  b.data().plan.conditions.back().name = "higher";
  EXPECT_THAT(side_by_side(a.get(), b.get()).differences, SizeIs(1));  // which of the two?
}

TEST(TwoStudies, OfANetworkThatLearnedNothingAreNotTested) {
  const auto a = MadeStudy("a").add("clean", "dice_es_percent", {90, 91, 92, 93, 94});
  auto b = MadeStudy("b").add("clean", "dice_es_percent", {1, 3, 2, 5, 4});
  b.data().training = {{.condition = "clean", .seed = 1, .fold = 1, .epochs = {{}}}};
  b.data().training.front().epochs.front().validation_dice = 0.1;
  EXPECT_FALSE(found(side_by_side(a.get(), b.get()), "clean").difference.mixed);
}

TEST(TwoStudies, OfDrawnLabelsAreMadeOfPatients) {
  const auto drawn = [](const char* name, double sd_pp) {
    NamedStudy study{.name = name};
    study.data.plan.kind = plan::StudyKind::kLabels;
    study.data.plan.conditions = {{.name = name, .setup = noise::NoiseSetup{}}};
    analysis::ConditionSensitivity& condition = study.data.sensitivity.emplace_back();
    condition.condition = name;
    condition.seed = 1;
    for (const char* patient : {"p1", "p2"}) {
      analysis::PatientSensitivity& added = condition.patients.emplace_back();
      added.patient = patient;
      added.ef_percent.clean = 50.0;
      added.ef_percent.sd = sd_pp;
      added.category_probability.back() = 1.0;
    }
    return study;
  };
  const TwoStudies both = side_by_side(drawn("walk-low", 2.0), drawn("walk-high", 5.0));
  const auto sd = std::ranges::find(both.differences, "ef_sd_pp", &ConditionDifference::measure);
  ASSERT_NE(sd, both.differences.end());
  EXPECT_EQ(sd->second, "walk-high");
  EXPECT_NEAR(sd->difference.over_patients.mean, 3.0, kNear);
  EXPECT_TRUE(both.is_descriptive());
}

TEST(TwoStudies, ThatCannotBeComparedAreRefusedWithWhatDiffers) {
  const auto refusal = [](const NamedStudy& a, const NamedStudy& b, const std::string& reason) {
    EXPECT_THAT(
        [&] { (void)side_by_side(a, b); }, ThrowsMessage<std::invalid_argument>(HasSubstr(reason)));
  };
  const auto a = MadeStudy("a").add("clean", "hd_ed_mm", {5, 5});
  auto labels = a;
  labels.data().plan.kind = plan::StudyKind::kLabels;
  refusal(a.get(), labels.get(), "a is a study of training, a one of labels");
  auto method = a;
  method.data().plan.volume_method = cardiac::VolumeMethod::kBiplaneCamus;
  refusal(a.get(), method.get(), "expected EF of one definition");
  const auto others = MadeStudy("b").row("clean", 1, 1, "q1", "hd_ed_mm", 5.0);
  refusal(a.get(), others.get(), "have no patient in common, such as p1 and q1");
  const auto namesake = MadeStudy("b")
                            .row("clean", 1, 1, "p2", "hd_ed_mm", 5.0)
                            .row("clean", 1, 1, "p2", "reference_ef_percent", 43.0);
  refusal(
      a.get(), namesake.get(), "patient p2: EF by clean labels is 50.00 % in a and 43.00 % in b");
}

}  // namespace
}  // namespace segnoise::pairing
