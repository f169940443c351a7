#pragma once

#include "study/analysis/comparison.h"
#include "study/analysis/paired_comparison.h"
#include "study/analysis/report_data.h"

#include <string>
#include <vector>

namespace segnoise::pairing {

/// A study as it was read back, and what readers know it by.
struct NamedStudy {
  std::string name = {};
  analysis::ReportData data = {};
};

/// What the two studies do not have alike: "epochs", "12", "24".
struct SettingDifference {
  std::string what = {};
  std::string first = {};
  std::string second = {};

  bool operator==(const SettingDifference&) const = default;
};

/// By how much a measure differs between a condition of the first study and one of the second.
struct ConditionDifference {
  std::string first = {};    ///< name of the condition
  std::string second = {};   ///< likewise; another where each study has one noisy condition alone
  std::string measure = {};  ///< its id
  analysis::PairedDifference difference = {};  ///< second study minus first
};

/// Two studies of the same patients, side by side. Every number is of the patients whom both have.
struct TwoStudies {
  std::string first_name = {};
  std::string second_name = {};
  plan::StudyKind kind = plan::StudyKind::kTraining;
  std::vector<SettingDifference> settings = {};
  int patients = 0;       ///< whom both studies have
  int only_in_first = 0;  ///< patients who are left out
  int only_in_second = 0;
  bool has_common_seeds = true;  ///< else differences are of means over seeds, and descriptive
  analysis::StudyComparison comparison = {};  ///< the conditions of the first study, then the other
  std::vector<ConditionDifference> differences = {};  ///< measure by measure
  int tests = 0;                                      ///< p values of differences

  /// Whether any difference has too few seeds to say what chance does.
  [[nodiscard]] bool is_descriptive() const;
};

/// Puts two studies side by side.
///
/// Conditions of one name are compared, second study minus first, patient by patient: where the
/// studies have seeds in common, seed by seed (means over folds) of those; else means over seeds,
/// without interval and p. If no noisy condition of one name is in both, but each has a single one,
/// these are compared. Networks in kTestedMeasures, drawn labels in bias, SD and mean error of EF.
/// Holm's adjustment is over all p that a table shows: of differences to clean labels together in
/// both studies, and of those between the studies.
///
/// @throws std::invalid_argument  one line: the kinds or the volumes of the studies differ, no
///                                patient is in both, or a patient's EF by clean labels is not the
///                                same in both, so that one name stands for two sets of labels
[[nodiscard]] TwoStudies side_by_side(const NamedStudy& first, const NamedStudy& second);

/// What two studies do not have alike of program, data, split, learning, seeds and conditions.
[[nodiscard]] std::vector<SettingDifference> setting_differences(
    const analysis::ReportData& first, const analysis::ReportData& second);

}  // namespace segnoise::pairing
