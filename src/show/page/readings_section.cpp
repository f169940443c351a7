#include "core/cardiac/remarks.h"
#include "show/charts/report_charts.h"
#include "show/page/number_text.h"
#include "show/page/sections.h"

#include <cstddef>
#include <utility>

namespace segnoise::page {
namespace {

TableRow published_row(
    const readings::PublishedShapes& published,
    std::string_view instant,
    const readings::ShapeErrors& errors) {
  TableRow row{
      .cells = {std::string(instant) + "\n" + std::string(published.who)},
      .kind = RowKind::kReference};
  for (const readings::NamedShapeError& error : readings::kShapeErrors) {
    const double value = errors.*error.value;
    row.cells.push_back(value == 0.0 ? std::string(kAbsent) : number_text(value, error.decimals));
  }
  row.cells.emplace_back(kAbsent);
  return row;
}

Table shapes_table(const analysis::SensitivitySummary& summary) {
  Table table{
      .caption =
          "How far the drawn outlines are from the clean ones: means ± SD over patients, each of "
          "whom counts with the mean of his draws. MAD is the mean absolute distance of the "
          "outlines. Set apart below: what observers differ by (Leclerc 2019).",
      .columns = {{"Frames"}}};
  for (const readings::NamedShapeError& error : readings::kShapeErrors)
    table.columns.push_back({std::string(error.title), CellKind::kNumber});
  table.columns.push_back({"Patients\ndraws", CellKind::kNumber});
  for (const readings::ShapeSummary& shape : summary.shapes) {
    TableRow row{{shape.frames}};
    for (std::size_t i = 0; i < shape.errors.size(); ++i)
      row.cells.push_back(mean_sd_text(shape.errors[i], readings::kShapeErrors[i].decimals));
    row.cells.push_back(std::to_string(shape.patients) + "\n" + std::to_string(shape.draws));
    table.rows.push_back(std::move(row));
  }
  for (const readings::PublishedShapes& published : readings::kPublishedShapes) {
    table.rows.push_back(published_row(published, "ED", published.ed));
    table.rows.push_back(published_row(published, "ES", published.es));
  }
  return table;
}

Table reliability_table(const analysis::SensitivitySummary& summary) {
  Table table{
      .caption =
          "What a single reading is worth: one reading of each patient against his clean EF, in "
          "percentage points. Detectable is 1.96 √2 times the SD of a reading; CV that SD over the "
          "mean reading; ICC(2,1) and r are of reading and clean EF, and are left out within a "
          "category of EF, where both are low because EF hardly varies.",
      .columns = {
          {"Patients"},
          {"n", CellKind::kNumber},
          {"SD of a\nreading", CellKind::kNumber},
          {"Detectable\nchange", CellKind::kNumber},
          {"CV\n%", CellKind::kNumber},
          {"ICC", CellKind::kNumber},
          {"r", CellKind::kNumber},
          {"Bias ± SD", CellKind::kNumber},
          {"Mean abs.\nerror", CellKind::kNumber},
          {"Within\n5 points", CellKind::kNumber},
          {"Within\n10 points", CellKind::kNumber}}};
  for (const analysis::StratumSummary& stratum : summary.strata) {
    if (!stratum.tells_reliability()) continue;
    const readings::Reliability& reading = stratum.reliability;
    std::string bias = signed_text(reading.bias_pp, 1);
    if (reading.difference_sd_pp) bias += " ± " + number_text(*reading.difference_sd_pp, 1);
    table.rows.push_back(
        {{stratum.by == "all" ? "all" : stratum.name + "\n" + stratum.by,
          std::to_string(reading.patients),
          number_text(reading.sd_pp, 1),
          number_text(readings::minimal_detectable_change(reading.sd_pp), 1),
          value_text(reading.cv_percent, 1),
          value_text(reading.icc, 2),
          value_text(reading.r, 2),
          bias,
          number_text(stratum.ef_mae_pp, 1),
          percent_text(stratum.within_5_pp),
          percent_text(stratum.within_10_pp)}});
  }
  const std::string absent(kAbsent);
  table.rows.push_back(
      {{"published targets",
        absent,
        absent,
        absent,
        "< " + number_text(readings::kCvTargetPercent, 0),
        "> " + number_text(readings::kIccTarget, 2),
        absent,
        absent,
        absent,
        absent,
        "> " + percent_text(readings::kWithin10Target)},
       RowKind::kReference});
  return table;
}

std::optional<Table> intervals_table(const analysis::SensitivitySummary& summary) {
  if (summary.ef_intervals.empty()) return std::nullopt;
  const readings::EfIntervalRule& rule = summary.ef_intervals.back();
  Table table{
      .caption = "What a single reading stands for: the interval that holds the clean EF with " +
                 percent_text(rule.probability) + ", this noise’s bias taken out. Learned from " +
                 std::to_string(rule.readings) + " readings of " +
                 counted(rule.patients, "patient", "patients") + ".",
      .columns = {{"A reading of EF, %"}}};
  TableRow row{{"stands for, %"}};
  for (const double reading : analysis::kShownReadingsPercent) {
    table.columns.push_back({number_text(reading, 0), CellKind::kNumber});
    row.cells.push_back(interval_text(rule.of(reading), 0));
  }
  table.rows.push_back(std::move(row));
  for (const cardiac::Quality quality : cardiac::kQualities) {
    const auto& ends = rule.of_quality.at(static_cast<std::size_t>(quality));
    if (!ends) continue;
    TableRow own{{"of " + std::string(cardiac::name_of(quality)) + " images, %"}};
    for (const double reading : analysis::kShownReadingsPercent)
      own.cells.push_back(interval_text(ends->of(reading), 0));
    table.rows.push_back(std::move(own));
  }
  return table;
}

Table methods_table(const analysis::SensitivitySummary& summary) {
  const std::string first(cardiac::name_of(summary.methods.front().method));
  Table table{
      .caption =
          "What is method, and what is noise: EF by several methods of measuring volumes, "
          "in percentage points. Means ± SD over patients; the SD of a reading is what the "
          "noise scatters the EF of one patient by, over the first " +
          std::to_string(analysis::kMethodDraws) + " draws.",
      .columns = {
          {"Method"},
          {"Patients", CellKind::kNumber},
          {"Clean EF\n%", CellKind::kNumber},
          {"Method alone\nclean EF minus “" + first + "”", CellKind::kNumber},
          {"Noise alone\nbias", CellKind::kNumber},
          {"Noise alone\nSD of a reading", CellKind::kNumber}}};
  for (const readings::MethodSummary& each : summary.methods) {
    table.rows.push_back(
        {{std::string(cardiac::name_of(each.method)),
          std::to_string(each.clean_percent.count),
          mean_sd_text(each.clean_percent, 1),
          each.difference_pp ? mean_sd_text(*each.difference_pp, 1, signed_text)
                             : std::string(kAbsent),
          mean_sd_text(each.bias_pp, 1, signed_text),
          number_text(each.sd_pp, 1)}});
  }
  return table;
}

/// A sentence whose negative numbers are set as those of tables.
std::string with_minus(std::string text) {
  for (std::size_t at = text.find(" -"); at != std::string::npos; at = text.find(" -", at + 1))
    text.replace(at + 1, 1, "−");
  return text;
}

Table panels_table(const std::vector<readings::PanelSummary>& panels) {
  Table table{
      .caption =
          "Several readers of each frame: their outlines fused frame by frame, by the vote of the "
          "majority or by STAPLE, and EF against the clean one in percentage points.",
      .columns = {
          {"Fused by"},
          {"Readings\nof each frame", CellKind::kNumber},
          {"EF bias", CellKind::kNumber},
          {"EF SD", CellKind::kNumber},
          {"Mean abs.\nerror", CellKind::kNumber},
          {"Patients\npanels", CellKind::kNumber}}};
  for (const readings::PanelSummary& panel : panels) {
    table.rows.push_back(
        {{panel.rule,
          std::to_string(panel.readers),
          signed_text(panel.bias_pp, 1),
          number_text(panel.sd_pp, 1),
          number_text(panel.mae_pp, 1),
          std::to_string(panel.patients) + "\n" + std::to_string(panel.panels)}});
  }
  return table;
}

std::string failed_sentence(const analysis::StratumSummary& all) {
  const readings::FailedOutlines& failed = all.failed;
  if (failed.all() == 0)
    return "None of the " + std::to_string(all.draws) + " draws gave what no heart is.";
  return "Of " + std::to_string(all.draws) + " draws, " + std::to_string(failed.all()) +
         " gave what no heart is and count as failed outlines, not in any mean: EF below 0 in " +
         std::to_string(failed.negative_ef) + ", EDV outside " +
         number_text(cardiac::kSmallestEdvMl, 0) + " to " + number_text(cardiac::kLargestEdvMl, 0) +
         " mL in " + std::to_string(failed.edv) + ", a long axis outside " +
         number_text(cardiac::kShortestAxisMm, 0) + " to " +
         number_text(cardiac::kLongestAxisMm, 0) + " mm in " + std::to_string(failed.long_axis) +
         ".";
}

std::string variance_sentence(const analysis::StratumSummary& all) {
  std::string text = "Of the variance of EF, " + percent_text(all.variance->ed) +
                     " came from the outlines at "
                     "ED and " +
                     percent_text(all.variance->es) +
                     " from those at ES, as if these were drawn "
                     "independently, " +
                     percent_text(all.variance->joint) + " from both together, and " +
                     percent_text(all.variance->covariance) + " from their covariance";
  if (all.volume_error_correlation) {
    text += ": the relative errors of EDV and ESV correlate by ρ = " +
            number_text(all.volume_error_correlation->mean, 2) + " (mean of " +
            counted(all.volume_error_correlation->count, "patient", "patients") +
            "), and errors that go together cancel in EF";
  }
  return text + ".";
}

std::string paper_sentence(const analysis::SensitivitySummary& summary) {
  const analysis::StratumSummary& all = summary.strata.front();
  std::string text = std::string(readings::kVolumeErrorFormula) + ". " +
                     readings::volume_error_sentence(45.0, 0.05, 0.05) +
                     " That is the “39 % to 50 %” of arXiv:2406.10891.";
  if (all.edv_sd_fraction < 1.0 && all.esv_sd_fraction <= 1.0) {
    text += " With one SD of this noise’s volumes, at the median EF: " +
            readings::volume_error_sentence(
                summary.median_ef_percent, all.edv_sd_fraction, all.esv_sd_fraction);
  }
  return text;
}

const readings::ShapeSummary* of_instant(
    const analysis::SensitivitySummary& summary, cardiac::Instant instant) {
  const auto found =
      std::ranges::find(summary.shapes, cardiac::name_of(instant), &readings::ShapeSummary::frames);
  return found == summary.shapes.end() ? nullptr : &*found;
}

/// "a Dice of 0.963 at ED and 0.931 at ES, ...".
std::string size_words(const readings::ShapeErrors& ed, const readings::ShapeErrors& es) {
  return "a Dice of " + number_text(ed.dice, 3) + " at end-diastole and " +
         number_text(es.dice, 3) + " at end-systole, a mean distance of " +
         number_text(ed.mad_mm, 1) + " and " + number_text(es.mad_mm, 1) +
         " mm, a Hausdorff distance of " + number_text(ed.hd_mm, 1) + " and " +
         number_text(es.hd_mm, 1) + " mm";
}

readings::ShapeErrors means_of(const readings::ShapeSummary& shape) {
  readings::ShapeErrors means;
  for (std::size_t i = 0; i < readings::kShapeErrors.size(); ++i)
    means.*readings::kShapeErrors[i].value = shape.errors[i].mean;
  return means;
}

}  // namespace

std::string outline_size_sentence(const analysis::SensitivitySummary& summary) {
  const readings::ShapeSummary* ed = of_instant(summary, cardiac::Instant::kEndDiastole);
  const readings::ShapeSummary* es = of_instant(summary, cardiac::Instant::kEndSystole);
  if (ed == nullptr || es == nullptr) return "";
  const readings::PublishedShapes& twice = readings::kPublishedShapes.front();
  return "In size, the drawn outlines differ from the clean ones by " +
         size_words(means_of(*ed), means_of(*es)) + " (means of " +
         counted(ed->patients, "patient", "patients") +
         "). For one observer who outlines the same good and medium images twice, Leclerc 2019 "
         "has " +
         size_words(twice.ed, twice.es) + ".";
}

std::string single_reading_sentence(const analysis::SensitivitySummary& summary) {
  if (summary.ef_intervals.empty()) return "";
  constexpr double kShownPercent = 45.0;
  const readings::EfIntervalRule& rule = summary.ef_intervals.back();
  std::string text = "A single reading of " + number_text(kShownPercent, 0) +
                     " % stands for a clean EF of " + interval_text(rule.of(kShownPercent), 0) +
                     " %, with " + percent_text(rule.probability) + " certainty";
  if (!summary.ef_coverage.empty()) {
    const readings::EfCoverage& tried = summary.ef_coverage.back();
    text += ": tried on " + counted(tried.patients, "patient", "patients") +
            " from whom they had not been learned, such intervals held " +
            percent_text(tried.covered, 1) + " of the clean EFs";
    if (tried.ci95) {
      text += " (95 % CI " + number_text(100.0 * tried.ci95->lower, 1) + " to " +
              number_text(100.0 * tried.ci95->upper, 1) + ")";
    }
  }
  return text + ".";
}

std::optional<Section> readings_section(const analysis::ReportData& data) {
  if (data.sensitivity.size() != 1 || data.sensitivity.front().summary.strata.empty())
    return std::nullopt;
  const analysis::SensitivitySummary& summary = data.sensitivity.front().summary;
  const analysis::StratumSummary& all = summary.strata.front();
  Section section{.heading = "What a single reading is worth"};
  section.blocks.emplace_back(reliability_table(summary));
  section.blocks.emplace_back(Paragraph(failed_sentence(all)));
  add(section, intervals_table(summary));
  add(section, charts::ef_calibration_chart(data));
  const auto panels = readings::panel_summaries(data.sensitivity.front().panels);
  if (!panels.empty()) {
    section.blocks.emplace_back(panels_table(panels));
    add(section, charts::panels_chart(data));
    section.blocks.emplace_back(Paragraph(with_minus(readings::panel_sentence(panels))));
  }
  if (!summary.shapes.empty()) section.blocks.emplace_back(shapes_table(summary));
  if (summary.methods.size() > 1) section.blocks.emplace_back(methods_table(summary));
  if (all.variance) section.blocks.emplace_back(Paragraph(variance_sentence(all)));
  section.blocks.emplace_back(Paragraph(paper_sentence(summary)));
  return section;
}

}  // namespace segnoise::page
