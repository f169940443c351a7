#include "open_study.h"

#include "code_digest.h"
#include "network_training.h"
#include "storage/regular_file.h"
#include "storage/sha256.h"
#include "storage/write_file.h"
#include "study/plan/split.h"
#include "study/plan/study.h"
#include "study/plan/training_choice.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace segnoise {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCellList = "cells.txt";

/// Those who are there.
std::vector<std::string> present(
    const std::vector<std::string>& ids, const std::set<std::string>& patients) {
  std::vector<std::string> found;
  std::ranges::copy_if(
      ids, std::back_inserter(found), [&](const auto& id) { return patients.contains(id); });
  return found;
}

/// What the data set cannot give shows before anything is run.
void require_patients(const OpenStudy& study, const std::set<std::string>& with_a_view) {
  if (study.plan.kind == plan::StudyKind::kLabels) return;
  for (const PlannedCell& planned : study.cells) {
    const auto [split, source] = study.division(planned.cell.fold);
    plan::require_enough(split, with_a_view, source, study.model != nullptr);
    if (study.model) continue;
    (void)plan::training_choice(split.training, planned.cell.condition, planned.cell.seed);
  }
}

std::shared_ptr<const learn::Segmenter> loaded(const GivenModel& model, learn::Device device) {
  return std::make_shared<learn::Segmenter>(
      model.is_trusted ? learn::Segmenter::load_torchscript(model.file, device)
                       : learn::Segmenter::load(model.file, device));
}

void describe_division(OpenStudy& study) {
  const auto [split, source] = study.division(1);
  study.description.split_source = source;
  study.description.training_patients = static_cast<int>(split.training.size());
  study.description.validation_patients = static_cast<int>(split.validation.size());
  study.description.testing_patients = static_cast<int>(split.testing.size());
}

study_files::CellEnvironment environment_of(const OpenStudy& study, const SweepOptions& options) {
  study_files::CellEnvironment environment{
      .data_fingerprint = study.description.data_fingerprint,
      .code_digest = code_digest(),
      .libraries = {SEGNOISE_LIBRARIES}};
  if (study.model) {
    environment.learning = {{"model_sha256", study.model->sha256()}};
    if (study.tests_all) environment.learning.emplace_back("tested_on", "all patients");
    return environment;
  }
  environment.learning = named_options(study.training);
  if (options.ranks > 1) {
    environment.learning.emplace_back("ranks", std::to_string(options.ranks));
  }
  return environment;
}

std::string cell_list(const std::vector<PlannedCell>& cells) {
  std::string list;
  for (const PlannedCell& planned : cells) list += planned.id + ' ' + planned.name() + '\n';
  return list;
}

/// The identities in cells.txt.
std::set<std::string> listed_ids(const fs::path& list) {
  std::istringstream file(storage::read_file(list));
  std::set<std::string> ids;
  for (std::string line; std::getline(file, line);) ids.insert(line.substr(0, line.find(' ')));
  return ids;
}

/// Whether a folder has what would be written over, and is not a study's.
bool holds_other_results(const fs::path& folder) {
  if (!fs::exists(folder)) return false;
  if (!fs::is_directory(folder)) return true;
  if (fs::exists(folder / kCellList)) return false;
  constexpr std::array kResults{"results.csv", "summary.json", "tables.txt", "report.html"};
  return std::ranges::any_of(kResults, [&](const char* name) { return fs::exists(folder / name); });
}

void require_no_other_results(const fs::path& folder) {
  if (!holds_other_results(folder)) return;
  throw std::runtime_error(
      folder.string() +
      ": already holds results, which are not of this study; --out must name another folder");
}

/// Whether a folder is free for the study, or its already: then it lists one of the cells.
bool is_for(const OpenStudy& study, const fs::path& folder) {
  if (holds_other_results(folder)) return false;
  if (!fs::exists(folder / kCellList)) return true;
  const auto ids = listed_ids(folder / kCellList);
  return std::ranges::any_of(
      study.cells, [&](const PlannedCell& planned) { return ids.contains(planned.id); });
}

/// The folder that was asked for, or the first of results/NAME, results/NAME-2, ... that is the
/// study's already or free.
fs::path folder_for(const OpenStudy& study, const std::optional<fs::path>& wanted) {
  if (wanted) {
    if (!is_for(study, *wanted)) {
      throw std::runtime_error(
          wanted->string() +
          ": holds another study: of other settings, other data, or by another "
          "version of the program; --out must name another folder");
    }
    return *wanted;
  }
  const fs::path base = fs::path("results") / study.plan.name;
  fs::path folder = base;
  for (int i = 2; !is_for(study, folder); ++i) {
    folder = base;
    folder += '-' + std::to_string(i);
  }
  return folder;
}

}  // namespace

DividedPatients OpenStudy::division(int fold) const {
  if (tests_all) return {{.testing = patient_ids}, "all patients for testing"};
  if (plan.folds > 1) {
    return {
        plan::fold_split(patient_ids, plan.split_seed(), fold, plan.folds),
        "seeded, " + std::to_string(plan.folds) + " folds"};
  }
  DividedPatients division = divided_patients(data_set, patient_ids, plan.split_seed());
  const std::set<std::string> patients(patient_ids.begin(), patient_ids.end());
  for (auto* part :
       {&division.split.training, &division.split.validation, &division.split.testing}) {
    *part = present(*part, patients);
  }
  return division;
}

OpenStudy opened(
    const SweepOptions& options,
    cli::Progress& progress,
    const std::function<void(cardiac::Patient)>& take) {
  OpenStudy study{.plan = options.plan};
  learn::require_available(options.device);
  if (options.out) require_no_other_results(*options.out);
  if (options.model) {
    study.model = loaded(*options.model, options.device);
    study.tests_all = options.model->tests_all;
  }
  DataSource source = options.source;
  source.phantom_seed = study.plan.split_seed();
  study.data_set = camus::open_data_set(data_root(source, progress));
  study.description.program_version = SEGNOISE_VERSION;
  std::set<std::string> with_a_view;
  read_patients(study.data_set, study.description, progress, [&](cardiac::Patient patient) {
    study.patient_ids.push_back(patient.id);
    if (patient.has_a_view()) with_a_view.insert(patient.id);
    take(std::move(patient));
  });
  if (study.plan.kind == plan::StudyKind::kTraining) describe_division(study);

  study.training = training_options(
      study.plan.learning, study.description.origin == cardiac::DataOrigin::kPhantom);
  study.training.loop.device = options.device;
  study.training.loop.threads = options.threads;
  study.environment = environment_of(study, options);
  for (plan::Cell& cell : plan::cells_of(study.plan)) {
    std::string inputs = study_files::cell_inputs(study.plan, cell, study.environment);
    std::string id = storage::sha256_of(inputs).substr(0, study_files::kCellIdDigits);
    study.cells.push_back(
        {.cell = std::move(cell), .inputs = std::move(inputs), .id = std::move(id)});
  }
  require_patients(study, with_a_view);
  study.out = folder_for(study, options.out);
  for (PlannedCell& planned : study.cells) planned.folder = study.out / "cells" / planned.id;
  return study;
}

void claim_folder(const OpenStudy& study) {
  std::error_code error;
  fs::create_directories(study.out, error);
  if (error) {
    throw std::runtime_error(
        "cannot make the folder " + study.out.string() + ": " + error.message());
  }
  storage::write_file(study.out / kCellList, cell_list(study.cells));
}

bool is_complete(const PlannedCell& planned) { return fs::is_directory(planned.folder); }

}  // namespace segnoise
