#pragma once

#include "core/noise/operations/duplicate.h"

namespace segnoise::noise {

/// An annotator who sees what is not there, the counterpart of Deletion: with some probability a
/// copy is added somewhere in the frame, of any category. Steps that follow act on the instance.
/// Source: S. Chadwick, P. Newman, "Training Object Detectors With Noisy Data", IV 2019.
struct Spurious {
  double probability = 0.0;  ///< in [0, 1]

  using Drawn = DrawnCopy;
  static constexpr NoiseKind kKind = NoiseKind::kAddition;
  static constexpr Needs kNeeds = Needs::kBounds;
  static constexpr std::string_view name() { return "spurious"; }

  template <class Self, class Visit>
  static void for_each_parameter(Self& spurious, const Visit& visit) {
    visit(kProbability, spurious.probability);
  }

  [[nodiscard]] DrawnCopy draw(const DrawContext& context, random::Rng& rng) const;

  bool operator==(const Spurious&) const = default;
};

}  // namespace segnoise::noise
