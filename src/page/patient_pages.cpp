#include "page/patient_pages.h"

#include "page/number_text.h"
#include "page/patient_means.h"
#include "page/sections.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>
#include <iterator>
#include <set>
#include <utility>

namespace segnoise {
namespace {

/// So many rows leave room for the frames on the page.
constexpr std::size_t kMostRows = 3;

/// Parts of the noise, as patient_sensitivity() calls them.
constexpr std::string_view kEdLabels = "ED labels";
constexpr std::string_view kEsLabels = "ES labels";

/// What draws of one condition and seed do to the patient.
struct Drawn {
  const ConditionSensitivity* of = nullptr;
  const PatientSensitivity* patient = nullptr;
};

double width(const PatientSensitivity& patient) {
  return patient.ef_percent.central95.upper - patient.ef_percent.central95.lower;
}

/// The `most` greatest of some things, in the order that they had.
template <class Thing, class Value>
std::vector<Thing> greatest_of(std::vector<Thing> all, std::size_t most, const Value& value) {
  if (all.size() <= most) return all;
  std::vector<double> values;
  for (const Thing& each : all) values.push_back(value(each));
  std::vector<double> sorted = values;
  std::ranges::sort(sorted, std::greater<>());
  const double least = sorted[most - 1];
  std::vector<Thing> chosen;
  for (std::size_t i = 0; i < all.size() && chosen.size() < most; ++i) {
    if (values[i] >= least) chosen.push_back(all[i]);
  }
  return chosen;
}

std::string of_all(std::size_t shown, std::size_t all, const std::string& what) {
  if (shown == all) return "";
  return " Of " + std::to_string(all) + " conditions, the " + std::to_string(shown) + " " + what +
         ".";
}

// --- labels --------------------------------------------------------------------------------------

std::vector<Drawn> drawn_of(const ReportData& data, const std::string& patient) {
  std::vector<Drawn> all;
  for (const ConditionSensitivity& found : data.sensitivity) {
    const auto own = std::ranges::find(found.patients, patient, &PatientSensitivity::patient);
    if (own != found.patients.end()) all.push_back({&found, &*own});
  }
  return all;
}

std::string title_of(const Drawn& drawn, const ReportData& data) {
  return data.plan.seeds.size() == 1
             ? drawn.of->condition
             : drawn.of->condition + ", seed " + std::to_string(drawn.of->seed);
}

/// "52.1\n49.0 to 55.3".
std::string spread_text(const Spread& spread, int decimals) {
  return number_text(spread.clean + spread.bias, decimals) + "\n" +
         interval_text(spread.central95, decimals);
}

Table volumes_table(const std::vector<Drawn>& shown, std::size_t all, const ReportData& data) {
  const PatientSensitivity& first = *shown.front().patient;
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
  for (const EfCategory category : kEfCategories) {
    table.columns.push_back({std::string(name_of(category)) + "\nprobability", CellKind::kNumber});
  }
  table.rows.push_back(
      {{"clean",
        number_text(first.edv_ml.clean, 0),
        number_text(first.esv_ml.clean, 0),
        number_text(first.ef_percent.clean, 1)}});
  for (const EfCategory category : kEfCategories) {
    const bool is_own = category == ef_category(first.ef_percent.clean);
    table.rows.back().cells.emplace_back(is_own ? "✓" : "");
  }
  for (const Drawn& drawn : shown) {
    const PatientSensitivity& patient = *drawn.patient;
    TableRow row{
        {title_of(drawn, data),
         spread_text(patient.edv_ml, 0),
         spread_text(patient.esv_ml, 0),
         spread_text(patient.ef_percent, 1)}};
    for (const double probability : patient.category_probability) {
      row.cells.push_back(percent_text(probability));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// The labels of each instant, and of one condition also its steps: those that scatter EF most.
std::vector<PartEffect> parts_to_tell(const PatientSensitivity& patient, bool with_steps) {
  std::vector<PartEffect> told;
  std::vector<PartEffect> steps;
  for (const PartEffect& part : patient.parts) {
    if (part.part == "all") continue;  // is in the other table
    const bool is_instant = part.part == kEdLabels || part.part == kEsLabels;
    (is_instant ? told : steps).push_back(part);
  }
  if (!with_steps) return told;
  const auto scatter = [](const PartEffect& part) { return part.ef_sd_pp; };
  std::ranges::move(greatest_of(steps, kMostRows, scatter), std::back_inserter(told));
  return told;
}

Table drivers_table(const std::vector<Drawn>& shown, const ReportData& data) {
  Table table{
      .caption =
          "What drives it: each instant’s share of EF’s scatter, and what each step does to EF "
          "alone, in percentage points.",
      .columns = {
          {"Noise of"},
          {"Share of the scatter", CellKind::kNumber},
          {"EF bias", CellKind::kNumber},
          {"EF scatter\nSD over draws", CellKind::kNumber}}};
  for (const Drawn& drawn : shown) {
    const PatientSensitivity& patient = *drawn.patient;
    for (const PartEffect& part : parts_to_tell(patient, shown.size() == 1)) {
      std::string share(kAbsent);
      if (patient.variance && part.part == kEdLabels) share = percent_text(patient.variance->ed);
      if (patient.variance && part.part == kEsLabels) share = percent_text(patient.variance->es);
      table.rows.push_back(
          {{(shown.size() == 1 ? "" : title_of(drawn, data) + ": ") + part.part,
            share,
            signed_text(part.ef_bias_pp, 1),
            number_text(part.ef_sd_pp, 1)}});
    }
  }
  return table;
}

void add_labels(Section& section, const ReportData& data, const std::string& patient) {
  const std::vector<Drawn> all = drawn_of(data, patient);
  if (all.empty()) return;
  const auto spread = [](const Drawn& drawn) { return width(*drawn.patient); };
  const std::vector<Drawn> shown = greatest_of(all, kMostRows, spread);
  section.blocks.emplace_back(volumes_table(shown, all.size(), data));
  const std::vector<Drawn> told = greatest_of(all, kMostRows - 1, spread);
  section.blocks.emplace_back(drivers_table(told, data));
}

// --- networks ------------------------------------------------------------------------------------

std::string value_text(const std::optional<double>& value, int decimals) {
  return value ? number_text(*value, decimals) : std::string(kAbsent);
}

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
std::vector<const Condition*> conditions_of(
    const ReportData& data, const PatientMeans& values, const std::string& patient) {
  std::vector<const Condition*> found;
  for (const Condition& condition : data.plan.conditions) {
    const bool has_any = std::ranges::any_of(
        std::array{"ef_percent", "dice_ed_percent", "dice_es_percent"}, [&](const char* measure) {
          return values.find(patient, condition.name, measure).has_value();
        });
    if (has_any) found.push_back(&condition);
  }
  return found;
}

void add_networks(
    Section& section,
    const ReportData& data,
    const PatientMeans& values,
    const std::string& patient) {
  const auto all = conditions_of(data, values, patient);
  if (all.empty()) return;
  const auto shown = greatest_of(all, kMostRows, [&](const Condition* condition) {
    return values.find(patient, condition->name, "ef_error_pp").value_or(0.0);
  });
  const auto of = [&](const Condition* condition, std::string_view measure) {
    return values.find(patient, condition->name, measure);
  };
  Table ef{
      .caption =
          "Volumes and ejection fraction: from the clean labels, and from what each network "
          "outlined." +
          of_all(shown.size(), all.size(), "that missed EF most"),
      .columns = {
          {"Trained on"},
          {"EDV\nmL", CellKind::kNumber},
          {"ESV\nmL", CellKind::kNumber},
          {"EF\n%", CellKind::kNumber},
          {"EF error\npercentage points", CellKind::kNumber},
          {"EF category"}}};
  const auto category = [](const std::optional<double>& percent) {
    return percent ? std::string(name_of(ef_category(*percent))) : std::string(kAbsent);
  };
  const Condition* first = all.front();
  ef.rows.push_back(
      {{"clean labels themselves",
        value_text(of(first, "reference_edv_ml"), 0),
        value_text(of(first, "reference_esv_ml"), 0),
        value_text(of(first, "reference_ef_percent"), 1),
        "",
        category(of(first, "reference_ef_percent"))}});
  Table outlines{
      .caption =
          "How close the outline of the left ventricle came in each frame: Dice in percent, "
          "and below it the Hausdorff distance.",
      .columns = {{"Trained on"}}};
  for (const FrameColumn& frame : kFrames) {
    outlines.columns.push_back({frame.heading, CellKind::kNumber});
  }
  for (const Condition* condition : shown) {
    ef.rows.push_back(
        {{title_of(*condition),
          value_text(of(condition, "edv_ml"), 0),
          value_text(of(condition, "esv_ml"), 0),
          value_text(of(condition, "ef_percent"), 1),
          value_text(of(condition, "ef_error_pp"), 1),
          category(of(condition, "ef_percent"))}});
    TableRow row{{title_of(*condition)}};
    for (const FrameColumn& frame : kFrames) {
      const std::string place = frame.place;
      row.cells.push_back(
          frame_text(of(condition, place + "dice"), of(condition, place + "hd_mm")));
    }
    outlines.rows.push_back(std::move(row));
  }
  section.blocks.emplace_back(std::move(ef));
  section.blocks.emplace_back(std::move(outlines));
}

std::vector<std::string> patients_of(const ReportData& data, const PatientMeans& values) {
  const std::vector<std::string> tested = values.patients();
  std::set<std::string> patients(tested.begin(), tested.end());
  for (const ConditionSensitivity& found : data.sensitivity) {
    for (const PatientSensitivity& patient : found.patients) patients.insert(patient.patient);
  }
  return {patients.begin(), patients.end()};
}

}  // namespace

std::vector<PatientPage> patient_pages(const ReportData& data, const ReportPictures& pictures) {
  const bool trains = data.plan.kind == StudyKind::kTraining;
  const PatientMeans values(data.measurements);
  std::vector<PatientPage> pages;
  for (const std::string& patient : patients_of(data, values)) {
    Section section{.heading = trains ? "By network" : "With noisy labels"};
    const auto panel = std::ranges::find(pictures.panels, patient, &PatientPanel::patient);
    const bool has_panel = panel != pictures.panels.end();
    if (has_panel) section.blocks.emplace_back(panel->figure);
    if (trains) {
      add_networks(section, data, values, patient);
    } else {
      add_labels(section, data, patient);
    }
    std::vector<Paragraph> footer = footer_of(data.description, pictures.show_frames && has_panel);
    footer.insert(footer.begin(), Paragraph(std::string(kEfCategoryRule)));
    pages.push_back(
        {.patient = patient,
         .page = {
             .title = patient,
             .subtitle = title_of(data.plan) + ". " + subtitle_of(data.description) + ".",
             .sections = {std::move(section)},
             .footer = std::move(footer)}});
  }
  return pages;
}

}  // namespace segnoise
