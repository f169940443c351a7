#pragma once

#include <cstdint>
#include <string>

namespace segnoise::analysis {

/// One number about one patient, and the cell of the study that it came from.
struct Measurement {
  std::string cell = {};
  std::string condition = {};  ///< its name
  std::uint64_t seed = 0;
  int fold = 1;  ///< from 1
  std::string patient = {};
  std::string measure = {};  ///< with its unit: "dice_ed_percent", "ef_error_pp"
  double value = 0.0;        ///< finite
};

}  // namespace segnoise::analysis
