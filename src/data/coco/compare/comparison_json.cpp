#include "data/coco/compare/comparison_json.h"

#include "data/coco/write/annotation_text.h"
#include "data/coco/write/json_object.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace segnoise::coco {
namespace {

void append_file(const ComparedFile& file, std::string& json) {
  JsonObject object(json, 1);
  object.text("file", file.path);
  object.count("images", file.images);
  object.count("images_in_this_file_only", file.images_alone);
  object.count("annotations", file.annotations);
  object.count("annotations_on_images_in_this_file_only", file.annotations_alone);
  object.count("crowds", file.crowds);
  object.count("without_mask", file.without_mask);
  object.count("compared_annotations", file.compared_annotations);
  object.end();
}

void append_distribution(const std::optional<FractionDistribution>& values, std::string& json) {
  if (!values) {
    json += "null";
    return;
  }
  JsonObject object(json, 3);
  object.fraction("mean", values->mean);
  object.fraction("median", values->median);
  std::string& list = object.member("histogram");
  for (std::size_t bin = 0; bin < kFractionBins; ++bin) {
    list += bin == 0 ? "[" : ", ";
    append_number(static_cast<std::int64_t>(values->histogram.at(bin)), list);
  }
  list += ']';
  object.end();
}

void append_quality(const PairQuality& quality, std::string& json) {
  JsonObject object(json, 2);
  object.count("pairs", quality.pairs);
  object.count("identical_pairs", quality.identical_pairs);
  object.fraction("identical_fraction", fraction(quality.identical_pairs, quality.pairs));
  append_distribution(quality.iou, object.member("iou"));
  append_distribution(quality.boundary_iou, object.member("boundary_iou"));
  append_distribution(quality.dice, object.member("dice"));
  object.end();
}

void append_changes(
    const Comparison& comparison, const ComparisonSummary& summary, std::string& json) {
  json += '[';
  for (const ClassChange& change : summary.class_changes) {
    json += &change == &summary.class_changes.front() ? "\n    {" : ",\n    {";
    const auto category = [&](const char* id_name, const char* name, noise::CategoryId id) {
      json += '"' + std::string(id_name) + "\": " + std::to_string(id) + ", \"" + name + "\": ";
      append_quoted(comparison.name_of(id), json);
      json += ", ";
    };
    category("from_id", "from", change.from);
    category("to_id", "to", change.to);
    json += "\"pairs\": " + std::to_string(change.pairs) + '}';
  }
  json += summary.class_changes.empty() ? "]" : "\n  ]";
}

}  // namespace

std::string comparison_json(
    const Comparison& comparison, const ComparisonSummary& summary, std::string_view program) {
  const std::size_t matched = comparison.pairs.size();
  std::string json;
  JsonObject object(json, 0);
  object.text("program", program);
  append_file(comparison.a, object.member("a"));
  append_file(comparison.b, object.member("b"));
  object.text(
      "images_matched_by", comparison.options.images_by == ImagesBy::kName ? "file_name" : "id");
  if (comparison.options.match_by != MatchBy::kIou) {
    object.text("matched_by", "id");
    object.count("ids_on_other_images", comparison.ids_on_other_images);
  } else {
    object.text("matched_by", "iou");
    object.fraction("min_iou", comparison.options.min_iou);
  }
  object.count("matched", matched);
  object.count("missing", comparison.missing());
  object.fraction(
      "missing_fraction_of_a", fraction(comparison.missing(), comparison.a.compared_annotations));
  object.count("added", comparison.added());
  object.fraction(
      "added_fraction_of_b", fraction(comparison.added(), comparison.b.compared_annotations));
  object.count("class_changed", summary.changed_classes);
  object.fraction("class_changed_fraction", fraction(summary.changed_classes, matched));
  object.count("pairs_without_pixels", summary.pairs_without_pixels);
  JsonObject quality(object.member("quality"), 1);
  append_quality(summary.all, quality.member("all"));
  append_quality(summary.small, quality.member("small"));
  append_quality(summary.medium, quality.member("medium"));
  append_quality(summary.large, quality.member("large"));
  quality.end();
  append_changes(comparison, summary, object.member("class_changes"));
  object.end();
  return json + '\n';
}

}  // namespace segnoise::coco
