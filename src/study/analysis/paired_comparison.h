#pragma once

#include "core/statistics/bootstrap.h"
#include "core/statistics/mixed_difference.h"
#include "core/statistics/summary.h"
#include "study/analysis/measurement_index.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace segnoise::analysis {

/// Resamples of patients for every interval of a study.
inline constexpr int kPatientResamples = 5'000;

/// Of fewer patients nothing has an interval: they are too few to tell how patients differ.
inline constexpr int kLeastForInterval = 5;

/// Mean and SD over patients, each of whom counts once.
struct PatientMean {
  statistics::Summary over_patients = {};
  std::optional<statistics::Interval> ci95 = {};  ///< of the mean, see mean_interval()
};

/// 95 % interval of a mean over patients, statistics::mean_interval().
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

  /// Interval and p, where patients and seeds are both chance; nothing of fewer than
  /// kLeastForInterval patients or statistics::kLeastSeeds seeds, or if no difference differs from
  /// another.
  std::optional<statistics::MixedDifference> mixed = {};
  std::optional<double> holm_p = {};  ///< its p, adjusted for all others that a table shows

  /// Of too few seeds: how another seed would change the networks was not sampled, so that patients
  /// alone say nothing of chance, and there is neither interval nor test.
  [[nodiscard]] bool is_descriptive() const { return seeds < statistics::kLeastSeeds; }
};

/// Differences paired by patient: of each the mean difference over the seeds and folds that both
/// conditions have of him, so that a study of which some cells are missing compares like with like.
///
/// Differences are rounded to 1e-9 of the measure's unit, lest equal ones part by how their means
/// were rounded.
///
/// @param values, reference  ascending by patient, seed and fold
/// @return                   without holm_p; nothing if no patient has a pair
[[nodiscard]] std::optional<PairedDifference> paired_difference(
    std::span<const PatientValue> values, std::span<const PatientValue> reference);

/// Sets holm_p of those that have a p: Holm's adjustment for how many of them there are.
/// @return  how many
int adjust_by_holm(std::span<PairedDifference* const> differences);

}  // namespace segnoise::analysis
