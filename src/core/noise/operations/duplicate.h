#pragma once

#include "core/noise/operations/operation.h"

namespace segnoise::noise {

/// A copy of the instance as it is now, if any, which the outcome carries besides the instance.
struct DrawnCopy {
  enum class Kind : std::uint8_t { kDuplicate, kSpurious };

  Kind kind = Kind::kDuplicate;
  bool made = false;
  PerAxis by = {};          ///< displacement in pixels; 0 if not made
  CategoryId category = 0;  ///< of the copy; 0 if not made

  [[nodiscard]] static std::vector<DrawnCopy> forms();
  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] bool acts(CategoryId /*before*/) const { return made; }
  void apply(const WorkingShape& shape, LabelInProgress& label) const;

  template <class Self, class Log>
  static void fields(Self& drawn, Log& log) {
    if (!log.goes_on(drawn.made)) return;
    log.field("by", drawn.by);
    log.px();
    log.word("category");
    log.id(drawn.category);
  }

  bool operator==(const DrawnCopy&) const = default;
};

/// An annotator who draws an instance twice: with some probability a copy is added, displaced in a
/// uniformly random direction. Steps that follow act on the instance, not on the copy.
/// Source: the kinds of errors of D. Bolya et al., "TIDE", ECCV 2020, made by annotators.
struct Duplicate {
  double probability = 0.0;  ///< in [0, 1]
  RectifiedNormal distance;

  using Drawn = DrawnCopy;
  static constexpr NoiseKind kKind = NoiseKind::kAddition;
  static constexpr Needs kNeeds = Needs::kNothing;
  static constexpr std::string_view name() { return "duplicate"; }

  template <class Self, class Visit>
  static void for_each_parameter(Self& duplicate, const Visit& visit) {
    visit(kProbability, duplicate.probability);
    visit(of_character(kMean), duplicate.distance.mean);
    visit(of_character(kSigma), duplicate.distance.sigma);
  }

  [[nodiscard]] DrawnCopy draw(const DrawContext& context, random::Rng& rng) const;

  bool operator==(const Duplicate&) const = default;
};

}  // namespace segnoise::noise
