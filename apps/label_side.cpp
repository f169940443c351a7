// camus-noise --labels-only: how far noisy labels move the ejection fraction, without training.

#include "label_side.h"

#include "camus/data_set.h"
#include "cli/interrupt.h"
#include "cli/threads.h"
#include "files/sensitivity_files.h"
#include "files/setup_file.h"
#include "report/edv_figure.h"
#include "report/ef_intervals.h"
#include "report/severity_ladder.h"
#include "report/ventricle_surface.h"
#include "report_page.h"
#include "storage/write_file.h"
#include "study/sensitivity_summary.h"
#include "study_data.h"
#include "study_pictures.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <iostream>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace segnoise {
namespace {

namespace fs = std::filesystem;

/// The labels of all patients; images are dropped one by one.
std::vector<VentricleLabels> read_labels(StudyDescription& study, Progress& progress) {
  std::vector<VentricleLabels> labels;
  read_patients(open_data_set(study.data_root), study, progress, [&](const Patient& patient) {
    labels.push_back(ventricle_labels(patient));
  });
  return labels;
}

void require_patients(const CohortSensitivity& cohort) {
  if (!cohort.patients.empty()) return;
  const LeftOut& first = cohort.left_out.front();
  throw std::runtime_error(
      "no patient can be measured, the first because of this: " + first.patient + ": " +
      first.reason);
}

/// On a machine without an OpenGL driver the numbers are worth having without the figure.
void write_figure(
    const fs::path& path, std::span<const PatientSensitivity> patients, Progress& progress) {
  try {
    write_ef_intervals(path, patients);
  } catch (const std::runtime_error& error) {
    progress.line("warning: no figure of the EF intervals: " + std::string(error.what()));
  }
}

/// Of the patients measured by the method asked for, if any is, the one whose EF spreads like that
/// of half of them.
const PatientSensitivity& median_patient(const SensitivityReport& report) {
  std::vector<const PatientSensitivity*> patients;
  for (const PatientSensitivity& patient : report.cohort.patients) {
    if (patient.method == report.options.volume_method) patients.push_back(&patient);
  }
  if (patients.empty()) return report.cohort.patients.front();
  std::ranges::stable_sort(patients, {}, [](const auto* p) { return p->ef_percent.sd; });
  return *patients[patients.size() / 2];
}

/// The outlines at end-diastole that make EDV least and greatest.
void write_example(
    const fs::path& path,
    const SensitivityReport& report,
    const VentricleLabels& labels,
    const Patient& patient) {
  const auto example =
      edv_example(labels, report.description.setup, report.options, report.options.draws);
  if (example) write_edv_example(path, *example, patient);
}

/// One view under the setups of the paper's CAMUS study, whatever this study's setup is.
void write_ladder(const fs::path& path, const Patient& patient, std::uint64_t seed) {
  std::vector<NoiseSetup> setups;
  for (const char* name : {"low", "medium", "high"}) {
    setups.push_back(read_setup(name, Scenario::kCamus));
  }
  for (const View view : {View::kFourChamber, View::kTwoChamber}) {
    std::vector<LadderFrame> frames;
    for (const Instant instant : kInstants) {
      const auto& frame = patient.frames(view, instant);
      if (frame) frames.push_back(ladder_frame(*frame, {patient.id, view, instant}, setups, seed));
    }
    if (frames.empty()) continue;
    write_severity_ladder(path, patient.id + ": the left ventricle under ever more noise", frames);
    return;
  }
}

/// As write_figure(), if the patient has both views.
void write_surface(
    const fs::path& path,
    const Patient& patient,
    const NoiseSetup& setup,
    std::uint64_t seed,
    Progress& progress) {
  try {
    if (!write_ventricle_change(path, ventricle_change(patient, setup, seed))) {
      progress.line("no figure in three dimensions: " + patient.id + " lacks a measurable view");
    }
  } catch (const std::runtime_error& error) {
    progress.line("warning: no figure in three dimensions: " + std::string(error.what()));
  }
}

/// Plain ground in place of every frame.
void remove_images(Patient& patient) {
  for (const View view : kViews) {
    for (const Instant instant : kInstants) {
      auto& frame = patient.frames(view, instant);
      if (frame) frame->image = Image(frame->labels.grid());
    }
  }
}

/// What noise does to the median patient, as pictures. His images are read again.
void write_patient(
    const fs::path& folder,
    const SensitivityReport& report,
    const std::vector<VentricleLabels>& labels,
    const DataSet& data_set,
    ReportImages images,
    Progress& progress) {
  const std::string& id = median_patient(report).patient;
  const auto own = std::ranges::find(labels, id, &VentricleLabels::patient);
  Patient patient = patient_of(data_set, id);
  if (images == ReportImages::kOutlinesOnly) remove_images(patient);
  const std::uint64_t seed = report.options.seed;
  write_example(folder / "edv-example.png", report, *own, patient);
  write_ladder(folder / "severity-ladder.png", patient, seed);
  write_surface(folder / "ventricle-3d.png", patient, report.description.setup, seed, progress);
}

/// The patients whose EF spreads most, by id.
std::vector<std::string> patients_with_panel(const CohortSensitivity& cohort) {
  std::vector<const PatientSensitivity*> patients;
  for (const PatientSensitivity& patient : cohort.patients) patients.push_back(&patient);
  std::ranges::stable_sort(
      patients, std::ranges::greater{}, [](const auto* p) { return p->ef_percent.sd; });
  if (patients.size() > kMostPanels) patients.resize(kMostPanels);
  std::vector<std::string> ids;
  ids.reserve(patients.size());
  for (const PatientSensitivity* patient : patients) ids.push_back(patient->patient);
  std::ranges::sort(ids);
  return ids;
}

}  // namespace

void run_label_side(LabelSide study, OutputFolder& out, Progress& progress) {
  const auto started = std::chrono::steady_clock::now();
  SensitivityReport report{.description = std::move(study.description), .options = study.options};
  const std::vector<VentricleLabels> labels = read_labels(report.description, progress);
  report.cohort = cohort_sensitivity(
      labels,
      report.description.setup,
      report.options,
      threads_of(study.threads),
      [&](std::size_t done) {
        throw_if_interrupted();
        progress.update("drawing: patient", done, labels.size());
      });
  for (const LeftOut& one : report.cohort.left_out) {
    progress.line("warning: " + one.patient + ": left out: " + one.reason);
  }
  require_patients(report.cohort);
  report.description.shows_frames = study.images == ReportImages::kFrames;
  report.summary = summarised(report.cohort.patients, report.options.seed);
  const auto elapsed_s = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  };
  report.description.elapsed_s = elapsed_s();

  const fs::path& folder = out.unfinished();
  write_file(folder / "patients.csv", sensitivity_patients_csv(report));
  write_file(folder / "parts.csv", sensitivity_parts_csv(report));
  write_file(folder / "summary.json", sensitivity_json(report));
  write_figure(folder / "ef-intervals.png", report.cohort.patients, progress);
  const DataSet data_set = open_data_set(report.description.data_root);
  write_patient(folder, report, labels, data_set, study.images, progress);
  write_panels(
      folder,
      data_set,
      patients_with_panel(report.cohort),
      {.noise = report.description.setup, .seed = report.options.seed, .images = study.images},
      progress);
  progress.update("writing the report");
  (void)write_report(folder, {});
  out.finish();
  std::cout << sensitivity_text(report.summary, report.options);
  const std::string duty = duty_to_data(report.description);
  if (!duty.empty()) std::cout << '\n' << duty;
  progress.line(
      "finished in " + spoken_duration(elapsed_s()) + "; open " +
      (out.final_path() / "report.html").string());
}

}  // namespace segnoise
