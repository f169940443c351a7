#pragma once

#include "core/noise/setup.h"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace segnoise::noise {

/// The same setup with these kinds of noise alone: all other operations do nothing. What is left
/// draws what it drew before, but for class confusion on instances that used to be deleted.
[[nodiscard]] NoiseSetup limited_to(NoiseSetup setup, std::initializer_list<NoiseKind> kinds);

/// The same setup with one of its steps alone: all others do nothing. What is left draws what it
/// drew before.
/// @throws std::invalid_argument  if there is no such step
[[nodiscard]] NoiseSetup limited_to_step(NoiseSetup setup, std::size_t step);

/// Whether a step does nothing to an instance of an instant ("" where there is no heart cycle).
[[nodiscard]] bool is_idle(const Step& step, std::string_view instant);

/// What a step does, in words: "dilation (ES)", "one of approximation, localization".
[[nodiscard]] std::string description_of(const Step& step);

/// The same setup with another class confusion; one without any gets it as its last step.
/// @param kind         nothing keeps it, or takes that of the supercategory
/// @param probability  in [0, 1]; nothing keeps it
/// @throws std::invalid_argument  if the setup has none and no probability is given, or validate()
///                                rejects the result
[[nodiscard]] NoiseSetup with_class_confusion(
    NoiseSetup setup, std::optional<ConfusionKind> kind, std::optional<double> probability);

/// Whether any operation of a setup, alternatives of steps included, is such.
template <class Predicate>
[[nodiscard]] bool any_operation(const NoiseSetup& setup, const Predicate& is_such) {
  return std::ranges::any_of(setup.steps, [&](const Step& step) {
    if (const auto* operation = std::get_if<Operation>(&step.action)) return is_such(*operation);
    return std::ranges::any_of(std::get<OneOf>(step.action), is_such, &Choice::operation);
  });
}

/// Whether any operation of a setup needs to know that of an instance.
[[nodiscard]] inline bool needs(const NoiseSetup& setup, Needs what) {
  return any_operation(
      setup, [what](const Operation& operation) { return needs_of(operation) == what; });
}

/// Whether any operation of a setup is of that type.
template <class Wanted>
[[nodiscard]] bool has_operation(const NoiseSetup& setup) {
  return any_operation(
      setup, [](const Operation& operation) { return std::holds_alternative<Wanted>(operation); });
}

}  // namespace segnoise::noise
