#pragma once

#include "core/statistics/agreement.h"
#include "core/statistics/bootstrap.h"

#include <optional>
#include <span>

namespace segnoise::statistics {

/// The share of predicted intervals that hold what came true, ends included; its interval by
/// E. B. Wilson, J. Am. Stat. Assoc. 22, 209-212 (1927). Calibrated intervals of 95 % cover 95 %.
///
/// @param predicted  one per independent unit, finite, lower <= upper
/// @param truth      what came true, as many, finite
/// @return           nothing if there are none
/// @throws std::invalid_argument  if an argument is not as said, or confidence not in (0, 1)
[[nodiscard]] std::optional<Estimate> coverage(
    std::span<const Interval> predicted, std::span<const double> truth, double confidence = 0.95);

/// The mean interval score of central intervals of probability 1 - α: their width, and 2 / α times
/// how far the truth lies outside. The smaller the better; it is proper: on average none scores
/// better than the interval between the true quantiles α / 2 and 1 - α / 2.
///
/// @param predicted, truth  as for coverage()
/// @param probability       1 - α, that the intervals claim; in (0, 1)
/// @return                  in the unit of what is predicted, >= 0; nothing if there are none
/// @throws std::invalid_argument  if an argument is not as said
/// Source: T. Gneiting, A. E. Raftery, J. Am. Stat. Assoc. 102, 359-378 (2007), equation 43.
[[nodiscard]] std::optional<double> interval_score(
    std::span<const Interval> predicted, std::span<const double> truth, double probability);

/// Brier's score of predicted category probabilities: the mean over units of the sum over
/// categories of (probability - 1 if it came true, else 0)². 0 at best, 2 at worst; twice what is
/// customary of two categories, of which only one is counted there.
///
/// @param probabilities  (unit, category), each in [0, 1], adding up to 1 within 1e-6 for each unit
/// @param truth          the category of each unit, in [0, categories)
/// @param categories     >= 1
/// @return               nothing without a unit
/// @throws std::invalid_argument  if an argument is not as said, or the lengths do not match
/// Source: G. W. Brier, Mon. Weather Rev. 78(1), 1-3 (1950).
[[nodiscard]] std::optional<double> brier_score(
    std::span<const double> probabilities, std::span<const int> truth, int categories);

}  // namespace segnoise::statistics
