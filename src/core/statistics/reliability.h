#pragma once

#include "core/statistics/agreement.h"

#include <optional>
#include <span>
#include <vector>

namespace segnoise::statistics {

/// ICC(2,1): the intraclass correlation of absolute agreement of single ratings, where subjects and
/// raters are both drawn at random; about 0 without agreement, 1 if all rate alike.
///
/// (MSR - MSE) / (MSR + (k - 1) MSE + k (MSC - MSE) / n) from the mean squares of rows (subjects),
/// columns (raters) and error of n subjects and k raters. It may be negative.
///
/// @param ratings     (subject, rater), finite
/// @param raters      k, >= 1
/// @param confidence  of the interval; nothing leaves it out, which takes most of the time
/// @return            nothing below two subjects or two raters, or if no rating differs from
/// another,
///                    or of two subjects whom two raters rank in opposite ways with one mean;
///                    without an interval if the raters differ by no more than a constant each (MSE
///                    = 0)
/// @throws std::invalid_argument  if a rating is not finite, their number is no multiple of raters,
///                                raters < 1, or confidence is not in (0, 1)
/// Source: P. E. Shrout, J. L. Fleiss, Psychol. Bull. 86(2), 420-428 (1979), the interval by their
/// approximation of degrees of freedom.
[[nodiscard]] std::optional<Estimate> icc_2_1(
    std::span<const double> ratings, int raters, std::optional<double> confidence = 0.95);

/// How much a disagreement of ordered categories i and j weighs.
enum class KappaWeights {
  kNone,       ///< 1 whichever they are: Cohen's kappa
  kLinear,     ///< |i - j|
  kQuadratic,  ///< (i - j)²
};

/// How much each category of one rater and each of the other have in common: counts, or sums of
/// probabilities.
using CrossTable = std::vector<std::vector<double>>;

/// How often each category of one rater met each of the other, (first rater, second rater): the
/// reclassification table.
///
/// @param categories  how many there are; ratings are 0 ... categories - 1
/// @throws std::invalid_argument  if the lengths differ, or a rating is out of range
[[nodiscard]] CrossTable cross_table(
    std::span<const int> first, std::span<const int> second, int categories);

/// Weighted kappa: 1 - (disagreement found) / (disagreement expected of independent raters with the
/// same shares), at most 1.
///
/// @param table  square, entries >= 0
/// @return       nothing if no disagreement is expected: of an empty table, or if both raters use
/// one
///               category alone, and the same
/// @throws std::invalid_argument  if the table is not square, or an entry is not finite and >= 0
/// Source: J. Cohen, Psychol. Bull. 70(4), 213-220 (1968).
[[nodiscard]] std::optional<double> kappa(const CrossTable& table, KappaWeights weights);

}  // namespace segnoise::statistics
