#pragma once

#include "core/noise/operations/operation.h"

namespace segnoise::noise {

/// Douglas-Peucker tolerances, one for each ring in its order.
struct DrawnTolerances {
  std::vector<double> rings_px;

  static constexpr std::string_view name() { return "approximation"; }
  [[nodiscard]] bool acts(CategoryId before) const;
  void apply(WorkingShape& shape) const;

  template <class Self, class Log>
  static void fields(Self& drawn, Log& log) {
    log.field("tolerance", drawn.rings_px, Accepts::kNotNegative);
    log.px();
  }

  bool operator==(const DrawnTolerances&) const = default;
};

/// An annotator who clicks few vertices: Douglas-Peucker on every ring.
struct Approximation {
  RectifiedNormal tolerance;  ///< drawn per ring

  using Drawn = DrawnTolerances;
  static constexpr NoiseKind kKind = NoiseKind::kSpatial;
  static constexpr Needs kNeeds = Needs::kRings;
  static constexpr std::string_view name() { return "approximation"; }

  template <class Self, class Visit>
  static void for_each_parameter(Self& approximation, const Visit& visit) {
    visit(kMean, approximation.tolerance.mean);
    visit(kSigma, approximation.tolerance.sigma);
  }

  [[nodiscard]] DrawnTolerances draw(const DrawContext& context, random::Rng& rng) const;

  bool operator==(const Approximation&) const = default;
};

}  // namespace segnoise::noise
