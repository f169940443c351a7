#include "show/page/number_text.h"
#include "show/page/patient_tables.h"
#include "show/page/sections.h"
#include "study/analysis/patient_measures.h"

#include <array>
#include <utility>

namespace segnoise::page {
namespace {

/// "94.1\n3.2 mm".
std::string frame_text(const std::optional<double>& dice, const std::optional<double>& hd_mm) {
  if (!dice && !hd_mm) return std::string(kAbsent);
  return (dice ? number_text(100.0 * *dice, 1) : std::string(kAbsent)) + "\n" +
         (hd_mm ? number_text(*hd_mm, 1) + " mm" : std::string(kAbsent));
}

struct FrameColumn {
  const char* place;
  const char* heading;
};
constexpr std::array kFrames{
    FrameColumn{"lv_2ch_ed_", "2CH ED"},
    FrameColumn{"lv_2ch_es_", "2CH ES"},
    FrameColumn{"lv_4ch_ed_", "4CH ED"},
    FrameColumn{"lv_4ch_es_", "4CH ES"}};

/// The conditions that a patient has numbers of.
std::vector<const plan::Condition*> conditions_of(
    const analysis::ReportData& data, const PatientMeans& means, const std::string& patient) {
  std::vector<const plan::Condition*> found;
  for (const plan::Condition& condition : data.plan.conditions) {
    const bool has_any = std::ranges::any_of(
        std::array{analysis::kEf.id, analysis::kDiceEd.id, analysis::kDiceEs.id},
        [&](std::string_view measure) {
          return means.find(patient, condition.name, measure).has_value();
        });
    if (has_any) found.push_back(&condition);
  }
  return found;
}

/// "41.2\nmildly reduced".
std::string ef_text(const std::optional<double>& percent) {
  if (!percent) return std::string(kAbsent);
  return number_text(*percent, 1) + "\n" +
         std::string(cardiac::name_of(cardiac::ef_category(*percent)));
}

}  // namespace

std::optional<Table> network_table(
    const analysis::ReportData& data, const PatientMeans& means, const std::string& patient) {
  const auto all = conditions_of(data, means, patient);
  if (all.empty()) return std::nullopt;
  const auto of = [&](const plan::Condition* condition, std::string_view measure) {
    return means.find(patient, condition->name, measure);
  };
  const auto shown = greatest_of(all, kMostRows, [&](const plan::Condition* condition) {
    return of(condition, analysis::kEfError.id).value_or(0.0);
  });
  Table table{
      .caption =
          "Volumes and ejection fraction of the clean labels, and by network; and how close its "
          "outline of the left ventricle came in each frame: Dice in percent, and below it the "
          "Hausdorff distance." +
          of_all(shown.size(), all.size(), "that missed EF most"),
      .columns = {
          {"Trained on"},
          {analysis::kEdv.title_with_unit("\n"), CellKind::kNumber},
          {analysis::kEsv.title_with_unit("\n"), CellKind::kNumber},
          {analysis::kEf.title_with_unit("\n"), CellKind::kNumber},
          {analysis::kEfError.title_with_unit("\n"), CellKind::kNumber}}};
  const plan::Condition* first = all.front();
  const bool is_single_plane = of(first, analysis::kEfViews.id) == 1.0;
  table.rows.push_back(
      {{is_single_plane ? "clean labels themselves\nsingle-plane: of one view"
                        : "clean labels themselves",
        value_text(of(first, analysis::kReferenceEdv.id), 0),
        value_text(of(first, analysis::kReferenceEsv.id), 0),
        ef_text(of(first, analysis::kReferenceEf.id)),
        ""}});
  for (const FrameColumn& frame : kFrames) {
    table.columns.push_back({frame.heading, CellKind::kNumber});
    table.rows.front().cells.emplace_back();
  }
  for (const plan::Condition* condition : shown) {
    TableRow row{
        {title_of(*condition),
         value_text(of(condition, analysis::kEdv.id), 0),
         value_text(of(condition, analysis::kEsv.id), 0),
         ef_text(of(condition, analysis::kEf.id)),
         value_text(of(condition, analysis::kEfError.id), 1)}};
    for (const FrameColumn& frame : kFrames) {
      const std::string place = frame.place;
      row.cells.push_back(
          frame_text(of(condition, place + "dice"), of(condition, place + "hd_mm")));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace segnoise::page
