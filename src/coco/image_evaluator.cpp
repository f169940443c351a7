#include "coco/image_evaluator.h"

#include "coco/members.h"
#include "metrics/boundary.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <numeric>
#include <stdexcept>
#include <string_view>
#include <tuple>

namespace segnoise {
namespace {

struct Truth {
  EvaluatedShape shape;
  MatchableTruth facts = {};
  std::uint32_t category = 0;
  bool is_marked_ignored = false;
};

/// COCO's API passes over what is marked to be ignored, that of boundaries does not.
MatchableTruth facts_of(const Truth& truth, IouKind kind) {
  MatchableTruth facts = truth.facts;
  if (kind == IouKind::kBoundary) facts.is_ignored = facts.is_ignored || truth.is_marked_ignored;
  return facts;
}

struct Detection {
  EvaluatedShape shape;
  double score = 0.0;
  std::uint32_t category = 0;
  std::optional<double> box_area_px2 = {};  ///< if the result has a box
  bool is_ignored_unmatched = false;
};

/// Truths and detections that may match: of one category, or all.
struct Group {
  std::uint32_t category = 0;
  std::span<const Truth> truths = {};
  std::span<const Detection> detections = {};
};

double area_of(const Detection& detection, IouKind kind, DetectionStyle style) {
  const auto mask_area = static_cast<double>(detection.shape.area_px());
  const bool by_box = kind == IouKind::kBbox || style == DetectionStyle::kLvis;
  return by_box ? detection.box_area_px2.value_or(mask_area) : mask_area;
}

bool has(const EvaluationOptions& options, IouKind kind) {
  return std::ranges::find(options.kinds, kind) != options.kinds.end();
}

bool needs_masks(const EvaluationOptions& options) {
  return has(options, IouKind::kSegm) || has(options, IouKind::kBoundary);
}

std::vector<CategoryId> ids_of(
    std::string_view text, const KnownMembers& members, const char* name) {
  std::vector<CategoryId> ids;
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
  std::vector<CategoryId> negative = {};
  std::vector<CategoryId> not_exhaustive = {};
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

bool holds(const std::vector<CategoryId>& ids, CategoryId id) {
  return std::ranges::find(ids, id) != ids.end();
}

/// Reads the truths and the detections of one image.
class ImageReader {
 public:
  ImageReader(
      const EvaluationInput& input,
      AnnotationReader& annotations,
      SegmentationReader& segmentations)
      : input_(input),
        options_(input.options()),
        annotations_(annotations),
        segmentations_(segmentations) {}

  /// By category, then in the order of the file.
  std::vector<Truth> truths(std::size_t image) {
    const Size size = input_.truth().images()[image].size;
    std::vector<Truth> truths;
    for (const Span place : input_.truths_of(image)) {
      try {
        truths.push_back(truth_of(annotations_.read(place), size));
      } catch (const JsonError& error) {
        throw std::runtime_error(input_.truth().located(error));
      }
    }
    if (options_.style == DetectionStyle::kLvis) {
      std::erase_if(truths, [](const Truth& truth) { return truth.facts.area_px2 <= 0.0; });
    }
    std::ranges::stable_sort(truths, {}, &Truth::category);
    return truths;
  }

  /// By category, then from the greatest score down.
  std::vector<Detection> detections(
      std::size_t image, std::span<const Truth> truths, EvaluatedImage& evaluated) {
    std::vector<Detection> detections;
    for (const std::uint32_t index : input_.results_of(image)) {
      const ResultEntry& entry = input_.results().entries()[index];
      try {
        detections.push_back(detection_of(entry, input_.truth().images()[image].size));
      } catch (const JsonError& error) {
        const std::string line = input_.results().located(error, entry.position);
        if (options_.invalid == InvalidAnnotations::kRefused) throw std::runtime_error(line);
        evaluated.invalid.push_back(line);
      }
    }
    evaluated.detections = detections.size();
    if (options_.style == DetectionStyle::kLvis) federate(image, truths, detections);
    if (options_.foreground) {
      std::ranges::stable_sort(detections, {}, &Detection::category);
      std::ranges::stable_sort(detections, std::greater<>{}, &Detection::score);
    } else {
      std::ranges::stable_sort(detections, [](const Detection& a, const Detection& b) {
        return std::tuple(a.category, -a.score) < std::tuple(b.category, -b.score);
      });
    }
    return detections;
  }

 private:
  Truth truth_of(const Annotation& annotation, Size size) {
    if (!input_.has_category(annotation.category_id)) {
      throw JsonError(
          "annotation " + std::to_string(annotation.id) +
              ": category_id must be the id of a category of the file, got " +
              std::to_string(annotation.category_id),
          annotation.category_place.begin);
    }
    std::optional<CocoBox> box;
    if (has(options_, IouKind::kBbox)) box = box_of(annotation);
    const std::optional<double> area = annotation.area;
    const bool is_lvis = options_.style == DetectionStyle::kLvis;
    Truth truth{
        .shape = needs_masks(options_) || !area
                     ? EvaluatedShape(run_lengths_of(annotation, size), box)
                     : EvaluatedShape(*box),
        .facts = {.is_crowd = !is_lvis && annotation.is_crowd},
        .category = input_.rank_of_id(annotation.category_id),
        .is_marked_ignored = annotation.is_ignored};
    truth.facts.is_ignored = is_lvis ? annotation.is_ignored : annotation.is_crowd;
    truth.facts.area_px2 = area.value_or(static_cast<double>(truth.shape.area_px()));
    return truth;
  }

  static CocoBox box_of(const Annotation& annotation) {
    if (annotation.bbox) return *annotation.bbox;
    throw JsonError(
        "annotation " + std::to_string(annotation.id) + ": bbox is missing",
        annotation.place.begin);
  }

  Detection detection_of(const ResultEntry& entry, Size size) {
    const std::string_view text = input_.results().text();
    std::optional<CocoBox> box;
    if (entry.has_bbox()) box = read_box(text, entry.bbox);
    Detection detection{
        .shape = needs_masks(options_) || !box
                     ? EvaluatedShape(read_mask(entry, segmentations_, size), box)
                     : EvaluatedShape(*box),
        .score = entry.score,
        .category = input_.rank_of_place(entry.category)};
    if (box) detection.box_area_px2 = box->width * box->height;
    return detection;
  }

  /// Keeps of an image the detections of greatest score, and of those the ones that have an area,
  /// of categories that were looked for.
  void federate(
      std::size_t image, std::span<const Truth> truths, std::vector<Detection>& detections) {
    if (const std::size_t most = options_.most_detections.back(); detections.size() > most) {
      std::ranges::stable_sort(detections, std::greater<>{}, &Detection::score);
      detections.erase(detections.begin() + static_cast<std::ptrdiff_t>(most), detections.end());
    }
    const FederatedImage known = federated(input_.truth(), input_.truth().images()[image]);
    std::erase_if(detections, [](const Detection& detection) {
      return area_of(detection, IouKind::kBbox, DetectionStyle::kLvis) <= 0.0;
    });
    std::erase_if(detections, [&](const Detection& detection) {
      return std::ranges::find(truths, detection.category, &Truth::category) == truths.end() &&
             !holds(known.negative, *input_.categories()[detection.category].id);
    });
    for (Detection& detection : detections) {
      detection.is_ignored_unmatched =
          holds(known.not_exhaustive, *input_.categories()[detection.category].id);
    }
  }

  const EvaluationInput& input_;
  const EvaluationOptions& options_;
  AnnotationReader& annotations_;
  SegmentationReader& segmentations_;
};

/// The part of a list, sorted by category, that is of one.
template <class Value>
std::span<const Value> of_category(std::span<const Value> values, std::uint32_t category) {
  const auto part = std::ranges::equal_range(values, category, {}, &Value::category);
  return {part.begin(), part.end()};
}

std::vector<Group> groups_of(
    std::span<const Truth> truths,
    std::span<const Detection> detections,
    const EvaluationOptions& options) {
  // LVIS's number is of an image, and has been applied.
  const std::size_t most =
      options.style == DetectionStyle::kLvis ? detections.size() : options.most_detections.back();
  const auto cut = [&](std::span<const Detection> all) {
    return all.first(std::min(all.size(), most));
  };
  if (options.foreground) return {{0, truths, cut(detections)}};
  std::vector<std::uint32_t> categories;
  for (const Truth& truth : truths) categories.push_back(truth.category);
  for (const Detection& detection : detections) categories.push_back(detection.category);
  std::ranges::sort(categories);
  categories.erase(std::ranges::unique(categories).begin(), categories.end());
  std::vector<Group> groups;
  for (const std::uint32_t category : categories) {
    groups.push_back(
        {category, of_category(truths, category), cut(of_category(detections, category))});
  }
  return groups;
}

IouTable mask_table(const Group& group, double least_iou) {
  IouTable table(group.detections.size(), group.truths.size());
  for (std::size_t d = 0; d < group.detections.size(); ++d) {
    for (std::size_t t = 0; t < group.truths.size(); ++t) {
      const auto& [shape, facts, category, is_marked] = group.truths[t];
      table(d, t) = mask_overlap(group.detections[d].shape, shape, facts.is_crowd, least_iou);
    }
  }
  return table;
}

IouTable box_table(const Group& group) {
  IouTable table(group.detections.size(), group.truths.size());
  for (std::size_t d = 0; d < group.detections.size(); ++d) {
    for (std::size_t t = 0; t < group.truths.size(); ++t) {
      const auto& [shape, facts, category, is_marked] = group.truths[t];
      table(d, t) = box_overlap(group.detections[d].shape.box(), shape.box(), facts.is_crowd);
    }
  }
  return table;
}

/// The lesser of the masks' overlaps and their boundaries'; for crowds, the masks'.
IouTable boundary_table(const Group& group, IouTable table, double least_iou, int width_px) {
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
std::vector<IouTable> tables_of(
    const Group& group, const EvaluationOptions& options, double least_iou, int width_px) {
  std::optional<IouTable> masks;
  if (needs_masks(options)) masks = mask_table(group, least_iou);
  std::vector<IouTable> tables;
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

std::vector<MatchableTruth> matchable_truths(const Group& group, IouKind kind) {
  std::vector<MatchableTruth> truths;
  truths.reserve(group.truths.size());
  for (const Truth& truth : group.truths) truths.push_back(facts_of(truth, kind));
  return truths;
}

TruthCount count_of(std::span<const MatchableTruth> truths, std::uint32_t image) {
  TruthCount count{.image = image};
  for (const MatchableTruth& truth : truths) {
    for (std::size_t a = 0; a < kAreaRanges; ++a) {
      if (!truth.is_ignored && kCocoAreas[a].holds(truth.area_px2)) ++count.counts[a];
    }
  }
  return count;
}

void add_matches(
    const Group& group,
    const IouTable& table,
    IouKind kind,
    DetectionStyle style,
    std::uint32_t image,
    ImageEvidence& evidence) {
  const std::vector<MatchableTruth> truths = matchable_truths(group, kind);
  std::vector<MatchableDetection> detections;
  detections.reserve(group.detections.size());
  for (const Detection& detection : group.detections) {
    detections.push_back({area_of(detection, kind, style), detection.is_ignored_unmatched});
  }
  const auto outcomes = match_detections(table, truths, detections);
  for (std::uint32_t d = 0; d < outcomes.size(); ++d) {
    evidence.detections.emplace_back(
        group.category, JudgedDetection{group.detections[d].score, image, d, outcomes[d]});
  }
  if (!truths.empty()) evidence.truths.emplace_back(group.category, count_of(truths, image));
}

/// Tells what is wrong with detections, of all that groups hold together.
void add_errors(
    std::span<const Group> groups,
    std::span<const Truth> truths,
    const EvaluationOptions& options,
    int width_px,
    EvaluatedImage& evaluated) {
  std::vector<Detection> detections;
  for (const Group& group : groups) {
    detections.insert(detections.end(), group.detections.begin(), group.detections.end());
  }
  std::vector<ClassifiableDetection> classifiable;
  for (const Detection& detection : detections) {
    classifiable.push_back(
        {.score = detection.score,
         .category = options.foreground ? 0 : detection.category,
         .is_ignored_unmatched = detection.is_ignored_unmatched});
  }
  const auto tables = tables_of({0, truths, detections}, options, kBackgroundIou, width_px);
  for (std::size_t k = 0; k < tables.size(); ++k) {
    std::vector<ClassifiableTruth> classifiable_truths;
    for (const Truth& truth : truths) {
      classifiable_truths.push_back(
          {facts_of(truth, options.kinds[k]), options.foreground ? 0 : truth.category});
    }
    ImageEvidence& evidence = evaluated.kinds[k];
    evidence.classified = classify_detections(tables[k], classifiable_truths, classifiable);
    add_confusion(
        tables[k],
        classifiable_truths,
        classifiable,
        options.confusion_least_score,
        evidence.confusion);
  }
}

std::optional<Frequency> frequency_of(const CocoFile& truth, const CocoCategory& category) {
  constexpr std::array<std::pair<std::string_view, Frequency>, 3> kFrequencies{
      {{"\"r\"", Frequency::kRare},
       {"\"c\"", Frequency::kCommon},
       {"\"f\"", Frequency::kFrequent}}};
  try {
    const KnownMembers members(truth.text(), category.place, {"frequency"});
    const Member frequency = members.at("frequency");
    for (const auto& [text, value] : kFrequencies) {
      if (frequency.value.of(truth.text()) == text) return value;
    }
    members.reject(frequency, "\"r\", \"c\" or \"f\"");
  } catch (const JsonError& error) {
    const std::string name = "category " + std::to_string(category.id) + ": ";
    throw std::runtime_error(truth.located(JsonError(name + error.what(), error.offset())));
  }
}

}  // namespace

EvaluationInput::EvaluationInput(
    const CocoFile& truth, const ResultsFile& results, const EvaluationOptions& options)
    : truth_(&truth),
      results_(&results),
      options_(&options),
      truths_(annotations_by_image(truth, options.threads)),
      images_(truth.images().size()),
      ranks_(truth.categories().size()),
      result_begin_(truth.images().size() + 1),
      result_order_(results.entries().size()) {
  for (const CocoCategory& category : truth.categories()) rank_by_id_.emplace(category.id, 0);
  std::uint32_t next_rank = 0;
  for (auto& [id, rank] : rank_by_id_) rank = next_rank++;
  categories_.resize(rank_by_id_.size());
  for (std::size_t i = 0; i < truth.categories().size(); ++i) {
    const CocoCategory& category = truth.categories()[i];
    ranks_[i] = rank_by_id_.at(category.id);
    EvaluatedCategory& evaluated = categories_[ranks_[i]];
    evaluated = {.id = category.id, .name = category.name};
    if (options.style == DetectionStyle::kLvis) evaluated.frequency = frequency_of(truth, category);
  }
  std::iota(images_.begin(), images_.end(), std::size_t{0});
  std::ranges::sort(images_, {}, [&](std::size_t i) { return truth.images()[i].id; });

  for (const ResultEntry& entry : results.entries()) ++result_begin_[entry.image + 1];
  std::partial_sum(result_begin_.begin(), result_begin_.end(), result_begin_.begin());
  std::vector<std::size_t> next(result_begin_.begin(), std::prev(result_begin_.end()));
  for (std::size_t i = 0; i < results.entries().size(); ++i) {
    result_order_[next[results.entries()[i].image]++] = static_cast<std::uint32_t>(i);
  }
}

ImageEvaluator::ImageEvaluator(const EvaluationInput& input)
    : input_(&input), annotations_(input.truth().text()), segmentations_(input.results().text()) {}

EvaluatedImage ImageEvaluator::evaluate(std::size_t rank) {
  const EvaluationOptions& options = input_->options();
  const std::size_t image = input_->images()[rank];
  const int width_px =
      boundary_width_px(input_->truth().images()[image].size, options.boundary_share_of_diagonal);
  EvaluatedImage evaluated;
  evaluated.kinds.resize(options.kinds.size());
  ImageReader reader(*input_, annotations_, segmentations_);
  const std::vector<Truth> truths = reader.truths(image);
  const std::vector<Detection> detections = reader.detections(image, truths, evaluated);
  const std::vector<Group> groups = groups_of(truths, detections, options);
  for (const Group& group : groups) {
    const auto tables = tables_of(group, options, coco_iou_thresholds().front(), width_px);
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

}  // namespace segnoise
