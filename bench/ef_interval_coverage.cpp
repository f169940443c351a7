// ef_interval_coverage SETUP [PATIENTS]: how often the intervals around a single reading, learned
// as camus-noise --labels-only learns them (60 phantom patients, 100 readings each), hold the clean
// EF of PATIENTS others (1,000), each read 10 times by observers who have not been seen.

#include "base/number_text.h"
#include "base/text_table.h"
#include "data/phantom/phantom.h"
#include "data/setups/setup_file.h"
#include "study/analysis/sensitivity.h"
#include "study/analysis/sensitivity_summary.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <string>
#include <variant>
#include <vector>

using namespace segnoise;

namespace {

/// Phantom patients of a seed, read so many times.
std::vector<readings::PatientEf> read_patients(
    const noise::NoiseSetup& setup, int patients, std::uint64_t seed, int readings) {
  std::vector<readings::PatientEf> all;
  for (int number = 1; number <= patients; ++number) {
    const auto labels = plan::ventricle_labels(phantom::make_phantom_patient(number, seed).patient);
    const auto found = analysis::patient_sensitivity(
        labels, setup, {.draws = readings, .draws_alone = readings, .seed = seed});
    const auto* patient = std::get_if<analysis::PatientSensitivity>(&found);
    if (patient == nullptr) continue;
    readings::PatientEf& ef = all.emplace_back();
    ef.quality = patient->quality;
    ef.clean_percent = patient->ef_percent.clean;
    for (const analysis::Reading& reading : patient->readings)
      ef.readings_percent.push_back(reading.ef_percent);
  }
  return all;
}

template <class Predicate>
std::vector<readings::PatientEf> efs_of(
    const std::vector<readings::PatientEf>& patients, const Predicate& holds) {
  std::vector<readings::PatientEf> efs;
  std::ranges::copy_if(patients, std::back_inserter(efs), holds);
  return efs;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || argc > 3) {
    std::cerr << "usage: ef_interval_coverage SETUP [PATIENTS]\n";
    return 1;
  }
  const noise::NoiseSetup setup = setups::read_setup(argv[1], setups::Scenario::kCamus);
  const int patients = argc == 3 ? std::atoi(argv[2]) : 1000;
  const auto everyone = [](const readings::PatientEf&) { return true; };
  const auto rules = readings::ef_interval_rules(
      efs_of(read_patients(setup, 60, 1, 100), everyone), analysis::kEfIntervalProbabilities);
  const std::vector<readings::PatientEf> unseen = read_patients(setup, patients, 2, 10);

  std::vector<base::TextRow> rows{
      {setup.name, "patients", "readings", "claimed %", "held %", "95 % CI", "width, points"}};
  const auto add_rows = [&](const std::string& who, const std::vector<readings::PatientEf>& efs) {
    for (const readings::EfCoverage& tried : readings::ef_coverage(rules, efs)) {
      if (tried.patients == 0) continue;
      rows.push_back(
          {who,
           std::to_string(tried.patients),
           std::to_string(tried.readings),
           base::decimal_text(100.0 * tried.probability, 0),
           base::decimal_text(100.0 * tried.covered, 1),
           tried.ci95 ? base::decimal_text(100.0 * tried.ci95->lower, 1) + " to " +
                            base::decimal_text(100.0 * tried.ci95->upper, 1)
                      : "-",
           base::decimal_text(tried.width_pp, 1)});
    }
  };
  add_rows("all", efs_of(unseen, everyone));
  for (const cardiac::Quality quality : cardiac::kQualities) {
    add_rows(
        "image quality " + std::string(name_of(quality)),
        efs_of(unseen, [&](const readings::PatientEf& patient) {
          return patient.quality == quality;
        }));
  }
  for (const cardiac::EfCategory category : cardiac::kEfCategories) {
    add_rows(
        "EF " + std::string(name_of(category)),
        efs_of(unseen, [&](const readings::PatientEf& patient) {
          return cardiac::ef_category(patient.clean_percent) == category;
        }));
  }
  std::cout << base::text_table(rows);
}
