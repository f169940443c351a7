#pragma once

#include "core/statistics/agreement.h"
#include "core/statistics/reliability.h"
#include "study/analysis/measurement_index.h"
#include "study/analysis/paired_comparison.h"

#include <cstdint>
#include <optional>
#include <span>

namespace segnoise::analysis {

/// Of fewer patients no measure of agreement is given.
inline constexpr int kLeastForAgreement = 10;

/// How well predicted ejection fractions agree with those of the clean labels.
///
/// Each number is computed for each seed over the patients who have both EFs under it, those of all
/// its folds together, and is the mean over the seeds for which it is defined; nothing if for none.
/// So networks are judged one at a time: an average of their predictions would agree better than
/// any of them. Of fewer than kLeastForAgreement patients there are only the counts. Intervals are
/// of that mean, 95 %, BCa by bootstrap over patients; nothing where that is not defined. Bias and
/// MAE are means over patients, each with the mean of his seeds, and have the interval of such
/// (mean_interval()).
/// Differences are predicted minus reference.
struct EfAgreement {
  int patients = 0;  ///< who have both EFs under any seed
  int seeds = 0;
  std::optional<statistics::Estimate> bias_pp = {};  ///< Bland and Altman: mean of the differences
  std::optional<statistics::Estimate> lower_limit_pp = {};  ///< of agreement, 95 %
  std::optional<statistics::Estimate> upper_limit_pp = {};
  std::optional<statistics::Estimate> slope =
      {};  ///< of differences on means: the proportional bias
  std::optional<statistics::Estimate> mae_pp = {};
  std::optional<statistics::Estimate> rmse_pp = {};
  std::optional<statistics::Estimate> pearson_r = {};
  std::optional<statistics::Estimate> lin_ccc = {};
  std::optional<statistics::Estimate> icc_2_1 = {};
  std::optional<statistics::Estimate> within_5_pp = {};   ///< fraction of the patients
  std::optional<statistics::Estimate> within_10_pp = {};  ///< fraction of the patients
  std::optional<statistics::Estimate> kappa = {};  ///< quadratic-weighted, of the EF categories

  /// Number of patients by reference category (outer) and predicted one (inner), in the order of
  /// kEfCategories: counts of all seeds divided by how many seeds there are.
  statistics::CrossTable reclassification = {};
};

/// @param predicted, reference  EF in percent, ascending by patient, seed and fold; of a patient in
///                              several folds of one seed the means count
/// @return                      nothing if no patient has both under any seed
[[nodiscard]] std::optional<EfAgreement> ef_agreement(
    std::span<const PatientValue> predicted,
    std::span<const PatientValue> reference,
    std::uint64_t seed);

}  // namespace segnoise::analysis
