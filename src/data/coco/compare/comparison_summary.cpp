#include "data/coco/compare/comparison_summary.h"

#include "core/statistics/summary.h"
#include "data/coco/write/relabel_summary.h"

#include <algorithm>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>

namespace segnoise::coco {
namespace {

/// The values of some pairs, measure by measure.
class QualityValues {
 public:
  void add(const Likeness& likeness) {
    iou_.push_back(likeness.iou);
    boundary_iou_.push_back(likeness.boundary_iou);
    dice_.push_back(likeness.dice);
    identical_pairs_ += likeness.is_identical() ? 1U : 0U;
  }

  [[nodiscard]] PairQuality quality() const {
    return {
        .pairs = iou_.size(),
        .identical_pairs = identical_pairs_,
        .iou = distribution_of(iou_),
        .boundary_iou = distribution_of(boundary_iou_),
        .dice = distribution_of(dice_)};
  }

 private:
  std::vector<double> iou_;
  std::vector<double> boundary_iou_;
  std::vector<double> dice_;
  std::size_t identical_pairs_ = 0;
};

std::vector<ClassChange> class_changes(std::span<const AnnotationPair> pairs) {
  std::map<std::pair<noise::CategoryId, noise::CategoryId>, std::size_t> counts;
  for (const AnnotationPair& pair : pairs) {
    if (pair.category_a != pair.category_b) ++counts[{pair.category_a, pair.category_b}];
  }
  std::vector<ClassChange> changes;
  changes.reserve(counts.size());
  for (const auto& [categories, count] : counts) {
    changes.push_back({categories.first, categories.second, count});
  }
  std::ranges::stable_sort(changes, std::ranges::greater{}, &ClassChange::pairs);
  return changes;
}

}  // namespace

std::optional<FractionDistribution> distribution_of(std::span<const double> values) {
  if (values.empty()) return std::nullopt;
  FractionDistribution distribution;
  for (const double value : values) {
    if (!(value >= 0.0 && value <= 1.0)) {
      throw std::invalid_argument("values must be in [0, 1], got " + std::to_string(value));
    }
    const auto bin = static_cast<std::size_t>(value * static_cast<double>(kFractionBins));
    ++distribution.histogram.at(std::min(bin, kFractionBins - 1));
  }
  distribution.mean = statistics::summary(values)->mean;
  distribution.median = statistics::quantile({values.begin(), values.end()}, 0.5).value();
  return distribution;
}

std::optional<double> fraction(std::size_t part, std::size_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

ComparisonSummary summarise(std::span<const AnnotationPair> pairs) {
  QualityValues all;
  std::map<SizeClass, QualityValues> by_size;
  ComparisonSummary result;
  for (const AnnotationPair& pair : pairs) {
    if (!pair.likeness) {
      ++result.pairs_without_pixels;
      continue;
    }
    all.add(*pair.likeness);
    by_size[size_class(pair.area_a_px2)].add(*pair.likeness);
  }
  result.all = all.quality();
  result.small = by_size[SizeClass::kSmall].quality();
  result.medium = by_size[SizeClass::kMedium].quality();
  result.large = by_size[SizeClass::kLarge].quality();
  result.class_changes = class_changes(pairs);
  for (const ClassChange& change : result.class_changes) result.changed_classes += change.pairs;
  return result;
}

}  // namespace segnoise::coco
