#include "core/observers/observer_setup.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace segnoise::observers {

std::vector<NamedParameter> parameters_of(const ObserverFit& fit) {
  std::vector<NamedParameter> all;
  for (const InstantFit& of : fit.instants) {
    const std::string_view instant = cardiac::name_of(of.instant);
    all.push_back({"spread", instant, "mm", of.spread_mm});
    all.push_back({"bias", instant, "mm", of.bias_mm});
    all.push_back({"base-sigma", instant, "mm", of.base_sigma_mm});
    all.push_back({"apex-sigma", instant, "mm", of.apex_sigma_mm});
    all.push_back({"tilt-sigma-deg", instant, "deg", of.tilt_sigma_deg});
    all.push_back({"observer-bias-sigma", instant, "mm", of.observer_bias_sigma_mm});
  }
  all.push_back({"correlation", "", "mm", fit.correlation_mm});
  all.push_back({"reading-variation", "", "", fit.reading_variation});
  all.push_back({"observer-variation", "", "", fit.observer_variation});
  all.push_back({"medium-factor", "", "", fit.medium_factor});
  all.push_back({"poor-factor", "", "", fit.poor_factor});
  all.push_back({"instant-correlation", "", "", fit.instant_correlation});
  all.push_back({"view-correlation", "", "", fit.view_correlation});
  return all;
}

noise::NoiseSetup observer_setup(
    const ObserverFit& fit, std::string name, std::string description) {
  constexpr double kDigits = 10000.0;
  noise::NoiseSetup setup{
      .name = std::move(name), .description = std::move(description), .unit = noise::Unit::kMm};
  const std::vector<NamedParameter> parameters = parameters_of(fit);
  for (const InstantFit& of : fit.instants) {
    const std::string_view instant = cardiac::name_of(of.instant);
    noise::Observer observer;
    noise::Observer::for_each_parameter(
        observer, [&](const noise::Parameter& parameter, double& value) {
          const auto found = std::ranges::find_if(parameters, [&](const NamedParameter& named) {
            return named.key == parameter.key &&
                   (named.instant.empty() || named.instant == instant);
          });
          if (found == parameters.end() || !found->fitted.estimate) return;
          value = std::round(found->fitted.estimate->value * kDigits) / kDigits;
        });
    setup.steps.push_back({.action = noise::Operation{observer}, .only = std::string(instant)});
  }
  noise::validate(setup);
  return setup;
}

}  // namespace segnoise::observers
