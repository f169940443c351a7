#include "show/page/number_text.h"
#include "show/page/patient_means.h"
#include "show/page/patient_tables.h"
#include "show/page/sections.h"
#include "study/analysis/patient_measures.h"

#include <algorithm>
#include <map>
#include <utility>

namespace segnoise::page {
namespace {

/// A row for each patient under each condition, up to so many; of more, one row for each patient.
constexpr std::size_t kConditionsByPatient = 3;

/// Predicted, and in brackets that of the clean labels.
std::string beside_clean(
    const std::optional<double>& predicted, const std::optional<double>& clean) {
  return value_text(predicted, 0) + " (" + value_text(clean, 0) + ")";
}

/// The patient, and where his EF is of one view, that.
std::string row_title(const std::string& patient, bool is_single_plane) {
  return is_single_plane ? patient + "\nsingle-plane" : patient;
}

std::string row_title(const analysis::PatientSensitivity& patient) {
  const bool both = std::ranges::all_of(
      cardiac::kViews, [&](cardiac::View view) { return cardiac::uses(patient.method, view); });
  return row_title(patient.patient, !both);
}

Table networks_table(const analysis::ReportData& data, const PatientMeans& values) {
  Table table{
      .caption =
          "Every testing patient, by network: ejection fraction and volumes from the "
          "predicted outlines, in brackets those from the clean labels, and how close the "
          "outlines of the left ventricle came (mean of the views).",
      .columns = {
          {"Patient"},
          {"Trained on"},
          {analysis::kEf.title_with_unit("\n"), CellKind::kNumber},
          {analysis::kReferenceEf.title_with_unit("\n"), CellKind::kNumber},
          {analysis::kEdv.title_with_unit("\n"), CellKind::kNumber},
          {analysis::kEsv.title_with_unit("\n"), CellKind::kNumber},
          {analysis::kDiceEd.title_with_unit("\n"), CellKind::kNumber},
          {analysis::kDiceEs.title_with_unit("\n"), CellKind::kNumber},
          {analysis::kHdEd.title_with_unit("\n"), CellKind::kNumber}}};
  for (const std::string& patient : values.patients()) {
    for (const plan::Condition& condition : data.plan.conditions) {
      const auto of = [&](std::string_view measure) {
        return values.find(patient, condition.name, measure);
      };
      const auto dice_ed = of(analysis::kDiceEd.id);
      if (!dice_ed && !of(analysis::kEf.id) && !of(analysis::kDiceEs.id)) continue;
      table.rows.push_back(
          {{row_title(patient, of(analysis::kEfViews.id) == 1.0),
            title_of(condition),
            value_text(of(analysis::kEf.id), 1),
            value_text(of(analysis::kReferenceEf.id), 1),
            beside_clean(of(analysis::kEdv.id), of(analysis::kReferenceEdv.id)),
            beside_clean(of(analysis::kEsv.id), of(analysis::kReferenceEsv.id)),
            value_text(dice_ed, 1),
            value_text(of(analysis::kDiceEs.id), 1),
            value_text(of(analysis::kHdEd.id), 1)}});
    }
  }
  return table;
}

/// The condition under which a patient has the greatest value of a measure, and that value.
std::pair<const plan::Condition*, double> greatest_error(
    const analysis::ReportData& data,
    const PatientMeans& values,
    const std::string& patient,
    std::string_view measure) {
  std::pair<const plan::Condition*, double> found{nullptr, 0.0};
  for (const plan::Condition& condition : data.plan.conditions) {
    const auto value = values.find(patient, condition.name, measure);
    if (value && (found.first == nullptr || *value > found.second)) found = {&condition, *value};
  }
  return found;
}

Table networks_extremes_table(const analysis::ReportData& data, const PatientMeans& values) {
  Table table{
      .caption =
          "Every testing patient: ejection fraction from the clean labels, by the network "
          "trained on them, and the condition under which EF was missed most. All "
          "conditions are in results.csv.",
      .columns = {
          {"Patient"},
          {"EF, clean labels\n%", CellKind::kNumber},
          {"EF, network of clean labels\n%", CellKind::kNumber},
          {"Largest EF error\npercentage points", CellKind::kNumber},
          {"Under"}}};
  for (const std::string& patient : values.patients()) {
    const auto [worst, error] = greatest_error(data, values, patient, analysis::kEfError.id);
    if (worst == nullptr) continue;
    table.rows.push_back(
        {{row_title(patient, values.find(patient, worst->name, analysis::kEfViews.id) == 1.0),
          value_text(values.find(patient, worst->name, analysis::kReferenceEf.id), 1),
          value_text(values.find(patient, plan::kCleanCondition, analysis::kEf.id), 1),
          number_text(error, 1),
          title_of(*worst)}});
  }
  return table;
}

/// The patients of one condition.
Table labels_table(const analysis::ConditionSensitivity& found) {
  Table table{
      .caption = "Every patient, noise “" + found.condition +
                 "”: ejection fraction and volumes from the clean labels, the interval that holds "
                 "95 % of the draws, and how much of their scatter comes from the outlines at "
                 "end-diastole and at end-systole.",
      .columns = {
          {"Patient"},
          {"EF, clean\n%", CellKind::kNumber},
          {"EDV\nmL", CellKind::kNumber},
          {"ESV\nmL", CellKind::kNumber},
          {"EF bias\npoints", CellKind::kNumber},
          {"95 % of draws\n%", CellKind::kNumber},
          {"Within 5 points", CellKind::kNumber},
          {"Other EF category", CellKind::kNumber},
          {"From ED / ES", CellKind::kNumber}}};
  for (const analysis::PatientSensitivity& patient : found.patients) {
    const auto own = static_cast<std::size_t>(cardiac::ef_category(patient.ef_percent.clean));
    table.rows.push_back(
        {{row_title(patient),
          number_text(patient.ef_percent.clean, 1),
          number_text(patient.edv_ml.clean, 0),
          number_text(patient.esv_ml.clean, 0),
          signed_text(patient.ef_percent.bias, 1),
          interval_text(patient.ef_percent.central95, 1),
          percent_text(patient.within_5_pp),
          percent_text(1.0 - patient.category_probability[own]),
          drivers_text(patient.variance)}});
  }
  return table;
}

/// Every patient once, with the condition under which his EF spreads most.
Table labels_extremes_table(const analysis::ReportData& data) {
  Table table{
      .caption =
          "Every patient: ejection fraction and volumes from the clean labels, and the "
          "condition under which EF spreads most. All conditions are in results.csv.",
      .columns = {
          {"Patient"},
          {"EF, clean\n%", CellKind::kNumber},
          {"EDV\nmL", CellKind::kNumber},
          {"ESV\nmL", CellKind::kNumber},
          {"Widest 95 % of draws\n%", CellKind::kNumber},
          {"Under"}}};
  using Extreme =
      std::pair<const analysis::PatientSensitivity*, const analysis::ConditionSensitivity*>;
  const auto width = [](const analysis::PatientSensitivity& patient) {
    return patient.ef_percent.central95.upper - patient.ef_percent.central95.lower;
  };
  std::map<std::string, Extreme> widest;
  for (const analysis::ConditionSensitivity& found : data.sensitivity) {
    for (const analysis::PatientSensitivity& patient : found.patients) {
      auto& [most, under] = widest.try_emplace(patient.patient, &patient, &found).first->second;
      if (width(patient) > width(*most)) {
        most = &patient;
        under = &found;
      }
    }
  }
  for (const auto& [name, extreme] : widest) {
    const auto& [patient, found] = extreme;
    table.rows.push_back(
        {{row_title(*patient),
          number_text(patient->ef_percent.clean, 1),
          number_text(patient->edv_ml.clean, 0),
          number_text(patient->esv_ml.clean, 0),
          interval_text(patient->ef_percent.central95, 1),
          found->condition}});
  }
  return table;
}

}  // namespace

std::optional<Section> gallery_section(const ReportPictures& pictures) {
  Section section{
      .heading = pictures.gallery.empty() ? "Pictures" : "Worst, median and best patient"};
  if (!pictures.gallery.empty()) {
    section.blocks.emplace_back(Paragraph(
        "Ranked by the mean Dice of the left ventricle over the patient’s frames. The noisy label "
        "shows what the noise makes of this patient’s clean label; networks were tested against "
        "the clean one."));
  }
  for (const Figure& figure : pictures.gallery) section.blocks.emplace_back(figure);
  for (const Figure& figure : pictures.figures) section.blocks.emplace_back(figure);
  return unless_empty(std::move(section));
}

std::optional<Section> patients_section(
    const analysis::ReportData& data, const ReportPictures& pictures) {
  Section section{.heading = "Patients, one by one"};
  if (!pictures.panels.empty()) section.blocks.emplace_back(PatientPanels{pictures.panels});
  const auto add_table = [&](Table table) {
    if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
  };
  if (data.plan.kind == plan::StudyKind::kTraining) {
    const PatientMeans values(data.measurements);
    add_table(
        data.plan.conditions.size() <= kConditionsByPatient
            ? networks_table(data, values)
            : networks_extremes_table(data, values));
  } else if (data.sensitivity.size() == 1) {
    add_table(labels_table(data.sensitivity.front()));
  } else {
    add_table(labels_extremes_table(data));
  }
  return unless_empty(std::move(section));
}

}  // namespace segnoise::page
