#include "data/coco/compare/comparison_text.h"

#include "base/number_text.h"
#include "base/text_table.h"
#include "data/coco/write/annotation_text.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <sstream>
#include <vector>

namespace segnoise::coco {
namespace {

constexpr std::size_t kShownClassChanges = 10;
constexpr int kComparisonDecimals = 4;

std::string shown_iou(std::optional<double> value) {
  if (!value) return "-";
  std::string text;
  base::append_decimal(*value, kComparisonDecimals, text);
  return text;
}

std::string files_table(
    const ComparedFile& a, const ComparedFile& b, std::optional<ImagesBy> images_by) {
  const auto row = [&](const std::string& name, std::size_t ComparedFile::*count) {
    return base::TextRow{name, base::grouped(a.*count), base::grouped(b.*count)};
  };
  const std::string by = images_by == ImagesBy::kName ? "images matched by file name\n" : "";
  return "A: " + base::printable(a.path) + "\nB: " + base::printable(b.path) + "\n" + by + "\n" +
         base::text_table(
             {{"", "A", "B"},
              row("images", &ComparedFile::images),
              row("  in this file only", &ComparedFile::images_alone),
              row("annotations", &ComparedFile::annotations),
              row("  on images in this file only", &ComparedFile::annotations_alone),
              row("  crowds, left out", &ComparedFile::crowds),
              row("  without a mask, left out", &ComparedFile::without_mask),
              row("  compared", &ComparedFile::compared_annotations)});
}

std::string matched_by(const ComparisonOptions& options) {
  if (options.match_by != MatchBy::kIou) return "matched by id";
  std::ostringstream text;
  text << "matched by IoU, at least " << options.min_iou;
  return text.str();
}

std::string matches_table(const Comparison& comparison, const ComparisonSummary& summary) {
  const std::size_t matched = comparison.pairs.size();
  const auto row =
      [](const std::string& name, std::size_t part, std::size_t whole, const char* of) {
        return base::TextRow{name, base::grouped(part), shown_iou(fraction(part, whole)), of};
      };
  const std::vector<base::TextRow> rows{
      {"", "count", "fraction", ""},
      row(matched_by(comparison.options), matched, comparison.a.compared_annotations, "of A"),
      row("missing, in A only", comparison.missing(), comparison.a.compared_annotations, "of A"),
      row("added, in B only", comparison.added(), comparison.b.compared_annotations, "of B"),
      row("class changed", summary.changed_classes, matched, "of matched"),
      row("without pixels in both", summary.pairs_without_pixels, matched, "of matched"),
      row("identical masks", summary.all.identical_pairs, summary.all.pairs, "of the others")};
  return base::text_table(rows, {0, 3});
}

base::TextRow quality_row(const std::string& name, const PairQuality& quality) {
  base::TextRow row{
      name,
      base::grouped(quality.pairs),
      shown_iou(fraction(quality.identical_pairs, quality.pairs))};
  for (const auto* measure : {&quality.iou, &quality.boundary_iou, &quality.dice}) {
    const auto& values = *measure;
    row.push_back(shown_iou(values ? std::optional(values->mean) : std::nullopt));
    row.push_back(shown_iou(values ? std::optional(values->median) : std::nullopt));
  }
  return row;
}

std::string quality_table(const ComparisonSummary& summary) {
  return base::text_table(
      {{"size in A", "pairs", "identical", "IoU", "", "boundary IoU", "", "Dice", ""},
       {"", "", "fraction", "mean", "median", "mean", "median", "mean", "median"},
       quality_row("all", summary.all),
       quality_row("small, to 32^2 px", summary.small),
       quality_row("medium, to 96^2 px", summary.medium),
       quality_row("large", summary.large)});
}

std::string histogram_table(const PairQuality& quality) {
  const auto count = [](const std::optional<FractionDistribution>& values, std::size_t bin) {
    return base::grouped(values ? values->histogram.at(bin) : 0);
  };
  const auto border = [](std::size_t bin) {
    std::string text;
    base::append_decimal(static_cast<double>(bin) / static_cast<double>(kFractionBins), 1, text);
    return text;
  };
  std::vector<base::TextRow> rows{{"pairs with", "IoU", "boundary IoU", "Dice"}};
  for (std::size_t bin = 0; bin < kFractionBins; ++bin) {
    rows.push_back(
        {border(bin) + " to " + border(bin + 1),
         count(quality.iou, bin),
         count(quality.boundary_iou, bin),
         count(quality.dice, bin)});
  }
  return base::text_table(rows);
}

std::string changes_table(const Comparison& comparison, const ComparisonSummary& summary) {
  const auto& changes = summary.class_changes;
  if (changes.empty()) return "no class changed\n";
  std::vector<base::TextRow> rows{{"class in A -> in B", "pairs"}};
  std::size_t rest = summary.changed_classes;
  for (std::size_t i = 0; i < std::min(changes.size(), kShownClassChanges); ++i) {
    const ClassChange& change = changes[i];
    rows.push_back(
        {base::printable(comparison.name_of(change.from)) + " -> " +
             base::printable(comparison.name_of(change.to)),
         base::grouped(change.pairs)});
    rest -= change.pairs;
  }
  if (rest > 0) {
    rows.push_back(
        {base::grouped(changes.size() - kShownClassChanges) + " other changes",
         base::grouped(rest)});
  }
  return base::text_table(rows);
}

}  // namespace

std::string comparison_text(const Comparison& comparison, const ComparisonSummary& summary) {
  return files_table(comparison.a, comparison.b, comparison.options.images_by) + '\n' +
         matches_table(comparison, summary) + '\n' + quality_table(summary) + '\n' +
         histogram_table(summary.all) + '\n' + changes_table(comparison, summary);
}

}  // namespace segnoise::coco
