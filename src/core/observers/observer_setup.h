#pragma once

#include "core/noise/setup.h"
#include "core/observers/observer_fit.h"

#include <string>
#include <string_view>
#include <vector>

namespace segnoise::observers {

/// A parameter of the population, by the name that it has in a setup file.
struct NamedParameter {
  std::string_view key = {};      ///< of noise::Observer: "spread"
  std::string_view instant = {};  ///< "ED", "ES"; "" for both
  std::string_view unit = {};     ///< "mm", "deg"; "" for a number
  Fitted fitted = {};
};

/// All parameters of the population, by instant and in the order of the model.
[[nodiscard]] std::vector<NamedParameter> parameters_of(const ObserverFit& fit);

/// A setup that makes readings as those that were fitted, a step for each instant that there are
/// frames of. What is not known is left at its default.
/// @throws std::invalid_argument  as noise::validate() does
[[nodiscard]] noise::NoiseSetup observer_setup(
    const ObserverFit& fit, std::string name, std::string description);

}  // namespace segnoise::observers
