#include "core/detection/detection_matching.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace segnoise::detection {
namespace {

/// Numbers from start to stop as numpy.linspace has them.
template <std::size_t count>
std::array<double, count> evenly_spaced(double start, double stop) {
  std::array<double, count> numbers;
  const double step = (stop - start) / static_cast<double>(count - 1);
  for (std::size_t i = 0; i < count; ++i) numbers[i] = static_cast<double>(i) * step + start;
  numbers.back() = stop;
  return numbers;
}

/// A truth that a detection overlaps.
struct Candidate {
  std::size_t truth = 0;
  double iou = 0.0;
};

/// The truths that each detection overlaps enough to be matched at all; mostly none.
class Candidates {
 public:
  Candidates(const IouTable& ious, std::size_t detections, double least_iou) {
    begin_.reserve(detections + 1);
    begin_.push_back(0);
    for (std::size_t d = 0; d < detections; ++d) {
      for (std::size_t t = 0; t < ious.truths(); ++t) {
        if (ious(d, t) >= least_iou) all_.push_back({t, ious(d, t)});
      }
      begin_.push_back(all_.size());
    }
  }

  [[nodiscard]] std::span<const Candidate> of(std::size_t detection) const {
    return std::span(all_).subspan(begin_[detection], begin_[detection + 1] - begin_[detection]);
  }

 private:
  std::vector<Candidate> all_;
  std::vector<std::size_t> begin_;
};

/// Lets detections choose their truths, one after another.
class Choice {
 public:
  Choice(
      std::span<const MatchableTruth> truths, const std::vector<bool>& is_ignored, double threshold)
      : truths_(truths),
        is_ignored_(is_ignored),
        is_taken_(truths.size()),
        threshold_(std::min(threshold, 1.0 - 1e-10)) {}

  std::optional<std::size_t> choose(std::span<const Candidate> candidates) {
    auto best = best_of(candidates, false);
    if (!best) best = best_of(candidates, true);
    if (best) is_taken_[*best] = true;
    return best;
  }

 private:
  [[nodiscard]] std::optional<std::size_t> best_of(
      std::span<const Candidate> candidates, bool among_ignored) const {
    std::optional<std::size_t> best;
    double iou = threshold_;
    for (const Candidate& candidate : candidates) {
      if (is_ignored_[candidate.truth] != among_ignored) continue;
      if (is_taken_[candidate.truth] && !truths_[candidate.truth].is_crowd) continue;
      if (candidate.iou < iou) continue;
      iou = candidate.iou;
      best = candidate.truth;
    }
    return best;
  }

  std::span<const MatchableTruth> truths_;
  const std::vector<bool>& is_ignored_;
  std::vector<bool> is_taken_;
  double threshold_;
};

std::vector<bool> ignored_truths(
    std::span<const MatchableTruth> truths, const std::optional<AreaRange>& area) {
  std::vector<bool> is_ignored;
  is_ignored.reserve(truths.size());
  for (const MatchableTruth& truth : truths) {
    is_ignored.push_back(truth.is_ignored || (area && !area->holds(truth.area_px2)));
  }
  return is_ignored;
}

}  // namespace

void IouTable::require_size(std::size_t detections, std::size_t truths) const {
  if (detections_ == detections && truths_ == truths) return;
  throw std::invalid_argument(
      "a table of IoUs must be of " + std::to_string(detections) + " x " + std::to_string(truths) +
      ", got " + std::to_string(detections_) + " x " + std::to_string(truths_));
}

const std::array<double, kIouThresholds>& coco_iou_thresholds() {
  static const auto thresholds = evenly_spaced<kIouThresholds>(0.5, 0.95);
  return thresholds;
}

const std::array<double, kRecallThresholds>& coco_recall_thresholds() {
  static const auto thresholds = evenly_spaced<kRecallThresholds>(0.0, 1.0);
  return thresholds;
}

std::vector<DetectionOutcome> match_detections(
    const IouTable& ious,
    std::span<const MatchableTruth> truths,
    std::span<const MatchableDetection> detections,
    const AreaRanges& areas) {
  ious.require_size(detections.size(), truths.size());
  const auto& thresholds = coco_iou_thresholds();
  const Candidates candidates(ious, detections.size(), thresholds.front());
  constexpr std::uint16_t kAll = (1U << kIouThresholds) - 1U;
  std::vector<DetectionOutcome> outcomes(detections.size());
  for (std::size_t a = 0; a < kAreaRanges; ++a) {
    const std::vector<bool> is_ignored = ignored_truths(truths, areas[a]);
    for (std::size_t i = 0; i < kIouThresholds; ++i) {
      Choice choice(truths, is_ignored, thresholds[i]);
      const auto bit = static_cast<std::uint16_t>(1U << i);
      for (std::size_t d = 0; d < detections.size(); ++d) {
        if (candidates.of(d).empty()) continue;
        const auto truth = choice.choose(candidates.of(d));
        if (!truth) continue;
        outcomes[d].matched[a] |= bit;
        if (is_ignored[*truth]) outcomes[d].ignored[a] |= bit;
      }
    }
    for (std::size_t d = 0; d < detections.size(); ++d) {
      const auto& [area_px2, is_ignored_unmatched] = detections[d];
      if (is_ignored_unmatched || !areas[a].holds(area_px2)) {
        outcomes[d].ignored[a] |= static_cast<std::uint16_t>(kAll & ~outcomes[d].matched[a]);
      }
    }
  }
  return outcomes;
}

std::vector<std::optional<std::size_t>> matched_truths(
    const IouTable& ious, std::span<const MatchableTruth> truths, double iou_threshold) {
  ious.require_size(ious.detections(), truths.size());
  const Candidates candidates(ious, ious.detections(), std::min(iou_threshold, 1.0 - 1e-10));
  const std::vector<bool> is_ignored = ignored_truths(truths, std::nullopt);
  Choice choice(truths, is_ignored, iou_threshold);
  std::vector<std::optional<std::size_t>> matches;
  for (std::size_t d = 0; d < ious.detections(); ++d) {
    matches.push_back(choice.choose(candidates.of(d)));
  }
  return matches;
}

}  // namespace segnoise::detection
