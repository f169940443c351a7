// camus-noise --labels-only: how far noisy labels move the ejection fraction, without training.

#include "label_side.h"

#include "cli/interrupt.h"
#include "cli/threads.h"
#include "data/camus/data_set.h"
#include "data/setups/setup_file.h"
#include "show/page/report.h"
#include "show/pictures/edv_figure.h"
#include "show/pictures/ef_intervals.h"
#include "show/pictures/severity_ladder.h"
#include "show/pictures/ventricle_surface.h"
#include "storage/write_file.h"
#include "study/analysis/sensitivity_summary.h"
#include "study/files/sensitivity_files.h"
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
std::vector<plan::VentricleLabels> read_labels(
    plan::StudyDescription& study, cli::Progress& progress) {
  std::vector<plan::VentricleLabels> labels;
  read_patients(
      camus::open_data_set(study.data_root), study, progress, [&](const cardiac::Patient& patient) {
        labels.push_back(plan::ventricle_labels(patient));
      });
  return labels;
}

void require_patients(const analysis::CohortSensitivity& cohort) {
  if (!cohort.patients.empty()) return;
  const analysis::LeftOut& first = cohort.left_out.front();
  throw std::runtime_error(
      "no patient can be measured, the first because of this: " + first.patient + ": " +
      first.reason);
}

/// On a machine without an OpenGL driver the numbers are worth having without the figure.
void write_figure(
    const fs::path& path,
    std::span<const analysis::PatientSensitivity> patients,
    cli::Progress& progress) {
  try {
    pictures::write_ef_intervals(path, patients);
  } catch (const std::runtime_error& error) {
    progress.line("warning: no figure of the EF intervals: " + std::string(error.what()));
  }
}

/// Of the patients measured by the method asked for, if any is, the one whose EF spreads like that
/// of half of them.
const analysis::PatientSensitivity& median_patient(const study_files::SensitivityReport& report) {
  std::vector<const analysis::PatientSensitivity*> patients;
  for (const analysis::PatientSensitivity& patient : report.cohort.patients) {
    if (patient.method == report.options.volume_method) patients.push_back(&patient);
  }
  if (patients.empty()) return report.cohort.patients.front();
  std::ranges::stable_sort(patients, {}, [](const auto* p) { return p->ef_percent.sd; });
  return *patients[patients.size() / 2];
}

/// The outlines at end-diastole that make EDV least and greatest.
void write_example(
    const fs::path& path,
    const study_files::SensitivityReport& report,
    const plan::VentricleLabels& labels,
    const cardiac::Patient& patient) {
  const auto example =
      analysis::edv_example(labels, report.description.setup, report.options, report.options.draws);
  if (example) pictures::write_edv_example(path, *example, patient);
}

/// One view under the setups of the paper's CAMUS study, whatever this study's setup is.
void write_ladder(const fs::path& path, const cardiac::Patient& patient, std::uint64_t seed) {
  std::vector<noise::NoiseSetup> setups;
  for (const char* name : {"low", "medium", "high"}) {
    setups.push_back(setups::read_setup(name, setups::Scenario::kCamus));
  }
  for (const cardiac::View view : {cardiac::View::kFourChamber, cardiac::View::kTwoChamber}) {
    std::vector<pictures::LadderFrame> frames;
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const auto& frame = patient.frames(view, instant);
      if (frame)
        frames.push_back(pictures::ladder_frame(*frame, {patient.id, view, instant}, setups, seed));
    }
    if (frames.empty()) continue;
    pictures::write_severity_ladder(
        path, patient.id + ": the left ventricle under ever more noise", frames);
    return;
  }
}

/// As write_figure(), if the patient has both views.
void write_surface(
    const fs::path& path,
    const cardiac::Patient& patient,
    const noise::NoiseSetup& setup,
    std::uint64_t seed,
    cli::Progress& progress) {
  try {
    if (!pictures::write_ventricle_change(path, pictures::ventricle_change(patient, setup, seed))) {
      progress.line("no figure in three dimensions: " + patient.id + " lacks a measurable view");
    }
  } catch (const std::runtime_error& error) {
    progress.line("warning: no figure in three dimensions: " + std::string(error.what()));
  }
}

/// Plain ground in place of every frame.
void remove_images(cardiac::Patient& patient) {
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      auto& frame = patient.frames(view, instant);
      if (frame) frame->image = shape::Image(frame->labels.grid());
    }
  }
}

/// What noise does to the median patient, as pictures. His images are read again.
void write_patient(
    const fs::path& folder,
    const study_files::SensitivityReport& report,
    const std::vector<plan::VentricleLabels>& labels,
    const camus::DataSet& data_set,
    pictures::ReportImages images,
    cli::Progress& progress) {
  const std::string& id = median_patient(report).patient;
  const auto own = std::ranges::find(labels, id, &plan::VentricleLabels::patient);
  cardiac::Patient patient = patient_of(data_set, id);
  if (images == pictures::ReportImages::kOutlinesOnly) remove_images(patient);
  const std::uint64_t seed = report.options.seed;
  write_example(folder / "edv-example.png", report, *own, patient);
  write_ladder(folder / "severity-ladder.png", patient, seed);
  write_surface(folder / "ventricle-3d.png", patient, report.description.setup, seed, progress);
}

/// The patients whose EF spreads most, by id.
std::vector<std::string> patients_with_panel(const analysis::CohortSensitivity& cohort) {
  std::vector<const analysis::PatientSensitivity*> patients;
  for (const analysis::PatientSensitivity& patient : cohort.patients) patients.push_back(&patient);
  std::ranges::stable_sort(
      patients, std::ranges::greater{}, [](const auto* p) { return p->ef_percent.sd; });
  if (patients.size() > kMostPanels) patients.resize(kMostPanels);
  std::vector<std::string> ids;
  ids.reserve(patients.size());
  for (const analysis::PatientSensitivity* patient : patients) ids.push_back(patient->patient);
  std::ranges::sort(ids);
  return ids;
}

}  // namespace

void run_label_side(LabelSide study, storage::OutputFolder& out, cli::Progress& progress) {
  const auto started = std::chrono::steady_clock::now();
  study_files::SensitivityReport report{
      .description = std::move(study.description), .options = study.options};
  const std::vector<plan::VentricleLabels> labels = read_labels(report.description, progress);
  report.cohort = analysis::cohort_sensitivity(
      labels,
      report.description.setup,
      report.options,
      cli::threads_of(study.threads),
      [&](std::size_t done) {
        cli::throw_if_interrupted();
        progress.update("drawing: patient", done, labels.size());
      });
  for (const analysis::LeftOut& one : report.cohort.left_out) {
    progress.line("warning: " + one.patient + ": left out: " + one.reason);
  }
  require_patients(report.cohort);
  report.description.shows_frames = study.images == pictures::ReportImages::kFrames;
  report.summary = analysis::summarised(report.cohort.patients, report.options.seed);
  const auto elapsed_s = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  };
  report.description.elapsed_s = elapsed_s();

  const fs::path& folder = out.unfinished();
  storage::write_file(folder / "patients.csv", study_files::sensitivity_patients_csv(report));
  storage::write_file(folder / "parts.csv", study_files::sensitivity_parts_csv(report));
  storage::write_file(folder / "summary.json", study_files::sensitivity_json(report));
  write_figure(folder / "ef-intervals.png", report.cohort.patients, progress);
  const camus::DataSet data_set = camus::open_data_set(report.description.data_root);
  write_patient(folder, report, labels, data_set, study.images, progress);
  write_panels(
      folder,
      data_set,
      patients_with_panel(report.cohort),
      {.noise = report.description.setup, .seed = report.options.seed, .images = study.images},
      progress);
  progress.update("writing the report");
  (void)page::write_report(folder, {});
  out.finish();
  std::cout << analysis::sensitivity_text(report.summary, report.options);
  const std::string duty = duty_to_data(report.description);
  if (!duty.empty()) std::cout << '\n' << duty;
  progress.line(
      "finished in " + cli::spoken_duration(elapsed_s()) + "; open " +
      (out.final_path() / "report.html").string());
}

}  // namespace segnoise
