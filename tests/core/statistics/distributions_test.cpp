#include "core/statistics/distributions.h"

#include "core/random/rng.h"
#include "support/values.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

namespace segnoise::statistics {
namespace {

using testing::kNan;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

void expect_relative(double found, double expected, double tolerance) {
  EXPECT_NEAR(found, expected, tolerance * std::abs(expected));
}

TEST(IncompleteBeta, HasTheValuesOfItsSeriesInSixtyDigits) {
  expect_relative(incomplete_beta(0.5, 0.5, 0.3), 3.69010119565545375044e-1, 1e-13);
  expect_relative(incomplete_beta(1.5, 2.5, 0.25), 1.0 / 3.0, 1e-13);
  expect_relative(incomplete_beta(0.5, 15.0, 0.01), 4.13935035223664435013e-1, 1e-13);
  expect_relative(incomplete_beta(10.0, 20.0, 0.9), 9.99999999999959274943e-1, 1e-13);
  expect_relative(incomplete_beta(100.0, 0.5, 0.99), 1.56775865424440783372e-1, 1e-13);
  expect_relative(incomplete_beta(50.5, 38.5, 0.6), 7.30226220828155852800e-1, 1e-13);
  expect_relative(incomplete_beta(1000.0, 1500.0, 0.41), 8.46259684745058908410e-1, 1e-13);
  expect_relative(incomplete_beta(10000.0, 5000.0, 0.6625), 1.39579356711768465939e-1, 1e-13);
  expect_relative(incomplete_beta(2.5, 7.5, 1e-6), 5.83514960773001604771e-14, 1e-13);
}

TEST(IncompleteBeta, IsAPowerWhereOneParameterIsOne) {
  for (const double a : {0.1, 1.0, 2.5, 40.0}) {
    for (const double x : {1e-9, 0.1, 0.5, 0.99}) {
      expect_relative(incomplete_beta(a, 1.0, x), std::pow(x, a), 1e-13);
      expect_relative(incomplete_beta(1.0, a, x), -std::expm1(a * std::log1p(-x)), 1e-13);
    }
  }
}

TEST(IncompleteBeta, IsABinomialTail) {
  // P(X >= 3) of ten draws at 0.2: 1 - 0.8^10 - 10 0.2 0.8^9 - 45 0.04 0.8^8.
  const double below = std::pow(0.8, 8.0) * (0.64 + 1.6 + 1.8);
  expect_relative(incomplete_beta(3.0, 8.0, 0.2), 1.0 - below, 1e-13);
}

TEST(IncompleteBeta, OfTheComplementIsTheComplement) {
  random::Rng rng(1);
  for (int i = 0; i < 1000; ++i) {
    const double a = std::exp(8.0 * rng.uniform() - 2.0);
    const double b = std::exp(8.0 * rng.uniform() - 2.0);
    const double x = rng.uniform();
    EXPECT_NEAR(incomplete_beta(a, b, x) + incomplete_beta(b, a, 1.0 - x), 1.0, 1e-12);
  }
}

TEST(IncompleteBeta, ReachesItsEnds) {
  EXPECT_EQ(incomplete_beta(2.0, 3.0, 0.0), 0.0);
  EXPECT_EQ(incomplete_beta(2.0, 3.0, 1.0), 1.0);
}

TEST(NormalCdf, InvertsTheQuantile) {
  EXPECT_EQ(normal_cdf(0.0), 0.5);
  expect_relative(normal_cdf(1.959963984540054), 0.975, 1e-15);
  expect_relative(normal_cdf(-6.0), 9.865876450376981e-10, 1e-13);
  for (const double p : {1e-12, 0.01, 0.3, 0.9}) {
    expect_relative(normal_cdf(random::normal_quantile(p)), p, 1e-13);
  }
}

TEST(StudentT, HasTheValuesOfItsTables) {
  // Solved in 40 digits; the first digits are those of any table.
  expect_relative(student_t_quantile(0.975, 16.0), 2.119905299221254645, 1e-13);
  expect_relative(student_t_quantile(0.975, 49.0), 2.009575237129239647, 1e-13);
  expect_relative(student_t_quantile(0.995, 3.0), 5.840909309733357217, 1e-13);
  expect_relative(student_t_quantile(0.95, 499.0), 1.647912984059712785, 1e-13);
  expect_relative(student_t_quantile(0.975, 1000.0), 1.962339080826408461, 1e-13);
}

TEST(StudentT, HasTheClosedFormsOfFewDegrees) {
  for (const double p : {1e-6, 0.025, 0.3, 0.5, 0.8, 0.999}) {
    const double cauchy = p == 0.5 ? 0.0 : -1.0 / std::tan(std::numbers::pi * p);
    EXPECT_NEAR(student_t_quantile(p, 1.0), cauchy, 1e-12 * std::abs(cauchy));
    const double two = (2.0 * p - 1.0) / std::sqrt(2.0 * p * (1.0 - p));
    EXPECT_NEAR(student_t_quantile(p, 2.0), two, 1e-12 * std::abs(two));
    const double root = std::sqrt(4.0 * p * (1.0 - p));
    const double q = std::cos(std::acos(root) / 3.0) / root;
    const double four = std::copysign(2.0 * std::sqrt(std::max(0.0, q - 1.0)), p - 0.5);
    EXPECT_NEAR(student_t_quantile(p, 4.0), four, 1e-7 + 1e-12 * std::abs(four));
  }
  for (const double t : {-30.0, -1.0, 0.0, 1e-9, 2.0, 1e8}) {
    EXPECT_NEAR(student_t_upper_tail(t, 1.0), std::atan2(1.0, t) / std::numbers::pi, 1e-15);
  }
}

TEST(StudentT, BecomesNormalOfManyDegrees) {
  for (const double p : {0.001, 0.3, 0.975}) {
    EXPECT_NEAR(student_t_quantile(p, 1e9), random::normal_quantile(p), 1e-7);
  }
}

TEST(StudentT, InvertsItsTail) {
  for (const double degrees : {0.5, 1.0, 3.7, 30.0, 1e4}) {
    for (const double p : {1e-10, 0.02, 0.4, 0.5, 0.7, 0.999}) {
      const double t = student_t_quantile(p, degrees);
      expect_relative(student_t_upper_tail(-t, degrees), p, 1e-11);
      EXPECT_NEAR(student_t_quantile(1.0 - p, degrees), -t, 1e-5 * std::abs(t));
    }
  }
}

TEST(StudentT, KeepsItsEnds) {
  EXPECT_EQ(student_t_upper_tail(kInfinity, 3.0), 0.0);
  EXPECT_EQ(student_t_upper_tail(-kInfinity, 3.0), 1.0);
  EXPECT_EQ(student_t_upper_tail(0.0, 3.0), 0.5);
  EXPECT_EQ(student_t_quantile(0.5, 3.0), 0.0);
  EXPECT_EQ(student_t_upper_tail(1e200, 3.0), 0.0);
}

TEST(FisherF, HasTheValuesOfItsTables) {
  expect_relative(f_quantile(0.975, 5.0, 15.0), 3.576415349279061919, 1e-13);
  expect_relative(f_quantile(0.975, 15.0, 5.0), 6.427728167078781598, 1e-13);
  expect_relative(f_quantile(0.95, 49.0, 51.0), 1.597610257618913193, 1e-13);
  expect_relative(f_quantile(0.99, 1.0, 7.0), 12.246383348435085339, 1e-13);
}

TEST(FisherF, HasAClosedFormOfTwoDegreesAbove) {
  for (const double below : {1.0, 5.0, 14.3, 200.0}) {
    for (const double p : {1e-6, 0.1, 0.5, 0.975}) {
      const double f = 0.5 * below * std::expm1(-2.0 / below * std::log1p(-p));
      expect_relative(f_quantile(p, 2.0, below), f, 1e-11);
      expect_relative(f_upper_tail(f, 2.0, below), 1.0 - p, 1e-12);
    }
  }
}

TEST(FisherF, IsTheSquareOfT) {
  for (const double degrees : {1.0, 4.5, 60.0}) {
    for (const double t : {0.1, 1.0, 5.0}) {
      expect_relative(
          f_upper_tail(t * t, 1.0, degrees), 2.0 * student_t_upper_tail(t, degrees), 1e-12);
    }
  }
  EXPECT_EQ(f_upper_tail(0.0, 3.0, 4.0), 1.0);
  EXPECT_EQ(f_upper_tail(kInfinity, 3.0, 4.0), 0.0);
}

TEST(Distributions, RefuseWhatIsOutOfRange) {
  for (const double bad : {0.0, -1.0, kNan, kInfinity}) {
    EXPECT_THROW((void)incomplete_beta(bad, 1.0, 0.5), std::invalid_argument);
    EXPECT_THROW((void)incomplete_beta(1.0, bad, 0.5), std::invalid_argument);
    EXPECT_THROW((void)student_t_upper_tail(1.0, bad), std::invalid_argument);
    EXPECT_THROW((void)student_t_quantile(0.5, bad), std::invalid_argument);
    EXPECT_THROW((void)f_upper_tail(1.0, bad, 1.0), std::invalid_argument);
    EXPECT_THROW((void)f_quantile(0.3, 1.0, bad), std::invalid_argument);
  }
  for (const double p : {0.0, 1.0, -0.5, kNan}) {
    EXPECT_THROW((void)student_t_quantile(p, 2.0), std::invalid_argument);
    EXPECT_THROW((void)f_quantile(p, 2.0, 2.0), std::invalid_argument);
  }
  EXPECT_THROW((void)incomplete_beta(1.0, 1.0, 1.5), std::invalid_argument);
  EXPECT_THROW((void)student_t_upper_tail(kNan, 1.0), std::invalid_argument);
  EXPECT_THROW((void)f_upper_tail(-1.0, 1.0, 1.0), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::statistics
