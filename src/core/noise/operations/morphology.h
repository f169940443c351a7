#pragma once

#include "core/noise/operations/operation.h"
#include "core/shape/morphology.h"

namespace segnoise::noise {

/// What is done with a rectangular kernel; see shape/morphology.h.
enum class MorphologyKind : std::uint8_t { kDilation, kErosion, kOpening, kClosing };

inline constexpr std::array kMorphologyKinds{
    MorphologyKind::kDilation,
    MorphologyKind::kErosion,
    MorphologyKind::kOpening,
    MorphologyKind::kClosing};

/// "dilation", "erosion", "opening", "closing".
[[nodiscard]] std::string_view name_of(MorphologyKind kind);

struct DrawnMorphology {
  MorphologyKind kind = MorphologyKind::kDilation;
  shape::Kernel kernel_px;  ///< 1 x 1 does nothing

  [[nodiscard]] static std::vector<DrawnMorphology> forms();
  [[nodiscard]] std::string_view name() const { return name_of(kind); }
  [[nodiscard]] bool acts(CategoryId /*before*/) const { return kernel_px != shape::Kernel{}; }
  void apply(WorkingShape& shape) const;

  template <class Self, class Log>
  static void fields(Self& drawn, Log& log) {
    log.field("kernel", drawn.kernel_px);
    log.px();
  }

  bool operator==(const DrawnMorphology&) const = default;
};

/// One kind of morphology, always.
struct Morphology {
  MorphologyKind kind = MorphologyKind::kDilation;
  RectifiedNormal kernel;  ///< as in Scale

  using Drawn = DrawnMorphology;
  static constexpr NoiseKind kKind = NoiseKind::kSpatial;
  static constexpr Needs kNeeds = Needs::kNothing;
  [[nodiscard]] static std::vector<Morphology> forms();
  [[nodiscard]] std::string_view name() const { return name_of(kind); }

  template <class Self, class Visit>
  static void for_each_parameter(Self& morphology, const Visit& visit) {
    visit(of_kernel(kMean), morphology.kernel.mean);
    visit(of_kernel(kSigma), morphology.kernel.sigma);
  }

  [[nodiscard]] DrawnMorphology draw(const DrawContext& context, random::Rng& rng) const;

  bool operator==(const Morphology&) const = default;
};

}  // namespace segnoise::noise
