#include "study/label_pairs/label_pairs.h"

#include "base/number_text.h"
#include "base/text_table.h"
#include "study/files/csv_reader.h"
#include "study/files/csv_row.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace segnoise::label_pairs {
namespace {

constexpr int kDecimals = 4;

std::string_view name_of(metrics::Presence presence) {
  switch (presence) {
    case metrics::Presence::kBoth:
      return "both";
    case metrics::Presence::kMissed:
      return "missed";
    case metrics::Presence::kSpurious:
      return "spurious";
    case metrics::Presence::kAbsent:
      break;
  }
  return "absent";
}

std::string mean_text(
    const std::optional<metrics::MaskMeasures>& of, const metrics::NamedMaskMeasure& measure) {
  return of ? base::decimal_text((*of).*measure.value, kDecimals) : "-";
}

std::string decimal_or_dash(const std::optional<double>& value) {
  return value ? base::decimal_text(*value, kDecimals) : "-";
}

/// "1 pair", "2 pairs".
std::string counted_pairs(std::size_t count) {
  return base::grouped(count) + (count == 1 ? " pair" : " pairs");
}

}  // namespace

std::vector<LabelPair> read_label_pairs(const std::filesystem::path& path) {
  study_files::CsvReader csv(
      path.string(), "a table of pairs of label maps", {"reference", "prediction"});
  std::vector<LabelPair> pairs;
  std::set<std::pair<std::string, std::string>> seen;
  while (csv.next()) {
    for (const std::size_t column : {std::size_t{0}, std::size_t{1}}) {
      if (csv.text(column).empty()) csv.reject(column, "the path of a label map");
    }
    if (!seen.emplace(csv.text(0), csv.text(1)).second) {
      csv.reject(1, "no pair twice, but it stands with the same reference above");
    }
    pairs.push_back({.reference = csv.text(0), .prediction = csv.text(1)});
  }
  if (pairs.empty()) {
    throw std::runtime_error(path.string() + ": has no row, expected a pair of label maps in each");
  }
  return pairs;
}

std::vector<std::uint8_t> labels_of(
    std::span<const std::uint8_t> reference, std::span<const std::uint8_t> prediction) {
  std::array<bool, 256> occurs{};
  for (const std::uint8_t label : reference) occurs[label] = true;
  for (const std::uint8_t label : prediction) occurs[label] = true;
  std::vector<std::uint8_t> labels;
  for (std::size_t label = 1; label < occurs.size(); ++label) {
    if (occurs[label]) labels.push_back(static_cast<std::uint8_t>(label));
  }
  return labels;
}

void complete(std::vector<std::vector<metrics::LabelMeasures>>& pairs) {
  std::set<std::uint8_t> labels;
  for (const auto& pair : pairs) {
    for (const metrics::LabelMeasures& each : pair) labels.insert(each.label);
  }
  for (auto& pair : pairs) {
    std::vector<metrics::LabelMeasures> whole;
    whole.reserve(labels.size());
    auto measured = pair.begin();
    for (const std::uint8_t label : labels) {
      if (measured != pair.end() && measured->label == label) {
        whole.push_back(*measured++);
      } else {
        whole.push_back({.label = label});
      }
    }
    pair = std::move(whole);
  }
}

std::string measures_csv(
    std::span<const LabelPair> pairs,
    std::span<const std::vector<metrics::LabelMeasures>> measures,
    std::span<const metrics::NamedMaskMeasure> named) {
  std::string csv = "reference,prediction,label,presence,measure,value\n";
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    for (const metrics::LabelMeasures& each : measures[i]) {
      for (const metrics::NamedMaskMeasure& measure : named) {
        std::optional<double> value;
        if (each.measures) value = (*each.measures).*measure.value;
        study_files::CsvRow row;
        row << pairs[i].reference << pairs[i].prediction << int{each.label}
            << name_of(each.presence) << measure.name << value;
        csv += row.line();
      }
    }
  }
  return csv;
}

std::string measures_text(
    std::span<const std::vector<metrics::LabelMeasures>> measures,
    const metrics::LabelConfusion& pooled,
    double nsd_tolerance_mm,
    std::span<const metrics::NamedMaskMeasure> named) {
  const std::vector<metrics::LabelSummary> summaries = metrics::summarised(measures, named);
  std::string text = counted_pairs(measures.size()) + " of label maps; NSD within " +
                     base::shortest_text(nsd_tolerance_mm) + " mm";
  if (summaries.empty()) return text + "; no pixel has a label other than 0\n";

  std::vector<base::TextRow> means{{"label", "measure", "n", "mean", "SD"}};
  std::vector<base::TextRow> counts{
      {"label", "both", "missed", "spurious", "absent", "pooled IoU"}};
  for (const metrics::LabelSummary& label : summaries) {
    const std::string name = std::to_string(label.label);
    for (const metrics::NamedMaskMeasure& measure : named) {
      means.push_back(
          {name,
           std::string(measure.name),
           std::to_string(label.both),
           mean_text(label.mean, measure),
           mean_text(label.sd, measure)});
    }
    counts.push_back(
        {name,
         std::to_string(label.both),
         std::to_string(label.missed),
         std::to_string(label.spurious),
         std::to_string(label.absent),
         decimal_or_dash(pooled.iou(label.label))});
  }
  return text + "\n\n" + base::text_table(means, {0, 1}) +
         "\nn counts pairs with the label in both maps: where it was missed (in the reference "
         "alone) or is\nspurious (in the prediction alone), there is no number\n\n" +
         base::text_table(counts) + "\npixels of all pairs pooled: mean IoU of the labels but 0 " +
         decimal_or_dash(pooled.mean_iou(1)) + ", share of pixels with the right label " +
         decimal_or_dash(pooled.pixel_accuracy()) + '\n';
}

}  // namespace segnoise::label_pairs
