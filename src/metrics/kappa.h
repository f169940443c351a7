#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace segnoise {

/// Cohen's kappa with quadratic weights: agreement of two ratings on an ordinal scale, beyond what
/// their frequencies alone would give. 1 is full agreement, 0 what chance gives.
///
/// κ = 1 - Σ (i - j)² n_ij / Σ (i - j)² n_i. n_.j / n.
///
/// @param table       n_ij, row by row: first rating i, second rating j; counts, or sums of
///                    probabilities, >= 0
/// @param categories  the side of the table, >= 2
/// @return            nothing if the table is empty, or all ratings are one category
/// @throws std::invalid_argument  if the table is not categories², or an entry not finite and >= 0
/// Source: J. Cohen, Psychological Bulletin 70(4), 213-220 (1968).
[[nodiscard]] std::optional<double> quadratic_weighted_kappa(
    std::span<const double> table, std::size_t categories);

}  // namespace segnoise
