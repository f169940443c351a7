#include "data/coco/evaluate/evaluation.h"

#include "base/in_order.h"
#include "data/coco/evaluate/image_evaluator.h"
#include "data/coco/read/members.h"

#include <algorithm>
#include <utility>

namespace segnoise::coco {
namespace {

constexpr std::size_t kImagesEvaluatedAtOnce = 16;

void add(ImageEvidence&& image, bool with_errors, KindEvidence& kind) {
  for (const auto& [category, detection] : image.detections) {
    kind.categories[category].detections.push_back(detection);
  }
  for (const auto& [category, truths] : image.truths) {
    kind.categories[category].truths.push_back(truths);
  }
  if (!with_errors) return;
  kind.images.push_back(std::move(image.classified));
  for (const auto& [pair, count] : image.confusion) kind.confusion[pair] += count;
}

void add(EvaluatedImage&& image, bool with_errors, Evidence& evidence) {
  evidence.detections += image.detections;
  evidence.stray_rings += image.stray_rings;
  evidence.truths -= image.invalid_truths.size();
  evidence.invalid_truths.insert(
      evidence.invalid_truths.end(), image.invalid_truths.begin(), image.invalid_truths.end());
  evidence.invalid.insert(evidence.invalid.end(), image.invalid.begin(), image.invalid.end());
  for (std::size_t k = 0; k < image.kinds.size(); ++k) {
    add(std::move(image.kinds[k]), with_errors, evidence.kinds[k]);
  }
}

}  // namespace

detection::DetectionStyle style_of(const CocoFile& truth) {
  if (truth.images().empty()) return detection::DetectionStyle::kCoco;
  const KnownMembers image(truth.text(), truth.images().front().place, {"neg_category_ids"});
  return image.find("neg_category_ids") ? detection::DetectionStyle::kLvis
                                        : detection::DetectionStyle::kCoco;
}

std::vector<std::uint32_t> usual_most_detections(detection::DetectionStyle style) {
  if (style == detection::DetectionStyle::kLvis) return {300};
  return EvaluationOptions{}.most_detections;
}

IouKind kind_of(const ResultsFile& results) {
  const bool has_boxes_alone =
      !results.entries().empty() && !results.entries().front().has_segmentation();
  return has_boxes_alone ? IouKind::kBbox : IouKind::kSegm;
}

Evidence gather_evidence(
    const CocoFile& truth, const ResultsFile& results, const EvaluationOptions& options) {
  const EvaluationInput input(truth, results, options);
  Evidence evidence{
      .truths = input.truth_count(),
      .invalid_truths = input.invalid_truths(),
      .invalid = results.invalid()};
  evidence.categories =
      options.foreground ? std::vector{EvaluatedCategory{.name = "all"}} : input.categories();
  for (const std::size_t image : input.images()) {
    evidence.image_ids.push_back(truth.images()[image].id);
  }
  for (const IouKind kind : options.kinds) {
    evidence.kinds.push_back(
        {.kind = kind,
         .categories = std::vector<detection::CategoryEvidence>(evidence.categories.size())});
  }
  const std::size_t images = input.images().size();
  const auto start = [&] {
    return [images, evaluator = ImageEvaluator(input)](std::size_t block) mutable {
      std::vector<EvaluatedImage> part;
      const std::size_t end = std::min(images, (block + 1) * kImagesEvaluatedAtOnce);
      for (std::size_t i = block * kImagesEvaluatedAtOnce; i < end; ++i) {
        part.push_back(evaluator.evaluate(i));
      }
      return part;
    };
  };
  std::size_t done = 0;
  const std::size_t blocks = (images + kImagesEvaluatedAtOnce - 1) / kImagesEvaluatedAtOnce;
  base::in_order(blocks, options.threads, start, [&](std::vector<EvaluatedImage> part) {
    for (EvaluatedImage& image : part) add(std::move(image), options.with_errors, evidence);
    done += part.size();
    if (options.on_progress) options.on_progress(done, images);
  });
  return evidence;
}

detection::SummaryRules summary_rules(const Evidence& evidence, const EvaluationOptions& options) {
  detection::SummaryRules rules{.style = options.style, .most_detections = options.most_detections};
  if (options.style == detection::DetectionStyle::kLvis) {
    for (const EvaluatedCategory& category : evidence.categories) {
      rules.frequencies.push_back(category.frequency);
    }
  }
  return rules;
}

std::vector<KindScores> scores_of(const Evidence& evidence, const EvaluationOptions& options) {
  const detection::SummaryRules rules = summary_rules(evidence, options);
  std::vector<KindScores> all;
  for (const KindEvidence& kind : evidence.kinds) {
    KindScores scores{.kind = kind.kind};
    for (const detection::CategoryEvidence& category : kind.categories) {
      scores.categories.push_back(detection::scores_of(category, rules));
    }
    scores.summary = detection::summarise(scores.categories, rules);
    if (options.with_errors) {
      scores.errors = detection::split_errors(kind.images, evidence.categories.size());
    }
    all.push_back(std::move(scores));
  }
  return all;
}

}  // namespace segnoise::coco
