#pragma once

#include "study/plan/condition.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace segnoise::plan {

/// The training patients of a condition, by id.
struct TrainingChoice {
  std::set<std::string> used = {};
  std::set<std::string> noisy = {};  ///< those of them whose labels are made noisy
};

/// Draws which patients a condition trains on, and whose labels are noisy.
///
/// Choices are nested: with the same ids and seed, a larger training set holds every smaller one,
/// and of one training set a larger noisy fraction holds every smaller one, so that conditions
/// differ by what they are about and by as little else as can be. The noisy fraction is rounded to
/// whole patients, one at least.
///
/// @param ids   of the patients there are for training, none twice; the order does not matter
/// @throws std::invalid_argument  if the condition wants fewer than one patient or more than there
///                                are, or a fraction outside (0, 1]
[[nodiscard]] TrainingChoice training_choice(
    std::vector<std::string> ids, const Condition& condition, std::uint64_t seed);

}  // namespace segnoise::plan
