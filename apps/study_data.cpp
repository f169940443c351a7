#include "study_data.h"

#include "data/camus/phantom_release.h"
#include "data/camus/recognition.h"

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>

namespace segnoise {

std::filesystem::path data_root(const DataSource& source, engine::Observer& observer) {
  if (source.root) return *source.root;
  const phantom::PhantomOptions options{
      .patients = source.phantom_patients, .seed = source.phantom_seed};
  return camus::ensure_phantom(source.phantom_cache, options, [&](int done, int of) {
    observer.step("phantom: patient", static_cast<std::size_t>(done), static_cast<std::size_t>(of));
  });
}

void read_patients(
    const camus::DataSet& data_set,
    plan::StudyDescription& study,
    engine::Observer& observer,
    const std::function<void(cardiac::Patient)>& take) {
  observer.line("reading " + data_set.root.string());
  bool all_marked = true;
  const camus::LoadedDataSet loaded = camus::for_each_patient(
      data_set,
      [&](cardiac::Patient patient) {
        all_marked = all_marked && camus::has_marks_of_camus(patient, data_set.release);
        take(std::move(patient));
      },
      [&](int patient, int of) {
        observer.step(
            "reading patient", static_cast<std::size_t>(patient), static_cast<std::size_t>(of));
      });
  study.origin = camus::is_phantom(data_set.root) ? cardiac::DataOrigin::kPhantom
                 : all_marked                     ? cardiac::DataOrigin::kCamus
                                                  : cardiac::DataOrigin::kOther;
  study.data_root = data_set.root.string();
  study.data_fingerprint = loaded.fingerprint;
  study.warnings = data_set.warnings;
  study.warnings.insert(study.warnings.end(), loaded.warnings.begin(), loaded.warnings.end());
  constexpr std::size_t kMostLines = 20;
  const std::size_t shown = std::min(kMostLines, study.warnings.size());
  for (std::size_t i = 0; i < shown; ++i) observer.line("warning: " + study.warnings[i]);
  if (study.warnings.size() > shown) {
    observer.line(
        "warning: and " + std::to_string(study.warnings.size() - shown) +
        " more, which the report and summary.json list");
  }
}

cardiac::Patient patient_of(const camus::DataSet& data_set, const std::string& id) {
  const auto found = std::ranges::find(data_set.patients, id, &camus::PatientFolder::id);
  if (found == data_set.patients.end()) {
    throw std::runtime_error("the data set has no patient " + id);
  }
  return camus::load_patient(*found).patient;
}

}  // namespace segnoise
