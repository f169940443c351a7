#pragma once

#include "core/noise/operations/operation.h"

namespace segnoise::noise {

struct DrawnDeletion {
  bool deleted = false;

  static constexpr std::string_view name() { return "deletion"; }
  [[nodiscard]] bool acts(CategoryId /*before*/) const { return deleted; }
  void apply(const WorkingShape& shape, LabelInProgress& label) const;

  template <class Self, class Log>
  static void fields(Self& drawn, Log& log) {
    log.yes_or_no(drawn.deleted);
  }

  bool operator==(const DrawnDeletion&) const = default;
};

/// An annotator who overlooks an instance.
struct Deletion {
  double probability = 0.0;  ///< in [0, 1]

  using Drawn = DrawnDeletion;
  static constexpr NoiseKind kKind = NoiseKind::kDeletion;
  static constexpr Needs kNeeds = Needs::kNothing;
  static constexpr std::string_view name() { return "deletion"; }

  template <class Self, class Visit>
  static void for_each_parameter(Self& deletion, const Visit& visit) {
    visit(kProbability, deletion.probability);
  }

  [[nodiscard]] DrawnDeletion draw(const DrawContext& context, random::Rng& rng) const;

  bool operator==(const Deletion&) const = default;
};

}  // namespace segnoise::noise
