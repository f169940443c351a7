#include "study/files/sensitivity_files.h"

#include "study/analysis/measures.h"
#include "study/files/csv_reader.h"
#include "study/files/csv_row.h"
#include "study/readings/reliability.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace segnoise::study_files {
namespace {

struct NamedSpread {
  std::string_view number;
  std::string_view unit;
  std::string_view error_unit;
  analysis::Spread analysis::PatientSensitivity::*spread;
};

constexpr std::array kSpreads{
    NamedSpread{"edv", "ml", "ml", &analysis::PatientSensitivity::edv_ml},
    NamedSpread{"esv", "ml", "ml", &analysis::PatientSensitivity::esv_ml},
    NamedSpread{"ef", "percent", "pp", &analysis::PatientSensitivity::ef_percent}};

/// The name of an optional value, or nothing.
template <class Value>
std::string_view name_or_nothing(const std::optional<Value>& value) {
  return value ? name_of(*value) : std::string_view();
}

std::optional<double> share(
    const std::optional<analysis::VarianceShares>& variance, double analysis::VarianceShares::*of) {
  if (!variance) return std::nullopt;
  return (*variance).*of;
}

/// The columns of patients.csv, in their order.
std::vector<std::string> patient_columns() {
  std::vector<std::string> columns{
      "patient",
      "volume_method",
      "image_quality",
      "sex",
      "draws",
      "draws_without_ef",
      "failed_negative_ef",
      "failed_edv",
      "failed_long_axis"};
  for (const auto& [number, unit, error_unit, spread] : kSpreads) {
    columns.push_back(joined(number, "clean", unit));
    columns.push_back(joined(number, "bias", error_unit));
    columns.push_back(joined(number, "sd", error_unit));
    columns.push_back(joined(number, "p2_5", unit));
    columns.push_back(joined(number, "p97_5", unit));
  }
  columns.insert(
      columns.end(),
      {std::string(analysis::kEfMae.id),
       "within_5_pp_fraction",
       "within_10_pp_fraction",
       "clean_category",
       "reduced_probability",
       "mildly_reduced_probability",
       "preserved_probability",
       std::string(analysis::kCrossing40.id),
       std::string(analysis::kCrossing50.id),
       "ed_variance_fraction",
       "es_variance_fraction",
       "joint_variance_fraction",
       "covariance_variance_fraction",
       "volume_error_correlation",
       "closed_form_ef_bias_pp",
       "closed_form_ef_sd_pp"});
  return columns;
}

constexpr std::array<std::string_view, 7> kPartColumns{
    "patient",
    "part",
    "draws",
    analysis::kEfBias.id,
    analysis::kEfSd.id,
    analysis::kEdvBias.id,
    analysis::kEsvBias.id};

template <class Values>
auto optional_one_of(const CsvReader& file, std::size_t column, const Values& values) {
  using Value = typename Values::value_type;
  return file.text(column).empty() ? std::nullopt
                                   : std::optional<Value>(file.one_of(column, values));
}

/// The patient of a row of patients.csv, without the parts.
analysis::PatientSensitivity patient_of(const CsvReader& file) {
  std::size_t column = 0;
  analysis::PatientSensitivity patient{.patient = file.text(column++)};
  patient.method = file.one_of(column++, cardiac::kVolumeMethods);
  patient.quality = optional_one_of(file, column++, cardiac::kQualities);
  patient.sex =
      optional_one_of(file, column++, std::array{cardiac::Sex::kFemale, cardiac::Sex::kMale});
  patient.draws = file.whole_number<int>(column++);
  patient.draws_without_ef = file.whole_number<int>(column++);
  patient.failed.negative_ef = file.whole_number<int>(column++);
  patient.failed.edv = file.whole_number<int>(column++);
  patient.failed.long_axis = file.whole_number<int>(column++);
  const auto next = [&] { return file.number(column++); };
  for (const NamedSpread& named : kSpreads) {
    analysis::Spread& spread = patient.*named.spread;
    for (double* number :
         {&spread.clean,
          &spread.bias,
          &spread.sd,
          &spread.central95.lower,
          &spread.central95.upper}) {
      *number = next();
    }
  }
  patient.ef_mae_pp = next();
  patient.within_5_pp = next();
  patient.within_10_pp = next();
  ++column;  // clean_category follows from the clean EF
  for (double& probability : patient.category_probability) probability = next();
  patient.crossing_40_probability = next();
  patient.crossing_50_probability = next();
  if (!file.text(column).empty()) {
    patient.variance = {
        .ed = file.number(column),
        .es = file.number(column + 1),
        .joint = file.number(column + 2),
        .covariance = file.number(column + 3)};
  }
  column += 4;
  patient.volume_error_correlation = file.optional_number(column++);
  patient.propagated.bias_pp = next();
  patient.propagated.sd_pp = next();
  return patient;
}

}  // namespace

std::string sensitivity_patients_csv(const SensitivityReport& report) {
  CsvRow heading;
  for (const std::string& column : patient_columns()) heading << std::string_view(column);
  // For people: what follows is made of other columns, or is among the warnings of summary.json.
  heading << "ef_detectable_change_pp"
          << "remarks";
  std::string csv = heading.line();
  for (const analysis::PatientSensitivity& patient : report.cohort.patients) {
    CsvRow row;
    row << std::string_view(patient.patient) << name_of(patient.method)
        << name_or_nothing(patient.quality) << name_or_nothing(patient.sex) << patient.draws
        << patient.draws_without_ef << patient.failed.negative_ef << patient.failed.edv
        << patient.failed.long_axis;
    for (const NamedSpread& named : kSpreads) {
      const analysis::Spread& spread = patient.*named.spread;
      row << spread.clean << spread.bias << spread.sd << spread.central95.lower
          << spread.central95.upper;
    }
    row << patient.ef_mae_pp << patient.within_5_pp << patient.within_10_pp
        << name_of(cardiac::ef_category(patient.ef_percent.clean));
    for (const double probability : patient.category_probability) row << probability;
    row << patient.crossing_40_probability << patient.crossing_50_probability;
    for (const auto of :
         {&analysis::VarianceShares::ed,
          &analysis::VarianceShares::es,
          &analysis::VarianceShares::joint,
          &analysis::VarianceShares::covariance}) {
      row << share(patient.variance, of);
    }
    row << patient.volume_error_correlation << patient.propagated.bias_pp
        << patient.propagated.sd_pp << readings::minimal_detectable_change(patient.ef_percent.sd)
        << in_one_cell(patient.remarks);
    csv += row.line();
  }
  return csv;
}

std::string sensitivity_parts_csv(const SensitivityReport& report) {
  CsvRow heading;
  for (const std::string_view column : kPartColumns) heading << column;
  std::string csv = heading.line();
  for (const analysis::PatientSensitivity& patient : report.cohort.patients) {
    for (const analysis::PartEffect& part : patient.parts) {
      CsvRow row;
      row << std::string_view(patient.patient) << std::string_view(part.part) << part.draws
          << part.ef_bias_pp << part.ef_sd_pp << part.edv_bias_percent << part.esv_bias_percent;
      csv += row.line();
    }
  }
  return csv;
}

std::vector<analysis::PatientSensitivity> read_sensitivity_csv(
    const std::string& patients_path, const std::string& parts_path) {
  std::vector<analysis::PatientSensitivity> patients;
  CsvReader patients_file(
      patients_path, "how far noisy labels move each patient's EF", patient_columns());
  while (patients_file.next()) patients.push_back(patient_of(patients_file));

  CsvReader parts_file(
      parts_path,
      "what each part of the noise does alone",
      {kPartColumns.begin(), kPartColumns.end()});
  auto owner = patients.begin();  // parts are in the order of the patients
  while (parts_file.next()) {
    const std::string& id = parts_file.text(0);
    owner =
        std::find_if(owner, patients.end(), [&](const auto& each) { return each.patient == id; });
    if (owner == patients.end()) {
      parts_file.reject(0, "a patient of " + patients_path + ", in the same order");
    }
    owner->parts.push_back(
        {.part = parts_file.text(1),
         .draws = parts_file.whole_number<int>(2),
         .ef_bias_pp = parts_file.number(3),
         .ef_sd_pp = parts_file.number(4),
         .edv_bias_percent = parts_file.number(5),
         .esv_bias_percent = parts_file.number(6)});
  }
  return patients;
}

}  // namespace segnoise::study_files
