#pragma once

#include "core/noise/operations/operation.h"
#include "core/shape/mask.h"

namespace segnoise::noise {

/// A Markov process on the pixels; the key stands for its chances, which are Rng(key)'s: in each
/// step one for the direction, then one for each pixel at the border, from top to bottom and left
/// to right.
struct DrawnMarkov {
  int steps = 0;
  double grow_probability = 0.5;
  double flip_probability = 0.0;
  std::uint64_t key = 0;

  static constexpr std::string_view name() { return "markov"; }
  [[nodiscard]] bool acts(CategoryId /*before*/) const {
    return steps > 0 && flip_probability != 0.0;
  }
  void apply(WorkingShape& shape) const;

  template <class Self, class Log>
  static void fields(Self& drawn, Log& log) {
    log.field("steps", drawn.steps);
    log.field("grow", drawn.grow_probability, Accepts::kFraction);
    log.field("flip", drawn.flip_probability, Accepts::kFraction);
    log.key(drawn.key);
  }

  bool operator==(const DrawnMarkov&) const = default;
};

/// Boundary noise by a Markov process on the pixels: in each step the instance grows or shrinks,
/// and of the pixels beside its border, or along it, each changes sides by chance.
///
/// Without the flips of pixels elsewhere (theta3) and the smoothing that the paper adds at the end.
/// Source: J. Yao et al., "Learning to Segment from Noisy Annotations: A Spatial Correction
/// Approach", ICLR 2023.
struct Markov {
  int steps = 0;                  ///< T, in [0, 10000]
  double grow_probability = 0.5;  ///< theta1: of a step that grows, else it shrinks
  double flip_probability = 0.0;  ///< theta2: of a pixel at the border in a step

  using Drawn = DrawnMarkov;
  static constexpr NoiseKind kKind = NoiseKind::kSpatial;
  static constexpr Needs kNeeds = Needs::kNothing;
  static constexpr std::string_view name() { return "markov"; }

  template <class Self, class Visit>
  static void for_each_parameter(Self& markov, const Visit& visit) {
    Parameter probability = kProbability;
    visit(
        Parameter{
            .key = "steps",
            .quantity = Quantity::kCount,
            .most = 10000.0,
            .role = Role::kCharacter},
        markov.steps);
    probability.key = "grow-probability";
    visit(of_character(probability), markov.grow_probability);
    probability.key = "flip-probability";
    visit(probability, markov.flip_probability);
  }

  [[nodiscard]] DrawnMarkov draw(const DrawContext& context, random::Rng& rng) const;

  bool operator==(const Markov&) const = default;
};

/// A mask after a Markov process on its border; see DrawnMarkov.
///
/// A step that grows looks at the pixels of the frame that are not in the mask but have one of
/// their four neighbours in it; a step that shrinks, at the pixels in the mask that have a
/// neighbour in the frame that is not. It ends early if nothing is left.
[[nodiscard]] shape::Mask after_markov(shape::Mask mask, const DrawnMarkov& markov);

}  // namespace segnoise::noise
