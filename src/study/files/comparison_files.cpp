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

json::Json json_of(const std::optional<statistics::SignedRank>& test) {
  if (!test) return nullptr;
  return {
      {"zeros", test->zeros},
      {"zeros_treated_as",
       analysis::kZeroDifferences == statistics::ZeroDifferences::kPratt ? "pratt" : "wilcoxon"},
      {"positive_ranks", test->positive_ranks},
      {"negative_ranks", test->negative_ranks},
      {"p", test->p},
      {"exact", test->is_exact},
      {"rank_biserial", test->rank_biserial}};
}

json::Json json_of(const std::optional<analysis::PairedDifference>& difference) {
  if (!difference) return nullptr;
  return {
      {"pairs", difference->over_patients.count},
      {"mean", difference->over_patients.mean},
      {"sd", sd_of(difference->over_patients)},
      {"seeds", difference->seeds},
      {"descriptive", difference->is_descriptive},
      {"ci95", json_of(difference->ci95)},
      {"signed_rank", json_of(difference->signed_rank)},
      {"holm_p", json_of(difference->holm_p)}};
}

/// A measure and its difference to the reference; null without a value.
json::Json json_of(const analysis::MeasureComparison& measure) {
  if (!measure.mean) return nullptr;
  return {
      {"mean", measure.mean->over_patients.mean},
      {"sd", sd_of(measure.mean->over_patients)},
      {"n", measure.mean->over_patients.count},
      {"ci95", json_of(measure.mean->ci95)},
      {"difference", json_of(measure.difference)}};
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
