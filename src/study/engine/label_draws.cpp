#include "study/engine/label_draws.h"

#include "storage/write_file.h"
#include "study/analysis/sensitivity_summary.h"
#include "study/files/readings_files.h"

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <utility>

namespace segnoise::engine {

analysis::SensitivityOptions draw_options(
    int draws, std::uint64_t seed, cardiac::VolumeMethod method) {
  return {
      .draws = draws,
      .draws_alone = std::min(draws, analysis::SensitivityOptions{}.draws_alone),
      .seed = seed,
      .volume_method = method};
}

analysis::CohortSensitivity draw_labels(
    std::span<const plan::VentricleLabels> labels,
    const noise::NoiseSetup& setup,
    const analysis::SensitivityOptions& options,
    int threads,
    const std::string& phase,
    Observer& observer) {
  analysis::CohortSensitivity cohort =
      analysis::cohort_sensitivity(labels, setup, options, threads, [&](std::size_t done) {
        observer.step(phase, done, labels.size());
      });
  for (const analysis::LeftOut& one : cohort.left_out) {
    observer.line("warning: " + one.patient + ": left out: " + one.reason);
  }
  return cohort;
}

void write_draws(
    const std::filesystem::path& folder, const study_files::SensitivityReport& report) {
  storage::write_file(folder / "patients.csv", study_files::sensitivity_patients_csv(report));
  storage::write_file(folder / "parts.csv", study_files::sensitivity_parts_csv(report));
  for (const auto& [name, text] : study_files::readings_files(report.cohort.patients))
    storage::write_file(folder / name, text);
  if (!report.panels.empty())
    storage::write_file(folder / "panels.csv", study_files::panels_csv(report.panels));
}

const analysis::PatientSensitivity& median_patient(const study_files::SensitivityReport& report) {
  std::vector<const analysis::PatientSensitivity*> patients;
  for (const analysis::PatientSensitivity& patient : report.cohort.patients) {
    if (patient.method == report.options.volume_method) patients.push_back(&patient);
  }
  if (patients.empty()) return report.cohort.patients.front();
  std::ranges::stable_sort(patients, {}, [](const auto* p) { return p->ef_percent.sd; });
  return *patients[patients.size() / 2];
}

study_files::SensitivityReport run_label_study(
    plan::StudyDescription description,
    const analysis::SensitivityOptions& options,
    std::span<const plan::VentricleLabels> labels,
    std::span<const readings::Consensus> consensus,
    int threads,
    Observer& observer) {
  study_files::SensitivityReport report{.description = std::move(description), .options = options};
  report.cohort =
      draw_labels(labels, report.description.setup, options, threads, "drawing: patient", observer);
  if (report.cohort.patients.empty()) {
    const analysis::LeftOut& first = report.cohort.left_out.front();
    throw std::runtime_error(
        "no patient can be measured, the first because of this: " + first.patient + ": " +
        first.reason);
  }
  report.summary = analysis::summarised(report.cohort.patients, options.seed);
  if (consensus.empty()) return report;
  const readings::PanelOptions panels{.seed = options.seed, .volume_method = options.volume_method};
  const std::size_t read = std::min(labels.size(), static_cast<std::size_t>(panels.patients));
  report.panels = readings::panel_efs(
      labels, report.description.setup, consensus, panels, threads, [&](std::size_t done) {
        observer.step("fusing readers: patient", done, read);
      });
  return report;
}

}  // namespace segnoise::engine
