#include "core/noise/setup.h"

#include "support/values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace segnoise::noise {
namespace {

using testing::kNan;

NoiseSetup with_step(const Step& step) {
  const Step sound{Operation{Deletion{0.5}}};
  return {.name = "test", .steps = {sound, step}};
}

/// What validate() says; empty if it says nothing.
std::string complaint(const NoiseSetup& setup) {
  try {
    validate(setup);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

std::string complaint(const Operation& operation) { return complaint(with_step({operation})); }

TEST(Validate, AcceptsTheEndsOfEveryRange) {
  EXPECT_EQ(complaint(Operation{Deletion{0.0}}), "");
  EXPECT_EQ(complaint(Operation{Deletion{1.0}}), "");
  EXPECT_EQ(complaint(Operation{Shift{{0.0, 10000.0}}}), "");
  EXPECT_EQ(complaint(with_step({OneOf{{0.0, NoOperation{}}, {1.0, NoOperation{}}}, "ES"})), "");
  EXPECT_EQ(complaint(Operation{ContourWalk{{0.0, 0.0}, 1e-9, -10000.0}}), "");
  EXPECT_EQ(complaint(Operation{Markov{10000, 0.0, 1.0}}), "");
  EXPECT_EQ(complaint(Operation{BaseShift{-10000.0, 10000.0, 30.0}}), "");
  EXPECT_EQ(complaint(Operation{Duplicate{1.0, {}}}), "");
  EXPECT_EQ(complaint(Operation{Spurious{0.0}}), "");
  EXPECT_EQ(complaint(NoiseSetup{}), "");
}

TEST(Validate, NamesThePlaceTheRangeAndTheValue) {
  EXPECT_EQ(
      complaint(Operation{Localization{{2.0, -1.0}}}),
      "steps[1].sigma must be in [0, 10000], got -1");
  EXPECT_EQ(complaint(Operation{Deletion{1.5}}), "steps[1].probability must be in [0, 1], got 1.5");
  EXPECT_EQ(
      complaint(with_step({OneOf{{1.0, NoOperation{}}, {-2.0, NoOperation{}}}})),
      "steps[1].one-of[1].weight must be finite and >= 0, got -2");
  EXPECT_EQ(
      complaint(with_step({OneOf{{1.0, Scale{{-3.0, 0.0}}}}})),
      "steps[1].one-of[0].mean must be in [0, 10000], got -3");
  EXPECT_EQ(
      complaint(with_step({Operation{}, "systole"})),
      "steps[1].only must be \"ED\" or \"ES\", got \"systole\"");
}

TEST(Validate, RejectsEveryLengthThatIsOutOfRange) {
  for (const double length : {-1e-9, 10000.1, kNan}) {
    for (const RectifiedNormal& bad :
         {RectifiedNormal{length, 1.0}, RectifiedNormal{1.0, length}}) {
      EXPECT_NE(complaint(Operation{Approximation{bad}}), "");
      EXPECT_NE(complaint(Operation{Localization{bad}}), "");
      EXPECT_NE(complaint(Operation{Scale{bad}}), "");
      EXPECT_NE(complaint(Operation{Morphology{MorphologyKind::kOpening, bad}}), "");
      EXPECT_NE(complaint(Operation{Shift{bad}}), "");
      EXPECT_NE(complaint(Operation{ContourWalk{bad}}), "");
      EXPECT_NE(complaint(Operation{Duplicate{0.5, bad}}), "");
    }
  }
}

TEST(Validate, RejectsEveryProbabilityThatIsOutOfRange) {
  for (const double probability : {-0.01, 1.01, kNan}) {
    EXPECT_NE(complaint(Operation{Deletion{probability}}), "");
    EXPECT_NE(complaint(Operation{ClassConfusion{ConfusionKind::kMixing, probability}}), "");
    EXPECT_NE(complaint(Operation{Duplicate{probability, {}}}), "");
    EXPECT_NE(complaint(Operation{Spurious{probability}}), "");
    EXPECT_NE(complaint(Operation{Markov{1, probability, 0.5}}), "");
    EXPECT_NE(complaint(Operation{Markov{1, 0.5, probability}}), "");
  }
}

TEST(Validate, NamesWhatIsWrongWithOneKindOfOperation) {
  EXPECT_EQ(
      complaint(Operation{ContourWalk{{1.0, 0.0}, 0.0, 0.0}}),
      "steps[1].correlation must be in (0, 10000], got 0");
  EXPECT_EQ(
      complaint(Operation{ContourWalk{{1.0, 0.0}, 1.0, -10001.0}}),
      "steps[1].bias must be in [-10000, 10000], got -10001");
  EXPECT_EQ(
      complaint(Operation{Markov{-1, 0.5, 0.5}}), "steps[1].steps must be in [0, 10000], got -1");
  EXPECT_EQ(
      complaint(Operation{Markov{1, 2.0, 0.5}}),
      "steps[1].grow-probability must be in [0, 1], got 2");
  EXPECT_EQ(
      complaint(Operation{BaseShift{kNan, 1.0, 0.0}}),
      "steps[1].mean must be in [-10000, 10000], got nan");
  EXPECT_EQ(
      complaint(Operation{BaseShift{0.0, 1.0, 31.0}}),
      "steps[1].tilt-sigma-deg must be in [0, 30], got 31");
  EXPECT_EQ(
      complaint(Operation{Observer{.instant_correlation = 1.0}}),
      "steps[1].instant-correlation must be in (-1, 1), got 1");
  EXPECT_EQ(
      complaint(Operation{Observer{.view_correlation = -1.0}}),
      "steps[1].view-correlation must be in (-1, 1), got -1");
}

TEST(Validate, WantsOneObserverOfAllSteps) {
  const Observer observer{.spread = 1.0, .instant_correlation = 0.5, .view_correlation = 0.2};
  NoiseSetup setup{.name = "reader"};
  setup.steps = {{Operation{observer}, "ED"}, {OneOf{{1.0, observer}}, "ES"}};
  EXPECT_EQ(complaint(setup), "");
  std::get<Observer>(std::get<OneOf>(setup.steps[1].action)[0].operation).view_correlation = 0.3;
  EXPECT_EQ(
      complaint(setup), "steps[1].one-of[0].view-correlation must be 0.2, as in steps[0], got 0.3");
  Observer other = observer;
  other.instant_correlation = 0.0;
  setup.steps[1].action = Operation{other};
  EXPECT_EQ(complaint(setup), "steps[1].instant-correlation must be 0.5, as in steps[0], got 0");
}

TEST(Validate, RejectsAChoiceBetweenNothing) {
  EXPECT_NE(complaint(with_step({OneOf{}})), "");
  EXPECT_NE(complaint(with_step({OneOf{{0.0, NoOperation{}}}})), "");
  EXPECT_NE(complaint(with_step({OneOf{{kNan, NoOperation{}}}})), "");
}

TEST(NameOf, IsWhatSetupFilesSay) {
  EXPECT_EQ(name_of(Operation{Scale{}}), "scale");
  EXPECT_EQ(name_of(Operation{Morphology{MorphologyKind::kClosing, {}}}), "closing");
  EXPECT_EQ(name_of(Operation{ClassConfusion{}}), "class-confusion");
  EXPECT_EQ(name_of(Unit::kPx256), "px256");
  EXPECT_EQ(name_of(ConfusionKind::kMixing), "mixing");
}

}  // namespace
}  // namespace segnoise::noise
