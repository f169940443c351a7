#pragma once

#include "core/statistics/bootstrap.h"
#include "core/statistics/signed_rank.h"
#include "core/statistics/summary.h"
#include "study/analysis/measurement_index.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace segnoise::analysis {

/// Resamples of patients for every interval of a study.
inline constexpr int kPatientResamples = 5'000;

/// Of fewer patients nothing has an interval: their resamples are too much alike to say anything.
inline constexpr int kLeastForInterval = 5;

/// What becomes of patients in whom two conditions do not differ: they are ranked with the others.
inline constexpr statistics::ZeroDifferences kZeroDifferences = statistics::ZeroDifferences::kPratt;

/// Mean and SD over patients, each of whom counts once.
struct PatientMean {
  statistics::Summary over_patients = {};
  std::optional<statistics::Interval> ci95 = {};  ///< of the mean, see mean_interval()
};

/// 95 % interval of a mean by bootstrap over patients: BCa; where that is not defined, percentiles.
///
/// @param values  one per patient
/// @return        nothing for fewer than kLeastForInterval
[[nodiscard]] std::optional<statistics::Interval> mean_interval(
    std::span<const double> values, std::uint64_t seed);

/// @param values  ascending by patient; several of a patient become their mean
/// @return        nothing if there are none
[[nodiscard]] std::optional<PatientMean> patient_mean(
    std::span<const PatientValue> values, std::uint64_t seed);

/// How far a measure of the same patients differs under two conditions.
struct PairedDifference {
  statistics::Summary over_patients = {};  ///< mean and SD of the differences; count: the pairs
  int seeds = 0;                           ///< that the pairs came from
  std::optional<statistics::Interval> ci95 = {};  ///< of the mean, see mean_interval()
  std::optional<statistics::SignedRank> signed_rank =
      {};                             ///< Wilcoxon's test; nothing if no patient differs
  std::optional<double> holm_p = {};  ///< its p, adjusted for the other conditions

  /// Of networks of one seed: how another seed would change them was not sampled, so that patients
  /// alone say nothing of chance, and there is neither interval nor test.
  bool is_descriptive = false;
};

/// Differences paired by patient: of each the mean difference over the seeds and folds that both
/// conditions have of him, so that a study of which some cells are missing compares like with like.
///
/// Ranks are given to differences rounded to 1e-9 of the measure's unit, lest equal ones part by
/// how their means were rounded.
///
/// @param values, reference  ascending by patient, seed and fold
/// @return                   without holm_p, not descriptive; nothing if no patient has a pair
[[nodiscard]] std::optional<PairedDifference> paired_difference(
    std::span<const PatientValue> values,
    std::span<const PatientValue> reference,
    std::uint64_t seed);

/// Sets holm_p of those that have a test: Holm's adjustment for how many of them there are.
void adjust_by_holm(std::span<PairedDifference* const> differences);

}  // namespace segnoise::analysis
