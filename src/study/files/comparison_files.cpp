#include "study/files/comparison_files.h"

#include "core/cardiac/ef_category.h"
#include "data/setups/setup_file.h"
#include "json/json_object.h"
#include "study/files/cell_file.h"
#include "study/files/csv_reader.h"
#include "study/files/csv_row.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace segnoise::study_files {
namespace {

template <class T>
json::Json json_of(const std::optional<T>& value) {
  return value ? json::Json(*value) : json::Json(nullptr);
}

json::Json json_of(const std::optional<noise::NoiseSetup>& setup) {
  if (!setup) return nullptr;
  return json::Json::parse(setups::to_json_line(*setup));
}

/// null of a single value.
json::Json sd_of(const statistics::Summary& summary) {
  return summary.count == 1 ? json::Json(nullptr) : json::Json(summary.sd);
}

json::Json json_of(const std::optional<statistics::Interval>& interval) {
  if (!interval) return nullptr;
  return {interval->lower, interval->upper};
}

json::Json json_of(const std::optional<statistics::Estimate>& estimate) {
  if (!estimate) return nullptr;
  return {{"value", estimate->value}, {"ci95", json_of(estimate->interval)}};
}

/// What patients and seeds as chance say; null where they are too few. Squared errors are those of
/// the mean, in the unit of the measure squared.
json::Json json_of(const std::optional<analysis::PairedDifference>& difference) {
  if (!difference) return nullptr;
  json::Json json{
      {"pairs", difference->over_patients.count},
      {"mean", difference->over_patients.mean},
      {"sd", sd_of(difference->over_patients)},
      {"seeds", difference->seeds},
      {"descriptive", difference->is_descriptive()},
      {"holm_p", json_of(difference->holm_p)}};
  for (const char* name :
       {"ci95",
        "p",
        "standard_error",
        "degrees_of_freedom",
        "squared_error_of_patients",
        "squared_error_of_seeds",
        "squared_error_of_residual"}) {
    json[name] = nullptr;
  }
  if (const auto& mixed = difference->mixed) {
    json["ci95"] = {mixed->interval.lower, mixed->interval.upper};
    json["p"] = mixed->p;
    json["standard_error"] = mixed->standard_error;
    json["degrees_of_freedom"] = mixed->degrees;
    json["squared_error_of_patients"] = mixed->of_patients;
    json["squared_error_of_seeds"] = mixed->of_seeds;
    json["squared_error_of_residual"] = mixed->of_residual;
  }
  return json;
}

json::Json json_of(const analysis::PatientMean& mean) {
  return {
      {"mean", mean.over_patients.mean},
      {"sd", sd_of(mean.over_patients)},
      {"n", mean.over_patients.count},
      {"ci95", json_of(mean.ci95)}};
}

/// A measure and its difference to the reference; null without a value.
json::Json json_of(const analysis::MeasureComparison& measure) {
  if (!measure.mean) return nullptr;
  json::Json json = json_of(*measure.mean);
  json["difference"] = json_of(measure.difference);
  return json;
}

json::Json json_of(const std::vector<analysis::QualityStratum>& strata) {
  json::Json json = json::Json::object();
  for (const analysis::QualityStratum& stratum : strata) {
    json::Json& means = json[std::string(cardiac::name_of(stratum.quality))] = json::Json::object();
    for (const analysis::MeasureComparison& each : stratum.measures)
      means[each.measure] = json_of(*each.mean);
  }
  return json;
}

json::Json json_of(const statistics::CrossTable& reclassification) {
  json::Json json = json::Json::object();
  for (const cardiac::EfCategory reference : cardiac::kEfCategories) {
    json::Json& row = json[std::string(name_of(reference))];
    for (const cardiac::EfCategory predicted : cardiac::kEfCategories) {
      row[std::string(name_of(predicted))] = reclassification[static_cast<std::size_t>(reference)]
                                                             [static_cast<std::size_t>(predicted)];
    }
  }
  return json;
}

struct NamedEstimate {
  const char* name;
  std::optional<statistics::Estimate> analysis::EfAgreement::*estimate;
};

constexpr std::array kAgreement{
    NamedEstimate{"bias_pp", &analysis::EfAgreement::bias_pp},
    NamedEstimate{"lower_limit_pp", &analysis::EfAgreement::lower_limit_pp},
    NamedEstimate{"upper_limit_pp", &analysis::EfAgreement::upper_limit_pp},
    NamedEstimate{"proportional_bias_slope", &analysis::EfAgreement::slope},
    NamedEstimate{"mae_pp", &analysis::EfAgreement::mae_pp},
    NamedEstimate{"rmse_pp", &analysis::EfAgreement::rmse_pp},
    NamedEstimate{"pearson_r", &analysis::EfAgreement::pearson_r},
    NamedEstimate{"lin_ccc", &analysis::EfAgreement::lin_ccc},
    NamedEstimate{"icc_2_1", &analysis::EfAgreement::icc_2_1},
    NamedEstimate{"within_5_pp_fraction", &analysis::EfAgreement::within_5_pp},
    NamedEstimate{"within_10_pp_fraction", &analysis::EfAgreement::within_10_pp},
    NamedEstimate{"quadratic_weighted_kappa", &analysis::EfAgreement::kappa}};

json::Json json_of(const std::optional<analysis::EfAgreement>& ef) {
  if (!ef) return nullptr;
  json::Json json{{"patients", ef->patients}, {"seeds", ef->seeds}};
  for (const auto& [name, estimate] : kAgreement) json[name] = json_of((*ef).*estimate);
  json["categories"] = cardiac::kEfCategoryRule;
  json["reclassification"] = json_of(ef->reclassification);
  return json;
}

json::Json json_of(const analysis::ConditionComparison& found) {
  json::Json measures = json::Json::object();
  for (const analysis::MeasureComparison& each : found.measures)
    measures[each.measure] = json_of(each);
  return {
      {"name", found.condition.name},
      {"noise", found.condition.noise},
      {"severity", found.condition.severity},
      {"noisy_fraction", found.condition.is_clean() ? 0.0 : found.condition.noisy_fraction},
      {"training_patients", json_of(found.condition.training_patients)},
      {"setup", json_of(found.condition.setup)},
      {"reference", json_of(found.reference)},
      {"patients", found.patients},
      {"least_validation_dice", json_of(found.least_validation_dice)},
      {"learned_nothing", found.learned_nothing()},
      {"measures", measures},
      {"by_image_quality", json_of(found.strata)},
      {"ef_agreement", json_of(found.ef)},
      {"cells", found.cells}};
}

}  // namespace

std::string comparison_json(const analysis::StudyComparison& comparison) {
  json::Json json = json::Json::array();
  for (const analysis::ConditionComparison& each : comparison.conditions)
    json.push_back(json_of(each));
  return json.dump(2) + '\n';
}

std::string results_csv(std::span<const analysis::Measurement> measurements) {
  std::string csv = "cell,condition,seed,fold,patient,measure,value\n";
  for (const analysis::Measurement& each : measurements) {
    CsvRow row;
    row << each.cell << each.condition << std::to_string(each.seed) << each.fold << each.patient
        << each.measure << each.value;
    csv += row.line();
  }
  return csv;
}

std::vector<analysis::Measurement> read_results_csv(const std::string& path) {
  CsvReader file(
      path,
      "the results of a study",
      {"cell", "condition", "seed", "fold", "patient", "measure", "value"});
  std::vector<analysis::Measurement> measurements;
  while (file.next()) {
    if (!is_cell_id(file.text(0))) file.reject(0, kCellIdExpected);
    measurements.push_back(
        {.cell = file.text(0),
         .condition = file.text(1),
         .seed = file.whole_number<std::uint64_t>(2),
         .fold = file.whole_number<int>(3),
         .patient = file.text(4),
         .measure = file.text(5),
         .value = file.number(6)});
  }
  return measurements;
}

}  // namespace segnoise::study_files
