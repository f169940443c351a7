#include "viewed_study.h"

#include "base/number_text.h"
#include "cli/paths.h"
#include "core/shape/label_map.h"
#include "data/camus/half_sequence.h"
#include "data/setups/setup_file.h"
#include "study/engine/observer.h"

#include <algorithm>
#include <iostream>
#include <stdexcept>
#include <string>
#include <utility>

namespace segnoise {
namespace {

camus::DataSet data_set_of(
    DataSource source,
    const std::optional<study_files::FinishedStudy>& study,
    engine::Observer& observer) {
  if (study && !source.root) source.root = study->data_root;
  if (!source.root) source.phantom_cache = cli::user_cache("camus-noise");
  return camus::open_data_set(data_root(source, observer));
}

/// All patients of the data set, or those of a study by their error.
std::vector<camus::PatientFolder> ordered_patients(
    const camus::DataSet& data_set, const std::optional<study_files::FinishedStudy>& study) {
  if (!study) return data_set.patients;
  std::vector<camus::PatientFolder> patients;
  for (const study_files::PatientError& error : study->patients) {
    const auto found =
        std::ranges::find(data_set.patients, error.patient, &camus::PatientFolder::id);
    if (found == data_set.patients.end()) {
      throw std::runtime_error(
          data_set.root.string() + ": has no " + error.patient +
          ", whom the study has; give the data set of the study as --data");
    }
    patients.push_back(*found);
  }
  return patients;
}

std::size_t place_of(const std::vector<std::string>& patients, const std::string& id) {
  const auto found = std::ranges::find(patients, id);
  if (found == patients.end()) {
    throw std::runtime_error(
        "there is no patient '" + id + "', expected one of " + std::to_string(patients.size()) +
        ", such as " + patients.front());
  }
  return static_cast<std::size_t>(found - patients.begin());
}

std::string one_decimal(double value) { return base::decimal_text(value, 1); }

}  // namespace

ViewedStudy::ViewedStudy(const CamusViewOptions& options, engine::Observer& observer) {
  if (options.study) {
    study_folder_ = *options.study;
    study_ = study_files::read_finished_study(study_folder_.string());
  }
  patients_ = ordered_patients(data_set_of(options.source, study_, observer), study_);
  for (const camus::PatientFolder& patient : patients_) start_.patients.push_back(patient.id);
  if (options.patient) start_.first = place_of(start_.patients, *options.patient);
  if (study_) {
    start_.seed = study_->seed;
    start_.volume_method = study_->volume_method;
  }
  start_.seed = options.seed.value_or(start_.seed);
  start_.volume_method = options.volumes.value_or(start_.volume_method);
  start_.setup = study_ && study_->setup && !options.setup
                     ? *study_->setup
                     : setups::read_setup(options.setup.value_or("low"), setups::Scenario::kCamus);
}

session::SessionStart ViewedStudy::start() const {
  session::SessionStart start = start_;
  start.load = [this](std::size_t place) { return load(place); };
  return start;
}

session::ViewedPatient ViewedStudy::load(std::size_t place) const {
  camus::LoadedPatient loaded = camus::load_patient(patients_[place]);
  const bool has_frame = std::ranges::any_of(cardiac::kViews, [&](cardiac::View view) {
    return std::ranges::any_of(cardiac::kInstants, [&](cardiac::Instant instant) {
      return loaded.patient.frames(view, instant).has_value();
    });
  });
  if (!has_frame) {
    throw std::runtime_error(
        patients_[place].path.string() + ": has no labelled frame that can be used" +
        (loaded.warnings.empty() ? "" : ": " + loaded.warnings.front()));
  }
  for (const std::string& warning : loaded.warnings) std::cerr << "warning: " << warning << '\n';
  session::ViewedPatient viewed{.patient = std::move(loaded.patient)};
  const auto say = [&](const std::string& remark) {
    viewed.remark += (viewed.remark.empty() ? "" : "; ") + remark;
  };
  if (study_) {
    const study_files::PatientError& error = study_->patients[place];
    say("EF error in the study " + one_decimal(error.ef_error_pp) + " p.p.");
    auto outlines = study_files::worst_outlines(study_folder_.string(), error);
    if (outlines) {
      viewed.prediction = {
          .network = error.worst_condition, .left_ventricle = std::move(*outlines)};
    }
    if (viewed.prediction) say("predicted: " + viewed.prediction->network);
  }
  for (const std::string& remark : viewed.patient.remarks) say(remark);
  return viewed;
}

std::array<session::Cine, cardiac::kViews.size()> ViewedStudy::load_cine(std::size_t place) const {
  std::array<session::Cine, cardiac::kViews.size()> cines;
  for (const cardiac::View view : cardiac::kViews) {
    for (camus::SequenceFrame& frame : camus::load_half_sequence(patients_[place], view).frames) {
      session::CineFrame shown{.image = std::move(frame.image)};
      if (frame.labels) shown.clean = shape::mask_of(*frame.labels, cardiac::kLeftVentricle);
      cines.at(static_cast<std::size_t>(view)).push_back(std::move(shown));
    }
  }
  return cines;
}

}  // namespace segnoise
