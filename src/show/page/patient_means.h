#pragma once

#include "study/analysis/measurement.h"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::page {

/// The numbers of a study patient by patient: of each measure under each condition the mean over
/// seeds and folds.
class PatientMeans {
 public:
  explicit PatientMeans(std::span<const analysis::Measurement> measurements);

  /// All patients, by name.
  [[nodiscard]] std::vector<std::string> patients() const;

  /// Nothing if the patient has no such number.
  [[nodiscard]] std::optional<double> find(
      std::string_view patient, std::string_view condition, std::string_view measure) const;

 private:
  struct Mean {
    double sum = 0.0;
    int count = 0;
  };
  template <class Value>
  using ByName = std::map<std::string, Value, std::less<>>;

  ByName<ByName<ByName<Mean>>> values_;  ///< by patient, condition and measure
};

}  // namespace segnoise::page
