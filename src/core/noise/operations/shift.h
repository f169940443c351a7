#pragma once

#include "core/noise/operations/operation.h"

namespace segnoise::noise {

struct DrawnShift {
  PerAxis by;  ///< a displacement: either sign

  static constexpr std::string_view name() { return "shift"; }
  [[nodiscard]] bool acts(CategoryId /*before*/) const { return by != PerAxis{}; }
  void apply(WorkingShape& shape) const;

  template <class Self, class Log>
  static void fields(Self& drawn, Log& log) {
    log.field("by", drawn.by);
    log.px();
  }

  bool operator==(const DrawnShift&) const = default;
};

/// The whole instance moves in a uniformly random direction.
struct Shift {
  RectifiedNormal distance;

  using Drawn = DrawnShift;
  static constexpr NoiseKind kKind = NoiseKind::kSpatial;
  static constexpr Needs kNeeds = Needs::kNothing;
  static constexpr std::string_view name() { return "shift"; }

  template <class Self, class Visit>
  static void for_each_parameter(Self& shift, const Visit& visit) {
    visit(kMean, shift.distance.mean);
    visit(kSigma, shift.distance.sigma);
  }

  [[nodiscard]] DrawnShift draw(const DrawContext& context, random::Rng& rng) const;

  bool operator==(const Shift&) const = default;
};

}  // namespace segnoise::noise
