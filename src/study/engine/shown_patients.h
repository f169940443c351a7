#pragma once

#include "core/cardiac/echo.h"
#include "core/shape/mask.h"
#include "study/analysis/measurement.h"
#include "study/analysis/sensitivity.h"
#include "study/engine/planned_study.h"

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace segnoise::engine {

/// The most patients of whom a study keeps a picture, so that its report stays of a size to send.
inline constexpr std::size_t kMostPanels = 50;

/// The patients of whom a study keeps a picture, by id: of more than kMostPanels those whose EF
/// comes out worst under the last condition and the first seed.
[[nodiscard]] std::vector<std::string> patients_with_panel(
    std::span<const analysis::Measurement> measurements, const plan::StudyPlan& plan);

/// The same of a study of labels without cells: those whose EF spreads most.
[[nodiscard]] std::vector<std::string> patients_with_panel(
    const analysis::CohortSensitivity& cohort);

/// A patient and where he stands among those who were tested.
struct RankedPatient {
  std::string rank = {};  ///< "worst", "median", "best"; "only" if there is one
  std::string patient = {};

  bool operator==(const RankedPatient&) const = default;
};

/// The gallery of a study of networks: of the testing patients by mean Dice of the LV under the
/// last condition and the first seed the worst, the one in the middle and the best, as far as there
/// are so many; of equals by id.
[[nodiscard]] std::vector<RankedPatient> gallery(
    std::span<const analysis::Measurement> measurements, const plan::StudyPlan& plan);

/// What the networks of a condition drew, by patient.
struct DrawnOutlines {
  plan::Condition condition = {};
  std::map<std::string, cardiac::PerFrame<std::optional<shape::Mask>>> masks = {};
};

/// The outlines that pictures show, from the complete cells of the first seed and every fold: of
/// the clean condition, if there is one, and of the last.
/// @throws std::runtime_error  as read_outlines() does
[[nodiscard]] std::vector<DrawnOutlines> shown_outlines(const PlannedStudy& study);

}  // namespace segnoise::engine
