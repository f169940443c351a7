#include "show/charts/report_charts.h"
#include "show/page/number_text.h"
#include "show/page/sections.h"

#include <algorithm>
#include <utility>

namespace segnoise::page {
namespace {

/// So many conditions have tables of their own; of more, parts.csv of the cells has the numbers.
constexpr std::size_t kFewTables = 3;

/// A condition, and the seed where there are several.
std::string noise_title_of(
    const analysis::ConditionSensitivity& found, const analysis::ReportData& data) {
  return data.plan.seeds.size() == 1 ? found.condition
                                     : found.condition + ", seed " + std::to_string(found.seed);
}

/// Those with patients, in their order.
std::vector<const analysis::ConditionSensitivity*> measured(const analysis::ReportData& data) {
  std::vector<const analysis::ConditionSensitivity*> all;
  for (const analysis::ConditionSensitivity& found : data.sensitivity) {
    if (!found.summary.strata.empty()) all.push_back(&found);
  }
  return all;
}

std::string bias_text(const analysis::StratumSummary& stratum) {
  std::string text = signed_text(stratum.ef_bias_pp.mean, 1);
  if (stratum.ef_bias_ci95) text += "\n" + interval_text(stratum.ef_bias_ci95, 1, signed_text);
  return text;
}

const std::vector<Column> kEffectColumns{
    {"Patients", CellKind::kNumber},
    {"EF bias", CellKind::kNumber},
    {"EF scatter\nSD over draws", CellKind::kNumber},
    {"95 % of draws\nwidth", CellKind::kNumber},
    {"Mean absolute error", CellKind::kNumber},
    {"Within 5 points", CellKind::kNumber},
    {"Other EF category", CellKind::kNumber},
    {"EDV bias\n%", CellKind::kNumber},
    {"ESV bias\n%", CellKind::kNumber}};

TableRow effect_row(const std::string& name, const analysis::StratumSummary& stratum) {
  return {
      {name,
       std::to_string(stratum.patients),
       bias_text(stratum),
       number_text(stratum.ef_sd_pp, 1),
       number_text(stratum.ef_central95_width_pp, 1),
       number_text(stratum.ef_mae_pp, 1),
       percent_text(stratum.within_5_pp),
       percent_text(stratum.other_category_probability),
       signed_text(stratum.edv_bias_percent, 1),
       signed_text(stratum.esv_bias_percent, 1)}};
}

Table effects_table(const std::string& caption, const std::string& first) {
  Table table{.caption = caption, .columns = {{first}}};
  table.columns.insert(table.columns.end(), kEffectColumns.begin(), kEffectColumns.end());
  return table;
}

/// What each part of the noise does alone, as means over patients.
Table mean_parts_table(
    const analysis::ConditionSensitivity& found, const analysis::ReportData& data) {
  return parts_table(
      "What each part of the noise “" + noise_title_of(found, data) +
          "” does alone, the rest being clean: means over patients. EF in percentage points, "
          "volumes in percent.",
      found.summary.strata.front().parts);
}

/// Expected numbers of patients by EF category.
Table categories_table(
    const analysis::ConditionSensitivity& found, const analysis::ReportData& data) {
  Table table{
      .caption =
          "Expected number of patients by EF category, of the clean labels (rows) and of "
          "noisy ones (columns), “" +
          noise_title_of(found, data) + "”.",
      .columns = {{"Clean labels"}}};
  for (const cardiac::EfCategory category : cardiac::kEfCategories) {
    table.columns.push_back({std::string(cardiac::name_of(category)), CellKind::kNumber});
  }
  for (const cardiac::EfCategory category : cardiac::kEfCategories) {
    TableRow row{{std::string(cardiac::name_of(category))}};
    for (const double count : found.summary.reclassification[static_cast<std::size_t>(category)]) {
      row.cells.push_back(number_text(count, 1));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string stratum_name(const analysis::StratumSummary& stratum) {
  return stratum.by == "all" ? "all patients" : stratum.by + ": " + stratum.name;
}

/// Kinds of patients down, conditions across, with the bias of each.
Table strata_by_condition(
    const std::vector<const analysis::ConditionSensitivity*>& all,
    const analysis::ReportData& data) {
  Table table{
      .caption = "Mean bias of EF in percentage points, by condition and kind of patient.",
      .columns = {{"Noise"}}};
  // Sizes of the LV and EF categories are those of the clean labels: the same for all conditions.
  const auto& strata = all.front()->summary.strata;
  for (const analysis::StratumSummary& stratum : strata) {
    if (stratum.by == "volumes") continue;
    const std::string name = stratum.name.substr(0, stratum.name.find(','));
    table.columns.push_back(
        {stratum.by == "all" ? "all" : name + "\n" + stratum.by, CellKind::kNumber});
  }
  for (const analysis::ConditionSensitivity* found : all) {
    TableRow row{{noise_title_of(*found, data)}};
    for (const analysis::StratumSummary& stratum : strata) {
      if (stratum.by == "volumes") continue;
      const auto own = std::ranges::find_if(found->summary.strata, [&](const auto& each) {
        return each.by == stratum.by && each.name == stratum.name;
      });
      row.cells.push_back(
          own == found->summary.strata.end() ? std::string(kAbsent)
                                             : signed_text(own->ef_bias_pp.mean, 1));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

std::optional<Section> label_section(const analysis::ReportData& data) {
  const auto all = measured(data);
  if (all.empty()) return std::nullopt;
  Section section{.heading = "What noisy labels do to the ejection fraction"};
  add(section, charts::ef_intervals_chart(data));
  Table table = effects_table(
      "Ejection fraction from noisy labels against that from clean ones, over all draws of a "
      "patient, then as means over patients. EF in percentage points; 95 % bootstrap intervals "
      "below the biases.",
      "Noise");
  for (const analysis::ConditionSensitivity* found : all) {
    table.rows.push_back(effect_row(noise_title_of(*found, data), found->summary.strata.front()));
  }
  section.blocks.emplace_back(std::move(table));
  add(section, charts::reclassification_chart(data));
  if (all.size() == 1) section.blocks.emplace_back(categories_table(*all.front(), data));
  for (const analysis::ConditionSensitivity* found : all) {
    if (all.size() <= kFewTables) section.blocks.emplace_back(mean_parts_table(*found, data));
  }
  section.blocks.emplace_back(Paragraph(
      "Bias is noisy minus clean. A step of the noise alone draws what it draws within the whole, "
      "so that its effect differs by what it does and not by chance. Volumes by method “" +
      std::string(cardiac::name_of(data.plan.volume_method)) +
      "”, single-plane where a patient lacks a view."));
  return section;
}

std::optional<Section> strata_section(const analysis::ReportData& data) {
  const auto all = measured(data);
  if (all.empty()) return std::nullopt;
  Section section{.heading = "Which patients are affected most"};
  add(section, charts::strata_chart(data));
  if (all.size() > 1) {
    section.blocks.emplace_back(strata_by_condition(all, data));
    return section;
  }
  Table table = effects_table(
      "The same by kind of patient. Thirds of the left ventricle’s size are by clean EDV.",
      "Patients");
  table.columns[1].heading = "Number";
  for (const analysis::StratumSummary& stratum : all.front()->summary.strata) {
    table.rows.push_back(effect_row(stratum_name(stratum), stratum));
  }
  section.blocks.emplace_back(std::move(table));
  return section;
}

}  // namespace segnoise::page
