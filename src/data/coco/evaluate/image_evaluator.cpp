#include "data/coco/evaluate/image_evaluator.h"

#include "core/metrics/boundary.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <numeric>
#include <stdexcept>
#include <string_view>
#include <tuple>

namespace segnoise::coco {
namespace {

/// Truths and detections that may match: of one category, or all.
struct Group {
  std::uint32_t category = 0;
  std::span<const EvaluatedTruth> truths = {};
  std::span<const EvaluatedDetection> detections = {};
};

/// The part of a list, sorted by category, that is of one.
template <class Value>
std::span<const Value> of_category(std::span<const Value> values, std::uint32_t category) {
  const auto begin = std::ranges::lower_bound(values, category, {}, &Value::category);
  const auto end = std::ranges::upper_bound(values, category, {}, &Value::category);
  return {begin, end};
}

std::vector<Group> groups_of(
    std::span<const EvaluatedTruth> truths,
    std::span<const EvaluatedDetection> detections,
    const EvaluationOptions& options) {
  // LVIS's number is of an image, and has been applied.
  const std::size_t most = options.style == detection::DetectionStyle::kLvis
                               ? detections.size()
                               : options.most_detections.back();
  const auto cut = [&](std::span<const EvaluatedDetection> all) {
    return all.first(std::min(all.size(), most));
  };
  if (options.foreground) return {{0, truths, cut(detections)}};
  std::vector<std::uint32_t> categories;
  for (const EvaluatedTruth& truth : truths) categories.push_back(truth.category);
  for (const EvaluatedDetection& detection : detections) categories.push_back(detection.category);
  std::ranges::sort(categories);
  categories.erase(std::unique(categories.begin(), categories.end()), categories.end());
  std::vector<Group> groups;
  groups.reserve(categories.size());
  for (const std::uint32_t category : categories) {
    groups.push_back(
        {category, of_category(truths, category), cut(of_category(detections, category))});
  }
  return groups;
}

detection::IouTable mask_table(const Group& group, double least_iou) {
  detection::IouTable table(group.detections.size(), group.truths.size());
  for (std::size_t d = 0; d < group.detections.size(); ++d) {
    for (std::size_t t = 0; t < group.truths.size(); ++t) {
      const auto& [shape, facts, category, is_marked] = group.truths[t];
      table(d, t) = mask_overlap(group.detections[d].shape, shape, facts.is_crowd, least_iou);
    }
  }
  return table;
}

detection::IouTable box_table(const Group& group) {
  detection::IouTable table(group.detections.size(), group.truths.size());
  for (std::size_t d = 0; d < group.detections.size(); ++d) {
    for (std::size_t t = 0; t < group.truths.size(); ++t) {
      const auto& [shape, facts, category, is_marked] = group.truths[t];
      table(d, t) = box_overlap(group.detections[d].shape.box(), shape.box(), facts.is_crowd);
    }
  }
  return table;
}

/// The lesser of the masks' overlaps and their boundaries'; for crowds, the masks'.
detection::IouTable boundary_table(
    const Group& group, detection::IouTable table, double least_iou, int width_px) {
  for (std::size_t d = 0; d < group.detections.size(); ++d) {
    for (std::size_t t = 0; t < group.truths.size(); ++t) {
      const auto& [shape, facts, category, is_marked] = group.truths[t];
      const double iou = table(d, t);
      if (facts.is_crowd || iou == 0.0 || iou < least_iou) continue;
      table(d, t) = std::min(iou, boundary_overlap(group.detections[d].shape, shape, width_px));
    }
  }
  return table;
}

/// How much the detections and the truths of a group overlap, by each kind of the options; IoUs
/// below the least one may be given as 0.
std::vector<detection::IouTable> tables_of(
    const Group& group, const EvaluationOptions& options, double least_iou, int width_px) {
  std::optional<detection::IouTable> masks;
  if (needs_masks(options)) masks = mask_table(group, least_iou);
  std::vector<detection::IouTable> tables;
  for (const IouKind kind : options.kinds) {
    if (kind == IouKind::kBbox) {
      tables.push_back(box_table(group));
    } else if (kind == IouKind::kSegm) {
      tables.push_back(*masks);
    } else {
      tables.push_back(boundary_table(group, *masks, least_iou, width_px));
    }
  }
  return tables;
}

std::vector<detection::MatchableTruth> matchable_truths(const Group& group, IouKind kind) {
  std::vector<detection::MatchableTruth> truths;
  truths.reserve(group.truths.size());
  for (const EvaluatedTruth& truth : group.truths) truths.push_back(facts_of(truth, kind));
  return truths;
}

const detection::AreaRanges& area_ranges_of(IouKind kind, detection::DetectionStyle style) {
  return kind == IouKind::kBoundary && style == detection::DetectionStyle::kLvis
             ? detection::kLvisBoundaryAreas
             : detection::kCocoAreas;
}

detection::TruthCount count_of(
    std::span<const detection::MatchableTruth> truths,
    std::uint32_t image,
    const detection::AreaRanges& areas) {
  detection::TruthCount count{.image = image};
  for (const detection::MatchableTruth& truth : truths) {
    for (std::size_t a = 0; a < detection::kAreaRanges; ++a) {
      if (!truth.is_ignored && areas[a].holds(truth.area_px2)) ++count.counts[a];
    }
  }
  return count;
}

void add_matches(
    const Group& group,
    const detection::IouTable& table,
    IouKind kind,
    detection::DetectionStyle style,
    std::uint32_t image,
    ImageEvidence& evidence) {
  const std::vector<detection::MatchableTruth> truths = matchable_truths(group, kind);
  std::vector<detection::MatchableDetection> detections;
  detections.reserve(group.detections.size());
  for (const EvaluatedDetection& detection : group.detections) {
    detections.push_back({area_of(detection, kind, style), detection.is_ignored_unmatched});
  }
  const detection::AreaRanges& areas = area_ranges_of(kind, style);
  const auto outcomes = detection::match_detections(table, truths, detections, areas);
  for (std::uint32_t d = 0; d < outcomes.size(); ++d) {
    evidence.detections.emplace_back(
        group.category,
        detection::JudgedDetection{group.detections[d].score, image, d, outcomes[d]});
  }
  if (!truths.empty()) {
    evidence.truths.emplace_back(group.category, count_of(truths, image, areas));
  }
}

/// Tells what is wrong with detections, of all that groups hold together.
void add_errors(
    std::span<const Group> groups,
    std::span<const EvaluatedTruth> truths,
    const EvaluationOptions& options,
    int width_px,
    EvaluatedImage& evaluated) {
  std::vector<EvaluatedDetection> detections;
  for (const Group& group : groups) {
    detections.insert(detections.end(), group.detections.begin(), group.detections.end());
  }
  std::vector<detection::ClassifiableDetection> classifiable;
  classifiable.reserve(detections.size());
  for (const EvaluatedDetection& detection : detections) {
    classifiable.push_back(
        {.score = detection.score,
         .category = options.foreground ? 0 : detection.category,
         .is_ignored_unmatched = detection.is_ignored_unmatched});
  }
  const auto tables =
      tables_of({0, truths, detections}, options, detection::kBackgroundIou, width_px);
  for (std::size_t k = 0; k < tables.size(); ++k) {
    std::vector<detection::ClassifiableTruth> classifiable_truths;
    classifiable_truths.reserve(truths.size());
    for (const EvaluatedTruth& truth : truths) {
      classifiable_truths.push_back(
          {facts_of(truth, options.kinds[k]), options.foreground ? 0 : truth.category});
    }
    ImageEvidence& evidence = evaluated.kinds[k];
    evidence.classified =
        detection::classify_detections(tables[k], classifiable_truths, classifiable);
    detection::add_confusion(
        tables[k],
        classifiable_truths,
        classifiable,
        options.confusion_least_score,
        evidence.confusion);
  }
}

}  // namespace

ImageEvaluator::ImageEvaluator(const EvaluationInput& input) : input_(&input), reader_(input) {}

EvaluatedImage ImageEvaluator::evaluate(std::size_t rank) {
  const EvaluationOptions& options = input_->options();
  const std::size_t image = input_->images()[rank];
  const CocoFile& truth = input_->truth();
  const int width_px = needs_masks(options) ? metrics::boundary_width_px(
                                                  truth.size_of(truth.images()[image]),
                                                  options.boundary_share_of_diagonal)
                                            : 0;  // no boundary is asked for
  EvaluatedImage evaluated;
  evaluated.kinds.resize(options.kinds.size());
  EvaluatedTruths read_truths = reader_.truths(image);
  const std::vector<EvaluatedTruth>& truths = read_truths.truths;
  evaluated.stray_rings = read_truths.stray_rings;
  evaluated.invalid_truths = std::move(read_truths.invalid);
  EvaluatedDetections read = reader_.detections(image, truths);
  evaluated.detections = read.valid;
  evaluated.invalid = std::move(read.invalid);
  const std::vector<Group> groups = groups_of(truths, read.detections, options);
  for (const Group& group : groups) {
    const auto tables =
        tables_of(group, options, detection::coco_iou_thresholds().front(), width_px);
    for (std::size_t k = 0; k < tables.size(); ++k) {
      add_matches(
          group,
          tables[k],
          options.kinds[k],
          options.style,
          static_cast<std::uint32_t>(rank),
          evaluated.kinds[k]);
    }
  }
  if (options.with_errors) add_errors(groups, truths, options, width_px, evaluated);
  return evaluated;
}

}  // namespace segnoise::coco
