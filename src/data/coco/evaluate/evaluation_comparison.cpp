#include "data/coco/evaluate/evaluation_comparison.h"

#include "base/in_order.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace segnoise::coco {
namespace {

constexpr std::uint32_t kResamplesInBlock = 10;

}  // namespace

std::vector<ComparedResults> compare_results(
    const Evidence& a,
    const Evidence& b,
    const EvaluationOptions& options,
    const ComparedResultsOptions& comparison) {
  const std::uint32_t most = options.style == detection::DetectionStyle::kLvis
                                 ? std::numeric_limits<std::uint32_t>::max()
                                 : options.most_detections.back();
  const std::size_t total = std::size_t{comparison.resamples} * options.kinds.size();
  const std::size_t blocks = (comparison.resamples + kResamplesInBlock - 1) / kResamplesInBlock;
  std::vector<ComparedResults> results;
  std::size_t done = 0;
  for (std::size_t k = 0; k < options.kinds.size(); ++k) {
    const detection::RankedEvidence ranked_a = detection::ranked(a.kinds.at(k).categories, most);
    const detection::RankedEvidence ranked_b = detection::ranked(b.kinds.at(k).categories, most);
    const auto start = [&] {
      return [&](std::size_t block) {
        std::vector<detection::PrecisionPair> pairs;
        const auto begin = static_cast<std::uint32_t>(block) * kResamplesInBlock;
        const std::uint32_t end = std::min(begin + kResamplesInBlock, comparison.resamples);
        for (std::uint32_t i = begin; i < end; ++i) {
          const auto weights = detection::resampled_images(a.image_ids.size(), comparison.seed, i);
          pairs.push_back(
              {detection::average_precisions(ranked_a, weights),
               detection::average_precisions(ranked_b, weights)});
        }
        return pairs;
      };
    };
    std::vector<detection::PrecisionPair> resamples;
    base::in_order(
        blocks, options.threads, start, [&](const std::vector<detection::PrecisionPair>& pairs) {
          resamples.insert(resamples.end(), pairs.begin(), pairs.end());
          done += pairs.size();
          if (options.on_progress) options.on_progress(done, total);
        });
    results.push_back(
        {options.kinds[k],
         detection::precision_differences(
             {detection::average_precisions(ranked_a), detection::average_precisions(ranked_b)},
             resamples,
             comparison.confidence)});
  }
  return results;
}

}  // namespace segnoise::coco
