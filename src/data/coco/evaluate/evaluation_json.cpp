#include "data/coco/evaluate/evaluation_json.h"

#include "data/coco/write/annotation_text.h"
#include "data/coco/write/json_object.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace segnoise::coco {
namespace {

template <class Numbers>
void append_list(const Numbers& numbers, std::string& json) {
  json += '[';
  bool is_first = true;
  for (const auto number : numbers) {
    if (!is_first) json += ", ";
    is_first = false;
    append_exact(static_cast<double>(number), json);
  }
  json += ']';
}

/// Writes what was evaluated into the object of the whole file.
void add_provenance(const EvaluationProvenance& provenance, JsonObject& object) {
  object.text("program", provenance.program);
  object.text("truth", provenance.truth);
  std::string& list = object.member("results");
  for (const std::string& file : provenance.results) {
    list += &file == &provenance.results.front() ? "[" : ", ";
    append_quoted(file, list);
  }
  list += ']';
}

void append_summary(const std::vector<detection::SummaryNumber>& summary, std::string& json) {
  JsonObject object(json, 1);
  for (const detection::SummaryNumber& number : summary) object.exact(number.key, number.value);
  object.end();
}

void append_category(
    const EvaluatedCategory& category, const detection::CategoryScores& scores, std::string& json) {
  constexpr std::array<const char*, detection::kAreaRanges> kPrecisions{"AP", "APs", "APm", "APl"};
  constexpr std::array<const char*, detection::kAreaRanges> kRecalls{"AR", "ARs", "ARm", "ARl"};
  json += "{\"id\": ";
  json += category.id ? std::to_string(*category.id) : "null";
  json += ", \"name\": ";
  append_quoted(category.name, json);
  const auto add = [&](const std::string& key, std::optional<double> value) {
    json += ", \"" + key + "\": ";
    append_exact(value, json);
  };
  for (std::size_t a = 0; a < detection::kAreaRanges; ++a) {
    const auto& curve = scores.curves.at(a);
    add(kPrecisions.at(a), curve ? std::optional(curve->average_precision()) : std::nullopt);
    if (a == 0) {
      add("AP50",
          curve ? std::optional(curve->average_precision(detection::kIou50)) : std::nullopt);
      add("AP75",
          curve ? std::optional(curve->average_precision(detection::kIou75)) : std::nullopt);
    }
  }
  for (std::size_t a = 0; a < detection::kAreaRanges; ++a) {
    const auto& curve = scores.curves.at(a);
    add(kRecalls.at(a), curve ? std::optional(curve->average_recall()) : std::nullopt);
  }
  json += '}';
}

void append_categories(
    const Evidence& evidence,
    const std::vector<detection::CategoryScores>& scores,
    std::string& json) {
  json += '[';
  for (std::size_t i = 0; i < scores.size(); ++i) {
    json += i == 0 ? "\n      " : ",\n      ";
    append_category(evidence.categories.at(i), scores[i], json);
  }
  json += scores.empty() ? "]" : "\n    ]";
}

void append_curves(const std::vector<detection::CategoryScores>& categories, std::string& json) {
  JsonObject object(json, 2);
  append_list(detection::coco_iou_thresholds(), object.member("iou"));
  append_list(detection::coco_recall_thresholds(), object.member("recall"));
  std::string& list = object.member("precision");
  list += '[';
  for (std::size_t i = 0; i < detection::kIouThresholds; ++i) {
    if (i > 0) list += ", ";
    if (const auto precisions = mean_precisions(categories, i)) {
      append_list(*precisions, list);
    } else {
      list += "null";
    }
  }
  list += ']';
  object.end();
}

void append_errors(const detection::ErrorSplit& split, std::string& json) {
  JsonObject object(json, 2);
  object.exact("AP50", split.ap50);
  for (std::size_t i = 0; i < detection::kDetectionErrors.size(); ++i) {
    JsonObject error(object.member(detection::name_of(detection::kDetectionErrors.at(i))), 3);
    error.count("count", split.costs.at(i).count);
    error.exact("AP50_gain", split.costs.at(i).ap50_gain);
    error.end();
  }
  object.end();
}

void append_confusion(
    const Evidence& evidence, const detection::Confusion& confusion, std::string& json) {
  json += '[';
  bool is_first = true;
  const auto append_id = [&](std::optional<std::uint32_t> category) {
    const auto id = category ? evidence.categories.at(*category).id : std::nullopt;
    json += id ? std::to_string(*id) : category ? "\"all\"" : "null";
  };
  for (const auto& [pair, count] : confusion) {
    json += is_first ? "\n      {\"truth\": " : ",\n      {\"truth\": ";
    is_first = false;
    append_id(pair.first);
    json += ", \"result\": ";
    append_id(pair.second);
    json += ", \"count\": " + std::to_string(count) + '}';
  }
  json += is_first ? "]" : "\n    ]";
}

/// A member that has an object with one member for each kind.
template <class Append>
void add_by_kind(
    std::string_view name,
    const std::vector<KindScores>& scores,
    JsonObject& object,
    Append append) {
  JsonObject by_kind(object.member(name), 1);
  for (std::size_t k = 0; k < scores.size(); ++k)
    append(k, by_kind.member(name_of(scores[k].kind)));
  by_kind.end();
}

}  // namespace

std::optional<std::vector<double>> mean_precisions(
    const std::vector<detection::CategoryScores>& categories,
    std::optional<std::size_t> threshold) {
  std::vector<double> sums(detection::kRecallThresholds);
  std::size_t count = 0;
  for (const detection::CategoryScores& scores : categories) {
    const auto& curve = scores.curves.front();
    if (!curve) continue;
    for (std::size_t i = 0; i < detection::kIouThresholds; ++i) {
      if (threshold && i != *threshold) continue;
      for (std::size_t r = 0; r < detection::kRecallThresholds; ++r)
        sums[r] += curve->precision.at(i).at(r);
      ++count;
    }
  }
  if (count == 0) return std::nullopt;
  for (double& sum : sums) sum /= static_cast<double>(count);
  return sums;
}

std::string evaluation_json(
    const Evidence& evidence,
    const std::vector<KindScores>& scores,
    const EvaluationOptions& options,
    const EvaluationProvenance& provenance) {
  std::string json;
  JsonObject object(json, 0);
  for (const KindScores& kind : scores) {
    append_summary(kind.summary, object.member(name_of(kind.kind)));
  }
  add_provenance(provenance, object);
  object.text("style", options.style == detection::DetectionStyle::kLvis ? "lvis" : "coco");
  object.member("foreground") += options.foreground ? "true" : "false";
  append_list(options.most_detections, object.member("max_dets"));
  object.count("images", evidence.image_ids.size());
  object.count("annotations", evidence.truths);
  object.count("detections", evidence.detections);
  object.count("invalid_annotations", evidence.invalid_truths.size());
  object.count("stray_rings", evidence.stray_rings);
  object.count("invalid_results", evidence.invalid.size());
  add_by_kind("per_category", scores, object, [&](std::size_t k, std::string& list) {
    append_categories(evidence, scores[k].categories, list);
  });
  add_by_kind("precision_recall", scores, object, [&](std::size_t k, std::string& curves) {
    append_curves(scores[k].categories, curves);
  });
  if (options.with_errors) {
    add_by_kind("errors", scores, object, [&](std::size_t k, std::string& errors) {
      append_errors(scores[k].errors.value(), errors);
    });
    object.exact("confusion_least_score", options.confusion_least_score);
    add_by_kind("confusion", scores, object, [&](std::size_t k, std::string& list) {
      append_confusion(evidence, evidence.kinds.at(k).confusion, list);
    });
  }
  object.end();
  return json + '\n';
}

std::string comparison_json(
    const std::vector<ComparedResults>& results,
    const ComparedResultsOptions& options,
    const EvaluationProvenance& provenance) {
  std::string json;
  JsonObject object(json, 0);
  for (const ComparedResults& result : results) {
    JsonObject kind(object.member(name_of(result.kind)), 1);
    for (std::size_t i = 0; i < result.differences.size(); ++i) {
      const detection::PrecisionDifference& difference = result.differences[i];
      JsonObject number(kind.member(detection::kPrecisionKeys.at(i)), 2);
      number.exact("a", difference.a);
      number.exact("b", difference.b);
      number.exact("difference", difference.difference);
      const auto& interval = difference.interval;
      number.exact("lower", interval ? std::optional(interval->lower) : std::nullopt);
      number.exact("upper", interval ? std::optional(interval->upper) : std::nullopt);
      number.end();
    }
    kind.end();
  }
  add_provenance(provenance, object);
  object.exact("confidence", options.confidence);
  object.count("resamples", options.resamples);
  object.member("seed") += std::to_string(options.seed);
  object.end();
  return json + '\n';
}

std::string paired_json(const PairedScores& scores, const EvaluationProvenance& provenance) {
  std::string json;
  JsonObject object(json, 0);
  object.exact("mIoU", scores.mean_iou);
  object.exact("F1", scores.mean_f1);
  object.count("pairs", scores.pairs);
  object.count("annotations_without_result", scores.truths_without_result);
  object.count("pairs_without_pixels", scores.pairs_without_pixels);
  object.count("invalid_annotations", scores.invalid_truths.size());
  object.count("invalid_results", scores.invalid.size());
  add_provenance(provenance, object);
  object.end();
  return json + '\n';
}

}  // namespace segnoise::coco
