#include "show/page/number_text.h"
#include "show/page/sections.h"

#include <algorithm>
#include <array>
#include <utility>

namespace segnoise::page {
namespace {

constexpr std::array kTable7{
    analysis::kDiceEs, analysis::kDiceEd, analysis::kEfError, analysis::kHdEd};

// Source: arXiv:2406.10891, Table 7: simple U-Net on CAMUS, tested on clean labels.
struct PaperRow {
  const char* labels;
  std::array<const char*, kTable7.size()> values;
};
constexpr std::array kPaperRows{
    PaperRow{"Paper, CAMUS: clean", {"86.9", "91.1", "2.1", "6.3"}},
    PaperRow{"Paper, CAMUS: noisy (low)", {"82.1", "87.5", "4.5", "11.25"}}};

Table table_of(const std::string& caption) {
  Table table{.caption = caption, .columns = {{"Trained on"}}};
  for (const analysis::Measure& measure : kTable7) {
    table.columns.push_back({measure.title_with_unit("\n"), CellKind::kNumber});
  }
  return table;
}

std::string n_text(const statistics::Summary& over_patients) {
  return "n = " + std::to_string(over_patients.count);
}

std::string mean_text(const analysis::MeasureComparison* found) {
  if (found == nullptr || !found->mean) return std::string(kAbsent);
  std::string text = mean_sd_text(found->mean->over_patients, 1);
  text += "\n";
  if (found->mean->ci95) text += interval_text(found->mean->ci95, 1) + "; ";
  return text + n_text(found->mean->over_patients);
}

std::string difference_text(const analysis::MeasureComparison* found) {
  if (found == nullptr || !found->difference) return std::string(kAbsent);
  const analysis::PairedDifference& difference = *found->difference;
  std::string text = signed_text(difference.over_patients.mean, 1) + "\n";
  if (difference.ci95) text += interval_text(difference.ci95, 1, signed_text) + "; ";
  if (difference.holm_p) text += p_text(difference.holm_p) + "; ";
  return text + n_text(difference.over_patients);
}

/// Whether a condition has something of any measure of the table.
template <class Part>
bool has_any(const analysis::ConditionComparison& each, Part part) {
  return std::ranges::any_of(kTable7, [&](const analysis::Measure& measure) {
    const analysis::MeasureComparison* found = each.find(measure);
    return found != nullptr && (found->*part).has_value();
  });
}

Table means_table(const analysis::StudyComparison& comparison) {
  Table table = table_of(
      "Measured against clean labels: mean ± standard deviation over patients, and below it the "
      "95 % bootstrap interval of the mean (none of fewer than 5 patients) and the number of "
      "patients. Rows in italics are the paper’s.");
  for (const analysis::ConditionComparison& each : comparison.conditions) {
    if (!has_any(each, &analysis::MeasureComparison::mean)) continue;
    TableRow row{{title_of(each.condition)}};
    for (const analysis::Measure& measure : kTable7) {
      row.cells.push_back(mean_text(each.find(measure)));
    }
    table.rows.push_back(std::move(row));
  }
  if (table.rows.empty()) return table;
  for (const auto& [labels, values] : kPaperRows) {
    TableRow row{.cells = {labels}, .kind = RowKind::kReference};
    row.cells.insert(row.cells.end(), values.begin(), values.end());
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table differences_table(const analysis::StudyComparison& comparison) {
  Table table = table_of(
      comparison.is_descriptive()
          ? "Differences to clean labels, paired by patient: mean difference, and below it the "
            "number "
            "of patients. One seed: descriptive. There is neither interval nor p value, as another "
            "seed may change a network by more than patients differ; two seeds or more give both."
          : "Differences to clean labels, paired by patient: mean difference, and below it its 95 "
            "% "
            "bootstrap interval (none of fewer than 5 patients), the p value of Wilcoxon’s "
            "signed-rank test, adjusted by Holm for the number of conditions, and the number of "
            "patients.");
  for (const analysis::ConditionComparison& each : comparison.conditions) {
    if (!has_any(each, &analysis::MeasureComparison::difference)) continue;
    TableRow row{{title_of(each.condition)}};
    for (const analysis::Measure& measure : kTable7) {
      row.cells.push_back(difference_text(each.find(measure)));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

std::optional<Section> table7_section(const analysis::ReportData& data) {
  Table means = means_table(data.comparison);
  if (means.rows.empty()) return std::nullopt;
  Section section{
      .heading = "Table 7: segmentation and ejection fraction", .blocks = {std::move(means)}};
  section.blocks.emplace_back(Paragraph(
      data.description.origin == cardiac::DataOrigin::kPhantom
          ? "This study ran on the phantom, the paper’s on the CAMUS patients: the two are not "
            "comparable. What can be compared is the direction and the order of size of the change "
            "from clean to noisy."
          : "The paper’s numbers are of its own split, network and training; setup “low” is the "
            "one it reports."));
  if (!noisy_conditions(data.plan).empty()) {
    section.blocks.emplace_back(Paragraph(
        "The paper states no order of dilation and jitter. In setups “low”, “medium” and “high” "
        "the "
        "dilation comes first, by our choice; in “low-jitter-first” and its like the jitter does, "
        "which moves EF more than twice as far."));
  }
  Table differences = differences_table(data.comparison);
  if (!differences.rows.empty()) section.blocks.emplace_back(std::move(differences));
  section.blocks.emplace_back(Paragraph(
      "ED end-diastole, ES end-systole, LV left ventricle. Dice: overlap of two outlines, 100 % if "
      "they agree. Hausdorff distance: how far apart they are where they differ most. EF error: "
      "absolute difference from the ejection fraction that the clean labels give. Each patient "
      "counts once, with the mean over both views" +
      std::string(data.plan.seeds.size() > 1 ? " and over all seeds." : ".")));
  return section;
}

}  // namespace segnoise::page
