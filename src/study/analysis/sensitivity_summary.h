#pragma once

#include "core/statistics/bootstrap.h"
#include "core/statistics/summary.h"
#include "study/analysis/sensitivity.h"
#include "study/readings/ef_interval.h"
#include "study/readings/reliability.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace segnoise::analysis {

/// The patients of one kind: means over them, each patient once.
struct StratumSummary {
  std::string by = {};  ///< "all", "image quality", "sex", "EF category", "LV size", "volumes"
  std::string name =
      {};  ///< of the kind: "Good", "F", "reduced", "small, EDV up to 80.1 mL", "2ch"
  int patients = 0;
  statistics::Summary ef_bias_pp = {};  ///< mean and SD over the patients' biases
  std::optional<statistics::Interval> ef_bias_ci95 =
      {};                              ///< of the mean, by bootstrap over patients
  double ef_sd_pp = 0.0;               ///< within a patient, over the draws
  double ef_central95_width_pp = 0.0;  ///< of the patients' 95 % intervals
  double ef_mae_pp = 0.0;
  double within_5_pp = 0.0;   ///< fraction of the draws
  double within_10_pp = 0.0;  ///< fraction of the draws
  double edv_bias_percent = 0.0;
  double esv_bias_percent = 0.0;
  double other_category_probability = 0.0;  ///< of another EF category than the clean one
  double crossing_40_probability = 0.0;
  double crossing_50_probability = 0.0;
  readings::Reliability reliability = {};  ///< of a reading; in an EF category without ICC and r,
                                           ///< which are low wherever EF hardly varies
  double edv_sd_fraction = 0.0;  ///< of the clean volume: root of the mean over patients of squares
  double esv_sd_fraction = 0.0;
  int draws = 0;  ///< all together, those that gave no EF and the failed ones included
  int draws_without_ef = 0;
  readings::FailedOutlines failed = {};
  std::optional<statistics::Summary> volume_error_correlation =
      {};                                       ///< over the patients who have one
  std::optional<VarianceShares> variance = {};  ///< over the patients whose EF varies
  cardiac::PropagatedEf propagated = {};
  std::vector<PartEffect> parts = {};  ///< of those that any patient has; draws added up

  /// Whether tables tell how reliable a reading of these patients is: of all, and of kinds that
  /// change what a reading is worth.
  [[nodiscard]] bool tells_reliability() const {
    return by == "all" || by == "EF category" || by == "image quality";
  }
};

/// What noisy labels do to the ejection fractions of a cohort.
struct SensitivitySummary {
  std::vector<StratumSummary> strata = {};  ///< all patients first; none that is empty

  /// Expected number of patients by clean category (outer) and noisy one (inner): the sum of the
  /// patients' probabilities.
  std::array<std::array<double, cardiac::kEfCategories.size()>, cardiac::kEfCategories.size()>
      reclassification = {};

  double median_ef_percent = 0.0;  ///< of the clean labels
  std::vector<readings::ShapeSummary> shapes = {};
  std::vector<readings::MethodSummary> methods = {};  ///< the study's first

  std::vector<readings::EfIntervalRule> ef_intervals =
      {};                                              ///< of kEfIntervalProbabilities, or none
  std::vector<readings::EfCoverage> ef_coverage = {};  ///< of the same, cross-validated

  std::optional<double> kappa = {};  ///< quadratic-weighted, of that table
};

/// What intervals around a single reading claim; the last is what tables show.
inline constexpr std::array kEfIntervalProbabilities{0.5, 0.6, 0.7, 0.8, 0.9, 0.95};

/// Readings of EF whose intervals tables show.
inline constexpr std::array kShownReadingsPercent{30.0, 35.0, 40.0, 45.0, 50.0, 55.0, 60.0};

/// Sizes of the LV are thirds of the cohort by clean EDV, where there are 3 patients at least.
///
/// @param seed  of the bootstrap over patients
/// @throws std::invalid_argument  if there is no patient
[[nodiscard]] SensitivitySummary summarised(
    std::span<const PatientSensitivity> patients, std::uint64_t seed);

/// The tables for a terminal.
/// @param options  what they were made with
[[nodiscard]] std::string sensitivity_text(
    const SensitivitySummary& summary, const SensitivityOptions& options);

}  // namespace segnoise::analysis
