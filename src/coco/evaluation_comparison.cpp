#include "coco/evaluation_comparison.h"

#include "coco/in_order.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace segnoise {
namespace {

constexpr std::uint32_t kResamplesInBlock = 10;

}  // namespace

std::vector<ComparedResults> compare_results(
    const Evidence& a,
    const Evidence& b,
    const EvaluationOptions& options,
    const ComparedResultsOptions& comparison) {
  const std::uint32_t most = options.style == DetectionStyle::kLvis
                                 ? std::numeric_limits<std::uint32_t>::max()
                                 : options.most_detections.back();
  const std::size_t total = std::size_t{comparison.resamples} * options.kinds.size();
  const std::size_t blocks = (comparison.resamples + kResamplesInBlock - 1) / kResamplesInBlock;
  std::vector<ComparedResults> results;
  std::size_t done = 0;
  for (std::size_t k = 0; k < options.kinds.size(); ++k) {
    const RankedEvidence ranked_a = ranked(a.kinds.at(k).categories, most);
    const RankedEvidence ranked_b = ranked(b.kinds.at(k).categories, most);
    const auto start = [&] {
      return [&](std::size_t block) {
        std::vector<PrecisionPair> pairs;
        const auto begin = static_cast<std::uint32_t>(block) * kResamplesInBlock;
        const std::uint32_t end = std::min(begin + kResamplesInBlock, comparison.resamples);
        for (std::uint32_t i = begin; i < end; ++i) {
          const auto weights = resampled_images(a.image_ids.size(), comparison.seed, i);
          pairs.push_back(
              {average_precisions(ranked_a, weights), average_precisions(ranked_b, weights)});
        }
        return pairs;
      };
    };
    std::vector<PrecisionPair> resamples;
    in_order(blocks, options.threads, start, [&](const std::vector<PrecisionPair>& pairs) {
      resamples.insert(resamples.end(), pairs.begin(), pairs.end());
      done += pairs.size();
      if (options.on_progress) options.on_progress(done, total);
    });
    results.push_back(
        {options.kinds[k],
         precision_differences(
             {average_precisions(ranked_a), average_precisions(ranked_b)},
             resamples,
             comparison.confidence)});
  }
  return results;
}

}  // namespace segnoise
