#include "core/detection/average_precision.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>

namespace segnoise::detection {
namespace {

constexpr std::uint16_t kEveryThreshold = (1U << kIouThresholds) - 1U;

std::uint64_t weight_of(std::span<const std::uint32_t> weights, std::uint32_t image) {
  return weights.empty() ? 1 : weights[image];
}

std::uint64_t weighted_truths(
    const RankedCategory& category, std::span<const std::uint32_t> weights) {
  std::uint64_t sum = 0;
  for (const auto& [image, count] : category.truths) sum += weight_of(weights, image) * count;
  return sum;
}

template <class Visit>
void for_each_threshold(unsigned bits, Visit visit) {
  for (; bits != 0; bits &= bits - 1U) visit(static_cast<std::size_t>(std::countr_zero(bits)));
}

/// How many detections were right, and how many wrong, when one more was right.
struct Hit {
  std::uint64_t right = 0;
  std::uint64_t wrong = 0;
};

/// The hits at each IoU threshold, in the order of the detections. Precision falls from one hit to
/// the next, so nothing between them matters.
///
/// Nearly all detections are wrong at every threshold: those are counted once for all.
std::array<std::vector<Hit>, kIouThresholds> hits_of(
    const RankedCategory& category, std::span<const std::uint32_t> weights) {
  std::array<std::vector<Hit>, kIouThresholds> hits;
  std::array<std::uint64_t, kIouThresholds> right{};
  std::array<std::uint64_t, kIouThresholds> not_wrong{};
  std::uint64_t seen = 0;
  for (const auto& [image, right_at, wrong_at] : category.detections) {
    const std::uint64_t weight = weight_of(weights, image);
    seen += weight;
    if (wrong_at == kEveryThreshold || weight == 0) continue;
    for_each_threshold(kEveryThreshold & ~unsigned{wrong_at}, [&, added = weight](std::size_t i) {
      not_wrong[i] += added;
    });
    for_each_threshold(right_at, [&, added = weight](std::size_t i) {
      right[i] += added;
      hits[i].push_back({right[i], seen - not_wrong[i]});
    });
  }
  return hits;
}

/// The precisions of hits, each raised to the greatest of those after it.
std::vector<double> envelope(std::span<const Hit> hits) {
  std::vector<double> precisions(hits.size());
  double greatest = 0.0;
  for (std::size_t i = hits.size(); i-- > 0;) {
    const auto right = static_cast<double>(hits[i].right);
    const auto wrong = static_cast<double>(hits[i].wrong);
    constexpr double kEpsilon = std::numeric_limits<double>::epsilon();
    greatest = std::max(greatest, right / (wrong + right + kEpsilon));
    precisions[i] = greatest;
  }
  return precisions;
}

double mean(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

std::uint64_t RankedCategory::truth_count() const { return weighted_truths(*this, {}); }

RankedCategory ranked(
    const CategoryEvidence& evidence, std::size_t area, std::uint32_t most_per_image) {
  if (area >= kAreaRanges) {
    throw std::invalid_argument(
        "area must be below " + std::to_string(kAreaRanges) + ", got " + std::to_string(area));
  }
  std::vector<const JudgedDetection*> order;
  for (const JudgedDetection& detection : evidence.detections) {
    if (detection.rank < most_per_image) order.push_back(&detection);
  }
  std::ranges::stable_sort(
      order, std::greater<>{}, [](const JudgedDetection* detection) { return detection->score; });
  RankedCategory category;
  for (const JudgedDetection* detection : order) {
    const std::uint16_t right = detection->outcome.right(area);
    const std::uint16_t wrong = detection->outcome.wrong(area);
    if ((right | wrong) != 0) category.detections.push_back({detection->image, right, wrong});
  }
  for (const TruthCount& truths : evidence.truths) {
    if (truths.counts[area] > 0) category.truths.push_back({truths.image, truths.counts[area]});
  }
  return category;
}

double PrecisionRecall::average_precision(std::size_t threshold) const {
  return mean(precision.at(threshold));
}

double PrecisionRecall::average_precision() const {
  double sum = 0.0;
  for (const auto& values : precision) sum += mean(values);
  return sum / static_cast<double>(precision.size());
}

double PrecisionRecall::average_recall() const { return mean(recall); }

std::optional<PrecisionRecall> precision_recall(
    const RankedCategory& category, std::span<const std::uint32_t> image_weights) {
  const std::uint64_t truths = weighted_truths(category, image_weights);
  if (truths == 0) return std::nullopt;
  const auto hits = hits_of(category, image_weights);
  PrecisionRecall result;
  for (std::size_t i = 0; i < kIouThresholds; ++i) {
    if (hits[i].empty()) continue;
    const auto recall_at = [&](std::size_t hit) {
      return static_cast<double>(hits[i][hit].right) / static_cast<double>(truths);
    };
    const std::vector<double> precisions = envelope(hits[i]);
    std::size_t hit = 0;
    for (std::size_t r = 0; r < kRecallThresholds; ++r) {
      while (hit < hits[i].size() && recall_at(hit) < coco_recall_thresholds()[r]) ++hit;
      if (hit == hits[i].size()) break;
      result.precision[i][r] = precisions[hit];
    }
    result.recall[i] = recall_at(hits[i].size() - 1);
  }
  return result;
}

}  // namespace segnoise::detection
