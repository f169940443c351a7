#include "core/detection/detection_errors.h"

#include "core/detection/average_precision.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace segnoise::detection {
namespace {

constexpr double kFoundIou = 0.5;

std::vector<MatchableTruth> matchable(std::span<const ClassifiableTruth> truths) {
  std::vector<MatchableTruth> plain;
  plain.reserve(truths.size());
  for (const ClassifiableTruth& truth : truths) plain.push_back(truth.truth);
  return plain;
}

/// The truth that each detection has, of those of its own category.
std::vector<std::optional<std::size_t>> matches_within_categories(
    const IouTable& ious,
    std::span<const ClassifiableTruth> truths,
    std::span<const ClassifiableDetection> detections) {
  IouTable within(detections.size(), truths.size());
  for (std::size_t d = 0; d < detections.size(); ++d) {
    for (std::size_t t = 0; t < truths.size(); ++t) {
      if (detections[d].category == truths[t].category) within(d, t) = ious(d, t);
    }
  }
  return matched_truths(within, matchable(truths), kFoundIou);
}

/// A truth, and how much a detection overlaps it.
struct Overlapped {
  std::size_t truth = 0;
  double iou = 0.0;
};

/// The truths that a detection overlaps most, among those that are not ignored.
struct Nearest {
  std::optional<Overlapped> of_its_category = {};
  std::optional<Overlapped> of_another = {};
};

Nearest nearest_truths(
    const IouTable& ious,
    std::size_t detection,
    std::uint32_t category,
    std::span<const ClassifiableTruth> truths) {
  Nearest nearest;
  for (std::size_t t = 0; t < truths.size(); ++t) {
    if (truths[t].truth.is_ignored) continue;
    auto& best = truths[t].category == category ? nearest.of_its_category : nearest.of_another;
    if (!best || ious(detection, t) > best->iou) best = Overlapped{t, ious(detection, t)};
  }
  return nearest;
}

/// What is wrong with a detection that has no truth, and which it would have.
struct Fault {
  DetectionError error = DetectionError::kBackground;
  std::optional<std::size_t> truth = {};
};

Fault fault_of(const Nearest& nearest) {
  const auto reaches = [](const std::optional<Overlapped>& truth, double iou) {
    return truth && truth->iou >= iou;
  };
  const bool overlaps_its_own = reaches(nearest.of_its_category, kBackgroundIou);
  const bool has_its_own = reaches(nearest.of_its_category, kFoundIou);
  if (overlaps_its_own && !has_its_own) {
    return {DetectionError::kLocalisation, nearest.of_its_category->truth};
  }
  if (reaches(nearest.of_another, kFoundIou)) {
    return {DetectionError::kClass, nearest.of_another->truth};
  }
  if (has_its_own) return {DetectionError::kDuplicate, std::nullopt};
  const bool overlaps_any = reaches(nearest.of_another, kBackgroundIou);
  return {overlaps_any ? DetectionError::kBoth : DetectionError::kBackground, std::nullopt};
}

/// A detection as one of its category, right or wrong.
struct Verdict {
  double score = 0.0;
  bool is_right = false;
};

/// What is known of the categories once some errors are mended.
struct Verdicts {
  explicit Verdicts(std::size_t categories) : detections(categories), truths(categories) {}

  std::vector<std::vector<Verdict>> detections;
  std::vector<std::size_t> truths;

  [[nodiscard]] std::optional<double> ap50() const {
    double sum = 0.0;
    std::size_t count = 0;
    for (std::size_t k = 0; k < truths.size(); ++k) {
      const auto value = ap50_of(k);
      if (!value) continue;
      sum += *value;
      ++count;
    }
    if (count == 0) return std::nullopt;
    return sum / static_cast<double>(count);
  }

 private:
  [[nodiscard]] std::optional<double> ap50_of(std::size_t category) const {
    std::vector<Verdict> order = detections[category];
    std::ranges::stable_sort(order, std::greater<>{}, &Verdict::score);
    RankedCategory ranked;
    ranked.truths.push_back({0, static_cast<std::uint32_t>(truths[category])});
    for (const Verdict& verdict : order) {
      const std::uint16_t right = verdict.is_right ? 1 : 0;
      ranked.detections.push_back({0, right, static_cast<std::uint16_t>(1 - right)});
    }
    const auto curve = precision_recall(ranked);
    return curve ? std::optional(curve->average_precision(0)) : std::nullopt;
  }
};

/// Whether mending an error gives its detection the truth that it is wrong about.
bool gives_a_truth(DetectionError error) {
  return error == DetectionError::kClass || error == DetectionError::kLocalisation;
}

/// Of each truth that is not found, the detection of greatest score that a kind of error keeps from
/// it.
std::vector<std::optional<std::size_t>> mended_detections(
    const ClassifiedImage& image, DetectionError error) {
  std::vector<std::optional<std::size_t>> best(image.truths.size());
  for (std::size_t d = 0; d < image.detections.size(); ++d) {
    const auto& detection = image.detections[d];
    if (detection.error != error || !detection.truth) continue;
    auto& rival = best[*detection.truth];
    if (image.truths[*detection.truth].is_found) continue;
    if (!rival || detection.score > image.detections[*rival].score) rival = d;
  }
  return best;
}

void add_mended(
    const ClassifiedImage& image, std::optional<DetectionError> mended, Verdicts& verdicts) {
  const bool gives = mended && gives_a_truth(*mended);
  const auto best = gives ? mended_detections(image, *mended)
                          : std::vector<std::optional<std::size_t>>(image.truths.size());
  for (std::size_t d = 0; d < image.detections.size(); ++d) {
    const auto& [score, category, error, truth] = image.detections[d];
    if (!error || error != mended) {
      verdicts.detections[category].push_back({score, !error});
    } else if (gives && truth && best[*truth] == d) {
      verdicts.detections[image.truths[*truth].category].push_back({score, true});
    }
  }
  for (const auto& truth : image.truths) {
    if (truth.is_missed && mended == DetectionError::kMissed) continue;
    ++verdicts.truths[truth.category];
  }
}

Verdicts verdicts_with(
    std::span<const ClassifiedImage> images,
    std::size_t categories,
    std::optional<DetectionError> mended) {
  Verdicts verdicts(categories);
  for (const ClassifiedImage& image : images) add_mended(image, mended, verdicts);
  return verdicts;
}

std::size_t count_of(const ClassifiedImage& image, DetectionError error) {
  if (error == DetectionError::kMissed) {
    return static_cast<std::size_t>(
        std::ranges::count(image.truths, true, &ClassifiedImage::Truth::is_missed));
  }
  return static_cast<std::size_t>(
      std::ranges::count(image.detections, error, &ClassifiedImage::Detection::error));
}

}  // namespace

std::string_view name_of(DetectionError error) {
  switch (error) {
    case DetectionError::kLocalisation:
      return "localisation";
    case DetectionError::kClass:
      return "class";
    case DetectionError::kDuplicate:
      return "duplicate";
    case DetectionError::kBackground:
      return "background";
    case DetectionError::kBoth:
      return "both";
    case DetectionError::kMissed:
      break;
  }
  return "missed";
}

ClassifiedImage classify_detections(
    const IouTable& ious,
    std::span<const ClassifiableTruth> truths,
    std::span<const ClassifiableDetection> detections) {
  ious.require_size(detections.size(), truths.size());
  ClassifiedImage image;
  std::vector<std::uint32_t> place(truths.size());  // in image.truths
  for (std::size_t t = 0; t < truths.size(); ++t) {
    place[t] = static_cast<std::uint32_t>(image.truths.size());
    if (!truths[t].truth.is_ignored) {
      image.truths.push_back({.category = truths[t].category, .is_missed = true});
    }
  }
  const auto matches = matches_within_categories(ious, truths, detections);
  for (std::size_t d = 0; d < detections.size(); ++d) {
    const auto [score, category, is_ignored_unmatched] = detections[d];
    if (matches[d] ? truths[*matches[d]].truth.is_ignored : is_ignored_unmatched) continue;
    ClassifiedImage::Detection detection{.score = score, .category = category};
    auto truth = matches[d];
    if (!truth) {
      const Fault fault = fault_of(nearest_truths(ious, d, category, truths));
      detection.error = fault.error;
      truth = fault.truth;
    }
    if (truth) {
      detection.truth = place[*truth];
      image.truths[place[*truth]].is_missed = false;
      if (!detection.error) image.truths[place[*truth]].is_found = true;
    }
    image.detections.push_back(detection);
  }
  return image;
}

ErrorSplit split_errors(std::span<const ClassifiedImage> images, std::size_t categories) {
  ErrorSplit split;
  split.ap50 = verdicts_with(images, categories, std::nullopt).ap50();
  for (std::size_t i = 0; i < kDetectionErrors.size(); ++i) {
    const DetectionError error = kDetectionErrors.at(i);
    ErrorCost& cost = split.costs.at(i);
    for (const ClassifiedImage& image : images) cost.count += count_of(image, error);
    const auto mended = verdicts_with(images, categories, error).ap50();
    if (split.ap50 && mended) cost.ap50_gain = *mended - *split.ap50;
  }
  return split;
}

void add_confusion(
    const IouTable& ious,
    std::span<const ClassifiableTruth> truths,
    std::span<const ClassifiableDetection> detections,
    double least_score,
    Confusion& confusion) {
  ious.require_size(detections.size(), truths.size());
  std::vector<std::size_t> order;
  for (std::size_t d = 0; d < detections.size(); ++d) {
    if (detections[d].score >= least_score) order.push_back(d);
  }
  std::ranges::stable_sort(
      order, std::greater<>{}, [&](std::size_t d) { return detections[d].score; });
  IouTable ordered(order.size(), truths.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t t = 0; t < truths.size(); ++t) ordered(i, t) = ious(order[i], t);
  }
  std::vector<bool> is_found(truths.size());
  const auto matches = matched_truths(ordered, matchable(truths), kFoundIou);
  for (std::size_t i = 0; i < order.size(); ++i) {
    const ClassifiableDetection& detection = detections[order[i]];
    const auto match = matches[i];
    if (match ? truths[*match].truth.is_ignored : detection.is_ignored_unmatched) continue;
    std::optional<std::uint32_t> truth;
    if (match) {
      is_found[*match] = true;
      truth = truths[*match].category;
    }
    ++confusion[{truth, detection.category}];
  }
  for (std::size_t t = 0; t < truths.size(); ++t) {
    if (!is_found[t] && !truths[t].truth.is_ignored) {
      ++confusion[{truths[t].category, std::nullopt}];
    }
  }
}

}  // namespace segnoise::detection
