#include "show/page/number_text.h"
#include "show/page/patient_tables.h"
#include "show/page/sections.h"

#include <iterator>
#include <utility>

namespace segnoise::page {
namespace {

/// What draws of one condition and seed do to the patient.
struct Drawn {
  const analysis::ConditionSensitivity* of = nullptr;
  const analysis::PatientSensitivity* patient = nullptr;
};

double width(const analysis::PatientSensitivity& patient) {
  return patient.ef_percent.central95.upper - patient.ef_percent.central95.lower;
}

std::vector<Drawn> drawn_of(const analysis::ReportData& data, const std::string& patient) {
  std::vector<Drawn> all;
  for (const analysis::ConditionSensitivity& found : data.sensitivity) {
    const auto own =
        std::ranges::find(found.patients, patient, &analysis::PatientSensitivity::patient);
    if (own != found.patients.end()) all.push_back({&found, &*own});
  }
  return all;
}

std::string drawn_title_of(const Drawn& drawn, const analysis::ReportData& data) {
  return data.plan.seeds.size() == 1
             ? drawn.of->condition
             : drawn.of->condition + ", seed " + std::to_string(drawn.of->seed);
}

/// "52.1\n49.0 to 55.3".
std::string spread_text(const analysis::Spread& spread, int decimals) {
  return number_text(spread.clean + spread.bias, decimals) + "\n" +
         interval_text(spread.central95, decimals);
}

Table volumes_table(
    const std::vector<Drawn>& shown, std::size_t all, const analysis::ReportData& data) {
  const analysis::PatientSensitivity& first = *shown.front().patient;
  Table table{
      .caption =
          "Of noisy labels the mean over draws, with the interval that holds 95 % of them, and the "
          "probability of each EF category." +
          of_all(shown.size(), all, "that scatter EF most"),
      .columns = {
          {"Labels"},
          {"EDV\nmL", CellKind::kNumber},
          {"ESV\nmL", CellKind::kNumber},
          {"EF\n%", CellKind::kNumber}}};
  for (const cardiac::EfCategory category : cardiac::kEfCategories) {
    table.columns.push_back({std::string(name_of(category)) + "\nprobability", CellKind::kNumber});
  }
  table.columns.push_back({"From ED / ES\nshare of EF’s scatter", CellKind::kNumber});
  table.rows.push_back(
      {{"clean",
        number_text(first.edv_ml.clean, 0),
        number_text(first.esv_ml.clean, 0),
        number_text(first.ef_percent.clean, 1)}});
  for (const cardiac::EfCategory category : cardiac::kEfCategories) {
    const bool is_own = category == cardiac::ef_category(first.ef_percent.clean);
    table.rows.back().cells.emplace_back(is_own ? "✓" : "");
  }
  table.rows.back().cells.emplace_back();
  for (const Drawn& drawn : shown) {
    const analysis::PatientSensitivity& patient = *drawn.patient;
    TableRow row{
        {drawn_title_of(drawn, data),
         spread_text(patient.edv_ml, 0),
         spread_text(patient.esv_ml, 0),
         spread_text(patient.ef_percent, 1)}};
    for (const double probability : patient.category_probability) {
      row.cells.push_back(percent_text(probability));
    }
    row.cells.push_back(drivers_text(patient.variance));
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// What noise of the labels of each instant does alone, and then the steps that scatter EF most.
Table drivers_table(const analysis::PatientSensitivity& patient) {
  std::vector<analysis::PartEffect> told;
  std::vector<analysis::PartEffect> steps;
  for (const analysis::PartEffect& part : patient.parts) {
    if (part.part == "all") continue;  // is in the other table
    const bool is_instant = part.part == "ED labels" || part.part == "ES labels";
    (is_instant ? told : steps).push_back(part);
  }
  const auto scatter = [](const analysis::PartEffect& part) { return part.ef_sd_pp; };
  std::ranges::move(greatest_of(steps, kMostRows, scatter), std::back_inserter(told));
  return parts_table(
      "What drives it: each part of the noise alone. EF in percentage points, volumes in percent.",
      told);
}

}  // namespace

std::string drivers_text(const std::optional<analysis::VarianceShares>& variance) {
  if (!variance) return std::string(kAbsent);
  return percent_text(variance->ed) + " / " + percent_text(variance->es);
}

Table parts_table(std::string caption, std::span<const analysis::PartEffect> parts) {
  Table table{
      .caption = std::move(caption),
      .columns = {
          {"Noise of"},
          {"EF bias", CellKind::kNumber},
          {"EF scatter\nSD over draws", CellKind::kNumber},
          {"EDV bias\n%", CellKind::kNumber},
          {"ESV bias\n%", CellKind::kNumber}}};
  for (const analysis::PartEffect& part : parts) {
    table.rows.push_back(
        {{part.part,
          signed_text(part.ef_bias_pp, 1),
          number_text(part.ef_sd_pp, 1),
          signed_text(part.edv_bias_percent, 1),
          signed_text(part.esv_bias_percent, 1)}});
  }
  return table;
}

std::vector<Table> label_tables(const analysis::ReportData& data, const std::string& patient) {
  const std::vector<Drawn> all = drawn_of(data, patient);
  if (all.empty()) return {};
  const auto shown =
      greatest_of(all, kMostRows, [](const Drawn& drawn) { return width(*drawn.patient); });
  std::vector<Table> tables{volumes_table(shown, all.size(), data)};
  if (all.size() == 1) tables.push_back(drivers_table(*all.front().patient));
  return tables;
}

}  // namespace segnoise::page
