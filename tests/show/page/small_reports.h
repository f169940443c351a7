#pragma once

#include "study/analysis/report_data.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// Results of studies, by hand.
namespace segnoise::testing {

inline const noise::NoiseSetup kSetup{
    .name = "low",
    .description = "Dilated at end-systole.",
    .unit = noise::Unit::kPx256,
    .steps = {
        {.action =
             noise::Morphology{.kind = noise::MorphologyKind::kDilation, .kernel = {3.0, 1.0}},
         .only = "ES"}}};

/// Networks that drew 8 patients: each condition 2 worse than the one before, in EF more so patient
/// by patient.
inline analysis::ReportData networks(
    const std::vector<plan::Condition>& conditions, std::vector<std::uint64_t> seeds) {
  analysis::ReportData data{
      .plan = {.name = "mine", .conditions = conditions, .seeds = std::move(seeds)},
      .description =
          {.program_version = "0.1.0",
           .libraries = {{"LibTorch", "1.13"}},
           .data_root = "CAMUS_public",
           .origin = cardiac::DataOrigin::kCamus,
           .data_fingerprint = "9f86d081",
           .split_source = "official",
           .training_patients = 12,
           .validation_patients = 2,
           .testing_patients = 8,
           .learning = {{"epochs", "3"}},
           .warnings = {"patient0042: cfg of 4CH is missing"}},
      .code_digest = "c0de"};
  for (const std::uint64_t seed : data.plan.seeds) {
    int number = 0;
    for (const plan::Condition& condition : conditions) {
      const double harm = 2.0 * number++;
      const auto add = [&](int patient, const char* measure, double value) {
        data.measurements.push_back(
            {.cell = condition.name + "-" + std::to_string(seed),
             .condition = condition.name,
             .seed = seed,
             .patient = "patient000" + std::to_string(patient),
             .measure = measure,
             .value = value});
      };
      for (int patient = 1; patient <= 8; ++patient) {
        const double own = 0.1 * patient;
        const double ef_error = 2.0 + harm + own + harm * own;
        add(patient, "dice_ed_percent", 91.0 - harm - own);
        add(patient, "dice_es_percent", 86.0 - harm - own);
        add(patient, "hd_ed_mm", 6.0 + harm + own);
        add(patient, "ef_error_pp", ef_error);
        add(patient, "ef_signed_error_pp", -ef_error);
        add(patient, "ef_percent", 38.0 + 3.0 * patient - ef_error);
        add(patient, "image_quality", patient % 2);
        add(patient, "reference_ef_percent", 38.0 + 3.0 * patient);
        add(patient, "edv_ml", 120.0);
        add(patient, "reference_edv_ml", 118.0);
        add(patient, "lv_2ch_ed_dice", 0.9);
        add(patient, "lv_2ch_ed_hd_mm", 4.25);
      }
      data.training.push_back(
          {.condition = condition.name,
           .seed = seed,
           .epochs = {{1, 0.5, 0.8}, {2, 0.3, 0.9}, {3, 0.25, 0.85}}});
    }
  }
  data.comparison = analysis::compared(data.measurements, conditions, 1);
  return data;
}

inline plan::Condition noisy(const std::string& noise, const std::string& severity) {
  return {.name = noise + " " + severity, .noise = noise, .severity = severity, .setup = kSetup};
}

inline const std::vector<plan::Condition> kTwo{
    plan::Condition{}, {.name = plan::kNoisyCondition, .noise = "low", .setup = kSetup}};

inline analysis::PatientSensitivity patient_of(int number) {
  const double ef = 38.0 + 3.0 * number;
  analysis::PatientSensitivity patient{
      .patient = "patient000" + std::to_string(number),
      .quality = cardiac::Quality::kGood,
      .sex = cardiac::Sex::kFemale,
      .draws = 100,
      .edv_ml = {100.0, -1.0, 2.0, {95.0, 103.0}},
      .esv_ml = {60.0, 3.0, 1.0, {61.0, 66.0}},
      .ef_percent = {ef, -3.5, 1.5, {ef - 6.0, ef - 1.0}},
      .ef_mae_pp = 3.5,
      .within_5_pp = 0.75,
      .within_10_pp = 1.0,
      .category_probability = {0.25, 0.5, 0.25},
      .variance = analysis::VarianceShares{.ed = 0.1, .es = 0.88, .joint = 0.02},
      .parts = {
          {"all", 100, -3.5, 1.5, -1.0, 5.0},
          {"ED labels", 100, -0.5, 0.25, -1.0, 0.0},
          {"ES labels", 100, -3.0, 1.25, 0.0, 5.0},
          {"dilation (ES)", 100, -2.75, 1.0, 0.0, 4.0}}};
  return patient;
}

/// Draws on the labels of 6 patients; one more was left out.
inline analysis::ReportData labels(const std::vector<plan::Condition>& conditions) {
  analysis::ReportData data{
      .plan =
          {.name = "mine",
           .kind = plan::StudyKind::kLabels,
           .conditions = conditions,
           .draws = 100},
      .description = {
          .program_version = "0.1.0",
          .data_root = "cache",
          .origin = cardiac::DataOrigin::kPhantom}};
  for (const plan::Condition& condition : conditions) {
    analysis::ConditionSensitivity found{.condition = condition.name, .seed = 1};
    for (int patient = 1; patient <= 6; ++patient) found.patients.push_back(patient_of(patient));
    found.left_out.push_back({"patient0007", "no view"});
    found.summary = analysis::summarised(found.patients, 1);
    data.sensitivity.push_back(std::move(found));
  }
  return data;
}

}  // namespace segnoise::testing
