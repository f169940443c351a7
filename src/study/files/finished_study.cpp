#include "study/files/finished_study.h"

#include "data/setups/setup_file.h"
#include "json/json_object.h"
#include "study/analysis/measures.h"
#include "study/files/comparison_files.h"
#include "study/files/csv_reader.h"
#include "study/files/outlines_file.h"
#include "study/files/study_summary_file.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <stdexcept>
#include <utility>

namespace segnoise::study_files {
namespace {

namespace fs = std::filesystem;

/// The setup of the first noisy condition.
std::optional<noise::NoiseSetup> first_setup(const json::Json& conditions) {
  for (const json::Json& condition : conditions) {
    const json::Json& setup = condition.at("setup");
    if (setup.is_null()) continue;
    json::Json named = setup;
    named["name"] = condition.at("name");
    return setups::parse_setup(named.dump(), "conditions");
  }
  return std::nullopt;
}

/// What summary.json says; that of --labels-only has no "conditions".
FinishedStudy described(const json::Json& summary) {
  FinishedStudy study{
      .data_root = summary.at("data").at("root").get<std::string>(),
      .volume_method =
          cardiac::volume_method_named(summary.at("volume_method").get<std::string>())};
  if (summary.contains("conditions")) {
    study.seed = summary.at("seeds").at(0).get<std::uint64_t>();
    study.setup = first_setup(summary.at("conditions"));
  } else {
    study.seed = summary.at("seed").get<std::uint64_t>();
    study.setup = setups::parse_setup(summary.at("setup").dump(), "setup");
  }
  return study;
}

/// Errors of patients, gathered number by number.
class Errors {
 public:
  void add(const analysis::Measurement& error) {
    Found& found = found_[error.patient];
    const double size_pp = std::abs(error.value);
    found.sum_pp += size_pp;
    if (found.count++ > 0 && size_pp <= found.greatest_pp) return;
    found.greatest_pp = size_pp;
    found.worst_cell = error.cell;
    if (!error.cell.empty()) {
      found.worst_condition = error.condition + ", seed " + std::to_string(error.seed);
    }
  }

  [[nodiscard]] std::vector<PatientError> greatest_first() const {
    std::vector<PatientError> patients;
    for (const auto& [patient, found] : found_) {
      patients.push_back(
          {patient, found.sum_pp / found.count, found.worst_cell, found.worst_condition});
    }
    std::ranges::stable_sort(patients, std::greater<>(), &PatientError::ef_error_pp);
    return patients;
  }

 private:
  struct Found {
    double sum_pp = 0.0;
    int count = 0;
    double greatest_pp = 0.0;
    std::string worst_cell = {};
    std::string worst_condition = {};
  };
  std::map<std::string, Found> found_;
};

Errors errors_in_patients(const fs::path& path) {
  CsvReader table(
      path.string(), "the patients of a study", {"patient", std::string(analysis::kEfBias.id)});
  Errors errors;
  while (table.next()) {
    const auto error_pp = table.optional_number(1);
    if (error_pp) errors.add({.patient = table.text(0), .value = *error_pp});
  }
  return errors;
}

Errors errors_in_results(const fs::path& path) {
  Errors errors;
  for (const analysis::Measurement& row : read_results_csv(path.string())) {
    if (row.measure == analysis::kEfError.id || row.measure == analysis::kEfBias.id)
      errors.add(row);
  }
  return errors;
}

}  // namespace

FinishedStudy read_finished_study(const std::string& folder) {
  const fs::path root = folder;
  if (!fs::is_directory(root)) {
    throw std::runtime_error(folder + ": is no folder, expected the results of a study");
  }
  const std::string path = (root / "summary.json").string();
  const std::string text = json::read_text(path, "the summary of a study", kGreatestSummaryBytes);
  FinishedStudy study;
  bool has_conditions = false;
  json::naming(path + ": is not the summary of a study", [&] {
    const json::Json summary = json::parse_json(text);
    study = described(summary);
    has_conditions = summary.contains("conditions");
  });
  const Errors errors = has_conditions ? errors_in_results(root / "results.csv")
                                       : errors_in_patients(root / "patients.csv");
  study.patients = errors.greatest_first();
  if (study.patients.empty()) {
    throw std::runtime_error(folder + ": is empty: no patient of the study has an EF error");
  }
  return study;
}

std::optional<cardiac::PerFrame<std::optional<shape::Mask>>> worst_outlines(
    const std::string& folder, const PatientError& error) {
  if (error.worst_cell.empty()) return std::nullopt;
  const fs::path path = fs::path(folder) / "cells" / error.worst_cell / "outlines.json";
  if (!fs::exists(path)) return std::nullopt;
  for (auto& [patient, outlines] : read_outlines(path.string())) {
    if (patient == error.patient) return std::move(outlines);
  }
  return std::nullopt;
}

}  // namespace segnoise::study_files
