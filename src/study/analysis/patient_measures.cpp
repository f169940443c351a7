#include "study/analysis/patient_measures.h"

#include "core/statistics/calibration.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <span>

namespace segnoise::analysis {
namespace {

constexpr double kPercent = 100.0;

/// Collects what has a value.
class Collected {
 public:
  void add(std::string name, const std::optional<double>& value, double scale = 1.0) {
    if (value && std::isfinite(*value)) measures_.emplace_back(std::move(name), scale * *value);
  }
  [[nodiscard]] PatientMeasures take() { return std::move(measures_); }

 private:
  PatientMeasures measures_;
};

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(
      lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

void add_ejection(
    Collected& measures,
    const std::string& prefix,
    const std::optional<cardiac::Ejection>& ejection) {
  if (!ejection) return;
  measures.add(prefix + "ef_percent", ejection->ef_percent);
  measures.add(prefix + "edv_ml", ejection->edv_ml);
  measures.add(prefix + "esv_ml", ejection->esv_ml);
}

/// Nothing without a method.
std::optional<double> views_of(const std::optional<cardiac::VolumeMethod>& method) {
  if (!method) return std::nullopt;
  return static_cast<double>(std::ranges::count_if(
      cardiac::kViews, [&](cardiac::View view) { return uses(*method, view); }));
}

}  // namespace

PatientMeasures measures_of(const plan::PatientResult& patient) {
  Collected measures;
  constexpr auto kEd = cardiac::Instant::kEndDiastole;
  constexpr auto kEs = cardiac::Instant::kEndSystole;
  measures.add("dice_ed_percent", patient.lv_mean(kEd, &plan::StructureMeasures::dice), kPercent);
  measures.add("dice_es_percent", patient.lv_mean(kEs, &plan::StructureMeasures::dice), kPercent);
  measures.add("hd_ed_mm", patient.lv_mean(kEd, &plan::StructureMeasures::hd_mm));
  measures.add("hd_es_mm", patient.lv_mean(kEs, &plan::StructureMeasures::hd_mm));
  measures.add("ef_error_pp", patient.ef_error_pp());
  measures.add(std::string(kEfViews), views_of(patient.method));
  add_ejection(measures, "", patient.predicted);
  add_ejection(measures, "reference_", patient.reference);
  for (const NamedStructure& structure : kStructures) {
    for (const cardiac::View view : cardiac::kViews) {
      for (const cardiac::Instant instant : cardiac::kInstants) {
        const auto& frame = patient.frames(view, instant);
        if (!frame) continue;
        const std::string place = std::string(structure.name) + '_' + lower_case(name_of(view)) +
                                  '_' + lower_case(name_of(instant)) + '_';
        for (const NamedMeasure& measure : kStructureMeasures) {
          measures.add(
              place + std::string(measure.name), ((*frame).*structure.measures).*measure.value);
        }
      }
    }
  }
  return measures.take();
}

PatientMeasures measures_of(const PatientSensitivity& patient) {
  Collected measures;
  measures.add("reference_ef_percent", patient.ef_percent.clean);
  measures.add(std::string(kEfViews), views_of(patient.method));
  measures.add("ef_bias_pp", patient.ef_percent.bias);
  measures.add("ef_sd_pp", patient.ef_percent.sd);
  measures.add(
      "ef_central95_width_pp",
      patient.ef_percent.central95.upper - patient.ef_percent.central95.lower);
  measures.add("ef_mae_pp", patient.ef_mae_pp);
  measures.add("crossing_40_probability", patient.crossing_40_probability);
  measures.add("crossing_50_probability", patient.crossing_50_probability);
  const auto own = static_cast<std::size_t>(cardiac::ef_category(patient.ef_percent.clean));
  measures.add("other_category_probability", 1.0 - patient.category_probability[own]);
  const double clean = patient.ef_percent.clean;
  measures.add(
      "central95_covers_clean",
      coverage(std::span(&patient.ef_percent.central95, 1), std::span(&clean, 1))->value);
  const int truth = static_cast<int>(own);
  measures.add(
      "ef_category_brier",
      statistics::brier_score(
          patient.category_probability,
          std::span(&truth, 1),
          static_cast<int>(cardiac::kEfCategories.size())));
  measures.add("edv_bias_percent", patient.edv_ml.bias_percent());
  measures.add("esv_bias_percent", patient.esv_ml.bias_percent());
  return measures.take();
}

}  // namespace segnoise::analysis
