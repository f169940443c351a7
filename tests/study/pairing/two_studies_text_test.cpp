#include "study/pairing/two_studies_text.h"

#include "studies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace segnoise::pairing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(TwoStudiesText, SaysWhoWhatAndByHowMuch) {
  auto a = MadeStudy("first")
               .add("clean", "dice_es_percent", {90, 91, 92, 93, 94})
               .add("low", "dice_es_percent", {80, 81, 82, 83, 84});
  auto b = MadeStudy("second")
               .add("clean", "dice_es_percent", {92, 93, 94, 95, 96})
               .add("low", "dice_es_percent", {81, 83, 85, 87, 89, 90});
  a.data().description.learning = {{"epochs", "12"}};
  b.data().description.learning = {{"epochs", "24"}};
  const std::string text = two_studies_text(side_by_side(a.get(), b.get()));
  EXPECT_THAT(
      text,
      HasSubstr("Of 5 patients, whom both studies have; without 1 patient whom second alone has."));
  EXPECT_THAT(text, HasSubstr("set differently  first  second\nepochs           12     24\n"));
  EXPECT_THAT(text, HasSubstr("first: clean"));
  EXPECT_THAT(
      text,
      HasSubstr("second minus first: mean ± SD over patients. Paired by patient and "
                "seed, means over folds. Interval and p"));
  EXPECT_THAT(text, HasSubstr("Dice ES %  low     3.0 ± 1.6 ["));
  EXPECT_THAT(
      text, HasSubstr("Dice ES %  clean              2.0 ± 0.0      -       -         5      3\n"));
}

TEST(TwoStudiesText, SaysThatSeedsAreOthersOrTooFew) {
  const auto a = MadeStudy("a", {1}).add("clean", "hd_ed_mm", {5, 6});
  const auto same = MadeStudy("b", {1}).add("clean", "hd_ed_mm", {5, 7});
  const auto other = MadeStudy("b", {2}).add("clean", "hd_ed_mm", {5, 7});
  EXPECT_THAT(
      differences_caption(side_by_side(a.get(), same.get())),
      HasSubstr("Of fewer than 3 seeds in both they are descriptive"));
  EXPECT_THAT(
      differences_caption(side_by_side(a.get(), other.get())),
      HasSubstr("no seed is in both studies. Of fewer than 3"));
}

TEST(TwoStudiesText, SaysWhereNothingDiffersOrIsCompared) {
  const auto a = MadeStudy("a").add("clean", "hd_ed_mm", {5, 6});
  const std::string same = two_studies_text(side_by_side(a.get(), a.get()));
  EXPECT_THAT(same, HasSubstr("Nothing was set differently."));
  EXPECT_THAT(same, Not(HasSubstr("alone has")));
  auto b = a;
  b.data().plan.conditions = {{.name = "other"}};
  b.row("other", 1, 1, "p1", "hd_ed_mm", 5.0);
  EXPECT_THAT(
      two_studies_text(side_by_side(a.get(), b.get())),
      HasSubstr("No condition of one is in the other."));
}

}  // namespace
}  // namespace segnoise::pairing
