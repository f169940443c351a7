#pragma once

#include "camus_view_options.h"
#include "data/camus/data_set.h"
#include "show/session/session.h"
#include "study/engine/observer.h"
#include "study/files/finished_study.h"

#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <vector>

namespace segnoise {

/// The patients that are looked at, of a data set or of a study, and how.
class ViewedStudy {
 public:
  /// @throws std::runtime_error  if data set, study or setup are not as they must be, or there is
  /// no
  ///                             such patient
  ViewedStudy(const CamusViewOptions& options, engine::Observer& observer);

  /// What a session begins with, which must not outlive this.
  [[nodiscard]] session::SessionStart start() const;

  /// Half a heart cycle of a patient, by his place.
  [[nodiscard]] std::array<session::Cine, cardiac::kViews.size()> load_cine(
      std::size_t place) const;

 private:
  [[nodiscard]] session::ViewedPatient load(std::size_t place) const;

  std::filesystem::path study_folder_;
  std::optional<study_files::FinishedStudy> study_;
  std::vector<camus::PatientFolder> patients_;  ///< in the order in which they are shown
  session::SessionStart start_;                 ///< without load
};

}  // namespace segnoise
