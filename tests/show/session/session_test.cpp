#include "show/session/session.h"

#include "support/patients.h"
#include "support/setups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>

namespace segnoise::session {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

const noise::NoiseSetup kLowSetup = testing::camus(testing::tiers()[0]);

SessionStart three_patients() {
  SessionStart start{.patients = {"patient0001", "patient0002", "patient0003"}, .setup = kLowSetup};
  start.load = [ids = start.patients](std::size_t place) {
    if (place == 1) throw std::runtime_error("damaged");
    return ViewedPatient{
        .patient = testing::drawn_patient(ids[place], 20.0 + static_cast<double>(place))};
  };
  return start;
}

TEST(Session, BeginsWithThePatientAndTheSetupAsTheyAre) {
  SessionStart start = three_patients();
  start.first = 2;
  const Session session(start);
  EXPECT_EQ(session.viewed().patient.id, "patient0003");
  EXPECT_EQ(session.setup(), kLowSetup);
  EXPECT_THAT(session.values(), ElementsAre(3.0, 2.0));
  EXPECT_FALSE(session.is_edited());
}

TEST(Session, TurningASeverityMovesTheEjectionFraction) {
  Session session(three_patients());
  const double before = session.noisy().ejection->ef_percent;
  session.set_value(0, 15.0);
  EXPECT_LT(session.noisy().ejection->ef_percent, before - 5.0);
  session.set_value(0, 0.0);
  session.set_value(1, 0.0);
  EXPECT_EQ(session.noisy().ejection->ef_percent, session.preview().clean_ejection()->ef_percent);
}

TEST(Session, SaysThatASetupIsNoMoreTheFirst) {
  Session session(three_patients());
  session.set_value(1, 5.0);
  const noise::NoiseSetup setup = session.setup();
  EXPECT_EQ(setup.name, "low edited");
  EXPECT_THAT(setup.description, HasSubstr("camus-view"));
  EXPECT_EQ(setup.steps[0], kLowSetup.steps[0]);
  EXPECT_EQ(setup.steps[1], (noise::Step{noise::Operation{noise::Localization{{5.0, 1.25}}}}));
}

TEST(Session, KeepsValuesAndSeedsInRange) {
  Session session(three_patients());
  session.set_value(0, 1e6);
  EXPECT_EQ(session.values()[0], session.severities()[0].most);
  session.set_value(0, -1.0);
  EXPECT_EQ(session.values()[0], 0.0);
  session.set_seed(0);
  EXPECT_EQ(session.seed(), 1U);
  session.set_seed(5000);
  EXPECT_EQ(session.seed(), 100U);
}

TEST(Session, OffersSeedsAroundItsOwn) {
  const auto first_of = [](std::uint64_t seed) {
    SessionStart start = three_patients();
    start.seed = seed;
    return Session(start).first_seed();
  };
  EXPECT_EQ(first_of(0), 0U);
  EXPECT_EQ(first_of(1), 1U);
  EXPECT_EQ(first_of(99), 1U);
  EXPECT_EQ(first_of(100), 50U);
  EXPECT_EQ(first_of(2026), 1976U);
  constexpr auto kLast = std::numeric_limits<std::uint64_t>::max();
  EXPECT_EQ(first_of(kLast), kLast - 99);
}

TEST(Session, ResetBringsSetupAndSeedBack) {
  Session session(three_patients());
  const double before = session.noisy().ejection->ef_percent;
  session.set_value(0, 9.0);
  session.set_seed(44);
  session.reset();
  EXPECT_EQ(session.setup(), kLowSetup);
  EXPECT_EQ(session.seed(), 1U);
  EXPECT_EQ(session.noisy().ejection->ef_percent, before);
}

TEST(Session, GoesRoundAndTakesTheSetupAlong) {
  Session session(three_patients());
  session.set_value(0, 9.0);
  session.go(2);
  EXPECT_EQ(session.viewed().patient.id, "patient0003");
  EXPECT_EQ(session.values()[0], 9.0);
  session.go(1);
  EXPECT_EQ(session.viewed().patient.id, "patient0001");
  session.go(-1);
  EXPECT_EQ(session.viewed().patient.id, "patient0003");
  EXPECT_EQ(session.visits(), 4U);
}

TEST(Session, StaysWhereItIsIfAPatientCannotBeLoaded) {
  Session session(three_patients());
  EXPECT_THROW(session.go(1), std::runtime_error);
  EXPECT_EQ(session.viewed().patient.id, "patient0001");
  EXPECT_EQ(session.visits(), 1U);
}

TEST(Session, MeasuresAPredictionWhereThereIsOne) {
  SessionStart start = three_patients();
  start.load = [](std::size_t) {
    ViewedPatient viewed{.patient = testing::drawn_patient("patient0001")};
    Prediction prediction{.network = "clean"};
    prediction.left_ventricle(cardiac::View::kTwoChamber, cardiac::Instant::kEndDiastole) =
        shape::Mask({96, 128});
    viewed.prediction = prediction;
    return viewed;
  };
  const Session session(start);
  ASSERT_TRUE(session.predicted());
  EXPECT_EQ(
      session.predicted()->frames(cardiac::View::kTwoChamber, cardiac::Instant::kEndDiastole)->dice,
      0.0);
  EXPECT_FALSE(
      session.predicted()->frames(cardiac::View::kFourChamber, cardiac::Instant::kEndDiastole));
}

TEST(Session, RefusesToBeginWithNobody) {
  SessionStart start = three_patients();
  start.first = 3;
  EXPECT_THROW(Session{start}, std::invalid_argument);
  start = three_patients();
  start.setup = testing::benchmark_n(testing::tiers()[0]);
  EXPECT_THROW(Session{start}, std::invalid_argument);
}

TEST(SummaryLine, HasWhatTheWindowShows) {
  Session session(three_patients());
  EXPECT_THAT(summary_line(session), StartsWith("patient0001, low, seed 1: EDV "));
  session.set_value(0, 0.0);
  session.set_value(1, 0.0);
  EXPECT_THAT(summary_line(session), HasSubstr(", low edited, seed 1: "));
  EXPECT_THAT(
      summary_line(session),
      HasSubstr("(mildly reduced -> mildly reduced), mean Dice 1.000, largest HD 0.0 mm"));
}

}  // namespace
}  // namespace segnoise::session
