#pragma once

#include "core/noise/operations/morphology.h"

namespace segnoise::noise {

/// An annotator who draws too far out, or too far in: a fair coin picks dilation or erosion.
struct Scale {
  RectifiedNormal kernel;  ///< side; rounded down to whole units, which 1 or less does nothing

  using Drawn = DrawnMorphology;
  static constexpr NoiseKind kKind = NoiseKind::kSpatial;
  static constexpr Needs kNeeds = Needs::kNothing;
  static constexpr std::string_view name() { return "scale"; }

  template <class Self, class Visit>
  static void for_each_parameter(Self& scale, const Visit& visit) {
    visit(of_kernel(kMean), scale.kernel.mean);
    visit(of_kernel(kSigma), scale.kernel.sigma);
  }

  [[nodiscard]] DrawnMorphology draw(const DrawContext& context, random::Rng& rng) const;

  bool operator==(const Scale&) const = default;
};

}  // namespace segnoise::noise
