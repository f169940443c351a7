#pragma once

#include "noise/setup.h"

#include <string>
#include <utility>
#include <vector>

/// The paper's setups, as the tables of the specification have them: what the files in data/setups
/// must say, and what tests of the noise itself can take without reading a file.
namespace segnoise::testing {

/// One severity of the paper's version 3.
struct Tier {
  std::string name;
  RectifiedNormal approximation;
  RectifiedNormal localization;
  RectifiedNormal scale;
};

/// From mild to severe.
[[nodiscard]] inline std::vector<Tier> tiers() {
  return {
      {"low", {5, 2.5}, {2, 0.5}, {3, 1}},
      {"medium", {10, 2.5}, {3, 0.5}, {5, 1}},
      {"high", {15, 10}, {4, 2}, {7, 4}}};
}

[[nodiscard]] inline NoiseSetup benchmark_n(const Tier& tier) {
  return {
      .name = tier.name,
      .unit = Unit::kPx,
      .steps = {
          {Operation{Deletion{0.05}}},
          {Operation{ClassConfusion{ConfusionKind::kSupercategory, 0.05}}},
          {Operation{Approximation{tier.approximation}}},
          {Operation{Localization{tier.localization}}},
          {Operation{Scale{tier.scale}}}}};
}

[[nodiscard]] inline NoiseSetup camus(const Tier& tier) {
  return {
      .name = tier.name,
      .unit = Unit::kPx256,
      .steps = {
          {Operation{Morphology{MorphologyKind::kDilation, tier.scale}}, "ES"},
          {Operation{Localization{tier.localization}}}}};
}

/// The same with the steps in the other order.
[[nodiscard]] inline NoiseSetup camus_jitter_first(const Tier& tier) {
  NoiseSetup setup = camus(tier);
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

[[nodiscard]] inline NoiseSetup one_of(const OneOfTier& tier) {
  const OneOf spatial{
      {tier.weight, Approximation{{tier.approximation}}},
      {tier.weight, Localization{{tier.localization}}},
      {tier.weight, Scale{{tier.scale}}},
      {tier.none, NoOperation{}}};
  return {
      .name = tier.name,
      .unit = Unit::kPx,
      .steps = {{spatial}, {Operation{ClassConfusion{ConfusionKind::kMixing, tier.mixing}}}}};
}

/// All nine.
[[nodiscard]] inline std::vector<NoiseSetup> published_setups() {
  std::vector<NoiseSetup> setups;
  for (const Tier& tier : tiers()) {
    setups.push_back(benchmark_n(tier));
    setups.push_back(camus(tier));
  }
  for (const OneOfTier& tier : one_of_tiers()) setups.push_back(one_of(tier));
  return setups;
}

}  // namespace segnoise::testing
