#include "core/noise/setup.h"

#include <cmath>
#include <cstddef>
#include <optional>
#include <sstream>
#include <stdexcept>

namespace segnoise::noise {
namespace {

[[noreturn]] void reject(const std::string& key, const std::string& accepted, double value) {
  std::ostringstream message;
  message << key << " must be " << accepted << ", got " << value;
  throw std::invalid_argument(message.str());
}

/// Where a value stands in a setup file. Put together where something is wrong alone: every
/// instance that is made noisy asks whether its setup is sound.
struct Place {
  std::size_t step = 0;
  std::optional<std::size_t> choice = {};

  [[nodiscard]] std::string text() const {
    std::string text = "steps[" + std::to_string(step) + "]";
    if (choice) text += ".one-of[" + std::to_string(*choice) + "]";
    return text;
  }
};

/// A visitor of parameters that refuses what is out of range.
struct RangeCheck {
  const Place& place;

  void operator()(const Parameter& parameter, double value) const {
    if (parameter.holds(value)) return;
    reject(place.text() + '.' + std::string(parameter.key), "in " + parameter.range(), value);
  }

  template <class Choice, class Choices>
  void operator()(std::string_view /*key*/, const Choice& /*value*/, const Choices& /*all*/) const {
  }
};

void validate(const Operation& operation, const Place& place) {
  for_each_parameter(operation, RangeCheck{place});
}

void validate(const OneOf& choices, const Place& place) {
  double sum = 0.0;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const Place choice{place.step, i};
    const double weight = choices[i].weight;
    if (!(weight >= 0.0 && std::isfinite(weight))) {
      reject(choice.text() + ".weight", "finite and >= 0", weight);
    }
    sum += weight;
    validate(choices[i].operation, choice);
  }
  if (!(sum > 0.0 && std::isfinite(sum))) {
    reject("the sum of weights of " + place.text() + ".one-of", "finite and > 0", sum);
  }
}

/// Steps of one setup are the hand of one observer: they have to agree on what its frames share.
void require_one_observer(const NoiseSetup& setup) {
  const Observer* first = nullptr;
  Place first_place;
  const auto check = [&](const Operation& operation, const Place& place) {
    const auto* observer = std::get_if<Observer>(&operation);
    if (observer == nullptr) return;
    if (first == nullptr) {
      first = observer;
      first_place = place;
    }
    const auto require_same = [&](std::string_view key, double value, double expected) {
      if (value == expected) return;
      std::ostringstream accepted;
      accepted << expected << ", as in " << first_place.text();
      reject(place.text() + '.' + std::string(key), accepted.str(), value);
    };
    require_same("instant-correlation", observer->instant_correlation, first->instant_correlation);
    require_same("view-correlation", observer->view_correlation, first->view_correlation);
  };
  for (std::size_t i = 0; i < setup.steps.size(); ++i) {
    if (const auto* operation = std::get_if<Operation>(&setup.steps[i].action)) {
      check(*operation, {i});
      continue;
    }
    const auto& choices = std::get<OneOf>(setup.steps[i].action);
    for (std::size_t j = 0; j < choices.size(); ++j) check(choices[j].operation, {i, j});
  }
}

}  // namespace

void validate(const NoiseSetup& setup) {
  for (std::size_t i = 0; i < setup.steps.size(); ++i) {
    const Step& step = setup.steps[i];
    const Place place{i};
    if (!step.only.empty() && step.only != "ED" && step.only != "ES") {
      throw std::invalid_argument(
          place.text() + R"(.only must be "ED" or "ES", got ")" + step.only + '"');
    }
    std::visit([&](const auto& action) { validate(action, place); }, step.action);
  }
  require_one_observer(setup);
}

}  // namespace segnoise::noise
