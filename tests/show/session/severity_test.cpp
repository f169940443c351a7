#include "show/session/severity.h"

#include "support/setups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

namespace segnoise::session {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;

noise::NoiseSetup of(const noise::Operation& operation, noise::Unit unit = noise::Unit::kMm) {
  return {.name = "x", .unit = unit, .steps = {{operation}}};
}

noise::Operation turned(const noise::Operation& operation, double value) {
  return std::get<noise::Operation>(
      with_severities(of(operation), std::vector{value}).steps[0].action);
}

TEST(SeveritiesOf, NamesWhatTheSetupOfThePaperTurns) {
  const auto severities = severities_of(testing::camus(testing::tiers()[0]));
  ASSERT_EQ(severities.size(), 2U);
  EXPECT_EQ(severities[0].name, "dilation mean (ES)");
  EXPECT_EQ(severities[0].unit, "px256");
  EXPECT_EQ(severities[0].value, 3.0);
  EXPECT_EQ(severities[1].name, "localization mean");
  EXPECT_EQ(severities[1].value, 2.0);
}

TEST(SeveritiesOf, AKernelReachesHalfAsFarAsItIsWide) {
  EXPECT_EQ(severities_of(of(noise::Localization{{1.0}}))[0].most, 5.0);
  EXPECT_EQ(severities_of(of(noise::Scale{{1.0}}))[0].most, 10.0);
}

TEST(SeveritiesOf, GoAtLeastToTwiceTheSetup) {
  EXPECT_EQ(severities_of(of(noise::Shift{{300.0}}))[0].most, 600.0);
  EXPECT_EQ(severities_of(of(noise::Shift{{9000.0}}))[0].most, 10000.0);
  EXPECT_EQ(severities_of(of(noise::Deletion{0.8}))[0].most, 1.0);
}

TEST(SeveritiesOf, HasAlternativesAndPassesOverWhatDoesNothing) {
  const auto severities = severities_of(testing::one_of(testing::one_of_tiers()[0]));
  EXPECT_THAT(
      severities,
      ElementsAre(
          Field(&Severity::name, "approximation mean"),
          Field(&Severity::name, "localization mean"),
          Field(&Severity::name, "scale mean"),
          Field(&Severity::name, "class-confusion probability")));
}

TEST(SeveritiesOf, TakesTheFirstParameterThatIsNotZero) {
  const auto severities = severities_of(of(noise::BaseShift{.tilt_sigma_deg = 5.0}));
  EXPECT_EQ(severities[0].name, "base-shift tilt-sigma-deg");
  EXPECT_EQ(severities[0].unit, "degrees");
  EXPECT_EQ(severities[0].most, 30.0);
}

TEST(WithSeverities, AsTheSetupHasThemIsTheSetup) {
  for (const noise::NoiseSetup& setup : testing::published_setups()) {
    std::vector<double> values;
    for (const Severity& severity : severities_of(setup)) values.push_back(severity.value);
    EXPECT_EQ(with_severities(setup, values), setup);
  }
}

TEST(WithSeverities, KeepsTheSpreadInProportion) {
  EXPECT_EQ(
      turned(noise::Localization{{2.0, 0.5}}, 4.0),
      noise::Operation(noise::Localization{{4.0, 1.0}}));
  EXPECT_EQ(
      turned(noise::Localization{{2.0, 0.5}}, 0.0),
      noise::Operation(noise::Localization{{0.0, 0.0}}));
}

TEST(WithSeverities, KeepsWhatIsNoStrength) {
  const noise::ContourWalk walk{.spread = {1.0, 0.5}, .correlation = 7.0, .bias = -0.25};
  EXPECT_EQ(
      turned(walk, 2.0),
      noise::Operation(noise::ContourWalk{.spread = {2.0, 1.0}, .correlation = 7.0, .bias = -0.5}));
}

TEST(WithSeverities, KeepsTheDirectionOfABaseShift) {
  const noise::BaseShift away{.mean = -2.0, .sigma = 1.0};
  EXPECT_EQ(severities_of(of(away))[0].value, 2.0);
  EXPECT_EQ(turned(away, 4.0), noise::Operation(noise::BaseShift{.mean = -4.0, .sigma = 2.0}));
}

TEST(WithSeverities, StaysInTheRangeOfASetup) {
  const noise::BaseShift tilted{.mean = 1.0, .tilt_sigma_deg = 20.0};
  EXPECT_EQ(
      turned(tilted, 5.0), noise::Operation(noise::BaseShift{.mean = 5.0, .tilt_sigma_deg = 30.0}));
}

TEST(WithSeverities, TurnsUpWhatTheSetupHasAtZero) {
  EXPECT_EQ(turned(noise::Shift{}, 3.0), noise::Operation(noise::Shift{{3.0}}));
}

TEST(Severity, IsTurnedInStepsThatReadWell) {
  const Severity length = severities_of(of(noise::Shift{{1.0}}))[0];
  EXPECT_EQ(length.rounded(2.0357142857), 2.0);
  EXPECT_EQ(length.rounded(2.06), 2.1);
  EXPECT_EQ(length.rounded(99.0), length.most);
  EXPECT_EQ(severities_of(of(noise::Deletion{0.1}))[0].rounded(0.2357), 0.24);
  EXPECT_EQ(
      severities_of(of(noise::Shift{{0.1}}, noise::Unit::kRelative))[0].rounded(0.0357), 0.036);
}

TEST(WithSeverities, RefusesOtherCountsAndRanges) {
  const noise::NoiseSetup setup = of(noise::Deletion{0.1});
  EXPECT_THROW((void)with_severities(setup, {}), std::invalid_argument);
  EXPECT_THROW((void)with_severities(setup, std::vector{1.5}), std::invalid_argument);
  EXPECT_THROW((void)with_severities(setup, std::vector{-0.1}), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::session
