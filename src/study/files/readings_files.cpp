#include "study/files/readings_files.h"

#include "study/files/csv_reader.h"
#include "study/files/csv_row.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace segnoise::study_files {
namespace {

std::vector<std::string> shape_columns() {
  std::vector<std::string> columns{"patient", "view", "instant", "draws"};
  for (const readings::NamedShapeError& error : readings::kShapeErrors)
    columns.emplace_back(error.id);
  return columns;
}

std::string heading_of(const std::vector<std::string>& columns) {
  CsvRow heading;
  for (const std::string& column : columns) heading << std::string_view(column);
  return heading.line();
}

/// Whose rows these are, when patients come in their order.
class Owners {
 public:
  explicit Owners(std::span<analysis::PatientSensitivity> patients) : patients_(patients) {}

  /// The patient that the first cell of the row names: the one of the row before, or a later one.
  analysis::PatientSensitivity& of(const CsvReader& file) {
    const auto found = std::ranges::find(
        patients_.subspan(at_), file.text(0), &analysis::PatientSensitivity::patient);
    if (found == patients_.end()) file.reject(0, "a patient of patients.csv, in the same order");
    at_ = static_cast<std::size_t>(found - patients_.begin());
    return *found;
  }

 private:
  std::span<analysis::PatientSensitivity> patients_;
  std::size_t at_ = 0;
};

std::string shapes_csv(std::span<const analysis::PatientSensitivity> patients) {
  std::string csv = heading_of(shape_columns());
  for (const analysis::PatientSensitivity& patient : patients) {
    for (const cardiac::View view : cardiac::kViews) {
      for (const cardiac::Instant instant : cardiac::kInstants) {
        const auto& errors = patient.shapes(view, instant);
        if (!errors) continue;
        CsvRow row;
        row << std::string_view(patient.patient) << name_of(view) << name_of(instant)
            << errors->draws;
        for (const readings::NamedShapeError& error : readings::kShapeErrors)
          row << (*errors).*error.value;
        csv += row.line();
      }
    }
  }
  return csv;
}

void read_shapes(const std::string& path, std::span<analysis::PatientSensitivity> patients) {
  CsvReader file(path, "how far noisy outlines are from clean ones", shape_columns());
  Owners owners(patients);
  while (file.next()) {
    auto& errors = owners.of(file)
                       .shapes(file.one_of(1, cardiac::kViews), file.one_of(2, cardiac::kInstants))
                       .emplace();
    errors.draws = file.whole_number<int>(3);
    std::size_t column = 4;
    for (const readings::NamedShapeError& error : readings::kShapeErrors)
      errors.*error.value = file.number(column++);
  }
}

const std::vector<std::string> kMethodColumns{
    "patient", "volume_method", "draws", "ef_clean_percent", "ef_bias_pp", "ef_sd_pp"};

std::string methods_csv(std::span<const analysis::PatientSensitivity> patients) {
  std::string csv = heading_of(kMethodColumns);
  for (const analysis::PatientSensitivity& patient : patients) {
    for (const readings::MethodEf& ef : patient.methods) {
      CsvRow row;
      row << std::string_view(patient.patient) << name_of(ef.method) << ef.draws << ef.clean_percent
          << ef.bias_pp << ef.sd_pp;
      csv += row.line();
    }
  }
  return csv;
}

void read_methods(const std::string& path, std::span<analysis::PatientSensitivity> patients) {
  CsvReader file(path, "EF by several methods", kMethodColumns);
  Owners owners(patients);
  while (file.next()) {
    owners.of(file).methods.push_back(
        {.method = file.one_of(1, cardiac::kVolumeMethods),
         .clean_percent = file.number(3),
         .draws = file.whole_number<int>(2),
         .bias_pp = file.number(4),
         .sd_pp = file.number(5)});
  }
}

const std::vector<std::string> kReadingColumns{"patient", "draw", "edv_ml", "esv_ml", "ef_percent"};

std::string readings_csv(std::span<const analysis::PatientSensitivity> patients) {
  std::string csv = heading_of(kReadingColumns);
  for (const analysis::PatientSensitivity& patient : patients) {
    for (const analysis::Reading& reading : patient.readings) {
      CsvRow row;
      row << std::string_view(patient.patient) << reading.draw << reading.edv_ml << reading.esv_ml
          << reading.ef_percent;
      csv += row.line();
    }
  }
  return csv;
}

const std::vector<std::string> kPanelColumns{
    "patient", "fused_by", "readers", "panel", "ef_clean_percent", "ef_percent"};

void read_single_readings(
    const std::string& path, std::span<analysis::PatientSensitivity> patients) {
  CsvReader file(path, "single readings", kReadingColumns);
  Owners owners(patients);
  while (file.next()) {
    owners.of(file).readings.push_back(
        {.draw = file.whole_number<int>(1),
         .edv_ml = file.number(2),
         .esv_ml = file.number(3),
         .ef_percent = file.number(4)});
  }
}

}  // namespace

std::vector<NamedText> readings_files(std::span<const analysis::PatientSensitivity> patients) {
  return {
      {"shapes.csv", shapes_csv(patients)},
      {"methods.csv", methods_csv(patients)},
      {"readings.csv", readings_csv(patients)}};
}

void read_readings(
    const std::filesystem::path& folder, std::span<analysis::PatientSensitivity> patients) {
  read_shapes((folder / "shapes.csv").string(), patients);
  read_methods((folder / "methods.csv").string(), patients);
  read_single_readings((folder / "readings.csv").string(), patients);
}

std::string panels_csv(std::span<const readings::PanelEf> panels) {
  std::string csv = heading_of(kPanelColumns);
  for (const readings::PanelEf& panel : panels) {
    CsvRow row;
    row << std::string_view(panel.patient) << std::string_view(panel.rule) << panel.readers
        << panel.panel << panel.clean_percent << panel.ef_percent;
    csv += row.line();
  }
  return csv;
}

std::vector<readings::PanelEf> read_panels_csv(const std::string& path) {
  CsvReader file(path, "EF from the fused outlines of several readers", kPanelColumns);
  std::vector<readings::PanelEf> panels;
  while (file.next()) {
    panels.push_back(
        {.patient = file.text(0),
         .rule = file.text(1),
         .readers = file.whole_number<int>(2),
         .panel = file.whole_number<int>(3),
         .clean_percent = file.number(4),
         .ef_percent = file.optional_number(5)});
  }
  return panels;
}

}  // namespace segnoise::study_files
