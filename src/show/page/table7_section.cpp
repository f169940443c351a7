#include "core/statistics/mean_interval.h"
#include "show/page/number_text.h"
#include "show/page/sections.h"
#include "study/analysis/clinical_size.h"
#include "study/analysis/comparison_text.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace segnoise::page {
namespace {

// Source: arXiv:2406.10891, Table 7: simple U-Net on CAMUS, tested on clean labels.
struct PaperRow {
  const char* labels;
  std::array<const char*, analysis::kTable7Measures.size()> values;
};
constexpr std::array kPaperRows{
    PaperRow{"Paper, CAMUS: clean", {"86.9", "91.1", "2.1", "6.3"}},
    PaperRow{"Paper, CAMUS: noisy (low)", {"82.1", "87.5", "4.5", "11.25"}}};

Table table_of(const std::string& caption, std::span<const analysis::Measure> columns) {
  Table table{.caption = caption, .columns = {{"Trained on"}}};
  for (const analysis::Measure& measure : columns) {
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
  if (difference.mixed) {
    text += interval_text(difference.mixed->interval, 1, signed_text) + "\n" +
            p_text(difference.mixed->p) + "\n";
  }
  if (difference.holm_p) text += "Holm " + p_text(difference.holm_p) + "\n";
  return text + n_text(difference.over_patients);
}

const std::string kMeansCaption =
    "mean ± standard deviation over patients, and below it the 95 % interval of the mean over "
    "patients (by Student’s t of fewer than " +
    std::to_string(statistics::kLeastForBootstrap) +
    " patients, else by BCa bootstrap; none of fewer than " +
    std::to_string(analysis::kLeastForInterval) + ") and the number of patients.";

/// A row with the mean of each measure; without cells if there is none.
template <class Found>
TableRow means_row(
    const std::string& title, const Found& found, std::span<const analysis::Measure> measures) {
  TableRow row{{title}};
  bool has_any = false;
  for (const analysis::Measure& measure : measures) {
    const analysis::MeasureComparison* each = found.find(measure);
    row.cells.push_back(mean_text(each));
    has_any = has_any || (each != nullptr && each->mean);
  }
  return has_any ? row : TableRow{};
}

Table means_table(const analysis::StudyComparison& comparison) {
  Table table = table_of(
      "Measured against clean labels: " + kMeansCaption + " Rows in italics are the paper’s.",
      analysis::kTable7Measures);
  for (const analysis::ConditionComparison& each : comparison.conditions) {
    TableRow row = means_row(title_of(each.condition), each, analysis::kTable7Measures);
    if (!row.cells.empty()) table.rows.push_back(std::move(row));
  }
  if (table.rows.empty()) return table;
  for (const auto& [labels, values] : kPaperRows) {
    TableRow row{.cells = {labels}, .kind = RowKind::kReference};
    row.cells.insert(row.cells.end(), values.begin(), values.end());
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table signed_errors_table(const analysis::StudyComparison& comparison) {
  constexpr std::array kSigned{analysis::kSignedEfError, analysis::kSignedEsvError};
  Table table = table_of("Network minus clean labels: " + kMeansCaption, kSigned);
  for (const analysis::ConditionComparison& each : comparison.conditions) {
    TableRow row = means_row(title_of(each.condition), each, kSigned);
    if (!row.cells.empty()) table.rows.push_back(std::move(row));
  }
  return table;
}

Table qualities_table(const analysis::StudyComparison& comparison) {
  Table table = table_of(
      "By image quality, the worse of a patient’s views: " + kMeansCaption,
      analysis::kTable7Measures);
  for (const analysis::ConditionComparison& each : comparison.conditions) {
    for (const analysis::QualityStratum& stratum : each.strata) {
      TableRow row = means_row(
          title_of(each.condition) + ", " + std::string(cardiac::name_of(stratum.quality)),
          stratum,
          analysis::kTable7Measures);
      if (!row.cells.empty()) table.rows.push_back(std::move(row));
    }
  }
  return table;
}

Table differences_table(const analysis::StudyComparison& comparison) {
  Table table = table_of(
      "Differences to clean labels, paired by patient and seed: mean difference, its 95 % "
      "interval, p, p by Holm, and the number of patients. " +
          analysis::differences_caption(comparison),
      analysis::kTestedMeasures);
  for (const analysis::ConditionComparison& each : comparison.conditions) {
    TableRow row{{title_of(each.condition)}};
    bool has_any = false;
    for (const analysis::Measure& measure : analysis::kTestedMeasures) {
      const analysis::MeasureComparison* found = each.find(measure);
      row.cells.push_back(difference_text(found));
      has_any = has_any || (found != nullptr && found->difference);
    }
    if (has_any) table.rows.push_back(std::move(row));
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
  for (Table table :
       {signed_errors_table(data.comparison),
        differences_table(data.comparison),
        qualities_table(data.comparison)}) {
    if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
  }
  const std::string sizes = analysis::clinical_sizes_text(data.comparison);
  if (!sizes.empty()) section.blocks.emplace_back(Paragraph(sizes));
  section.blocks.emplace_back(Paragraph(
      "ED end-diastole, ES end-systole, LV left ventricle. Dice: overlap of two outlines, 100 % if "
      "they agree. Hausdorff distance: how far apart they are where they differ most. EF error: "
      "difference from the ejection fraction that the clean labels give; |EF error| without its "
      "sign, which adds what noise does to what the clean network errs by itself. Each patient "
      "counts once, with the mean over both views" +
      std::string(data.plan.seeds.size() > 1 ? " and over all seeds." : ".")));
  return section;
}

}  // namespace segnoise::page
