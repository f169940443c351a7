#include "show/page/patient_pages.h"

#include "core/cardiac/ef_category.h"
#include "show/page/patient_tables.h"
#include "show/page/sections.h"

#include <algorithm>
#include <set>
#include <utility>

namespace segnoise::page {
namespace {

std::vector<std::string> patients_of(const analysis::ReportData& data, const PatientMeans& values) {
  const std::vector<std::string> tested = values.patients();
  std::set<std::string> patients(tested.begin(), tested.end());
  for (const analysis::ConditionSensitivity& found : data.sensitivity) {
    for (const analysis::PatientSensitivity& patient : found.patients)
      patients.insert(patient.patient);
  }
  return {patients.begin(), patients.end()};
}

/// What the data set's warnings say of a patient, each after the place of its files.
BulletList remarks_on(const plan::StudyDescription& study, const std::string& patient) {
  BulletList remarks;
  for (const std::string& warning : study.warnings) {
    const auto at = warning.find(patient);
    if (at == std::string::npos) continue;
    const std::string rest = warning.substr(at + patient.size());
    if (rest.empty() || (rest.front() >= '0' && rest.front() <= '9')) continue;  // of another
    remarks.items.emplace_back(rest.starts_with(": ") ? rest.substr(2) : warning);
  }
  return remarks;
}

Section section_of(
    const analysis::ReportData& data,
    const PatientMeans& means,
    const std::string& patient,
    const Figure* panel) {
  const bool trains = data.plan.kind == plan::StudyKind::kTraining;
  Section section{.heading = trains ? "By network" : "With noisy labels"};
  if (BulletList remarks = remarks_on(data.description, patient); !remarks.items.empty()) {
    section.blocks.emplace_back(Paragraph("Remarks on the data:"));
    section.blocks.emplace_back(std::move(remarks));
  }
  if (panel != nullptr) section.blocks.emplace_back(*panel);
  if (trains) {
    add(section, network_table(data, means, patient));
  } else {
    for (Table& table : label_tables(data, patient)) section.blocks.emplace_back(std::move(table));
  }
  return section;
}

}  // namespace

std::string of_all(std::size_t shown, std::size_t all, const std::string& what) {
  if (shown == all) return "";
  return " Of " + std::to_string(all) + " conditions, the " + std::to_string(shown) + " " + what +
         ".";
}

std::vector<PatientPage> patient_pages(
    const analysis::ReportData& data, const ReportPictures& pictures) {
  const PatientMeans means(data.measurements);
  std::vector<PatientPage> pages;
  for (const std::string& patient : patients_of(data, means)) {
    const auto own = std::ranges::find(pictures.panels, patient, &PatientPanel::patient);
    const Figure* panel = own == pictures.panels.end() ? nullptr : &own->figure;
    std::vector<Paragraph> footer =
        footer_of(data.description, pictures.show_frames && panel != nullptr);
    footer.insert(footer.begin(), Paragraph(std::string(cardiac::kEfCategoryRule)));
    pages.push_back(
        {.patient = patient,
         .page = {
             .title = patient,
             .subtitle = title_of(data.plan) + ". " + subtitle_of(data.description) + ".",
             .sections = {section_of(data, means, patient, panel)},
             .footer = std::move(footer)}});
  }
  return pages;
}

}  // namespace segnoise::page
