#include "study/readings/panel.h"

#include "support/patients.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

namespace segnoise::readings {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const auto kUntold = [](std::size_t) {};

/// Pixels that more than half of the masks hold.
shape::Mask fake_majority(std::span<const shape::Mask> masks) {
  const shape::Size size = masks.front().size();
  shape::Mask fused(size, {0, 0, size.width, size.height});
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      std::size_t votes = 0;
      for (const shape::Mask& mask : masks) votes += mask(x, y) ? 1 : 0;
      if (2 * votes > masks.size()) fused.set(x, y);
    }
  }
  return fused;
}

const std::vector<Consensus> kRules{{"majority", fake_majority}};

/// Outlines that wander without a bias.
const noise::NoiseSetup kJitter{
    .name = "jitter",
    .unit = noise::Unit::kMm,
    .steps = {{noise::Operation(noise::Localization{{3.0, 0.5}})}}};

std::vector<plan::VentricleLabels> patients(int count) {
  std::vector<plan::VentricleLabels> all;
  for (int i = 0; i < count; ++i) {
    all.push_back(
        plan::ventricle_labels(testing::drawn_patient("p" + std::to_string(i), 18.0 + 0.5 * i)));
  }
  return all;
}

TEST(PanelEfs, OfMoreReadersScatterLess) {
  const auto panels =
      panel_efs(patients(3), kJitter, kRules, {.patients = 3, .panels = 4}, 2, kUntold);
  ASSERT_THAT(panels, SizeIs(3 * 4 * 4));
  EXPECT_EQ(panels[0].rule, kOneReader);
  EXPECT_EQ(panels[3].rule, "majority");
  EXPECT_EQ(panels[3].readers, 7);
  const auto summaries = panel_summaries(panels);
  ASSERT_THAT(summaries, SizeIs(4));
  EXPECT_EQ(summaries[0].panels, 12);
  EXPECT_EQ(summaries[0].patients, 3);
  EXPECT_LT(summaries[3].sd_pp, 0.7 * summaries[0].sd_pp);
  EXPECT_LT(summaries[3].mae_pp, summaries[0].mae_pp);
}

TEST(PanelEfs, DoNotDependOnThreadsOrCompany) {
  const PanelOptions options{.patients = 2, .panels = 1};
  const auto all = patients(2);
  const auto one = panel_efs(all, kJitter, kRules, options, 1, kUntold);
  const auto two = panel_efs(all, kJitter, kRules, options, 2, kUntold);
  const auto alone = panel_efs(std::vector(1, all[1]), kJitter, kRules, options, 1, kUntold);
  ASSERT_EQ(one.size(), two.size());
  for (std::size_t i = 0; i < one.size(); ++i) EXPECT_EQ(one[i].ef_percent, two[i].ef_percent);
  for (std::size_t i = 0; i < alone.size(); ++i)
    EXPECT_EQ(alone[i].ef_percent, one[one.size() / 2 + i].ef_percent);
}

TEST(PanelEfs, OfNoNoiseAreClean) {
  const noise::NoiseSetup none{.name = "none"};
  for (const PanelEf& panel : panel_efs(patients(1), none, kRules, {.panels = 1}, 1, kUntold)) {
    EXPECT_DOUBLE_EQ(panel.ef_percent.value(), panel.clean_percent);
  }
}

TEST(PanelEfs, LeaveOutReadersWithoutAnOutline) {
  const noise::NoiseSetup loses{
      .name = "loses", .steps = {{noise::Operation(noise::Deletion{0.4})}}};
  int found = 0;
  for (const PanelEf& panel : panel_efs(patients(1), loses, kRules, {.panels = 20}, 1, kUntold)) {
    EXPECT_DOUBLE_EQ(panel.ef_percent.value_or(panel.clean_percent), panel.clean_percent);
    EXPECT_TRUE(panel.readers < 7 || panel.ef_percent);
    if (panel.readers == 1) found += panel.ef_percent ? 1 : 0;
  }
  EXPECT_LT(found, 10);  // all four outlines: 0.6⁴ of 20
}

TEST(PanelEfs, AreOfSomePatientsEvenlyAndOfThoseWhoCanBeMeasured) {
  auto all = patients(5);
  all[0].cavities = {};
  const auto panels = panel_efs(all, kJitter, kRules, {.patients = 2, .panels = 1}, 1, kUntold);
  ASSERT_THAT(panels, SizeIs(4));  // of the third; the first has no labels
  EXPECT_EQ(panels[0].patient, "p2");
  EXPECT_THROW(
      (void)panel_efs(all, kJitter, kRules, {.patients = 0}, 1, kUntold), std::invalid_argument);
  EXPECT_THAT(panel_efs({}, kJitter, kRules, {}, 1, kUntold), IsEmpty());
}

TEST(PanelSummaries, CountErrorsOfEachSizeAndRule) {
  const std::vector<PanelEf> panels{
      {"a", kOneReader, 1, 1, 50.0, 44.0},
      {"a", "majority", 7, 1, 50.0, 49.0},
      {"a", kOneReader, 1, 2, 50.0, {}},
      {"b", kOneReader, 1, 1, 60.0, 62.0},
      {"b", "majority", 7, 1, 60.0, 57.0}};
  const auto summaries = panel_summaries(panels);
  ASSERT_THAT(summaries, SizeIs(2));
  EXPECT_EQ(summaries[0].patients, 2);
  EXPECT_EQ(summaries[0].panels, 2);
  EXPECT_EQ(summaries[0].without_ef, 1);
  EXPECT_DOUBLE_EQ(summaries[0].bias_pp, -2.0);
  EXPECT_DOUBLE_EQ(summaries[0].mae_pp, 4.0);
  EXPECT_DOUBLE_EQ(summaries[0].sd_pp, std::sqrt(32.0));
  EXPECT_DOUBLE_EQ(summaries[1].mae_pp, 2.0);
  EXPECT_THAT(
      panel_sentence(summaries),
      HasSubstr("7 readers of each frame, fused by majority, err by 2.0 points of EF on average "
                "(SD 1.4, bias -2.0); a single reader errs by 4.0 (SD 5.7, bias -2.0)."));
  EXPECT_THAT(panels_text(summaries), HasSubstr("majority          7    -2.00   1.41  2.00"));
  EXPECT_EQ(panel_sentence({}), "");
}

}  // namespace
}  // namespace segnoise::readings
