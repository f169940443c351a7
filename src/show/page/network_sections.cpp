#include "show/charts/report_charts.h"
#include "show/page/number_text.h"
#include "show/page/sections.h"
#include "study/analysis/comparison_text.h"
#include "study/analysis/severity_grid.h"

#include <array>
#include <numeric>
#include <utility>

namespace segnoise::page {
namespace {

/// "0.93\n0.88 to 0.97".
std::string estimate_text(
    const std::optional<statistics::Estimate>& estimate,
    int decimals,
    NumberText text = number_text) {
  if (!estimate) return std::string(kAbsent);
  std::string words = text(estimate->value, decimals);
  if (estimate->interval) words += "\n" + interval_text(estimate->interval, decimals, text);
  return words;
}

std::string percent_estimate(const std::optional<statistics::Estimate>& estimate) {
  return estimate ? percent_text(estimate->value) : std::string(kAbsent);
}

std::string limits_text(const analysis::EfAgreement& ef) {
  if (!ef.lower_limit_pp || !ef.upper_limit_pp) return std::string(kAbsent);
  return signed_text(ef.lower_limit_pp->value, 1) + " to " +
         signed_text(ef.upper_limit_pp->value, 1);
}

/// How many patients are in another category than by their clean labels.
double in_other_category(const statistics::CrossTable& table) {
  double count = 0.0;
  for (std::size_t clean = 0; clean < table.size(); ++clean) {
    count += std::accumulate(table[clean].begin(), table[clean].end(), 0.0) - table[clean][clean];
  }
  return count;
}

std::string other_category_text(const analysis::EfAgreement& ef) {
  const double count = in_other_category(ef.reclassification);
  const int decimals = ef.seeds > 1 ? 1 : 0;  // of several seeds it is a mean
  return number_text(count, decimals) + " of " + std::to_string(ef.patients);
}

std::string mean_cell(const analysis::ConditionComparison* each, const analysis::Measure& measure) {
  const analysis::MeasureComparison* found = each == nullptr ? nullptr : each->find(measure);
  if (found == nullptr || !found->mean) return std::string(kAbsent);
  return mean_sd_text(found->mean->over_patients, measure.decimals);
}

/// The form of the paper's Table 6.
Table severity_table(const analysis::SeverityGrid& grid, const analysis::Measure& measure) {
  Table table{.caption = measure.title_with_unit(), .columns = {{"Noise"}}};
  for (const std::string& severity : grid.severities) {
    table.columns.push_back({severity.empty() ? "one severity" : severity, CellKind::kNumber});
  }
  if (grid.clean != nullptr && grid.clean->find(measure) != nullptr) {
    table.rows.push_back({std::vector(grid.severities.size() + 1, mean_cell(grid.clean, measure))});
    table.rows.back().cells.front() = "none: " + title_of(grid.clean->condition);
  }
  for (const std::string& noise : grid.noises) {
    TableRow row{{noise}};
    for (const std::string& severity : grid.severities) {
      row.cells.push_back(mean_cell(grid.find(noise, severity), measure));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

const plan::EpochRecord* best_epoch(const std::vector<plan::EpochRecord>& epochs) {
  const plan::EpochRecord* best = nullptr;
  for (const plan::EpochRecord& epoch : epochs) {
    if (!epoch.validation_dice) continue;
    if (best == nullptr || *epoch.validation_dice > *best->validation_dice) best = &epoch;
  }
  return best;
}

}  // namespace

std::optional<Section> ef_section(const analysis::ReportData& data) {
  if (data.plan.kind != plan::StudyKind::kTraining) return std::nullopt;
  Section section{.heading = "Ejection fraction"};
  Table table{
      .caption =
          "Agreement with the ejection fraction from the clean labels, in percentage "
          "points; 95 % bootstrap intervals below.",
      .columns = {
          {"Trained on"},
          {"Patients", CellKind::kNumber},
          {"Error\nmean absolute", CellKind::kNumber},
          {"Bias", CellKind::kNumber},
          {"95 % limits of agreement", CellKind::kNumber},
          {"Within 5 / 10\npoints", CellKind::kNumber},
          {"Other EF category", CellKind::kNumber},
          {"Lin’s\nconcordance", CellKind::kNumber},
          {"Kappa\nweighted", CellKind::kNumber}}};
  for (const analysis::ConditionComparison& each : data.comparison.conditions) {
    if (!each.ef) continue;
    const analysis::EfAgreement& ef = *each.ef;
    table.rows.push_back(
        {{title_of(each.condition),
          std::to_string(ef.patients),
          estimate_text(ef.mae_pp, 1),
          estimate_text(ef.bias_pp, 1, signed_text),
          limits_text(ef),
          percent_estimate(ef.within_5_pp) + " / " + percent_estimate(ef.within_10_pp),
          other_category_text(ef),
          estimate_text(ef.lin_ccc, 2),
          estimate_text(ef.kappa, 2)}});
  }
  if (table.rows.empty()) return std::nullopt;
  add(section, charts::ef_scatter_chart(data));
  section.blocks.emplace_back(std::move(table));
  add(section, charts::ef_bland_altman_chart(data));
  add(section, charts::reclassification_chart(data));
  section.blocks.emplace_back(Paragraph(
      "Bias is network minus clean labels. Kappa is quadratic-weighted, of the EF categories. "
      "Volumes by method “" +
      std::string(cardiac::name_of(data.plan.volume_method)) + "”. " +
      analysis::single_plane_text(data.comparison)));
  return section;
}

std::optional<Section> outlines_section(const analysis::ReportData& data) {
  Section section{.heading = "Outlines"};
  add(section, charts::dice_chart(data));
  add(section, charts::hausdorff_chart(data));
  return unless_empty(std::move(section));
}

std::optional<Section> severity_section(const analysis::ReportData& data) {
  const analysis::SeverityGrid grid = analysis::severity_grid(data.comparison);
  if (!grid.has_severities() || grid.noisy.size() < 2) return std::nullopt;
  Section section{.heading = "Kinds of noise and their severity"};
  add(section, charts::severity_chart(data));
  section.blocks.emplace_back(Paragraph(
      "The form of the paper’s Table 6: mean ± standard deviation over patients, by noise and "
      "severity."));
  for (const analysis::Measure& measure :
       {analysis::kMeanDice, analysis::kEfError, analysis::kEfBias, analysis::kEfSd}) {
    if (!data.comparison.has(measure)) continue;
    section.blocks.emplace_back(severity_table(grid, measure));
  }
  return section;
}

std::optional<Section> training_section(const analysis::ReportData& data) {
  Section section{.heading = "Training"};
  add(section, charts::training_chart(data));
  Table table{
      .caption = "The epoch of best validation Dice is the one whose network was tested.",
      .columns = {
          {"Trained on"},
          {"Seed", CellKind::kNumber},
          {"Fold", CellKind::kNumber},
          {"Epochs", CellKind::kNumber},
          {"Best epoch", CellKind::kNumber},
          {"Its validation Dice", CellKind::kNumber},
          {"Last training loss", CellKind::kNumber}}};
  for (const plan::TrainingCurve& curve : data.training) {
    if (curve.epochs.empty()) continue;
    const plan::EpochRecord* best = best_epoch(curve.epochs);
    table.rows.push_back(
        {{curve.condition,
          std::to_string(curve.seed),
          std::to_string(curve.fold),
          std::to_string(curve.epochs.size()),
          best != nullptr ? std::to_string(best->epoch) : std::string(kAbsent),
          best != nullptr ? number_text(*best->validation_dice, 3) : std::string(kAbsent),
          number_text(curve.epochs.back().training_loss, 4)}});
  }
  if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
  return unless_empty(std::move(section));
}

}  // namespace segnoise::page
