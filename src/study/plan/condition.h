#pragma once

#include "core/noise/setup.h"

#include <optional>
#include <string>

namespace segnoise::plan {

/// The labels that a network learns from.
inline constexpr const char* kCleanCondition = "clean";
inline constexpr const char* kNoisyCondition = "noisy";
inline constexpr const char* kModelCondition = "model";  ///< a network from elsewhere

/// What the labels of the training patients are like, and how many patients there are.
struct Condition {
  std::string name = kCleanCondition;  ///< of the whole: "camus low, 50 % noisy, 20 patients"
  std::string noise = {};              ///< kind: "camus", "dilation"; "" of clean labels
  std::string severity = {};           ///< "low", "medium", "high"; "" if there is one only
  std::optional<noise::NoiseSetup> setup = {};  ///< nothing leaves labels clean
  double noisy_fraction = 1.0;                  ///< of the training patients, (0, 1]
  std::optional<int> training_patients = {};    ///< how many are used; nothing for all

  /// Whether labels stay as they are.
  [[nodiscard]] bool is_clean() const { return !setup; }
};

}  // namespace segnoise::plan
