#pragma once

#include "core/noise/setup.h"

#include <string>
#include <utility>
#include <vector>

/// The paper's setups, as the tables of the specification have them: what the files in data/setups
/// must say, and what tests of the noise itself can take without reading a file.
namespace segnoise::testing {

/// One severity of the paper's version 3.
struct Tier {
  std::string name;
  noise::RectifiedNormal approximation;
  noise::RectifiedNormal localization;
  noise::RectifiedNormal scale;
};

/// From mild to severe.
[[nodiscard]] inline std::vector<Tier> tiers() {
  return {
      {"low", {5, 2.5}, {2, 0.5}, {3, 1}},
      {"medium", {10, 2.5}, {3, 0.5}, {5, 1}},
      {"high", {15, 10}, {4, 2}, {7, 4}}};
}

[[nodiscard]] inline noise::NoiseSetup benchmark_n(const Tier& tier) {
  return {
      .name = tier.name,
      .unit = noise::Unit::kPx,
      .steps = {
          {noise::Operation{noise::Deletion{0.05}}},
          {noise::Operation{noise::ClassConfusion{noise::ConfusionKind::kSupercategory, 0.05}}},
          {noise::Operation{noise::Approximation{tier.approximation}}},
          {noise::Operation{noise::Localization{tier.localization}}},
          {noise::Operation{noise::Scale{tier.scale}}}}};
}

[[nodiscard]] inline noise::NoiseSetup camus(const Tier& tier) {
  return {
      .name = tier.name,
      .unit = noise::Unit::kPx256,
      .steps = {
          {noise::Operation{noise::Morphology{noise::MorphologyKind::kDilation, tier.scale}}, "ES"},
          {noise::Operation{noise::Localization{tier.localization}}}}};
}

/// The same with the steps in the other order.
[[nodiscard]] inline noise::NoiseSetup camus_jitter_first(const Tier& tier) {
  noise::NoiseSetup setup = camus(tier);
  setup.name += "-jitter-first";
  std::swap(setup.steps.front(), setup.steps.back());
  return setup;
}

/// One severity of the paper's version 1.
struct OneOfTier {
  std::string name;
  double weight;  ///< of each spatial noise
  double none;    ///< weight of leaving the shape as it is
  double approximation;
  double localization;
  double scale;
  double mixing;  ///< probability
};

/// From mild to severe.
[[nodiscard]] inline std::vector<OneOfTier> one_of_tiers() {
  return {
      {"easy", 0.20, 0.40, 5, 2, 3, 0.20},
      {"mid", 0.25, 0.25, 10, 3, 5, 0.30},
      {"hard", 0.30, 0.10, 15, 4, 7, 0.40}};
}

[[nodiscard]] inline noise::NoiseSetup one_of(const OneOfTier& tier) {
  const noise::OneOf spatial{
      {tier.weight, noise::Approximation{{tier.approximation}}},
      {tier.weight, noise::Localization{{tier.localization}}},
      {tier.weight, noise::Scale{{tier.scale}}},
      {tier.none, noise::NoOperation{}}};
  return {
      .name = tier.name,
      .unit = noise::Unit::kPx,
      .steps = {
          {spatial},
          {noise::Operation{noise::ClassConfusion{noise::ConfusionKind::kMixing, tier.mixing}}}}};
}

/// All nine.
[[nodiscard]] inline std::vector<noise::NoiseSetup> published_setups() {
  std::vector<noise::NoiseSetup> setups;
  for (const Tier& tier : tiers()) {
    setups.push_back(benchmark_n(tier));
    setups.push_back(camus(tier));
  }
  for (const OneOfTier& tier : one_of_tiers()) setups.push_back(one_of(tier));
  return setups;
}

}  // namespace segnoise::testing
