#include "open_study.h"

#include "code_digest.h"
#include "network_training.h"

#include <utility>

namespace segnoise {
namespace {

std::shared_ptr<const learn::Segmenter> loaded(const GivenModel& model, learn::Device device) {
  return std::make_shared<learn::Segmenter>(
      model.is_trusted ? learn::Segmenter::load_torchscript(model.file, device)
                       : learn::Segmenter::load(model.file, device));
}

/// What the cells depend on beside their study.
study_files::CellEnvironment environment_of(
    const OpenStudy& study, const plan::StudyDescription& description, int ranks) {
  study_files::CellEnvironment environment{
      .data_fingerprint = description.data_fingerprint,
      .code_digest = code_digest(),
      .libraries = {SEGNOISE_LIBRARIES}};
  auto& learning = environment.learning;
  if (study.model) {
    learning = {{"model_sha256", study.model->sha256()}};
    if (study.networks == engine::Networks::kGivenTestedOnAll) {
      learning.emplace_back("tested_on", "all patients");
    }
    return environment;
  }
  learning = named_options(study.training);
  if (ranks > 1) learning.emplace_back("ranks", std::to_string(ranks));
  return environment;
}

}  // namespace

engine::TrainingCell OpenStudy::training_cell(const engine::PlannedCell& planned_cell) const {
  const plan::StudyPlan& plan = planned.plan;
  return {
      .id = planned_cell.id,
      .cell = planned_cell.cell,
      .split = divided_patients(patients, plan, networks, planned_cell.cell.fold).split,
      .volume_method = plan.volume_method};
}

engine::Learner OpenStudy::learner(
    const engine::PlannedCell& planned_cell,
    const learn::Ranks* ranks,
    engine::Observer& observer) const {
  if (model) return owner_of(model);
  learn::UNetOptions options = training;
  options.loop.seed = planned_cell.cell.seed;
  return trainer(options, observer, ranks);
}

OpenStudy opened(
    const StudyOptions& options,
    engine::Observer& observer,
    const std::function<void(cardiac::Patient)>& take) {
  const plan::StudyPlan& plan = options.plan;
  OpenStudy study;
  learn::require_available(options.device);
  if (options.out) engine::require_no_other_results(*options.out);
  if (options.model) {
    study.model = loaded(*options.model, options.device);
    study.networks =
        options.model->tests_all ? engine::Networks::kGivenTestedOnAll : engine::Networks::kGiven;
  }
  study.data_set = camus::open_data_set(data_root(options.source, observer));
  study.patients.split = study.data_set.split;
  plan::StudyDescription description{
      .program_version = SEGNOISE_VERSION,
      .licence = options.licence,
      .shows_frames = options.shows_frames};
  read_patients(study.data_set, description, observer, [&](cardiac::Patient patient) {
    study.patients.add(patient);
    take(std::move(patient));
  });
  if (plan.kind == plan::StudyKind::kTraining) {
    describe_division(
        description, engine::divided_patients(study.patients, plan, study.networks, 1));
  }
  const bool is_phantom = description.origin == cardiac::DataOrigin::kPhantom;
  study.training = training_options(
      is_phantom && options.is_brief_on_phantom ? brief_on_phantom(plan.learning) : plan.learning,
      is_phantom);
  study.training.loop.device = options.device;
  study.training.loop.threads = options.threads;
  require_patients(study.patients, plan, study.networks);
  auto environment = environment_of(study, description, options.ranks);
  study.planned =
      engine::planned_study(plan, std::move(description), std::move(environment), options.out);
  return study;
}

}  // namespace segnoise
