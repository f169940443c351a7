#pragma once

#include "core/noise/category_table.h"
#include "data/coco/compare/comparison.h"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace segnoise::coco {

/// Bins of a histogram over [0, 1], each as wide; a value on a border belongs to the bin above it,
/// and 1 to the last.
inline constexpr std::size_t kFractionBins = 10;

/// How a measure in [0, 1] is distributed over pairs.
struct FractionDistribution {
  double mean = 0.0;
  double median = 0.0;  ///< between the middle two of an even number
  std::array<std::size_t, kFractionBins> histogram = {};
};

/// @return  nothing for no values
/// @throws std::invalid_argument  if a value is not in [0, 1]
[[nodiscard]] std::optional<FractionDistribution> distribution_of(std::span<const double> values);

/// The quality of some pairs that have pixels; no distributions where there is no pair.
struct PairQuality {
  std::size_t pairs = 0;
  std::size_t identical_pairs = 0;  ///< of the same pixels
  std::optional<FractionDistribution> iou = {};
  std::optional<FractionDistribution> boundary_iou = {};
  std::optional<FractionDistribution> dice = {};
};

/// Pairs whose category a file changed from one to another.
struct ClassChange {
  noise::CategoryId from = 0;
  noise::CategoryId to = 0;
  std::size_t pairs = 0;

  bool operator==(const ClassChange&) const = default;
};

/// Pairs in all, and by size_class() of the area in A.
struct ComparisonSummary {
  PairQuality all = {};
  PairQuality small = {};
  PairQuality medium = {};
  PairQuality large = {};
  std::size_t pairs_without_pixels = 0;  ///< in either file; in none of the above
  std::size_t changed_classes = 0;       ///< pairs

  /// From the most frequent to the least, then by the categories' ids.
  std::vector<ClassChange> class_changes = {};
};

/// Part of a whole; nothing if the whole is none.
[[nodiscard]] std::optional<double> fraction(std::size_t part, std::size_t whole);

[[nodiscard]] ComparisonSummary summarise(std::span<const AnnotationPair> pairs);

}  // namespace segnoise::coco
