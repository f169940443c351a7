#include "data/camus/cfg.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace segnoise::camus {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(ParseCfg, ReadsTheNiftiRelease) {
  const auto [cfg, warnings] = parse_cfg(
      "ED: 1\nES: 18\nNbFrame: 18\nSex: F\nAge: 56\nImageQuality: Good\nEF: 54\n"
      "FrameRate: 48.4\n");
  EXPECT_THAT(warnings, IsEmpty());
  const Cfg expected{
      .end_diastole = 1,
      .end_systole = 18,
      .frame_count = 18,
      .sex = cardiac::Sex::kFemale,
      .age_years = 56.0,
      .quality = cardiac::Quality::kGood,
      .ef_percent = 54.0,
      .frame_rate_hz = 48.4};
  EXPECT_EQ(cfg, expected);
}

TEST(ParseCfg, ReadsTheLegacyReleaseWithEsBeforeEd) {
  const auto [cfg, warnings] = parse_cfg(
      "ES: 1\nED: 14\nNbFrame: 14\nSex: M\nAge: 70\nImageQuality: Medium\n"
      "LVedv: 94.9\nLVesv: 44.2\nLVef: 53.4\n");
  EXPECT_THAT(warnings, IsEmpty());
  const Cfg expected{
      .end_diastole = 14,
      .end_systole = 1,
      .frame_count = 14,
      .sex = cardiac::Sex::kMale,
      .age_years = 70.0,
      .quality = cardiac::Quality::kMedium,
      .ef_percent = 53.4,
      .edv_ml = 94.9,
      .esv_ml = 44.2};
  EXPECT_EQ(cfg, expected);
}

TEST(ParseCfg, DoesNotMindLineEndsBlanksAndByteOrderMarks) {
  const auto [cfg, warnings] = parse_cfg("\xEF\xBB\xBF  ED:1\r\n\r\nSex :  M \rEF: 54");
  EXPECT_THAT(warnings, IsEmpty());
  EXPECT_EQ(cfg.end_diastole, 1);
  EXPECT_EQ(cfg.sex, cardiac::Sex::kMale);
  EXPECT_EQ(cfg.ef_percent, 54.0);
}

TEST(ParseCfg, DoesNotMindTheCaseOfLetters) {
  const auto [cfg, warnings] = parse_cfg("ed: 1\nsex: f\nIMAGEQUALITY: good\nef: 54\n");
  EXPECT_THAT(warnings, IsEmpty());
  const Cfg expected{
      .end_diastole = 1,
      .sex = cardiac::Sex::kFemale,
      .quality = cardiac::Quality::kGood,
      .ef_percent = 54.0};
  EXPECT_EQ(cfg, expected);
  EXPECT_THAT(
      parse_cfg("EF: 54\nef: 54\n").warnings, ElementsAre("EF is given twice, so it is left out"));
}

TEST(ParseCfg, TakesAnEjectionFractionBelow1ForAFraction) {
  const auto [cfg, warnings] = parse_cfg("EF: 0.39\n");
  EXPECT_DOUBLE_EQ(cfg.ef_percent.value(), 39.0);
  EXPECT_THAT(warnings, ElementsAre("EF is 0.39, taken for 39 %"));
  EXPECT_EQ(parse_cfg("EF: 1\n").cfg.ef_percent, 1.0);
  EXPECT_EQ(parse_cfg("EF: 0\n").cfg.ef_percent, 0.0);
}

TEST(ParseCfg, SaysNothingOfAnEmptyText) {
  EXPECT_EQ(parse_cfg("").cfg, Cfg{});
  EXPECT_THAT(parse_cfg("").warnings, IsEmpty());
}

TEST(ParseCfg, LeavesOutUnknownKeysAndLinesWithAWarning) {
  const auto [cfg, warnings] = parse_cfg("Vendor: GE\nhello\nED: 1\n");
  EXPECT_EQ(cfg, Cfg{.end_diastole = 1});
  EXPECT_THAT(
      warnings,
      ElementsAre(
          "unknown key 'Vendor' is left out", "line 'hello' is left out, expected 'Key: value'"));
}

TEST(ParseCfg, LeavesOutValuesThatAreNoneOrOutOfRange) {
  for (const char* line :
       {"ED: 0",
        "ED: 1.5",
        "ED: one",
        "ED:",
        "NbFrame: 99999999999999",
        "Sex: W",
        "Age: -1",
        "Age: nan",
        "EF: 101",
        "EF: inf",
        "LVef: -0.1",
        "ImageQuality: great",
        "LVedv: 1e9"}) {
    const auto [cfg, warnings] = parse_cfg(line);
    EXPECT_EQ(cfg, Cfg{}) << line;
    EXPECT_THAT(warnings, ElementsAre(HasSubstr("left out, expected "))) << line;
  }
}

TEST(ParseCfg, TrustsNeitherValueOfAKeyGivenTwice) {
  const auto [cfg, warnings] = parse_cfg("EF: 54\nEF: 45\nEF: 45\nAge: 56\n");
  EXPECT_EQ(cfg, Cfg{.age_years = 56.0});
  EXPECT_THAT(
      warnings, ElementsAre(HasSubstr("EF is given twice"), HasSubstr("EF is given twice")));
}

TEST(CfgText, IsReadBackAsWhatItWasMadeOf) {
  const Cfg cfg{
      .end_diastole = 20,
      .end_systole = 1,
      .frame_count = 20,
      .sex = cardiac::Sex::kMale,
      .age_years = 61.0,
      .quality = cardiac::Quality::kPoor,
      .ef_percent = 33.0,
      .frame_rate_hz = 48.4};
  EXPECT_EQ(parse_cfg(cfg_text(cfg)).cfg, cfg);
  EXPECT_EQ(cfg_text({}), "");
}

TEST(CfgText, RoundsAgeAndEjectionFractionAsTheReleaseDoes) {
  EXPECT_EQ(cfg_text({.age_years = 60.5, .ef_percent = 53.49}), "Age: 61\nEF: 53\n");
}

}  // namespace
}  // namespace segnoise::camus
