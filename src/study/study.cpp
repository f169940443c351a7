#include "study/study.h"

#include "study/table7.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace segnoise {
namespace {

struct TrainingFrames {
  std::vector<FrameId> ids;
  std::vector<LabelledImage> frames;
};

/// All frames of some patients, patient by patient, view by view.
TrainingFrames taken_frames(std::vector<Patient>& patients) {
  TrainingFrames taken;
  for (Patient& patient : patients) {
    for (const View view : kViews) {
      for (const Instant instant : kInstants) {
        auto& frame = patient.frames(view, instant);
        if (!frame) continue;
        taken.ids.push_back({.patient = patient.id, .view = view, .instant = instant});
        taken.frames.push_back(std::move(*frame));
        frame.reset();
      }
    }
  }
  return taken;
}

std::optional<double> mean_dice(const PatientResult& patient) {
  std::vector<double> values;
  for (const View view : kViews) {
    for (const Instant instant : kInstants) {
      const auto& frame = patient.frames(view, instant);
      if (frame && frame->left_ventricle.dice) values.push_back(*frame->left_ventricle.dice);
    }
  }
  const auto over_frames = summary(values);
  if (!over_frames) return std::nullopt;
  return over_frames->mean;
}

}  // namespace

void require_enough(const Cohort& cohort, const std::string& split_source, bool has_model) {
  const auto require = [&](bool holds, const std::string& what) {
    if (!holds) throw std::runtime_error(what + " (split: " + split_source + ')');
  };
  require(!cohort.testing.empty(), "there is no patient to test on");
  require(has_model || !cohort.training.empty(), "there is no patient to train on");
  const bool any_biplane = std::ranges::any_of(
      std::array{&cohort.training, &cohort.validation, &cohort.testing},
      [](const auto* part) { return std::ranges::any_of(*part, &Patient::has_both_views); });
  require(
      any_biplane,
      "no patient has all four frames (2CH and 4CH, ED and ES), which the ejection fraction needs");
}

StudyResults run_study(
    Cohort& cohort,
    const std::vector<std::string>& conditions,
    StudyDescription description,
    const Learning& learning) {
  if (cohort.testing.empty()) throw std::invalid_argument("no patient to test on");
  StudyResults results;
  results.description = std::move(description);
  const StudyDescription& plan = results.description;

  TrainingFrames training = taken_frames(cohort.training);
  const TrainingFrames validation = taken_frames(cohort.validation);
  std::vector<LabelMap> other_labels;  // of the training frames: noisy while they hold clean ones
  for (std::size_t i = 0; i < training.frames.size(); ++i) {
    NoisyLabels noisy =
        corrupted(training.frames[i].labels, training.ids[i], plan.setup, plan.seed);
    other_labels.push_back(std::move(noisy.labels));
    results.noise.push_back(std::move(noisy.record));
  }

  const auto exchange_labels = [&] {
    for (std::size_t i = 0; i < other_labels.size(); ++i) {
      std::swap(training.frames[i].labels, other_labels[i]);
    }
  };
  for (const std::string& condition : conditions) {
    const bool learns_from_noisy = condition != kCleanCondition;
    if (learns_from_noisy) exchange_labels();
    const Predictor predict = learning.learn(condition, training.frames, validation.frames);
    if (learns_from_noisy) exchange_labels();

    int number = 0;
    for (const Patient& patient : cohort.testing) {
      learning.on_patient(condition, ++number, static_cast<int>(cohort.testing.size()));
      results.patients.push_back(evaluated(patient, condition, predict, plan.volume_method));
    }
  }
  results.table7 = table7(results.patients, plan.seed);
  return results;
}

std::vector<std::string> ranked_patients(
    const StudyResults& results, const std::string& condition) {
  std::vector<std::pair<double, std::string>> ranked;
  for (const PatientResult& patient : results.patients) {
    if (patient.condition != condition) continue;
    if (const auto dice = mean_dice(patient)) ranked.emplace_back(*dice, patient.patient);
  }
  std::ranges::sort(ranked);
  std::vector<std::string> ids;
  ids.reserve(ranked.size());
  for (auto& [dice, id] : ranked) ids.push_back(std::move(id));
  return ids;
}

}  // namespace segnoise
