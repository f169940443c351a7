#pragma once

#include "core/cardiac/echo.h"
#include "study/analysis/ef_agreement.h"
#include "study/analysis/measurement.h"
#include "study/analysis/measures.h"
#include "study/analysis/paired_comparison.h"
#include "study/plan/condition.h"
#include "study/plan/results.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace segnoise::analysis {

/// A network whose best validation Dice is below this fraction has learned nothing.
inline constexpr double kLeastLearnedDice = 0.5;

/// One measure of one condition.
struct MeasureComparison {
  std::string measure = {};                         ///< the id of one of kComparedMeasures
  std::optional<PatientMean> mean = {};             ///< nothing if no patient has a value
  std::optional<PairedDifference> difference = {};  ///< to the reference; nothing if there is none
};

/// What a condition found of the patients whose images are of one quality.
struct QualityStratum {
  cardiac::Quality quality = cardiac::Quality::kGood;
  std::vector<MeasureComparison> measures = {};  ///< of kTestedMeasures; without differences

  /// Nothing if no patient of the stratum has a value of it.
  [[nodiscard]] const MeasureComparison* find(const Measure& measure) const;
};

/// What a study found of one condition.
struct ConditionComparison {
  std::string study = {};  ///< where conditions of several stand side by side; "" of one alone
  plan::Condition condition = {};
  std::vector<std::string> cells = {};  ///< that the numbers came from, by seed, fold and name
  int patients = 0;                     ///< who have any of the numbers

  /// Name of the clean condition of the same size, if there is one and this is another.
  std::optional<std::string> reference = {};

  /// Of its networks' best validation Dice the lowest, as a fraction; nothing if none has one.
  std::optional<double> least_validation_dice = {};

  std::vector<MeasureComparison> measures = {};  ///< those that any condition has a value of
  std::optional<EfAgreement> ef = {};
  std::vector<QualityStratum> strata = {};  ///< those that have patients, good quality first

  /// How tables call it: by its name, after that of its study where there is one.
  [[nodiscard]] std::string title() const {
    return study.empty() ? condition.name : study + ": " + condition.name;
  }

  /// Whether any of its networks did: then its numbers tell of that, not of the labels.
  [[nodiscard]] bool learned_nothing() const {
    return least_validation_dice && *least_validation_dice < kLeastLearnedDice;
  }

  /// Nothing if no condition has a value of it.
  [[nodiscard]] const MeasureComparison* find(const Measure& measure) const;
};

/// The tables of a study: its conditions in their order.
struct StudyComparison {
  std::vector<ConditionComparison> conditions = {};
  int single_plane_patients = 0;  ///< whose EF is of one view, by their ef_views
  int tests = 0;                  ///< p values that Holm's adjustment is for

  /// Whether any difference is descriptive.
  [[nodiscard]] bool is_descriptive() const;

  /// Whether any condition has a value of the measure.
  [[nodiscard]] bool has(const Measure& measure) const;
};

/// Where the reference of a condition stands: the first that is clean, has as many training
/// patients, and is not a network from elsewhere.
///
/// @return  nothing if there is none, or the condition is clean itself
[[nodiscard]] std::optional<std::size_t> reference_of(
    const plan::Condition& condition, std::span<const plan::Condition> conditions);

/// Compares the conditions of a study in kComparedMeasures, and EFs (ef_percent) with those of the
/// clean labels (reference_ef_percent).
///
/// Each patient counts once: the mean of his values over seeds and folds. Holm's adjustment is for
/// all conditions and all of kTestedMeasures, which tables show; other measures have none. The
/// order of the measurements does not matter; those of other conditions and measures are left out.
///
/// Where a condition or its reference learned nothing, differences have neither interval nor p, as
/// those of fewer than statistics::kLeastSeeds seeds, which are descriptive.
///
/// @param seed      of the bootstraps over patients
/// @param training  of the networks that were trained
/// @throws std::invalid_argument  as MeasurementIndex does
[[nodiscard]] StudyComparison compared(
    std::span<const Measurement> measurements,
    std::span<const plan::Condition> conditions,
    std::uint64_t seed,
    std::span<const plan::TrainingCurve> training = {});

/// Adjusts the p values of all conditions and all of kTestedMeasures for one another.
/// @return  how many there are
int adjust_tested(std::vector<ConditionComparison>& conditions);

}  // namespace segnoise::analysis
