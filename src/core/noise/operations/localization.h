#pragma once

#include "core/noise/operations/operation.h"

namespace segnoise::noise {

/// Jitter of all vertices.
///
/// Vertex j of ring i moves by (spread_x · z(2j), spread_y · z(2j + 1)), where z are the successive
/// normals of Rng(key, i): the key stands for the deviates of however many vertices there are, so
/// that a log needs neither them nor the seed.
struct DrawnJitter {
  std::vector<PerAxis> rings;  ///< standard deviation along each axis, ring by ring
  std::uint64_t key = 0;

  static constexpr std::string_view name() { return "localization"; }
  [[nodiscard]] bool acts(CategoryId before) const;
  void apply(WorkingShape& shape) const;

  template <class Self, class Log>
  static void fields(Self& drawn, Log& log) {
    log.field("spread", drawn.rings, Accepts::kNotNegative);
    log.px();
    log.key(drawn.key);
  }

  bool operator==(const DrawnJitter&) const = default;
};

/// An annotator who clicks inexactly: every vertex is displaced by a normal deviate along each
/// axis.
struct Localization {
  RectifiedNormal spread;  ///< standard deviation of the displacement, drawn per ring

  using Drawn = DrawnJitter;
  static constexpr NoiseKind kKind = NoiseKind::kSpatial;
  static constexpr Needs kNeeds = Needs::kRings;
  static constexpr std::string_view name() { return "localization"; }

  template <class Self, class Visit>
  static void for_each_parameter(Self& localization, const Visit& visit) {
    visit(kMean, localization.spread.mean);
    visit(kSigma, localization.spread.sigma);
  }

  [[nodiscard]] DrawnJitter draw(const DrawContext& context, random::Rng& rng) const;

  bool operator==(const Localization&) const = default;
};

/// A ring whose vertices have each been moved by independent normal deviates; see DrawnJitter.
///
/// @param ring_index  the place of the ring in its polygon
[[nodiscard]] shape::Ring jittered(
    shape::Ring ring, const PerAxis& spread, std::uint64_t key, std::uint64_t ring_index);

}  // namespace segnoise::noise
