#include "study/plan/study.h"

#include "study/plan/training_choice.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <stdexcept>
#include <utility>

namespace segnoise::plan {
namespace {

struct TrainingFrames {
  std::vector<FrameId> ids;
  std::vector<std::optional<cardiac::Quality>> qualities;
  std::vector<shape::LabelledImage> frames;

  void add(FrameId id, std::optional<cardiac::Quality> quality, shape::LabelledImage frame) {
    ids.push_back(std::move(id));
    qualities.push_back(quality);
    frames.push_back(std::move(frame));
  }
};

/// All frames of some patients, patient by patient, view by view.
TrainingFrames taken_frames(std::vector<cardiac::Patient>& patients) {
  TrainingFrames taken;
  for (cardiac::Patient& patient : patients) {
    for (const cardiac::View view : cardiac::kViews) {
      for (const cardiac::Instant instant : cardiac::kInstants) {
        auto& frame = patient.frames(view, instant);
        if (!frame) continue;
        taken.add(
            {.patient = patient.id, .view = view, .instant = instant},
            patient.quality.at(static_cast<std::size_t>(view)),
            std::move(*frame));
        frame.reset();
      }
    }
  }
  return taken;
}

/// The training frames that a condition shows a network, taken out of all of them and, in the
/// destructor, put back as they were.
class ShownFrames {
 public:
  ShownFrames(TrainingFrames& all, const TrainingChoice& choice) : all_(all) {
    for (std::size_t i = 0; i < all.frames.size(); ++i) {
      if (!choice.used.contains(all.ids[i].patient)) continue;
      places_.push_back(i);
      shown_.push_back(std::move(all.frames[i]));
      clean_labels_.emplace_back();
    }
  }
  ~ShownFrames() {
    for (std::size_t i = 0; i < places_.size(); ++i) {
      if (clean_labels_[i]) shown_[i].labels = std::move(*clean_labels_[i]);
      all_.frames[places_[i]] = std::move(shown_[i]);
    }
  }
  ShownFrames(const ShownFrames&) = delete;
  ShownFrames& operator=(const ShownFrames&) = delete;
  ShownFrames(ShownFrames&&) = delete;
  ShownFrames& operator=(ShownFrames&&) = delete;

  /// Makes the labels of some patients noisy, and tells what was done to each.
  [[nodiscard]] std::vector<NoiseRecord> corrupt(
      const std::set<std::string>& patients, const noise::NoiseSetup& setup, std::uint64_t seed) {
    std::vector<NoiseRecord> records;
    for (std::size_t i = 0; i < places_.size(); ++i) {
      const FrameId& id = all_.ids[places_[i]];
      if (!patients.contains(id.patient)) continue;
      NoisyLabels noisy = corrupted(shown_[i].labels, id, all_.qualities[places_[i]], setup, seed);
      clean_labels_[i] = std::exchange(shown_[i].labels, std::move(noisy.labels));
      records.push_back(std::move(noisy.record));
    }
    return records;
  }

  [[nodiscard]] std::span<const shape::LabelledImage> frames() const { return shown_; }

 private:
  TrainingFrames& all_;
  std::vector<std::size_t> places_;  ///< of the shown frames among all
  std::vector<shape::LabelledImage> shown_;
  std::vector<std::optional<shape::LabelMap>> clean_labels_;  ///< of those that are noisy now
};

}  // namespace

void require_enough(
    const cardiac::Split& split,
    const std::set<std::string>& with_a_view,
    const std::string& split_source,
    bool has_model) {
  const auto require = [&](bool holds, const std::string& what) {
    if (!holds) throw std::runtime_error(what + " (split: " + split_source + ')');
  };
  require(!split.testing.empty(), "there is no patient to test on");
  require(has_model || !split.training.empty(), "there is no patient to train on");
  const bool any_ejection = std::ranges::any_of(
      std::array{&split.training, &split.validation, &split.testing}, [&](const auto* part) {
        return std::ranges::any_of(
            *part, [&](const std::string& id) { return with_a_view.contains(id); });
      });
  require(
      any_ejection,
      "no patient has both frames of a view (ED and ES), which the ejection fraction needs");
}

StudyResults run_study(
    Cohort& cohort,
    const std::vector<Condition>& conditions,
    StudyDescription description,
    const Learning& learning) {
  if (cohort.testing.empty()) throw std::invalid_argument("no patient to test on");
  StudyResults results;
  results.description = std::move(description);
  const StudyDescription& plan = results.description;

  std::vector<std::string> training_ids;
  training_ids.reserve(cohort.training.size());
  for (const cardiac::Patient& patient : cohort.training) training_ids.push_back(patient.id);
  TrainingFrames training = taken_frames(cohort.training);
  const TrainingFrames validation = taken_frames(cohort.validation);
  for (const Condition& condition : conditions) {
    const TrainingChoice choice = training_choice(training_ids, condition, plan.seed);
    const Predictor predict = [&] {
      ShownFrames shown(training, choice);
      if (condition.setup) {
        std::ranges::move(
            shown.corrupt(choice.noisy, *condition.setup, plan.seed),
            std::back_inserter(results.noise));
      }
      return learning.learn(condition.name, shown.frames(), validation.frames);
    }();

    int number = 0;
    for (const cardiac::Patient& patient : cohort.testing) {
      learning.on_patient(condition.name, ++number, static_cast<int>(cohort.testing.size()));
      results.patients.push_back(evaluated(patient, condition.name, predict, plan.volume_method));
    }
  }
  return results;
}

}  // namespace segnoise::plan
