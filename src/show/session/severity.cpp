#include "show/session/severity.h"

#include "base/overloaded.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <variant>

namespace segnoise::session {
namespace {

/// A parameter that makes an operation stronger.
struct Strength {
  std::string_view key;  ///< in setup files
  std::string_view unit;
  double* value = nullptr;
  double reach = 1.0;  ///< what a slider goes to at least
  double greatest = 1.0;
};

/// What 5 mm are on a frame of CAMUS: 0.308 mm a pixel, some 600 pixels, a ventricle of 25 cm².
double five_mm(noise::Unit unit) {
  switch (unit) {
    case noise::Unit::kPx:
      return 15.0;
    case noise::Unit::kPx256:
      return 7.5;
    case noise::Unit::kMm:
      return 5.0;
    case noise::Unit::kRelative:
      break;
  }
  return 0.1;
}

/// What a slider goes to at least.
double reach_of(const noise::Parameter& parameter, noise::Unit unit) {
  switch (parameter.quantity) {
    case noise::Quantity::kLength:
      return five_mm(unit);
    case noise::Quantity::kKernelSide:
      return 2.0 * five_mm(unit);
    case noise::Quantity::kFraction:
    case noise::Quantity::kDegrees:
    case noise::Quantity::kCount:
      break;
  }
  return parameter.most;
}

std::string_view unit_name(const noise::Parameter& parameter, noise::Unit unit) {
  switch (parameter.quantity) {
    case noise::Quantity::kLength:
    case noise::Quantity::kKernelSide:
      return noise::name_of(unit);
    case noise::Quantity::kDegrees:
      return "degrees";
    case noise::Quantity::kFraction:
    case noise::Quantity::kCount:
      break;
  }
  return "";
}

std::vector<Strength> strengths_of(noise::Operation& operation, noise::Unit unit) {
  std::vector<Strength> strengths;
  noise::for_each_parameter(
      operation,
      base::Overloaded{
          [&](const noise::Parameter& parameter, double& value) {
            if (parameter.role != noise::Role::kStrength) return;
            strengths.push_back(
                {.key = parameter.key,
                 .unit = unit_name(parameter, unit),
                 .value = &value,
                 .reach = reach_of(parameter, unit),
                 .greatest = parameter.most});
          },
          [](const auto& /*count or choice*/, const auto&, const auto&...) {}});
  return strengths;
}

/// The strengths of one operation, which one slider turns together: one of them leads.
struct SeveritySlider {
  std::vector<Strength> all;
  std::size_t leader = 0;

  [[nodiscard]] double value() const { return std::abs(*all[leader].value); }
  [[nodiscard]] double most() const {
    return std::min(std::max(all[leader].reach, 2.0 * value()), all[leader].greatest);
  }

  void set(double to) {
    const double from = value();
    if (to == from) return;
    if (from == 0.0) {
      *all[leader].value = to;
      return;
    }
    constexpr double kDigits = 1e4;  // so that setup files stay readable
    for (const Strength& strength : all) {
      const double scaled = std::round(*strength.value * (to / from) * kDigits) / kDigits;
      *strength.value = std::clamp(scaled, -strength.greatest, strength.greatest);
    }
    *all[leader].value = std::copysign(to, *all[leader].value);
  }
};

template <class Visitor>
void for_each_slider(noise::NoiseSetup& setup, const Visitor& visit) {
  const auto visit_operation = [&](const noise::Step& step, noise::Operation& operation) {
    SeveritySlider slider{.all = strengths_of(operation, setup.unit)};
    if (slider.all.empty()) return;
    const auto leader =
        std::ranges::find_if(slider.all, [](const Strength& s) { return *s.value != 0.0; });
    if (leader != slider.all.end()) {
      slider.leader = static_cast<std::size_t>(leader - slider.all.begin());
    }
    visit(step, operation, slider);
  };
  for (noise::Step& step : setup.steps) {
    if (auto* operation = std::get_if<noise::Operation>(&step.action)) {
      visit_operation(step, *operation);
    } else {
      for (noise::Choice& choice : std::get<noise::OneOf>(step.action))
        visit_operation(step, choice.operation);
    }
  }
}

}  // namespace

double Severity::rounded(double to) const {
  const double steps = std::pow(10.0, decimals);
  return std::clamp(std::round(to * steps) / steps, 0.0, most);
}

std::vector<Severity> severities_of(const noise::NoiseSetup& setup) {
  noise::NoiseSetup copy = setup;
  std::vector<Severity> severities;
  for_each_slider(
      copy,
      [&](const noise::Step& step,
          const noise::Operation& operation,
          const SeveritySlider& slider) {
        const Strength& leader = slider.all[slider.leader];
        std::string name = std::string(noise::name_of(operation)) + ' ' + std::string(leader.key);
        if (!step.only.empty()) name += " (" + step.only + ')';
        severities.push_back(
            {.name = std::move(name),
             .unit = std::string(leader.unit),
             .value = slider.value(),
             .most = slider.most(),
             .decimals = leader.reach > 1.0    ? 1
                         : leader.reach == 1.0 ? 2
                                               : 3});
      });
  return severities;
}

noise::NoiseSetup with_severities(noise::NoiseSetup setup, std::span<const double> values) {
  const auto severities = severities_of(setup);
  if (values.size() != severities.size()) {
    throw std::invalid_argument(
        "setup " + setup.name + " has " + std::to_string(severities.size()) +
        " severities, got values for " + std::to_string(values.size()));
  }
  std::size_t next = 0;
  for_each_slider(setup, [&](const noise::Step&, const noise::Operation&, SeveritySlider& slider) {
    const Severity& severity = severities[next];
    const double value = values[next++];
    if (!(value >= 0.0 && value <= severity.most)) {
      std::ostringstream message;
      message << severity.name << " must be in [0, " << severity.most << "], got " << value;
      throw std::invalid_argument(message.str());
    }
    slider.set(value);
  });
  return setup;
}

}  // namespace segnoise::session
