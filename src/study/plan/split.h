#pragma once

#include "core/cardiac/echo.h"

#include <cstdint>
#include <string>
#include <vector>

namespace segnoise::plan {

/// 70 % of the patients for training, 10 % for validation and 20 % for testing, at random.
///
/// Counts are rounded so that testing and validation have one patient at least where there are
/// three or more; the result depends on the set of ids and on the seed, not on the order of the
/// ids. Ids come back sorted.
///
/// @throws std::invalid_argument  if there are fewer than three patients
[[nodiscard]] cardiac::Split seeded_split(std::vector<std::string> ids, std::uint64_t seed);

/// One of K divisions in which each patient is tested on once, at random: 1/K of the patients for
/// testing, 10 % for validation and the rest for training.
///
/// The testing parts of the K folds are disjoint and as large as one another to within one; which
/// they are depends on the set of ids and on the seed. Ids come back sorted.
///
/// @param fold   from 1 to folds
/// @param folds  K, from 2 to the number of ids
/// @throws std::invalid_argument  if an argument is out of range, or there are fewer than three ids
[[nodiscard]] cardiac::Split fold_split(
    std::vector<std::string> ids, std::uint64_t seed, int fold, int folds);

/// The patients of a study, each in one part.
struct Cohort {
  std::vector<cardiac::Patient> training = {};
  std::vector<cardiac::Patient> validation = {};
  std::vector<cardiac::Patient> testing = {};
};

/// Patients by the part of a split that names them, in the order in which they come; those that no
/// part names are left out.
[[nodiscard]] Cohort divided(std::vector<cardiac::Patient> patients, const cardiac::Split& split);

}  // namespace segnoise::plan
