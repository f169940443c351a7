#include "show/study_pictures/label_pictures.h"

#include "show/pictures/edv_figure.h"
#include "show/pictures/ef_intervals.h"
#include "show/pictures/severity_ladder.h"
#include "show/pictures/ventricle_surface.h"
#include "study/engine/label_draws.h"

#include <algorithm>
#include <stdexcept>

namespace segnoise::study_pictures {
namespace {

namespace fs = std::filesystem;

void write_intervals(
    const fs::path& path,
    std::span<const analysis::PatientSensitivity> patients,
    engine::Observer& observer) {
  try {
    pictures::write_ef_intervals(path, patients);
  } catch (const std::runtime_error& error) {
    observer.line("warning: no figure of the EF intervals: " + std::string(error.what()));
  }
}

/// The outlines at end-diastole that make EDV least and greatest.
void write_example(
    const fs::path& path,
    const study_files::SensitivityReport& report,
    std::span<const plan::VentricleLabels> labels,
    const cardiac::Patient& patient) {
  const auto own = std::ranges::find(labels, patient.id, &plan::VentricleLabels::patient);
  const auto example =
      analysis::edv_example(*own, report.description.setup, report.options, report.options.draws);
  if (example) pictures::write_edv_example(path, *example, patient);
}

/// One view, the first of 4CH and 2CH that is there.
void write_ladder(
    const fs::path& path,
    const cardiac::Patient& patient,
    std::span<const noise::NoiseSetup> setups,
    std::uint64_t seed) {
  for (const cardiac::View view : {cardiac::View::kFourChamber, cardiac::View::kTwoChamber}) {
    std::vector<pictures::LadderFrame> frames;
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const auto& frame = patient.frames(view, instant);
      if (!frame) continue;
      const auto quality = patient.quality.at(static_cast<std::size_t>(view));
      frames.push_back(
          pictures::ladder_frame(*frame, {patient.id, view, instant}, quality, setups, seed));
    }
    if (frames.empty()) continue;
    pictures::write_severity_ladder(
        path, patient.id + ": the left ventricle under ever more noise", frames);
    return;
  }
}

void write_surface(
    const fs::path& path,
    const cardiac::Patient& patient,
    const noise::NoiseSetup& setup,
    std::uint64_t seed,
    engine::Observer& observer) {
  try {
    if (!pictures::write_ventricle_change(path, pictures::ventricle_change(patient, setup, seed))) {
      observer.line("no figure in three dimensions: " + patient.id + " lacks a measurable view");
    }
  } catch (const std::runtime_error& error) {
    observer.line("warning: no figure in three dimensions: " + std::string(error.what()));
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

}  // namespace

void write_label_pictures(
    const fs::path& folder,
    const study_files::SensitivityReport& report,
    std::span<const plan::VentricleLabels> labels,
    std::span<const noise::NoiseSetup> ladder,
    const PatientReader& read,
    engine::Observer& observer) {
  const noise::NoiseSetup& setup = report.description.setup;
  const std::uint64_t seed = report.options.seed;
  write_intervals(folder / "ef-intervals.png", report.cohort.patients, observer);
  cardiac::Patient median = read(engine::median_patient(report).patient);
  if (!report.description.shows_frames) remove_images(median);
  write_example(folder / "edv-example.png", report, labels, median);
  write_ladder(folder / "severity-ladder.png", median, ladder, seed);
  write_surface(folder / "ventricle-3d.png", median, setup, seed, observer);
  write_panels(
      folder,
      engine::patients_with_panel(report.cohort),
      {.noise = setup,
       .seed = seed,
       .images = report.description.shows_frames ? pictures::ReportImages::kFrames
                                                 : pictures::ReportImages::kOutlinesOnly},
      read,
      observer);
}

}  // namespace segnoise::study_pictures
