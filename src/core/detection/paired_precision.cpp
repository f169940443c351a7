#include "core/detection/paired_precision.h"

#include "core/random/rng.h"
#include "core/statistics/summary.h"

#include <stdexcept>
#include <string>

namespace segnoise::detection {
namespace {

class Mean {
 public:
  void add(double value) {
    sum_ += value;
    ++count_;
  }
  [[nodiscard]] std::optional<double> value() const {
    if (count_ == 0) return std::nullopt;
    return sum_ / static_cast<double>(count_);
  }

 private:
  double sum_ = 0.0;
  std::size_t count_ = 0;
};

std::optional<double> difference(std::optional<double> a, std::optional<double> b) {
  if (!a || !b) return std::nullopt;
  return *b - *a;
}

}  // namespace

RankedEvidence ranked(std::span<const CategoryEvidence> categories, std::uint32_t most_per_image) {
  RankedEvidence evidence;
  for (std::size_t area = 0; area < kAreaRanges; ++area) {
    for (const CategoryEvidence& category : categories) {
      evidence.at(area).push_back(ranked(category, area, most_per_image));
    }
  }
  return evidence;
}

PrecisionNumbers average_precisions(
    const RankedEvidence& evidence, std::span<const std::uint32_t> image_weights) {
  std::array<Mean, kPrecisionKeys.size()> means;
  for (std::size_t area = 0; area < kAreaRanges; ++area) {
    for (const RankedCategory& category : evidence.at(area)) {
      const auto curve = precision_recall(category, image_weights);
      if (!curve) continue;
      if (area > 0) {
        means.at(2 + area).add(curve->average_precision());
        continue;
      }
      means[0].add(curve->average_precision());
      means[1].add(curve->average_precision(kIou50));
      means[2].add(curve->average_precision(kIou75));
    }
  }
  PrecisionNumbers numbers;
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers.at(i) = means.at(i).value();
  return numbers;
}

std::vector<std::uint32_t> resampled_images(
    std::size_t images, std::uint64_t seed, std::uint32_t resample) {
  random::Rng rng(seed, random::identity_of("resampled images"), resample);
  std::vector<std::uint32_t> weights(images);
  for (std::size_t i = 0; i < images; ++i) ++weights[rng.below(static_cast<std::uint32_t>(images))];
  return weights;
}

std::vector<PrecisionDifference> precision_differences(
    const PrecisionPair& all, std::span<const PrecisionPair> resamples, double confidence) {
  if (!(confidence > 0.0 && confidence < 1.0)) {
    throw std::invalid_argument("confidence must be in (0, 1), got " + std::to_string(confidence));
  }
  std::vector<PrecisionDifference> differences;
  for (std::size_t i = 0; i < kPrecisionKeys.size(); ++i) {
    std::vector<double> drawn;
    for (const auto& [a, b] : resamples) {
      if (const auto value = difference(a.at(i), b.at(i))) drawn.push_back(*value);
    }
    PrecisionDifference result{
        .a = all.a.at(i), .b = all.b.at(i), .difference = difference(all.a.at(i), all.b.at(i))};
    if (result.difference && drawn.size() > 1) {
      const double tail = 0.5 * (1.0 - confidence);
      result.interval = statistics::Interval{
          .lower = *statistics::quantile(drawn, tail),
          .upper = *statistics::quantile(drawn, 1.0 - tail)};
    }
    differences.push_back(result);
  }
  return differences;
}

}  // namespace segnoise::detection
