#pragma once

#include "study/analysis/measurement.h"
#include "study/plan/condition.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::analysis {

/// One number about one patient, of one condition and measure.
struct PatientValue {
  std::size_t patient = 0;  ///< his place among all patients of the study, by name
  std::uint64_t seed = 0;
  int fold = 1;
  double value = 0.0;
};

/// Two numbers about one patient that have seed and fold in common.
struct PatientPair {
  std::size_t patient = 0;
  std::uint64_t seed = 0;
  int fold = 1;
  double first = 0.0;
  double second = 0.0;
};

/// What both samples have a value of, in their order.
///
/// @param a, b  ascending by patient, seed and fold
[[nodiscard]] std::vector<PatientPair> paired(
    std::span<const PatientValue> a, std::span<const PatientValue> b);

/// Each patient once: the mean of his values, over seeds and folds.
///
/// @param values  ascending by patient
[[nodiscard]] std::vector<double> patient_means(std::span<const PatientValue> values);

/// The measurements of a study by condition and measure, put in order once, so that nothing made of
/// them depends on the order in which they came.
class MeasurementIndex {
 public:
  /// @param conditions  whose measurements count; those of others are left out
  /// @param measures    likewise
  /// @throws std::invalid_argument  if two conditions have one name, a value is not finite, or a
  ///                                condition, seed, fold, patient and measure have two values
  MeasurementIndex(
      std::span<const Measurement> measurements,
      std::span<const plan::Condition> conditions,
      std::span<const std::string_view> measures);

  /// Ascending by patient, seed and fold; none of a measure that was not asked for.
  ///
  /// @param condition  its place among the conditions
  [[nodiscard]] std::span<const PatientValue> values(
      std::size_t condition, std::string_view measure) const;

  /// The cells that a condition's numbers came from, ascending by seed, fold and name.
  [[nodiscard]] const std::vector<std::string>& cells(std::size_t condition) const {
    return conditions_[condition].cells;
  }

  /// How many patients a condition has any number of.
  [[nodiscard]] int patients(std::size_t condition) const {
    return conditions_[condition].patients;
  }

 private:
  struct OfCondition {
    std::map<std::string, std::vector<PatientValue>, std::less<>> values = {};  ///< by measure
    std::vector<std::string> cells = {};
    int patients = 0;
  };

  std::vector<OfCondition> conditions_;
};

}  // namespace segnoise::analysis
