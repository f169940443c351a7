#pragma once

#include "show/charts/chart_spec.h"
#include "show/charts/patient_values.h"
#include "study/analysis/report_data.h"

#include <cstddef>
#include <string>
#include <vector>

namespace segnoise::charts {

/// EF of the patients of one condition.
struct ConditionEf {
  const plan::Condition* condition = nullptr;
  std::vector<PatientNumbers> patients = {};  ///< first predicted, second of the clean labels
};

/// Of each condition that has any, in their order.
[[nodiscard]] std::vector<ConditionEf> condition_efs(const analysis::ReportData& data);

[[nodiscard]] Json names_of(const std::vector<ConditionEf>& conditions);

/// From the tens below the numbers to those above them.
class EfAxis {
 public:
  void hold(double ef_percent);
  [[nodiscard]] double low() const { return low_; }
  [[nodiscard]] double high() const { return high_; }
  [[nodiscard]] Json domain() const { return {low_, high_}; }

 private:
  double low_ = 100.0;
  double high_ = 0.0;
};

[[nodiscard]] Tiles ef_tiles(std::size_t panels);

/// A layer of marks of the rows that have a patient, of the colour of their condition.
[[nodiscard]] Json ef_marks(const analysis::ReportData& data, const Tiles& tiles);

/// What a mark says, from the fields "patient", "condition", "clean" and "predicted".
/// @param difference  the field of predicted minus clean
[[nodiscard]] Json ef_tooltip(const char* difference);

[[nodiscard]] std::string panels_in_words(std::size_t panels);

}  // namespace segnoise::charts
