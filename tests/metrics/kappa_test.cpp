#include "metrics/kappa.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <stdexcept>
#include <vector>

namespace segnoise {
namespace {

TEST(QuadraticWeightedKappa, IsWorkedByHand) {
  // Margins 5, 3, 2 and 4, 3, 3; two ratings are one category off. By chance:
  // (1·(5·3 + 3·4 + 3·3 + 2·3) + 4·(5·3 + 2·4)) / 10 = (42 + 92) / 10 = 13.4.
  const std::array table{4.0, 1.0, 0.0, 0.0, 2.0, 1.0, 0.0, 0.0, 2.0};
  EXPECT_NEAR(quadratic_weighted_kappa(table, 3).value(), 1.0 - 2.0 / 13.4, 1e-12);
}

TEST(QuadraticWeightedKappa, OfTwoCategoriesIsCohensOwn) {
  // Agreement 0.7, by chance 0.5 · 0.6 + 0.5 · 0.4 = 0.5: the textbook example.
  const std::array table{20.0, 5.0, 10.0, 15.0};
  EXPECT_NEAR(quadratic_weighted_kappa(table, 2).value(), 0.4, 1e-12);
}

TEST(QuadraticWeightedKappa, IsOneForAgreementAndZeroForIndependence) {
  EXPECT_DOUBLE_EQ(
      quadratic_weighted_kappa(std::array{3.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 5.0}, 3).value(),
      1.0);
  EXPECT_NEAR(
      quadratic_weighted_kappa(std::array{1.0, 2.0, 1.0, 2.0, 4.0, 2.0, 3.0, 6.0, 3.0}, 3).value(),
      0.0,
      1e-12);
}

TEST(QuadraticWeightedKappa, PunishesDistantCategoriesFourTimes) {
  const double near =
      quadratic_weighted_kappa(std::array{5.0, 1.0, 0.0, 0.0, 5.0, 0.0, 0.0, 1.0, 5.0}, 3).value();
  const double far =
      quadratic_weighted_kappa(std::array{5.0, 0.0, 1.0, 0.0, 5.0, 0.0, 1.0, 0.0, 5.0}, 3).value();
  EXPECT_GT(near, far);
}

TEST(QuadraticWeightedKappa, IsUndefinedWhereAllRatingsAreOneCategory) {
  EXPECT_FALSE(quadratic_weighted_kappa(std::array{0.0, 0.0, 0.0, 7.0}, 2));
  EXPECT_FALSE(quadratic_weighted_kappa(std::array{0.0, 0.0, 0.0, 0.0}, 2));
}

TEST(QuadraticWeightedKappa, RefusesWhatIsNoTable) {
  EXPECT_THROW((void)quadratic_weighted_kappa(std::array{1.0}, 1), std::invalid_argument);
  EXPECT_THROW((void)quadratic_weighted_kappa(std::array{1.0, 2.0}, 2), std::invalid_argument);
  EXPECT_THROW(
      (void)quadratic_weighted_kappa(std::array{1.0, -1.0, 0.0, 1.0}, 2), std::invalid_argument);
  EXPECT_THROW(
      (void)quadratic_weighted_kappa(std::array{1.0, std::nan(""), 0.0, 1.0}, 2),
      std::invalid_argument);
}

}  // namespace
}  // namespace segnoise
