#pragma once

#include "core/cardiac/ejection.h"
#include "core/noise/setup.h"
#include "study/plan/condition.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::plan {

/// What is done under each condition.
enum class StudyKind : std::uint8_t {
  kTraining,  ///< a network learns from the labels, and is measured
  kLabels,    ///< the noise is drawn on the labels again and again, and EF is measured
};

/// "training", "labels".
[[nodiscard]] std::string_view name_of(StudyKind kind);
inline constexpr std::array kStudyKinds{StudyKind::kTraining, StudyKind::kLabels};

/// How networks are to learn; what is absent takes the default of the network
/// (learn/unet/training.h).
struct LearningPlan {
  std::optional<std::string> network = {};
  std::optional<int> input_size_px = {};
  std::optional<int> epochs = {};
  std::optional<int> batch_size = {};
  std::optional<double> learning_rate = {};
  std::optional<std::string> loss = {};
  std::optional<int> patience = {};
  std::optional<std::string> augmentation = {};
  std::optional<std::string> precision = {};

  bool operator==(const LearningPlan&) const = default;
};

/// A kind of noise in one or several severities.
struct GradedNoise {
  struct Severity {
    std::string name = {};  ///< "" if there is one only
    noise::NoiseSetup setup = {};
  };

  std::string name = {};
  std::vector<Severity> severities = {};
};

/// Conditions = {clean} ∪ noise kinds × severities × noisy fractions, for each size of the training
/// set.
struct ConditionAxes {
  std::vector<GradedNoise> noise = {};
  std::vector<double> noisy_fractions = {1.0};
  std::vector<std::optional<int>> training_patients = {std::nullopt};  ///< nothing for all
};

/// The conditions of a study in order: for each size of the training set first clean labels, then
/// kind by kind, severity by severity, fraction by fraction. Names tell them apart: "clean",
/// "camus low", "camus low 50% n=20".
[[nodiscard]] std::vector<Condition> conditions_of(const ConditionAxes& axes);

/// A study of many conditions.
struct StudyPlan {
  std::string name = {};
  std::string description = {};
  StudyKind kind = StudyKind::kTraining;
  std::vector<Condition> conditions = {};  ///< without clean ones if the kind is kLabels
  std::vector<std::uint64_t> seeds = {1};  ///< of noise and networks, none twice
  int folds = 1;                           ///< 1 tests on the data set's own split, else fold_split
  cardiac::VolumeMethod volume_method = cardiac::VolumeMethod::kBiplaneAse;
  LearningPlan learning = {};
  int draws = 1000;  ///< of each label, if the kind is kLabels

  /// Of the division of the patients and of the phantom: the first of the seeds.
  [[nodiscard]] std::uint64_t split_seed() const { return seeds.front(); }
};

/// What is run by itself: one condition with one seed on one fold.
struct Cell {
  Condition condition = {};
  std::uint64_t seed = 0;
  int fold = 1;
};

/// The cells of a study, seed by seed, fold by fold, condition by condition, so that what is done
/// first can be compared.
[[nodiscard]] std::vector<Cell> cells_of(const StudyPlan& plan);

}  // namespace segnoise::plan
