#include "study/split.h"

#include "random/rng.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace segnoise {

Split seeded_split(std::vector<std::string> ids, std::uint64_t seed) {
  if (ids.size() < 3) {
    throw std::invalid_argument(
        "a split into training, validation and testing needs at least 3 patients, got " +
        std::to_string(ids.size()));
  }
  std::ranges::sort(ids);
  Rng rng(seed, identity_of("split"));
  const auto order = permutation(ids.size(), rng);

  const auto share = [&](double fraction) {
    return std::max<std::size_t>(
        1, static_cast<std::size_t>(std::lround(fraction * static_cast<double>(ids.size()))));
  };
  const std::size_t testing = share(0.2);
  const std::size_t validation = share(0.1);

  Split split;
  for (std::size_t i = 0; i < order.size(); ++i) {
    auto& part = i < testing                ? split.testing
                 : i < testing + validation ? split.validation
                                            : split.training;
    part.push_back(ids[order[i]]);
  }
  for (auto* part : {&split.training, &split.validation, &split.testing}) std::ranges::sort(*part);
  return split;
}

Cohort divided(std::vector<Patient> patients, const Split& split) {
  Cohort cohort;
  const std::array parts{
      std::pair{&split.training, &cohort.training},
      std::pair{&split.validation, &cohort.validation},
      std::pair{&split.testing, &cohort.testing}};
  for (Patient& patient : patients) {
    for (const auto& [ids, part] : parts) {
      if (std::ranges::find(*ids, patient.id) == ids->end()) continue;
      part->push_back(std::move(patient));
      break;
    }
  }
  return cohort;
}

}  // namespace segnoise
