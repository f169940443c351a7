#pragma once

#include "study/plan/condition.h"
#include "study/plan/corruption.h"
#include "study/plan/evaluation.h"
#include "study/plan/results.h"
#include "study/plan/split.h"

#include <functional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace segnoise::plan {

/// What a study needs from outside: somebody who learns, and somebody to tell how far it is.
struct Learning {
  /// Trains a network under a condition and returns it at work; or returns one that is there
  /// already.
  std::function<Predictor(
      const std::string& condition,
      std::span<const shape::LabelledImage> training,
      std::span<const shape::LabelledImage> validation)>
      learn = {};

  /// Told before each patient is evaluated: condition, patient's number from 1, of how many.
  std::function<void(const std::string& condition, int patient, int patients)> on_patient;
};

/// Checks that a study can say what it is for.
///
/// @param split            of the patients that there are
/// @param with_a_view      those of them who have both frames of a view
/// @param split_source     what divided the patients, for the message
/// @param has_model        nothing will be trained
/// @throws std::runtime_error  if there is nobody to train on or to test on, or no patient of any
///                             part has a whole view, without which there is no EF
void require_enough(
    const cardiac::Split& split,
    const std::set<std::string>& with_a_view,
    const std::string& split_source,
    bool has_model);

/// Runs the study of the paper's supplement, section 6, and others of its kind.
///
/// For every condition in turn, the labels of its training patients (see training_choice()) are
/// corrupted, those of validation and testing never; a network is learned, and the testing patients
/// are evaluated against their clean labels. Training patients are moved from; the testing patients
/// stay as they are.
///
/// @param description  seed and volume_method are read; the rest is passed through
/// @return             without training curves, which only the learner knows
/// @throws std::invalid_argument  if there is nobody to test on, or as training_choice() does
[[nodiscard]] StudyResults run_study(
    Cohort& cohort,
    const std::vector<Condition>& conditions,
    StudyDescription description,
    const Learning& learning);

}  // namespace segnoise::plan
