#pragma once

#include "core/noise/operations/operation.h"

namespace segnoise::noise {

/// Nothing is done: the alternative that a one-of step chose.
struct NothingDrawn {
  static constexpr std::string_view name() { return "none"; }
  [[nodiscard]] static bool acts(CategoryId /*before*/) { return false; }
  void apply(WorkingShape& /*shape*/) const {}

  template <class Self, class Log>
  static void fields(Self& /*drawn*/, Log& /*log*/) {}

  bool operator==(const NothingDrawn&) const = default;
};

/// Leaves the instance as it is: an alternative of a one-of step.
struct NoOperation {
  using Drawn = NothingDrawn;
  static constexpr NoiseKind kKind = NoiseKind::kSpatial;
  static constexpr Needs kNeeds = Needs::kNothing;
  static constexpr std::string_view name() { return "none"; }

  template <class Self, class Visit>
  static void for_each_parameter(Self& /*none*/, const Visit& /*visit*/) {}

  [[nodiscard]] NothingDrawn draw(const DrawContext& /*context*/, random::Rng& /*rng*/) const {
    return {};
  }

  bool operator==(const NoOperation&) const = default;
};

}  // namespace segnoise::noise
