#pragma once

#include "core/noise/operations/operation.h"

#include <span>

namespace segnoise::noise {

/// Which category takes the place of another.
enum class ConfusionKind : std::uint8_t {
  kSupercategory,  ///< another one of the same supercategory, each as likely
  kSymmetric,      ///< any other one, each as likely
  kAsymmetric,     ///< the next one of the supercategory by id, the first after the last
  kAsymmetricAll,  ///< the next one of all by id, the first after the last
  kMixing,         ///< any one, itself included, each as likely
};

inline constexpr std::array kConfusionKinds{
    ConfusionKind::kSupercategory,
    ConfusionKind::kSymmetric,
    ConfusionKind::kAsymmetric,
    ConfusionKind::kAsymmetricAll,
    ConfusionKind::kMixing};

/// "supercategory", "symmetric", "asymmetric", "asymmetric-all", "mixing".
[[nodiscard]] std::string_view name_of(ConfusionKind kind);

/// The category that the instance has from here on; possibly its own.
struct DrawnCategory {
  CategoryId category = 0;

  static constexpr std::string_view kLogName = "category";
  static constexpr std::string_view name() { return "class-confusion"; }
  [[nodiscard]] bool acts(CategoryId before) const { return category != before; }
  void apply(const WorkingShape& shape, LabelInProgress& label) const;

  template <class Self, class Log>
  static void fields(Self& drawn, Log& log) {
    log.id(drawn.category);
  }

  bool operator==(const DrawnCategory&) const = default;
};

/// An annotator who mistakes one class for another.
struct ClassConfusion {
  ConfusionKind kind = ConfusionKind::kSupercategory;
  double probability = 0.0;  ///< in [0, 1]

  using Drawn = DrawnCategory;
  static constexpr NoiseKind kKind = NoiseKind::kClass;
  static constexpr Needs kNeeds = Needs::kNothing;
  static constexpr std::string_view name() { return "class-confusion"; }

  template <class Self, class Visit>
  static void for_each_parameter(Self& confusion, const Visit& visit) {
    visit("kind", confusion.kind, kConfusionKinds);
    visit(kProbability, confusion.probability);
  }

  /// @throws std::invalid_argument  if categories are given without that of the instance
  [[nodiscard]] DrawnCategory draw(const DrawContext& context, random::Rng& rng) const;

  bool operator==(const ClassConfusion&) const = default;
};

/// The categories that a confusion of this kind chooses among, ascending, an instance's own
/// included: where that is the only one, confusion leaves it.
/// @throws std::invalid_argument  if the table does not hold the instance's own
[[nodiscard]] std::span<const CategoryId> confusable(
    ConfusionKind kind, CategoryId own, const CategoryTable& categories);

}  // namespace segnoise::noise
