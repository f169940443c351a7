#include "study/readings/impossible.h"

#include <gtest/gtest.h>

namespace segnoise::readings {
namespace {

Measured measured(double edv_ml, double ef_percent, double axis_mm) {
  Measured all{.ejection = {.edv_ml = edv_ml, .ef_percent = ef_percent}};
  all.disks(cardiac::View::kTwoChamber, cardiac::Instant::kEndSystole) =
      cardiac::Disks{.axis = {.length_mm = axis_mm}};
  return all;
}

const Measured kClean = measured(100.0, 50.0, 80.0);

TEST(Impossible, IsWhatNoHeartIs) {
  EXPECT_FALSE(impossible(kClean, kClean));
  EXPECT_EQ(impossible(measured(100.0, -0.1, 80.0), kClean), Impossible::kNegativeEf);
  EXPECT_EQ(impossible(measured(19.9, 50.0, 80.0), kClean), Impossible::kEdv);
  EXPECT_EQ(impossible(measured(400.1, 50.0, 80.0), kClean), Impossible::kEdv);
  EXPECT_EQ(impossible(measured(100.0, 50.0, 39.9), kClean), Impossible::kLongAxis);
  EXPECT_EQ(impossible(measured(100.0, 50.0, 130.1), kClean), Impossible::kLongAxis);
  EXPECT_EQ(impossible(measured(10.0, -1.0, 10.0), kClean), Impossible::kNegativeEf);
}

TEST(Impossible, HoldsTheBorders) {
  EXPECT_FALSE(impossible(measured(20.0, 0.0, 40.0), kClean));
  EXPECT_FALSE(impossible(measured(400.0, 100.0, 130.0), kClean));
}

TEST(Impossible, IsNotWhatTheCleanOutlinesWereAlready) {
  EXPECT_FALSE(impossible(measured(100.0, -1.0, 80.0), measured(100.0, -5.0, 80.0)));
  EXPECT_FALSE(impossible(measured(15.0, 50.0, 80.0), measured(18.0, 50.0, 80.0)));
  EXPECT_FALSE(impossible(measured(100.0, 50.0, 35.0), measured(100.0, 50.0, 38.0)));
  // But for its axes, that patient's readings can fail.
  EXPECT_EQ(
      impossible(measured(100.0, -1.0, 35.0), measured(100.0, 50.0, 38.0)),
      Impossible::kNegativeEf);
}

TEST(FailedOutlines, CountByKind) {
  FailedOutlines failed;
  failed.add(Impossible::kNegativeEf);
  failed.add(Impossible::kEdv);
  failed.add(Impossible::kEdv);
  failed.add(Impossible::kLongAxis);
  failed += failed;
  EXPECT_EQ(failed.negative_ef, 2);
  EXPECT_EQ(failed.edv, 4);
  EXPECT_EQ(failed.long_axis, 2);
  EXPECT_EQ(failed.all(), 8);
}

}  // namespace
}  // namespace segnoise::readings
