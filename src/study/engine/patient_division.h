#pragma once

#include "core/cardiac/echo.h"
#include "study/plan/results.h"
#include "study/plan/study_plan.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace segnoise::engine {

/// Where the networks of a study come from, and whom they are tested on.
enum class Networks : std::uint8_t {
  kTrained,           ///< by the study, which tests them on the testing patients
  kGiven,             ///< one from elsewhere, tested on the testing patients
  kGivenTestedOnAll,  ///< the same, on every patient
};

/// What a study must know of the patients of a data set to divide them.
struct StudyPatients {
  std::vector<std::string> ids = {};         ///< of those with a frame at least, ascending
  std::set<std::string> with_a_view = {};    ///< of those with both frames of a view
  std::optional<cardiac::Split> split = {};  ///< the data set's own, if it has one

  /// Takes account of the next patient.
  void add(const cardiac::Patient& patient);
};

/// Who is trained on, chosen by and tested on, and what divided them.
struct DividedPatients {
  cardiac::Split split = {};
  std::string source = {};  ///< in words, for reports
};

/// Divides the patients for one fold: by the data set's own split without those who are not there,
/// or where it has none by seeded_split(); of several folds always by fold_split().
///
/// @param fold  from 1
/// @throws std::invalid_argument  as seeded_split() and fold_split() do
[[nodiscard]] DividedPatients divided_patients(
    const StudyPatients& patients, const plan::StudyPlan& plan, Networks networks, int fold);

/// Checks, before anything is run, that every cell of a study of networks has the patients that it
/// needs. A study of labels asks nothing of them.
/// @throws std::runtime_error     as require_enough() does
/// @throws std::invalid_argument  as divided_patients() and training_choice() do
void require_patients(
    const StudyPatients& patients, const plan::StudyPlan& plan, Networks networks);

/// Says in the description of a study of networks what divided the patients of its first fold, and
/// into how many.
void describe_division(plan::StudyDescription& description, const DividedPatients& first_fold);

}  // namespace segnoise::engine
