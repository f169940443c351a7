#include "study/analysis/patient_measures.h"

#include "base/lower_case.h"
#include "core/statistics/calibration.h"

#include <algorithm>
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
  void add(const Measure& measure, const std::optional<double>& value, double scale = 1.0) {
    add(std::string(measure.id), value, scale);
  }
  [[nodiscard]] PatientMeasures take() { return std::move(measures_); }

 private:
  PatientMeasures measures_;
};

/// The measures that EF and volumes are told as.
struct EjectionMeasures {
  Measure ef;
  Measure edv;
  Measure esv;
};

void add_ejection(
    Collected& measures,
    const EjectionMeasures& as,
    const std::optional<cardiac::Ejection>& ejection) {
  if (!ejection) return;
  measures.add(as.ef, ejection->ef_percent);
  measures.add(as.edv, ejection->edv_ml);
  measures.add(as.esv, ejection->esv_ml);
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
  measures.add(kDiceEd, patient.lv_mean(kEd, &plan::StructureMeasures::dice), kPercent);
  measures.add(kDiceEs, patient.lv_mean(kEs, &plan::StructureMeasures::dice), kPercent);
  measures.add(kHdEd, patient.lv_mean(kEd, &plan::StructureMeasures::hd_mm));
  measures.add(kHdEs, patient.lv_mean(kEs, &plan::StructureMeasures::hd_mm));
  measures.add(kSignedEfError, patient.ef_signed_error_pp());
  measures.add(kSignedEsvError, patient.esv_signed_error_percent());
  measures.add(kEfError, patient.ef_error_pp());
  measures.add(kEfViews, views_of(patient.method));
  if (patient.quality) measures.add(kImageQuality, static_cast<double>(*patient.quality));
  add_ejection(measures, {kEf, kEdv, kEsv}, patient.predicted);
  add_ejection(measures, {kReferenceEf, kReferenceEdv, kReferenceEsv}, patient.reference);
  for (const NamedStructure& structure : kStructures) {
    for (const cardiac::View view : cardiac::kViews) {
      for (const cardiac::Instant instant : cardiac::kInstants) {
        const auto& frame = patient.frames(view, instant);
        if (!frame) continue;
        const std::string place = std::string(structure.name) + '_' +
                                  base::lower_case(name_of(view)) + '_' +
                                  base::lower_case(name_of(instant)) + '_';
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
  measures.add(kReferenceEf, patient.ef_percent.clean);
  measures.add(kEfViews, views_of(patient.method));
  measures.add(kEfBias, patient.ef_percent.bias);
  measures.add(kEfSd, patient.ef_percent.sd);
  measures.add(kEfWidth, patient.ef_percent.central95.upper - patient.ef_percent.central95.lower);
  measures.add(kEfMae, patient.ef_mae_pp);
  measures.add(kCrossing40, patient.crossing_40_probability);
  measures.add(kCrossing50, patient.crossing_50_probability);
  const auto own = static_cast<std::size_t>(cardiac::ef_category(patient.ef_percent.clean));
  measures.add(kOtherCategory, 1.0 - patient.category_probability[own]);
  const double clean = patient.ef_percent.clean;
  measures.add(
      kCovered, coverage(std::span(&patient.ef_percent.central95, 1), std::span(&clean, 1))->value);
  const int truth = static_cast<int>(own);
  measures.add(
      kBrier,
      statistics::brier_score(
          patient.category_probability,
          std::span(&truth, 1),
          static_cast<int>(cardiac::kEfCategories.size())));
  measures.add(kEdvBias, patient.edv_ml.bias_percent());
  measures.add(kEsvBias, patient.esv_ml.bias_percent());
  return measures.take();
}

}  // namespace segnoise::analysis
