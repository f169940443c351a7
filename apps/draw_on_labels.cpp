// camus-noise --labels-only: how far noisy labels move the ejection fraction, without training.

#include "draw_on_labels.h"

#include "base/duration_text.h"
#include "data/consensus/mask_consensus.h"
#include "data/setups/setup_file.h"
#include "report_writer.h"
#include "show/study_pictures/label_pictures.h"
#include "storage/output_folder.h"
#include "storage/write_file.h"
#include "study/engine/label_draws.h"
#include "study/engine/merge.h"
#include "terminal_observer.h"

#include <chrono>
#include <iostream>
#include <utility>
#include <vector>

namespace segnoise {
namespace {

namespace fs = std::filesystem;

/// The paper's CAMUS study, which the severity ladder shows whatever this study's noise is.
std::vector<noise::NoiseSetup> ladder() {
  std::vector<noise::NoiseSetup> setups;
  for (const char* name : {"low", "medium", "high"}) {
    setups.push_back(setups::read_setup(name, setups::Scenario::kCamus));
  }
  return setups;
}

/// How panels of readers are fused.
const std::vector<readings::Consensus> kConsensus{
    {"majority", consensus::majority}, {"STAPLE", consensus::staple}};

/// The study, and all of its files.
study_files::SensitivityReport draw_into(
    const fs::path& folder,
    const StudyOptions& options,
    const std::string& command_line,
    const ReportWriter& writer,
    engine::Observer& observer) {
  const camus::DataSet data_set = camus::open_data_set(data_root(options.source, observer));
  const auto began = std::chrono::steady_clock::now();
  const plan::StudyPlan& plan = options.plan;
  plan::StudyDescription description{
      .command_line = command_line,
      .program_version = SEGNOISE_VERSION,
      .libraries = {SEGNOISE_LIBRARIES},
      .licence = options.licence,
      .setup = *plan.conditions.front().setup,
      .seed = plan.seeds.front(),
      .shows_frames = options.shows_frames};
  std::vector<plan::VentricleLabels> labels;
  read_patients(data_set, description, observer, [&](const cardiac::Patient& patient) {
    labels.push_back(plan::ventricle_labels(patient));
  });
  study_files::SensitivityReport report = engine::run_label_study(
      std::move(description),
      engine::draw_options(plan.draws, plan.seeds.front(), plan.volume_method),
      labels,
      kConsensus,
      options.threads,
      observer);
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - began;
  report.description.elapsed_s = elapsed.count();
  engine::write_draws(folder, report);
  storage::write_file(folder / "summary.json", study_files::sensitivity_json(report));
  study_pictures::write_label_pictures(
      folder,
      report,
      labels,
      ladder(),
      [&](const std::string& id) { return patient_of(data_set, id); },
      observer);
  writer.write(folder, observer);
  return report;
}

}  // namespace

void draw_on_labels(const StudyOptions& options, const std::string& command_line) {
  const auto began = std::chrono::steady_clock::now();
  TerminalObserver observer;
  const ReportWriter writer(options.with_pdf);
  storage::OutputFolder out(
      options.out ? *options.out : storage::free_name(fs::path("results") / options.plan.name));
  try {
    const auto report = draw_into(out.unfinished(), options, command_line, writer, observer);
    out.finish();
    std::cout << analysis::sensitivity_text(report.summary, report.options);
    const auto panels = readings::panel_summaries(report.panels);
    std::cout << "\nseveral readers of each frame, fused frame by frame: EF against the clean one, "
                 "points\n"
              << readings::panels_text(panels) << readings::panel_sentence(panels) << '\n';
    const std::string duty = engine::duty_to_data(report.description);
    if (!duty.empty()) std::cout << '\n' << duty;
  } catch (const cli::Interrupted&) {
    throw cli::Interrupted("interrupted; nothing was written to " + out.final_path().string());
  }
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - began;
  observer.line(
      "finished in " + base::spoken_duration(elapsed.count()) + "; open " +
      (out.final_path() / "report.html").string());
}

}  // namespace segnoise
