#pragma once

#include "study/analysis/report_data.h"

#include <string>
#include <vector>

namespace segnoise::testing {

/// What a study that never was consists of.
struct MadeUpStudy {
  int patients = 50;
  std::vector<std::string> kinds = {"camus"};  ///< each in three severities
  std::vector<std::uint64_t> seeds = {1, 2};
};

/// "patient0001" and so on.
[[nodiscard]] std::string made_up_patient(int number);

/// Networks that learned from clean labels and from noisy ones; the same data for the same study.
[[nodiscard]] analysis::ReportData made_up_training(const MadeUpStudy& study);

/// Draws of noise on labels.
[[nodiscard]] analysis::ReportData made_up_labels(const MadeUpStudy& study);

}  // namespace segnoise::testing
