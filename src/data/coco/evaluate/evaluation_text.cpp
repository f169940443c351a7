#include "data/coco/evaluate/evaluation_text.h"

#include "base/number_text.h"
#include "base/text_table.h"
#include "data/coco/write/annotation_text.h"
#include "data/coco/write/json_object.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace segnoise::coco {
namespace {

constexpr int kScoreDecimals = 3;
constexpr std::array<const char*, detection::kAreaRanges> kAreaNames{
    "all", "small", "medium", "large"};

std::string shown(std::optional<double> value, int decimals = kScoreDecimals) {
  if (!value) return "-";
  std::string text;
  base::append_decimal(*value, decimals, text);
  return text;
}

std::string with_sign(double value) {
  return (value < 0.0 ? "" : "+") + shown(value, kScoreDecimals + 1);
}

/// Padded on the left.
std::string flush_right(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, text.size()), ' ') + text;
}

std::string bold(const std::string& text, TextColours colours) {
  return colours == TextColours::kTerminal ? "\x1b[1m" + text + "\x1b[0m" : text;
}

/// " Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 0.320"
std::string line_of(
    const detection::SummaryNumber& number, detection::DetectionStyle style, TextColours colours) {
  constexpr std::array<const char*, 3> kFrequencies{"r", "c", "f"};
  std::string text =
      number.is_recall ? " Average Recall     (AR) @[ IoU=" : " Average Precision  (AP) @[ IoU=";
  if (number.threshold) {
    text +=
        flush_right(shown(detection::coco_iou_thresholds().at(*number.threshold), 2), 4) + "     ";
  } else {
    text += "0.50:0.95";
  }
  text += " | area=" + flush_right(kAreaNames.at(number.area), 6);
  text += " | maxDets=" + flush_right(std::to_string(number.most_detections), 3);
  if (style == detection::DetectionStyle::kLvis) {
    text += " | categories=";
    text += number.frequency
                ? flush_right(kFrequencies.at(static_cast<std::size_t>(*number.frequency)), 3)
                : "all";
  }
  return text + " ] = " + bold(shown(number.value), colours) + '\n';
}

std::string errors_text(const detection::ErrorSplit& split) {
  std::vector<base::TextRow> rows{{"error", "count", "AP50 gained without"}};
  for (std::size_t i = 0; i < detection::kDetectionErrors.size(); ++i) {
    const detection::ErrorCost& cost = split.costs.at(i);
    rows.push_back(
        {std::string(detection::name_of(detection::kDetectionErrors.at(i))),
         base::grouped(cost.count),
         with_sign(cost.ap50_gain)});
  }
  return base::text_table(rows);
}

std::string named(std::optional<std::uint32_t> category, const Evidence& evidence) {
  return category ? base::printable(evidence.categories.at(*category).name) : "background";
}

/// The most frequent of wrong pairs of categories.
std::string confusions_text(const Evidence& evidence, const detection::Confusion& confusion) {
  constexpr std::size_t kShown = 10;
  std::vector<std::pair<std::size_t, detection::Confusion::key_type>> wrong;
  for (const auto& [pair, count] : confusion) {
    if (pair.first && pair.second && pair.first != pair.second) wrong.emplace_back(count, pair);
  }
  if (wrong.empty()) return {};
  std::ranges::stable_sort(wrong, std::greater<>{}, [](const auto& entry) { return entry.first; });
  std::vector<base::TextRow> rows{{"truth -> taken for", "count"}};
  for (const auto& [count, pair] : std::span(wrong).first(std::min(kShown, wrong.size()))) {
    rows.push_back(
        {named(pair.first, evidence) + " -> " + named(pair.second, evidence),
         base::grouped(count)});
  }
  return '\n' + base::text_table(rows);
}

/// The numbers of one category, in the order of category_keys().
std::vector<std::optional<double>> numbers_of(const detection::CategoryScores& scores) {
  const auto& all = scores.curves.front();
  const auto of_all = [&](auto number) {
    return all ? std::optional<double>(number(*all)) : std::nullopt;
  };
  std::vector<std::optional<double>> numbers{
      of_all([](const detection::PrecisionRecall& curve) { return curve.average_precision(); }),
      of_all([](const detection::PrecisionRecall& curve) {
        return curve.average_precision(detection::kIou50);
      }),
      of_all([](const detection::PrecisionRecall& curve) {
        return curve.average_precision(detection::kIou75);
      })};
  for (std::size_t area = 1; area < detection::kAreaRanges; ++area) {
    const auto& curve = scores.curves.at(area);
    numbers.push_back(curve ? std::optional(curve->average_precision()) : std::nullopt);
  }
  numbers.insert(numbers.end(), scores.recalls.begin(), scores.recalls.end());
  for (std::size_t area = 1; area < detection::kAreaRanges; ++area) {
    const auto& curve = scores.curves.at(area);
    numbers.push_back(curve ? std::optional(curve->average_recall()) : std::nullopt);
  }
  return numbers;
}

/// The keys of the numbers that categories have by themselves: those of all frequencies.
std::vector<std::string> category_keys(const std::vector<detection::SummaryNumber>& summary) {
  std::vector<std::string> keys;
  for (const detection::SummaryNumber& number : summary) {
    if (!number.frequency) keys.push_back(number.key);
  }
  return keys;
}

std::uint64_t truths_of(const detection::CategoryEvidence& evidence) {
  std::uint64_t sum = 0;
  for (const detection::TruthCount& truths : evidence.truths) sum += truths.counts.front();
  return sum;
}

/// As a field of a CSV file.
std::string quoted_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char character : text) quoted += character == '"' ? "\"\"" : std::string(1, character);
  return quoted + '"';
}

void append_row(
    const base::TextRow& head,
    const std::vector<std::optional<double>>& numbers,
    std::string& csv) {
  for (const std::string& field : head) csv += (&field == &head.front() ? "" : ",") + field;
  for (const auto& number : numbers) {
    csv += ',';
    if (number) append_exact(number, csv);
  }
  csv += '\n';
}

}  // namespace

std::string evaluation_text(
    const Evidence& evidence,
    const std::vector<KindScores>& scores,
    const EvaluationOptions& options,
    TextColours colours) {
  std::string text = base::grouped(evidence.image_ids.size()) + " images, " +
                     base::grouped(evidence.truths) + " annotations, " +
                     base::grouped(evidence.detections) + " detections\n";
  for (std::size_t k = 0; k < scores.size(); ++k) {
    text += '\n' + bold(std::string(name_of(scores[k].kind)), colours) + '\n';
    for (const detection::SummaryNumber& number : scores[k].summary) {
      text += line_of(number, options.style, colours);
    }
    if (!scores[k].errors) continue;
    text += '\n' + errors_text(*scores[k].errors);
    text += confusions_text(evidence, evidence.kinds.at(k).confusion);
  }
  return text;
}

std::string categories_text(const Evidence& evidence, const std::vector<KindScores>& scores) {
  std::string text;
  for (std::size_t k = 0; k < scores.size(); ++k) {
    base::TextRow head{std::string(name_of(scores[k].kind)), "truths"};
    for (const std::string& key : category_keys(scores[k].summary)) head.push_back(key);
    std::vector<base::TextRow> rows{head};
    for (std::size_t i = 0; i < evidence.categories.size(); ++i) {
      const std::uint64_t truths = truths_of(evidence.kinds.at(k).categories.at(i));
      if (truths == 0) continue;
      base::TextRow row{base::printable(evidence.categories[i].name), base::grouped(truths)};
      for (const auto& number : numbers_of(scores[k].categories.at(i))) {
        row.push_back(shown(number));
      }
      rows.push_back(std::move(row));
    }
    text += '\n' + base::text_table(rows);
  }
  return text;
}

std::string comparison_text(
    const std::vector<ComparedResults>& results, const ComparedResultsOptions& options) {
  std::string text;
  for (const ComparedResults& result : results) {
    const auto percent = std::lround(100.0 * options.confidence);
    std::vector<base::TextRow> rows{
        {std::string(name_of(result.kind)),
         "A",
         "B",
         "B - A",
         std::to_string(percent) + " % interval"}};
    for (std::size_t i = 0; i < result.differences.size(); ++i) {
      const detection::PrecisionDifference& difference = result.differences[i];
      rows.push_back(
          {std::string(detection::kPrecisionKeys.at(i)),
           shown(difference.a, kScoreDecimals + 1),
           shown(difference.b, kScoreDecimals + 1),
           difference.difference ? with_sign(*difference.difference) : "-",
           difference.interval ? with_sign(difference.interval->lower) + " to " +
                                     with_sign(difference.interval->upper)
                               : "-"});
    }
    text += '\n' + base::text_table(rows);
  }
  return text + "\nintervals: paired bootstrap over images, " + base::grouped(options.resamples) +
         " resamples, seed " + std::to_string(options.seed) + '\n';
}

std::string paired_text(const PairedScores& scores) {
  return base::text_table(
      {{"pairs", base::grouped(scores.pairs)},
       {"annotations without a result", base::grouped(scores.truths_without_result)},
       {"pairs without a pixel, in no mean", base::grouped(scores.pairs_without_pixels)},
       {"mean IoU", shown(scores.mean_iou, kScoreDecimals + 1)},
       {"mean F1 (Dice)", shown(scores.mean_f1, kScoreDecimals + 1)}});
}

std::string evaluation_csv(const Evidence& evidence, const std::vector<KindScores>& scores) {
  std::string csv;
  for (std::size_t k = 0; k < scores.size(); ++k) {
    const KindScores& kind = scores[k];
    const std::string name(name_of(kind.kind));
    const auto keys = category_keys(kind.summary);
    if (k == 0) {
      base::TextRow head{"kind", "category_id", "category", "truths", "detections"};
      head.insert(head.end(), keys.begin(), keys.end());
      append_row(head, {}, csv);
    }
    std::vector<std::optional<double>> means;
    for (const detection::SummaryNumber& number : kind.summary) {
      if (!number.frequency) means.push_back(number.value);
    }
    std::uint64_t truths = 0;
    std::size_t detections = 0;
    std::string rows;
    for (std::size_t i = 0; i < evidence.categories.size(); ++i) {
      const EvaluatedCategory& category = evidence.categories[i];
      const detection::CategoryEvidence& known = evidence.kinds.at(k).categories.at(i);
      truths += truths_of(known);
      detections += known.detections.size();
      append_row(
          {name,
           category.id ? std::to_string(*category.id) : "",
           quoted_field(category.name),
           std::to_string(truths_of(known)),
           std::to_string(known.detections.size())},
          numbers_of(kind.categories.at(i)),
          rows);
    }
    append_row(
        {name, "", "mean of all", std::to_string(truths), std::to_string(detections)}, means, csv);
    csv += rows;
  }
  return csv;
}

}  // namespace segnoise::coco
