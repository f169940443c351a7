#pragma once

#include "core/detection/average_precision.h"
#include "core/random/rng.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <tuple>
#include <vector>

/// COCO's evaluation of one category, step by step over every pair: the reference of the tests.
namespace segnoise::testing {

/// Right, or wrong, at every threshold.
inline constexpr std::uint16_t kEveryThreshold = (1U << detection::kIouThresholds) - 1U;

/// One category on one image.
struct NaiveImage {
  std::vector<detection::MatchableTruth> truths = {};
  std::vector<detection::MatchableDetection> detections = {};  ///< from the greatest score down
  std::vector<double> scores = {};
  detection::IouTable ious{0, 0};
};

/// What became of the detections of one image at one threshold.
struct NaiveMatches {
  std::vector<bool> matched = {};
  std::vector<bool> ignored = {};
};

[[nodiscard]] inline NaiveMatches naive_matches(
    const NaiveImage& image, double threshold, const detection::AreaRange& area) {
  const std::size_t truths = image.truths.size();
  std::vector<std::size_t> order;
  std::vector<bool> is_ignored(truths);
  for (std::size_t t = 0; t < truths; ++t) {
    const double size = image.truths[t].area_px2;
    is_ignored[t] = image.truths[t].is_ignored || size < area.least_px2 || size > area.most_px2;
    order.push_back(t);
  }
  std::ranges::stable_sort(
      order, [&](std::size_t a, std::size_t b) { return is_ignored[a] < is_ignored[b]; });
  std::vector<bool> taken(truths);
  NaiveMatches matches;
  for (std::size_t d = 0; d < image.detections.size(); ++d) {
    double best = std::min(threshold, 1.0 - 1e-10);
    std::optional<std::size_t> found;
    for (const std::size_t t : order) {
      if (taken[t] && !image.truths[t].is_crowd) continue;
      if (found && !is_ignored[*found] && is_ignored[t]) break;
      if (image.ious(d, t) < best) continue;
      best = image.ious(d, t);
      found = t;
    }
    if (found) taken[*found] = true;
    const double size = image.detections[d].area_px2;
    const bool is_outside = size < area.least_px2 || size > area.most_px2;
    matches.matched.push_back(found.has_value());
    matches.ignored.push_back(
        found ? is_ignored[*found] : is_outside || image.detections[d].is_ignored_unmatched);
  }
  return matches;
}

/// Precision by recall threshold, and recall, at one IoU threshold.
struct NaiveCurve {
  std::vector<double> precision = {};
  double recall = 0.0;
};

[[nodiscard]] inline std::optional<NaiveCurve> naive_curve(
    const std::vector<NaiveImage>& images,
    double threshold,
    const detection::AreaRange& area,
    std::size_t most_per_image) {
  struct Judged {
    double score;
    bool matched;
    bool ignored;
  };
  std::vector<Judged> all;
  std::size_t truths = 0;
  for (const NaiveImage& image : images) {
    const NaiveMatches matches = naive_matches(image, threshold, area);
    for (std::size_t d = 0; d < std::min(most_per_image, image.scores.size()); ++d) {
      all.push_back({image.scores[d], matches.matched[d], matches.ignored[d]});
    }
    for (const detection::MatchableTruth& truth : image.truths) {
      const bool counts =
          !truth.is_ignored && truth.area_px2 >= area.least_px2 && truth.area_px2 <= area.most_px2;
      if (counts) ++truths;
    }
  }
  if (truths == 0) return std::nullopt;
  std::ranges::stable_sort(all, std::greater<>{}, &Judged::score);
  std::vector<double> recalls;
  std::vector<double> precisions;
  double right = 0.0;
  double wrong = 0.0;
  for (const auto& [score, matched, ignored] : all) {
    if (!ignored) (matched ? right : wrong) += 1.0;
    recalls.push_back(right / static_cast<double>(truths));
    precisions.push_back(right / (wrong + right + std::numeric_limits<double>::epsilon()));
  }
  for (std::size_t i = precisions.size(); i-- > 1;) {
    precisions[i - 1] = std::max(precisions[i - 1], precisions[i]);
  }
  NaiveCurve curve{.recall = recalls.empty() ? 0.0 : recalls.back()};
  for (const double at_least : detection::coco_recall_thresholds()) {
    const auto place = std::ranges::lower_bound(recalls, at_least) - recalls.begin();
    const bool is_reached = place < static_cast<std::ptrdiff_t>(recalls.size());
    curve.precision.push_back(is_reached ? precisions[static_cast<std::size_t>(place)] : 0.0);
  }
  return curve;
}

/// An image of which everything is drawn: crowds, ignored truths, IoUs that tie or equal a
/// threshold, scores that tie.
[[nodiscard]] inline NaiveImage random_image(random::Rng& rng) {
  constexpr std::uint32_t kMost = 6;
  NaiveImage image;
  const std::size_t detections = rng.below(kMost);
  image.ious = detection::IouTable(detections, rng.below(kMost));
  for (std::size_t t = 0; t < image.ious.truths(); ++t) {
    const bool is_crowd = rng.chance(0.15);
    image.truths.push_back(
        {.area_px2 = 12000.0 * rng.uniform() * rng.uniform(),
         .is_crowd = is_crowd,
         .is_ignored = is_crowd || rng.chance(0.1)});
  }
  for (std::size_t d = 0; d < detections; ++d) {
    image.detections.push_back(
        {.area_px2 = 12000.0 * rng.uniform() * rng.uniform(),
         .is_ignored_unmatched = rng.chance(0.1)});
    image.scores.push_back(0.1 * rng.below(8));
    for (std::size_t t = 0; t < image.ious.truths(); ++t) {
      if (rng.chance(0.5)) image.ious(d, t) = 0.05 * rng.below(21);
    }
  }
  std::ranges::sort(image.scores, std::greater<>{});
  return image;
}

/// What the code under test is given of some images, whose indices begin at 0.
[[nodiscard]] inline detection::CategoryEvidence evidence_of(
    const std::vector<NaiveImage>& images) {
  detection::CategoryEvidence evidence;
  for (std::uint32_t i = 0; i < images.size(); ++i) {
    const NaiveImage& image = images[i];
    const auto outcomes = match_detections(image.ious, image.truths, image.detections);
    for (std::uint32_t d = 0; d < outcomes.size(); ++d) {
      evidence.detections.push_back({image.scores[d], i, d, outcomes[d]});
    }
    detection::TruthCount count{.image = i};
    for (std::size_t a = 0; a < detection::kAreaRanges; ++a) {
      for (const detection::MatchableTruth& truth : image.truths) {
        if (!truth.is_ignored && detection::kCocoAreas.at(a).holds(truth.area_px2))
          ++count.counts.at(a);
      }
    }
    evidence.truths.push_back(count);
  }
  return evidence;
}

}  // namespace segnoise::testing
