#pragma once

#include <optional>
#include <span>
#include <vector>

namespace segnoise::statistics {

/// What becomes of pairs that do not differ.
enum class ZeroDifferences {
  kWilcoxon,  ///< they are left out before ranks are given (Wilcoxon; R's wilcox.test())
  kPratt,     ///< they are ranked with the others, and their ranks left out (Pratt 1959)
};

/// Wilcoxon's signed-rank test of paired differences, two-sided.
struct SignedRank {
  int count = 0;                ///< differences other than 0
  int zeros = 0;                ///< differences of 0
  double positive_ranks = 0.0;  ///< V, the sum of the ranks of positive differences
  double negative_ranks = 0.0;  ///< and of negative ones
  double p = 0.0;               ///< of the hypothesis that differences are symmetric about 0
  bool is_exact = false;        ///< whether p is of the exact distribution of V
  double rank_biserial = 0.0;   ///< effect size (V - negative_ranks) / (both), in [-1, 1]
};

/// The test of differences, e.g. of one measure under two conditions, one per patient.
///
/// Equal |d| share their mean rank; |d| are equal if the doubles are, so whoever has numbers with
/// few digits rounds the differences to them. Up to 50 differences other than 0, p is exact: of V
/// over all signs that the ranks at hand could have, ties and zeros included. Beyond, it is of the
/// normal approximation with the variance reduced for ties (and for the zeros of Pratt) and a
/// continuity correction of 1/2, as in R's wilcox.test(), which takes it wherever there are ties or
/// zeros.
///
/// @param differences  finite
/// @return             nothing if no difference is other than 0
/// @throws std::invalid_argument  if a difference is not finite
/// Source: F. Wilcoxon, Biometrics Bull. 1(6), 80-83 (1945); J. W. Pratt, J. Am. Stat. Assoc. 54,
/// 655-667 (1959); the effect size by D. S. Kerby, Compr. Psychol. 3, 11.IT.3.1 (2014).
[[nodiscard]] std::optional<SignedRank> signed_rank(
    std::span<const double> differences, ZeroDifferences zeros = ZeroDifferences::kWilcoxon);

/// p values adjusted for how many there are, by Holm's step-down method: in ascending order p times
/// the number of those not smaller, but never below the one before and never above 1.
///
/// @param p  in [0, 1]
/// @return   in the order given; comparing each with α keeps the chance of any false rejection at α
/// @throws std::invalid_argument  if a p is out of range
/// Source: S. Holm, Scand. J. Stat. 6(2), 65-70 (1979).
[[nodiscard]] std::vector<double> holm_adjusted(std::span<const double> p);

}  // namespace segnoise::statistics
