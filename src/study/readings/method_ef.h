#pragma once

#include "core/cardiac/ejection.h"
#include "core/statistics/summary.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace segnoise::readings {

/// EF of one patient by one method, from the clean outlines and from draws of them.
struct MethodEf {
  cardiac::VolumeMethod method = cardiac::VolumeMethod::kBiplaneAse;
  double clean_percent = 0.0;
  int draws = 0;  ///< that gave an EF by this method
  double bias_pp = 0.0;
  double sd_pp = 0.0;
};

/// One method over the patients whom it can measure.
struct MethodSummary {
  cardiac::VolumeMethod method = cardiac::VolumeMethod::kBiplaneAse;
  statistics::Summary clean_percent = {};
  std::optional<statistics::Summary> difference_pp =
      {};  ///< of clean EF from that of the first method, over the patients who have both; what
           ///< method is
  statistics::Summary bias_pp = {};  ///< over the patients' biases; what noise is
  double sd_pp = 0.0;                ///< of a reading: root of the mean of the patients' variances
};

/// @param patients  each with his methods
/// @param first     whom the others are compared with
/// @return          in the order of cardiac::kVolumeMethods, the first method first; none that no
///                  patient has
[[nodiscard]] std::vector<MethodSummary> method_summaries(
    std::span<const std::vector<MethodEf>> patients, cardiac::VolumeMethod first);

/// The table for a terminal.
[[nodiscard]] std::string methods_text(std::span<const MethodSummary> methods);

}  // namespace segnoise::readings
