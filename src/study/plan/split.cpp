#include "study/plan/split.h"

#include "study/plan/shuffled_ids.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace segnoise::plan {
namespace {

void require_three(const std::vector<std::string>& ids) {
  if (ids.size() >= 3) return;
  throw std::invalid_argument(
      "a split into training, validation and testing needs at least 3 patients, got " +
      std::to_string(ids.size()));
}

/// The whole number of patients nearest to a fraction of them, 1 at least.
std::size_t share_of(double fraction, std::size_t count) {
  return std::max<std::size_t>(
      1, static_cast<std::size_t>(std::lround(fraction * static_cast<double>(count))));
}

/// The first ids for testing, the next for validation, the rest for training.
cardiac::Split cut(std::vector<std::string> ids, std::size_t testing, std::size_t validation) {
  cardiac::Split split;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    auto& part = i < testing                ? split.testing
                 : i < testing + validation ? split.validation
                                            : split.training;
    part.push_back(std::move(ids[i]));
  }
  for (auto* part : {&split.training, &split.validation, &split.testing}) std::ranges::sort(*part);
  return split;
}

}  // namespace

cardiac::Split seeded_split(std::vector<std::string> ids, std::uint64_t seed) {
  require_three(ids);
  const std::size_t testing = share_of(0.2, ids.size());
  const std::size_t validation = share_of(0.1, ids.size());
  return cut(shuffled_ids(std::move(ids), "split", seed), testing, validation);
}

cardiac::Split fold_split(std::vector<std::string> ids, std::uint64_t seed, int fold, int folds) {
  require_three(ids);
  const auto count = static_cast<std::size_t>(folds);
  if (folds < 2 || count > ids.size()) {
    throw std::invalid_argument(
        "folds must be between 2 and the number of patients, " + std::to_string(ids.size()) +
        ", got " + std::to_string(folds));
  }
  if (fold < 1 || fold > folds) {
    throw std::invalid_argument(
        "fold must be between 1 and " + std::to_string(folds) + ", got " + std::to_string(fold));
  }
  const auto number = static_cast<std::size_t>(fold);
  const std::size_t begin = ids.size() * (number - 1) / count;
  const std::size_t testing = ids.size() * number / count - begin;
  const std::size_t validation = std::min(share_of(0.1, ids.size()), ids.size() - testing - 1);
  std::vector<std::string> order = shuffled_ids(std::move(ids), "folds", seed);
  std::rotate(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(begin), order.end());
  return cut(std::move(order), testing, validation);
}

Cohort divided(std::vector<cardiac::Patient> patients, const cardiac::Split& split) {
  Cohort cohort;
  const std::array parts{
      std::pair{&split.training, &cohort.training},
      std::pair{&split.validation, &cohort.validation},
      std::pair{&split.testing, &cohort.testing}};
  for (cardiac::Patient& patient : patients) {
    for (const auto& [ids, part] : parts) {
      if (std::ranges::find(*ids, patient.id) == ids->end()) continue;
      part->push_back(std::move(patient));
      break;
    }
  }
  return cohort;
}

}  // namespace segnoise::plan
