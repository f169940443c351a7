#include "core/cardiac/propagation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace segnoise::cardiac {
namespace {

TEST(PropagatedEf, IsThePublishedExample) {
  EXPECT_NEAR(propagated_ef_percent(45.0, -0.05, 0.05), 39.2, 0.05);
  EXPECT_NEAR(propagated_ef_percent(45.0, 0.05, -0.05), 50.2, 0.05);
}

TEST(PropagatedEf, IsUnchangedIfBothVolumesAreWrongAlike) {
  EXPECT_DOUBLE_EQ(propagated_ef_percent(60.0, 0.2, 0.2), 60.0);
  EXPECT_DOUBLE_EQ(propagated_ef_percent(60.0, 0.0, 0.0), 60.0);
}

TEST(PropagatedEf, RefusesErrorsThatLeaveNoVolume) {
  EXPECT_THROW((void)propagated_ef_percent(60.0, -1.0, 0.0), std::invalid_argument);
  EXPECT_THROW((void)propagated_ef_percent(60.0, 0.0, -1.1), std::invalid_argument);
  EXPECT_THROW((void)propagated_ef_percent(60.0, std::nan(""), 0.0), std::invalid_argument);
}

TEST(PropagatedEfRange, IsThePublishedExample) {
  const EfRange range = propagated_ef_range(45.0, 0.05, 0.05);
  EXPECT_NEAR(range.lower_percent, 100.0 * (1.0 - 0.55 * 1.05 / 0.95), 1e-12);  // 39.2
  EXPECT_NEAR(range.upper_percent, 100.0 * (1.0 - 0.55 * 0.95 / 1.05), 1e-12);  // 50.2
  EXPECT_EQ(std::floor(range.lower_percent), 39.0);
  EXPECT_EQ(std::floor(range.upper_percent), 50.0);
}

TEST(PropagatedEfRange, IsOnePointWithoutErrors) {
  const EfRange range = propagated_ef_range(62.0, 0.0, 0.0);
  EXPECT_DOUBLE_EQ(range.lower_percent, 62.0);
  EXPECT_DOUBLE_EQ(range.upper_percent, 62.0);
}

TEST(PropagatedEfRange, RefusesFractionsThatAreNone) {
  EXPECT_THROW((void)propagated_ef_range(45.0, 1.0, 0.1), std::invalid_argument);
  EXPECT_THROW((void)propagated_ef_range(45.0, -0.1, 0.1), std::invalid_argument);
  EXPECT_THROW((void)propagated_ef_range(45.0, 0.1, 1.1), std::invalid_argument);
}

TEST(PropagatedEfSpread, IsWorkedByHand) {
  // EDV 10 % too big with an SD of 4.4 %, ESV 20 % too big with an SD of 3.6 %; EF 45 %.
  const PropagatedEf ef = propagated_ef(45.0, {0.10, 0.044}, {0.20, 0.036});
  // 1.2 / 1.1 · 55 % = 60 % stay in the ventricle; relative SDs of 4 % and 3 % make 5 %.
  EXPECT_NEAR(ef.bias_pp, -5.0, 1e-12);
  EXPECT_NEAR(ef.sd_pp, 3.0, 1e-12);
}

TEST(PropagatedEfSpread, ShrinksWhereErrorsGoTogether) {
  // As above, relative SDs of 4 % and 3 %: √(16 + 9 - 2 ρ 12).
  EXPECT_NEAR(propagated_ef(45.0, {0.10, 0.044}, {0.20, 0.036}, 1.0).sd_pp, 60.0 * 0.01, 1e-12);
  EXPECT_NEAR(propagated_ef(45.0, {0.10, 0.044}, {0.20, 0.036}, -1.0).sd_pp, 60.0 * 0.07, 1e-12);
  EXPECT_NEAR(propagated_ef(45.0, {0.10, 0.044}, {0.20, 0.036}, 0.375).sd_pp, 60.0 * 0.04, 1e-12);
  EXPECT_EQ(propagated_ef(45.0, {0.0, 0.05}, {0.0, 0.05}, 1.0).sd_pp, 0.0);
  EXPECT_THROW((void)propagated_ef(45.0, {}, {}, 1.1), std::invalid_argument);
}

TEST(PropagatedEfSpread, IsNothingWithoutErrors) {
  const PropagatedEf ef = propagated_ef(45.0, {}, {});
  EXPECT_NEAR(ef.bias_pp, 0.0, 1e-12);
  EXPECT_EQ(ef.sd_pp, 0.0);
}

TEST(PropagatedEfSpread, RefusesErrorsThatLeaveNoVolume) {
  EXPECT_THROW((void)propagated_ef(45.0, {-1.0, 0.1}, {}), std::invalid_argument);
  EXPECT_THROW((void)propagated_ef(45.0, {}, {-1.0, 0.1}), std::invalid_argument);
  EXPECT_THROW((void)propagated_ef(45.0, {0.0, -0.1}, {}), std::invalid_argument);
  EXPECT_THROW((void)propagated_ef(45.0, {}, {0.0, std::nan("")}), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::cardiac
