#include "data/coco/evaluate/evaluated_instances.h"

#include "data/coco/read/members.h"

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <string_view>
#include <tuple>

namespace segnoise::coco {
namespace {

bool has(const EvaluationOptions& options, IouKind kind) {
  return std::ranges::find(options.kinds, kind) != options.kinds.end();
}

std::vector<noise::CategoryId> ids_of(
    std::string_view text, const KnownMembers& members, const char* name) {
  std::vector<noise::CategoryId> ids;
  Elements elements(text, members.at(name).value);
  while (const auto element = elements.next()) {
    const std::string member = R"({"":)" + std::string(element->of(text)) + '}';
    try {
      ids.push_back(KnownMembers(member, {0, member.size()}, {""}).whole_number(""));
    } catch (const JsonError&) {
      members.reject(members.at(name), "an array of category ids");
    }
  }
  return ids;
}

/// LVIS: which categories of an image are known not to be there, and which were not all annotated.
struct FederatedImage {
  std::vector<noise::CategoryId> negative = {};
  std::vector<noise::CategoryId> not_exhaustive = {};
};

FederatedImage federated(const CocoFile& truth, const CocoImage& image) {
  try {
    const KnownMembers members(
        truth.text(), image.place, {"neg_category_ids", "not_exhaustive_category_ids"});
    return {
        ids_of(truth.text(), members, "neg_category_ids"),
        ids_of(truth.text(), members, "not_exhaustive_category_ids")};
  } catch (const JsonError& error) {
    const JsonError named(
        "image " + std::to_string(image.id) + ": " + error.what(), error.offset());
    throw std::runtime_error(truth.located(named));
  }
}

bool holds(const std::vector<noise::CategoryId>& ids, noise::CategoryId id) {
  return std::ranges::find(ids, id) != ids.end();
}

CocoBox box_of(const Annotation& annotation) {
  if (annotation.bbox) return *annotation.bbox;
  throw JsonError(
      "annotation " + std::to_string(annotation.id) + ": bbox is missing", annotation.place.begin);
}

}  // namespace

bool needs_masks(const EvaluationOptions& options) {
  return has(options, IouKind::kSegm) || has(options, IouKind::kBoundary);
}

detection::MatchableTruth facts_of(const EvaluatedTruth& truth, IouKind kind) {
  detection::MatchableTruth facts = truth.facts;
  if (kind == IouKind::kBoundary) facts.is_ignored = facts.is_ignored || truth.is_marked_ignored;
  return facts;
}

double area_of(const EvaluatedDetection& detection, IouKind kind, detection::DetectionStyle style) {
  const auto mask_area = static_cast<double>(detection.shape.area_px());
  const bool by_box = kind == IouKind::kBbox || style == detection::DetectionStyle::kLvis;
  return by_box ? detection.box_area_px2.value_or(mask_area) : mask_area;
}

EvaluatedInstanceReader::EvaluatedInstanceReader(const EvaluationInput& input)
    : input_(&input), annotations_(input.truth().text()), segmentations_(input.results().text()) {}

EvaluatedTruths EvaluatedInstanceReader::truths(std::size_t image) {
  const EvaluationOptions& options = input_->options();
  EvaluatedTruths read;
  std::vector<EvaluatedTruth>& truths = read.truths;
  for (const Span place : input_->truths_of(image)) {
    try {
      const Annotation annotation = annotation_at(place);
      truths.push_back(truth_of(annotation, input_->truth().images()[image]));
      read.stray_rings += annotation.stray_rings;
    } catch (const JsonError& error) {
      const std::string line = input_->truth().located(error);
      if (options.invalid == InvalidAnnotations::kRefused) throw std::runtime_error(line);
      read.invalid.push_back(line);
    }
  }
  if (options.style == detection::DetectionStyle::kLvis) {
    std::erase_if(truths, [](const EvaluatedTruth& truth) { return truth.facts.area_px2 <= 0.0; });
  }
  std::ranges::stable_sort(truths, {}, &EvaluatedTruth::category);
  return read;
}

/// Boxes need no masks, but for the area where none is stated.
Annotation EvaluatedInstanceReader::annotation_at(Span place) {
  const EvaluationOptions& options = input_->options();
  if (needs_masks(options)) {
    const bool boxes_too = has(options, IouKind::kBbox);
    return annotations_.read(
        place, boxes_too ? AnnotationParts::kMaskAndBox : AnnotationParts::kMask);
  }
  Annotation annotation = annotations_.read(place, AnnotationParts::kBox);
  return annotation.area ? annotation : annotations_.read(place, AnnotationParts::kMaskAndBox);
}

EvaluatedDetections EvaluatedInstanceReader::detections(
    std::size_t image, std::span<const EvaluatedTruth> truths) {
  const EvaluationOptions& options = input_->options();
  EvaluatedDetections read;
  std::vector<EvaluatedDetection>& detections = read.detections;
  for (const std::uint32_t index : input_->results_of(image)) {
    const ResultEntry& entry = input_->results().entries()[index];
    try {
      detections.push_back(detection_of(entry));
    } catch (const JsonError& error) {
      const std::string line = input_->results().located(error, entry.position);
      if (options.invalid == InvalidAnnotations::kRefused) throw std::runtime_error(line);
      read.invalid.push_back(line);
    }
  }
  read.valid = detections.size();
  if (options.style == detection::DetectionStyle::kLvis) federate(image, truths, detections);
  if (options.foreground) {
    std::ranges::stable_sort(detections, {}, &EvaluatedDetection::category);
    std::ranges::stable_sort(detections, std::greater<>{}, &EvaluatedDetection::score);
  } else {
    std::ranges::stable_sort(
        detections, [](const EvaluatedDetection& a, const EvaluatedDetection& b) {
          return std::tuple(a.category, -a.score) < std::tuple(b.category, -b.score);
        });
  }
  return read;
}

EvaluatedTruth EvaluatedInstanceReader::truth_of(
    const Annotation& annotation, const CocoImage& image) const {
  const EvaluationOptions& options = input_->options();
  if (!input_->has_category(annotation.category_id)) {
    throw JsonError(
        "annotation " + std::to_string(annotation.id) +
            ": category_id must be the id of a category of the file, got " +
            std::to_string(annotation.category_id),
        annotation.category_place.begin);
  }
  std::optional<CocoBox> box;
  if (has(options, IouKind::kBbox)) box = box_of(annotation);
  const bool is_lvis = options.style == detection::DetectionStyle::kLvis;
  const bool by_mask = needs_masks(options) || (!annotation.area && annotation.has_mask);
  const auto shape = [&] {
    if (!by_mask) return EvaluatedShape(*box);
    require_mask(annotation);
    return EvaluatedShape(run_lengths_of(annotation, input_->truth().size_of(image)), box);
  };
  EvaluatedTruth truth{
      .shape = shape(),
      .facts = {.is_crowd = !is_lvis && annotation.is_crowd},
      .category = input_->rank_of_id(annotation.category_id),
      .is_marked_ignored = annotation.is_ignored};
  truth.facts.is_ignored = is_lvis ? annotation.is_ignored : annotation.is_crowd;
  const double own_area_px2 = by_mask ? static_cast<double>(truth.shape.area_px())
                                      : truth.shape.box().width * truth.shape.box().height;
  truth.facts.area_px2 = annotation.area.value_or(own_area_px2);
  return truth;
}

EvaluatedDetection EvaluatedInstanceReader::detection_of(const ResultEntry& entry) {
  const EvaluationOptions& options = input_->options();
  const CocoFile& truth = input_->truth();
  std::optional<CocoBox> box;
  if (entry.has_bbox()) box = read_box(input_->results().text(), entry.bbox);
  const auto mask = [&] {
    return read_mask(entry, segmentations_, truth.size_of(truth.images()[entry.image]));
  };
  EvaluatedDetection detection{
      .shape = needs_masks(options) || !box ? EvaluatedShape(mask(), box) : EvaluatedShape(*box),
      .score = entry.score,
      .category = input_->rank_of_place(entry.category)};
  if (box) detection.box_area_px2 = box->width * box->height;
  return detection;
}

/// Keeps of an image the detections of greatest score, and of those the ones that have an area,
/// of categories that were looked for.
void EvaluatedInstanceReader::federate(
    std::size_t image,
    std::span<const EvaluatedTruth> truths,
    std::vector<EvaluatedDetection>& detections) const {
  const EvaluationOptions& options = input_->options();
  if (const std::size_t most = options.most_detections.back(); detections.size() > most) {
    std::ranges::stable_sort(detections, std::greater<>{}, &EvaluatedDetection::score);
    detections.erase(detections.begin() + static_cast<std::ptrdiff_t>(most), detections.end());
  }
  const FederatedImage known = federated(input_->truth(), input_->truth().images()[image]);
  std::erase_if(detections, [](const EvaluatedDetection& detection) {
    return area_of(detection, IouKind::kBbox, detection::DetectionStyle::kLvis) <= 0.0;
  });
  std::erase_if(detections, [&](const EvaluatedDetection& detection) {
    return std::ranges::find(truths, detection.category, &EvaluatedTruth::category) ==
               truths.end() &&
           !holds(known.negative, *input_->categories()[detection.category].id);
  });
  for (EvaluatedDetection& detection : detections) {
    detection.is_ignored_unmatched =
        holds(known.not_exhaustive, *input_->categories()[detection.category].id);
  }
}

}  // namespace segnoise::coco
