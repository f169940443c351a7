#pragma once

#include "study/analysis/measurement_index.h"
#include "study/analysis/report_data.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::charts {

/// A patient's place among those of the study, and his mean over seeds and folds.
struct PatientNumber {
  std::size_t place = 0;
  std::string patient = {};
  double value = 0.0;
};

/// Two such means, over the seeds and folds that have both.
struct PatientNumbers {
  std::string patient = {};
  double first = 0.0;
  double second = 0.0;
};

/// The measurements of a study for charts in which each patient counts once.
class PatientValues {
 public:
  PatientValues(const analysis::ReportData& data, std::span<const std::string_view> measures);

  /// @param condition  its place in the plan
  [[nodiscard]] std::vector<PatientNumber> means(
      std::size_t condition, std::string_view measure) const;

  [[nodiscard]] std::vector<PatientNumbers> paired_means(
      std::size_t condition, std::string_view first, std::string_view second) const;

 private:
  std::vector<std::string> names_;  ///< ascending
  analysis::MeasurementIndex index_;
};

}  // namespace segnoise::charts
