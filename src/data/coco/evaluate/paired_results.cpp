#include "data/coco/evaluate/paired_results.h"

#include "base/in_order.h"
#include "core/metrics/overlap.h"
#include "data/coco/evaluate/evaluation_input.h"
#include "data/coco/read/annotation.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

namespace segnoise::coco {
namespace {

/// What one image adds.
struct PairedImage {
  std::size_t pairs = 0;
  std::size_t unmatched = 0;
  std::vector<metrics::Overlap> overlaps = {};
  std::vector<std::string> invalid = {};
};

class PairedReader {
 public:
  explicit PairedReader(const EvaluationInput& input)
      : input_(&input),
        annotations_(input.truth().text()),
        segmentations_(input.results().text()) {}

  PairedImage operator()(std::size_t rank) {
    const std::size_t image = input_->images()[rank];
    PairedImage paired;
    std::map<std::int64_t, Annotation> truths = truths_of(image);
    if (truths.empty() && input_->results_of(image).empty()) return paired;
    const shape::Size size = input_->truth().size_of(input_->truth().images()[image]);
    for (const std::uint32_t index : input_->results_of(image)) {
      const ResultEntry& entry = input_->results().entries()[index];
      try {
        const auto truth = truth_of(entry, truths);
        const shape::RunLengths made = read_mask(entry, segmentations_, size);
        const auto fit = fit_of(made, truth_mask(truth->second, size));
        ++paired.pairs;
        if (fit) paired.overlaps.push_back(*fit);
        truths.erase(truth);
      } catch (const JsonError& error) {
        const std::string line = input_->results().located(error, entry.position);
        if (input_->options().invalid == InvalidAnnotations::kRefused) {
          throw std::runtime_error(line);
        }
        paired.invalid.push_back(line);
      }
    }
    paired.unmatched = static_cast<std::size_t>(
        std::ranges::count_if(truths, [](const auto& truth) { return !truth.second.is_crowd; }));
    return paired;
  }

 private:
  using Truths = std::map<std::int64_t, Annotation>;

  Truths truths_of(std::size_t image) {
    Truths truths;
    for (const Span place : input_->truths_of(image)) {
      try {
        Annotation annotation = annotations_.read(place);
        const std::int64_t id = annotation.id;
        truths.emplace(id, std::move(annotation));
      } catch (const JsonError& error) {
        throw std::runtime_error(input_->truth().located(error));
      }
    }
    return truths;
  }

  static Truths::iterator truth_of(const ResultEntry& entry, Truths& truths) {
    const std::size_t place =
        entry.has_segmentation() ? entry.segmentation.begin : entry.bbox.begin;
    if (!entry.annotation_id) throw JsonError("annotation_id is missing", place);
    const auto truth = truths.find(*entry.annotation_id);
    if (truth != truths.end()) return truth;
    throw JsonError(
        "annotation_id must be the id of an annotation of its image that no result before it has, "
        "got " +
            std::to_string(*entry.annotation_id),
        place);
  }

  [[nodiscard]] shape::RunLengths truth_mask(const Annotation& annotation, shape::Size size) const {
    try {
      return run_lengths_of(annotation, size);
    } catch (const JsonError& error) {
      throw std::runtime_error(input_->truth().located(error));
    }
  }

  static std::optional<metrics::Overlap> fit_of(
      const shape::RunLengths& a, const shape::RunLengths& b) {
    const auto both = static_cast<double>(shape::intersection_area(a, b));
    const auto sum = static_cast<double>(shape::area(a) + shape::area(b));
    if (sum == 0.0) return std::nullopt;
    return metrics::Overlap{.dice = 2.0 * both / sum, .iou = both / (sum - both)};
  }

  const EvaluationInput* input_;
  AnnotationReader annotations_;
  SegmentationReader segmentations_;
};

}  // namespace

PairedScores score_pairs(
    const CocoFile& truth, const ResultsFile& results, const EvaluationOptions& options) {
  const EvaluationInput input(truth, results, options);
  const auto start = [&] { return PairedReader(input); };
  PairedScores scores{.invalid_truths = input.invalid_truths(), .invalid = results.invalid()};
  double iou_sum = 0.0;
  double f1_sum = 0.0;
  std::size_t measured = 0;
  base::in_order(input.images().size(), options.threads, start, [&](const PairedImage& image) {
    scores.pairs += image.pairs;
    scores.truths_without_result += image.unmatched;
    scores.invalid.insert(scores.invalid.end(), image.invalid.begin(), image.invalid.end());
    for (const metrics::Overlap& overlap : image.overlaps) {
      iou_sum += overlap.iou;
      f1_sum += overlap.dice;
    }
    measured += image.overlaps.size();
  });
  scores.pairs_without_pixels = scores.pairs - measured;
  if (measured > 0) {
    scores.mean_iou = iou_sum / static_cast<double>(measured);
    scores.mean_f1 = f1_sum / static_cast<double>(measured);
  }
  return scores;
}

}  // namespace segnoise::coco
