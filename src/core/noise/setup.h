#pragma once

#include "core/noise/operations/operations.h"
#include "core/noise/units.h"

#include <string>
#include <variant>
#include <vector>

namespace segnoise::noise {

/// An alternative of a one-of step.
struct Choice {
  double weight = 0.0;  ///< >= 0; chosen with probability weight / sum of weights
  Operation operation;

  bool operator==(const Choice&) const = default;
};

/// Exactly one of these operations is done.
using OneOf = std::vector<Choice>;

/// One thing that happens to an instance.
struct Step {
  std::variant<Operation, OneOf> action;

  /// "ED" or "ES" limits the step to instances of that instant of the heart cycle; "" does not.
  std::string only = {};

  bool operator==(const Step&) const = default;
};

/// A noise model: the steps that each instance goes through, one after the other, all with draws of
/// their own.
struct NoiseSetup {
  std::string name;
  std::string description = {};
  Unit unit = Unit::kPx;
  std::vector<Step> steps = {};

  bool operator==(const NoiseSetup&) const = default;
};

/// Checks every value of a setup.
///
/// @throws std::invalid_argument  naming the first value that is out of range, by its place in a
///                                setup file, with the value and what is accepted:
///                                "steps[2].sigma must be in [0, 10000], got -1"
void validate(const NoiseSetup& setup);

}  // namespace segnoise::noise
