#include "files/comparison_files.h"

#include "cardiac/ef_category.h"
#include "files/cell_file.h"
#include "files/csv_reader.h"
#include "files/csv_row.h"
#include "files/setup_file.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

namespace segnoise {
namespace {

using Json = nlohmann::ordered_json;

template <class T>
Json json_of(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json json_of(const std::optional<NoiseSetup>& setup) {
  if (!setup) return nullptr;
  return Json::parse(to_json_line(*setup));
}

/// null of a single value.
Json sd_of(const Summary& summary) { return summary.count == 1 ? Json(nullptr) : Json(summary.sd); }

Json json_of(const std::optional<Interval>& interval) {
  if (!interval) return nullptr;
  return {interval->lower, interval->upper};
}

Json json_of(const std::optional<Estimate>& estimate) {
  if (!estimate) return nullptr;
  return {{"value", estimate->value}, {"ci95", json_of(estimate->interval)}};
}

Json json_of(const std::optional<SignedRank>& test) {
  if (!test) return nullptr;
  return {
      {"zeros", test->zeros},
      {"zeros_treated_as", kZeroDifferences == ZeroDifferences::kPratt ? "pratt" : "wilcoxon"},
      {"positive_ranks", test->positive_ranks},
      {"negative_ranks", test->negative_ranks},
      {"p", test->p},
      {"exact", test->is_exact},
      {"rank_biserial", test->rank_biserial}};
}

Json json_of(const std::optional<PairedDifference>& difference) {
  if (!difference) return nullptr;
  return {
      {"pairs", difference->over_patients.count},
      {"mean", difference->over_patients.mean},
      {"sd", sd_of(difference->over_patients)},
      {"ci95", json_of(difference->ci95)},
      {"signed_rank", json_of(difference->signed_rank)},
      {"holm_p", json_of(difference->holm_p)}};
}

/// A measure and its difference to the reference; null without a value.
Json json_of(const MeasureComparison& measure) {
  if (!measure.mean) return nullptr;
  return {
      {"mean", measure.mean->over_patients.mean},
      {"sd", sd_of(measure.mean->over_patients)},
      {"n", measure.mean->over_patients.count},
      {"ci95", json_of(measure.mean->ci95)},
      {"difference", json_of(measure.difference)}};
}

Json json_of(const CrossTable& reclassification) {
  Json json = Json::object();
  for (const EfCategory reference : kEfCategories) {
    Json& row = json[std::string(name_of(reference))];
    for (const EfCategory predicted : kEfCategories) {
      row[std::string(name_of(predicted))] = reclassification[static_cast<std::size_t>(reference)]
                                                             [static_cast<std::size_t>(predicted)];
    }
  }
  return json;
}

struct NamedEstimate {
  const char* name;
  std::optional<Estimate> EfAgreement::*estimate;
};

constexpr std::array kAgreement{
    NamedEstimate{"bias_pp", &EfAgreement::bias_pp},
    NamedEstimate{"lower_limit_pp", &EfAgreement::lower_limit_pp},
    NamedEstimate{"upper_limit_pp", &EfAgreement::upper_limit_pp},
    NamedEstimate{"proportional_bias_slope", &EfAgreement::slope},
    NamedEstimate{"mae_pp", &EfAgreement::mae_pp},
    NamedEstimate{"rmse_pp", &EfAgreement::rmse_pp},
    NamedEstimate{"pearson_r", &EfAgreement::pearson_r},
    NamedEstimate{"lin_ccc", &EfAgreement::lin_ccc},
    NamedEstimate{"icc_2_1", &EfAgreement::icc_2_1},
    NamedEstimate{"within_5_pp_fraction", &EfAgreement::within_5_pp},
    NamedEstimate{"within_10_pp_fraction", &EfAgreement::within_10_pp},
    NamedEstimate{"quadratic_weighted_kappa", &EfAgreement::kappa}};

Json json_of(const std::optional<EfAgreement>& ef) {
  if (!ef) return nullptr;
  Json json{{"patients", ef->patients}, {"seeds", ef->seeds}};
  for (const auto& [name, estimate] : kAgreement) json[name] = json_of((*ef).*estimate);
  json["categories"] = kEfCategoryRule;
  json["reclassification"] = json_of(ef->reclassification);
  return json;
}

Json json_of(const ConditionComparison& found) {
  Json measures = Json::object();
  for (const MeasureComparison& each : found.measures) measures[each.measure] = json_of(each);
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

std::string comparison_json(const StudyComparison& comparison) {
  Json json = Json::array();
  for (const ConditionComparison& each : comparison.conditions) json.push_back(json_of(each));
  return json.dump(2) + '\n';
}

std::string results_csv(std::span<const Measurement> measurements) {
  std::string csv = "cell,condition,seed,fold,patient,measure,value\n";
  for (const Measurement& each : measurements) {
    CsvRow row;
    row << each.cell << each.condition << std::to_string(each.seed) << each.fold << each.patient
        << each.measure << each.value;
    csv += row.line();
  }
  return csv;
}

std::vector<Measurement> read_results_csv(const std::string& path) {
  CsvReader file(
      path,
      "the results of a study",
      {"cell", "condition", "seed", "fold", "patient", "measure", "value"});
  std::vector<Measurement> measurements;
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

}  // namespace segnoise
