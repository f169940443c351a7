#pragma once

#include "cli/progress.h"
#include "learn/unet/training.h"
#include "study/plan/results.h"
#include "study/plan/study.h"
#include "study/plan/study_plan.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace segnoise {

/// What a plan says of how networks learn, completed by the network's own defaults.
/// @param is_phantom  decides on the network where the plan names none: small, else unet1
[[nodiscard]] learn::UNetOptions training_options(const plan::LearningPlan& plan, bool is_phantom);

/// The options by name, as summary.json has them.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> named_options(
    const learn::UNetOptions& options);

/// Trains networks, tells how far they are, and keeps their curves.
class Trainer {
 public:
  /// @param ranks  as train() takes it; of several, rank 0 writes the network
  Trainer(learn::UNetOptions options, cli::Progress& progress, const learn::Ranks* ranks = nullptr)
      : options_(options), progress_(progress), ranks_(ranks) {}

  /// @param network_file     where the network is written; folders are made
  /// @param checkpoint_file  as train() takes it
  /// @throws Interrupted  on Ctrl-C; else as train() and Segmenter::save() do
  [[nodiscard]] plan::Predictor learn(
      const std::string& condition,
      std::span<const shape::LabelledImage> training,
      std::span<const shape::LabelledImage> validation,
      const std::filesystem::path& network_file,
      const std::filesystem::path& checkpoint_file = {});

  [[nodiscard]] std::vector<plan::TrainingRecord> take_records() { return std::move(records_); }

 private:
  learn::UNetOptions options_;
  cli::Progress& progress_;
  const learn::Ranks* ranks_;
  std::vector<plan::TrainingRecord> records_;
};

}  // namespace segnoise
