#include "files/sensitivity_files.h"

#include "files/csv_row.h"
#include "files/setup_file.h"

#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

namespace segnoise {
namespace {

using Json = nlohmann::ordered_json;

struct NamedSpread {
  std::string_view number;
  std::string_view unit;
  std::string_view error_unit;
  Spread PatientSensitivity::*spread;
};

constexpr std::array kSpreads{
    NamedSpread{"edv", "ml", "ml", &PatientSensitivity::edv_ml},
    NamedSpread{"esv", "ml", "ml", &PatientSensitivity::esv_ml},
    NamedSpread{"ef", "percent", "pp", &PatientSensitivity::ef_percent}};

std::string joined(std::string_view a, std::string_view b, std::string_view c) {
  return std::string(a) + '_' + std::string(b) + '_' + std::string(c);
}

/// The name of an optional value, or nothing.
template <class Value>
std::string_view name_or_nothing(const std::optional<Value>& value) {
  return value ? name_of(*value) : std::string_view();
}

std::optional<double> share(
    const std::optional<VarianceShares>& variance, double VarianceShares::*of) {
  if (!variance) return std::nullopt;
  return (*variance).*of;
}

Json json_of(const std::optional<VarianceShares>& variance) {
  if (!variance) return nullptr;
  return {{"ed", variance->ed}, {"es", variance->es}, {"joint", variance->joint}};
}

Json json_of(const StratumSummary& stratum) {
  Json parts = Json::array();
  for (const PartEffect& part : stratum.parts) {
    parts.push_back(
        {{"part", part.part},
         {"draws", part.draws},
         {"ef_bias_pp", part.ef_bias_pp},
         {"ef_sd_pp", part.ef_sd_pp},
         {"edv_bias_percent", part.edv_bias_percent},
         {"esv_bias_percent", part.esv_bias_percent}});
  }
  Json ci95 = nullptr;
  if (stratum.ef_bias_ci95) ci95 = {stratum.ef_bias_ci95->lower, stratum.ef_bias_ci95->upper};
  return {
      {"by", stratum.by},
      {"name", stratum.name},
      {"patients", stratum.patients},
      {"ef_bias_pp",
       {{"mean", stratum.ef_bias_pp.mean}, {"sd", stratum.ef_bias_pp.sd}, {"ci95", ci95}}},
      {"ef_sd_pp", stratum.ef_sd_pp},
      {"ef_central95_width_pp", stratum.ef_central95_width_pp},
      {"ef_mae_pp", stratum.ef_mae_pp},
      {"within_5_pp_fraction", stratum.within_5_pp},
      {"within_10_pp_fraction", stratum.within_10_pp},
      {"edv_bias_percent", stratum.edv_bias_percent},
      {"esv_bias_percent", stratum.esv_bias_percent},
      {"other_category_probability", stratum.other_category_probability},
      {"crossing_40_probability", stratum.crossing_40_probability},
      {"crossing_50_probability", stratum.crossing_50_probability},
      {"variance_fractions", json_of(stratum.variance)},
      {"closed_form",
       {{"ef_bias_pp", stratum.propagated.bias_pp}, {"ef_sd_pp", stratum.propagated.sd_pp}}},
      {"parts", parts}};
}

Json reclassification_json(const SensitivitySummary& summary) {
  Json rows = Json::object();
  for (const EfCategory clean : kEfCategories) {
    Json row = Json::object();
    for (const EfCategory noisy : kEfCategories) {
      row[std::string(name_of(noisy))] =
          summary
              .reclassification[static_cast<std::size_t>(clean)][static_cast<std::size_t>(noisy)];
    }
    rows[std::string(name_of(clean))] = row;
  }
  return rows;
}

}  // namespace

std::string sensitivity_patients_csv(const SensitivityReport& report) {
  CsvRow heading;
  for (const std::string_view column :
       {"patient", "volume_method", "image_quality", "sex", "draws", "draws_without_ef"}) {
    heading << column;
  }
  for (const auto& [number, unit, error_unit, spread] : kSpreads) {
    heading << std::string_view(joined(number, "clean", unit))
            << std::string_view(joined(number, "bias", error_unit))
            << std::string_view(joined(number, "sd", error_unit))
            << std::string_view(joined(number, "p2_5", unit))
            << std::string_view(joined(number, "p97_5", unit));
  }
  for (const std::string_view column :
       {"ef_mae_pp",
        "within_5_pp_fraction",
        "within_10_pp_fraction",
        "clean_category",
        "reduced_probability",
        "mildly_reduced_probability",
        "preserved_probability",
        "crossing_40_probability",
        "crossing_50_probability",
        "ed_variance_fraction",
        "es_variance_fraction",
        "joint_variance_fraction",
        "closed_form_ef_bias_pp",
        "closed_form_ef_sd_pp"}) {
    heading << column;
  }
  std::string csv = heading.line();
  for (const PatientSensitivity& patient : report.cohort.patients) {
    CsvRow row;
    row << std::string_view(patient.patient) << name_of(patient.method)
        << name_or_nothing(patient.quality) << name_or_nothing(patient.sex) << patient.draws
        << patient.draws_without_ef;
    for (const NamedSpread& named : kSpreads) {
      const Spread& spread = patient.*named.spread;
      row << spread.clean << spread.bias << spread.sd << spread.central95.lower
          << spread.central95.upper;
    }
    row << patient.ef_mae_pp << patient.within_5_pp << patient.within_10_pp
        << name_of(ef_category(patient.ef_percent.clean));
    for (const double probability : patient.category_probability) row << probability;
    row << patient.crossing_40_probability << patient.crossing_50_probability;
    for (const auto of : {&VarianceShares::ed, &VarianceShares::es, &VarianceShares::joint}) {
      row << share(patient.variance, of);
    }
    row << patient.propagated.bias_pp << patient.propagated.sd_pp;
    csv += row.line();
  }
  return csv;
}

std::string sensitivity_parts_csv(const SensitivityReport& report) {
  CsvRow heading;
  for (const std::string_view column :
       {"patient",
        "part",
        "draws",
        "ef_bias_pp",
        "ef_sd_pp",
        "edv_bias_percent",
        "esv_bias_percent"}) {
    heading << column;
  }
  std::string csv = heading.line();
  for (const PatientSensitivity& patient : report.cohort.patients) {
    for (const PartEffect& part : patient.parts) {
      CsvRow row;
      row << std::string_view(patient.patient) << std::string_view(part.part) << part.draws
          << part.ef_bias_pp << part.ef_sd_pp << part.edv_bias_percent << part.esv_bias_percent;
      csv += row.line();
    }
  }
  return csv;
}

std::string sensitivity_json(const SensitivityReport& report) {
  const StudyDescription& study = report.description;
  Json libraries = Json::object();
  for (const auto& [name, version] : study.libraries) libraries[name] = version;
  Json left_out = Json::array();
  for (const LeftOut& one : report.cohort.left_out) {
    left_out.push_back({{"patient", one.patient}, {"reason", one.reason}});
  }
  Json strata = Json::array();
  for (const StratumSummary& stratum : report.summary.strata) strata.push_back(json_of(stratum));
  const Json json{
      {"program", "camus-noise --labels-only"},
      {"version", study.program_version},
      {"command", study.command_line},
      {"libraries", libraries},
      {"data",
       {{"root", study.data_root},
        {"phantom", study.is_phantom},
        {"fingerprint_sha256", study.data_fingerprint},
        {"patients", report.cohort.patients.size()},
        {"left_out", left_out},
        {"warnings", study.warnings}}},
      {"seed", report.options.seed},
      {"draws", report.options.draws},
      {"draws_of_a_step_alone", report.options.draws_alone},
      {"setup", Json::parse(to_json(study.setup))},
      {"volume_method", name_of(report.options.volume_method)},
      {"elapsed_s", study.elapsed_s},
      {"ef_categories", kEfCategoryRule},
      {"expected_patients_by_category", reclassification_json(report.summary)},
      {"quadratic_weighted_kappa",
       report.summary.kappa ? Json(*report.summary.kappa) : Json(nullptr)},
      {"strata", strata}};
  return json.dump(2) + '\n';
}

}  // namespace segnoise
