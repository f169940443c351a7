#pragma once

#include "core/random/rng.h"
#include "core/statistics/mixed_difference.h"

#include <cmath>
#include <cstdint>
#include <vector>

namespace segnoise::testing {

/// Studies of two conditions that do not differ: what patients and networks do by themselves.
struct ChanceOfStudy {
  std::size_t patients = 12;
  std::size_t seeds = 3;
  std::size_t folds = 1;        ///< each patient is tested in one, by a network for each seed
  double patient_sd = 3.0;      ///< of a patient's difference over networks
  double seed_sd = 0.0;         ///< of a network's difference over patients
  double residual_sd = 2.0;     ///< of a patient's difference with one network
  double shared_of_seed = 0.0;  ///< share of seed_sd² that the networks of a seed have in common
  bool is_skewed = false;       ///< patients' differences are lognormal instead of normal
};

/// With mean 0, SD 1 and skewness 3.7.
inline double skewed(double normal) {
  constexpr double kShape = 0.8;
  constexpr double kSquare = kShape * kShape;
  return (std::exp(kShape * normal - 0.5 * kSquare) - 1.0) / std::sqrt(std::exp(kSquare) - 1.0);
}

/// The differences of such a study, whose true mean is 0.
inline std::vector<statistics::SeedDifference> drawn_differences(
    const ChanceOfStudy& study, random::Rng& rng) {
  std::vector<double> networks;  // (seed, fold)
  for (std::size_t seed = 0; seed < study.seeds; ++seed) {
    const double shared = std::sqrt(study.shared_of_seed) * rng.normal();
    for (std::size_t fold = 0; fold < study.folds; ++fold) {
      const double own = std::sqrt(1.0 - study.shared_of_seed) * rng.normal();
      networks.push_back(study.seed_sd * (shared + own));
    }
  }
  std::vector<statistics::SeedDifference> differences;
  for (std::size_t patient = 0; patient < study.patients; ++patient) {
    const double drawn = rng.normal();
    const double of_patient = study.patient_sd * (study.is_skewed ? skewed(drawn) : drawn);
    for (std::size_t seed = 0; seed < study.seeds; ++seed) {
      const double of_network = networks[seed * study.folds + patient % study.folds];
      differences.push_back(
          {patient, seed, of_patient + of_network + study.residual_sd * rng.normal()});
    }
  }
  return differences;
}

}  // namespace segnoise::testing
