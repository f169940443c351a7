#pragma once

#include "core/statistics/bootstrap.h"

#include <cstddef>
#include <optional>
#include <span>

namespace segnoise::statistics {

/// A difference in one patient, between networks that were trained from one seed.
struct SeedDifference {
  std::size_t patient = 0;
  std::size_t seed = 0;
  double value = 0.0;
};

/// A mean difference, where both the patients and the seeds are a sample of those there could be.
struct MixedDifference {
  int patients = 0;
  int seeds = 0;
  double mean = 0.0;  ///< over patients, each with the mean of his seeds

  // Squares of standard errors of the mean, of what each sample brings.
  double of_patients = 0.0;  ///< A: variance of the patients' means / patients
  double of_seeds = 0.0;     ///< B: variance of the seeds' means / seeds
  double of_residual = 0.0;  ///< E: that of patient x seed, which is in both

  double standard_error = 0.0;  ///< square root of max(A, B, A + B - E)
  double degrees = 0.0;         ///< of Student's t
  Interval interval = {};       ///< mean ± t · standard_error
  double p = 0.0;               ///< two-sided; below 1 - confidence just where 0 is outside
};

/// Fewer seeds say too little of how networks differ: no method that was tried keeps its level.
inline constexpr int kLeastSeeds = 3;

/// The two-way random-effects analysis of differences d = mean + patient + seed + residual.
///
/// A + B - E estimates the variance of the mean without bias. Its degrees of freedom are
/// Satterthwaite's for the parts x of patients alone and y of seeds,
/// (x + y)² / (x² / (patients - 1) + y² / (seeds - 1)), with x = max(0, A - E) and y = max(B, (B -
/// E) / F), F the lower quartile of Fisher's F of B / E: with few seeds, a B that comes out small
/// by chance would give many degrees just where the standard error is too small.
///
/// Patients may be tested in folds, each by networks of their own from every seed. B is of means
/// over all folds: it holds what the networks of a seed have in common, and what each has of its
/// own, divided by how many there are. What a fold's training patients do to all its networks is
/// not sampled, as there is one set of them.
///
/// Where a patient lacks a seed, patient and seed effects are those of least squares, A is of the
/// means that there are, and B and E are multiplied by the sums of squares of the weights that
/// seeds and differences have in the mean.
///
/// @param differences  finite; patient and seed are any numbers, of a pair at most one difference
/// @return             nothing below two patients or kLeastSeeds seeds, if seeds have no patients
///                     in common from which their differences could be told, without a degree of
///                     freedom for the residual, or if no difference differs from another
/// @throws std::invalid_argument  if a value is not finite, a pair comes twice, or confidence is
/// not
///                                in (0, 1)
/// Source: F. E. Satterthwaite, Biometrics Bull. 2(6), 110-114 (1946); the bound on y is ours,
/// decision 0016.
[[nodiscard]] std::optional<MixedDifference> mixed_difference(
    std::span<const SeedDifference> differences, double confidence = 0.95);

}  // namespace segnoise::statistics
