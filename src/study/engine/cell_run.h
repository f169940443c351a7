#pragma once

#include "core/cardiac/echo.h"
#include "study/engine/observer.h"
#include "study/engine/planned_study.h"
#include "study/files/cell_file.h"
#include "study/plan/evaluation.h"
#include "study/plan/results.h"
#include "study/plan/ventricle_labels.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace segnoise::engine {

/// What the network of a condition is to be made of.
struct LearningTask {
  const std::string& condition;  ///< its name
  std::span<const shape::LabelledImage> training;
  std::span<const shape::LabelledImage> validation;
  std::filesystem::path network_file;     ///< where a network that is trained is written
  std::filesystem::path checkpoint_file;  ///< where to go on from, and to note how far it is
};

/// A network at work, and how it came about.
struct LearnedNetwork {
  plan::Predictor predict = {};
  std::optional<plan::TrainingRecord> record = {};  ///< nothing of one that was not trained
};

/// Somebody who learns, or has a network already.
using Learner = std::function<LearnedNetwork(const LearningTask&)>;

/// The cell of a study of networks, and what its fold and the study say of it.
struct TrainingCell {
  std::string id = {};
  plan::Cell cell = {};
  cardiac::Split split = {};  ///< of the cell's fold
  cardiac::VolumeMethod volume_method = cardiac::VolumeMethod::kBiplaneAse;
};

/// Has a network learn under the cell's condition, and measures it on the testing patients:
/// patients.csv, noise.csv, outlines.json, and training.csv of one that was trained. The checkpoint
/// is kept until these are there, so that whoever is interrupted measures again what has learned.
///
/// @param patients  of the data set; those in no part of the split are not looked at
/// @param folder    where all is written
[[nodiscard]] study_files::CellResult train_cell(
    const TrainingCell& cell,
    std::vector<cardiac::Patient> patients,
    const Learner& learn,
    const std::filesystem::path& folder,
    Observer& observer);

/// The share of a process that trains a cell together with the one that calls train_cell(): it
/// learns the same, and writes nothing.
void help_to_train_cell(
    const TrainingCell& cell,
    std::vector<cardiac::Patient> patients,
    const Learner& learn,
    Observer& observer);

/// Draws the cell's noise on every patient's labels: patients.csv and parts.csv.
/// @param threads  >= 1
[[nodiscard]] study_files::CellResult draw_cell(
    const PlannedCell& planned,
    const plan::StudyPlan& plan,
    std::span<const plan::VentricleLabels> labels,
    int threads,
    const std::filesystem::path& folder,
    Observer& observer);

/// Completes a cell: what `work` finds in the unfinished folder that it is given becomes cell.json
/// in it, and the folder gets its name. Nothing if another process has completed it meanwhile.
/// @throws std::runtime_error  if another process is at it, or as work and writing do
void complete_cell(
    const PlannedStudy& study,
    const PlannedCell& planned,
    const std::function<study_files::CellResult(const std::filesystem::path& folder)>& work,
    Observer& observer);

}  // namespace segnoise::engine
