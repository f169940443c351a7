#pragma once

#include "study/analysis/comparison.h"
#include "study/analysis/measurement.h"
#include "study/analysis/sensitivity.h"
#include "study/analysis/sensitivity_summary.h"
#include "study/plan/condition.h"
#include "study/plan/results.h"
#include "study/plan/study_plan.h"
#include "study/readings/panel.h"

#include <cstdint>
#include <string>
#include <vector>

namespace segnoise::analysis {

/// What noise did to the LV labels that the network of one cell learned from.
struct TrainingLabels {
  std::string condition = {};  ///< its name
  std::vector<plan::NoiseRecord> noise = {};
};

/// What draws of a condition's noise do to every patient's labels, under one seed.
struct ConditionSensitivity {
  std::string condition = {};  ///< its name
  std::uint64_t seed = 0;
  std::vector<PatientSensitivity> patients = {};
  std::vector<LeftOut> left_out = {};
  SensitivitySummary summary = {};
  std::vector<readings::PanelEf> panels = {};  ///< of several readers, if there were any
};

/// All that a report says about a study, as it is read back from the study's folder. A study of
/// networks has all but sensitivity; one of labels alone has sensitivity, and measurements and
/// comparison if it has several conditions.
struct ReportData {
  plan::StudyPlan plan = {};  ///< name, kind, conditions, seeds, folds, volumes, draws
  plan::StudyDescription description =
      {};  ///< program, data set, split, how networks learned, warnings
  std::string code_digest = {};
  bool is_complete = true;  ///< whether every cell is there
  std::vector<Measurement> measurements = {};
  StudyComparison comparison = {};
  std::vector<plan::TrainingCurve> training = {};
  std::vector<TrainingLabels> training_labels = {};  ///< of networks that learned from noisy ones
  std::vector<ConditionSensitivity> sensitivity = {};
};

}  // namespace segnoise::analysis
