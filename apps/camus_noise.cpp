// camus-noise: what noisy outlines of the left ventricle cost a network, and the ejection fraction.

#include "base/duration_text.h"
#include "camus_noise_options.h"
#include "cell_processes.h"
#include "cli/app_main.h"
#include "cli/child_process.h"
#include "draw_on_labels.h"
#include "export_labels.h"
#include "fit_observers.h"
#include "measure_pairs.h"
#include "merge_study.h"
#include "open_study.h"
#include "report_writer.h"
#include "run_cell.h"
#include "terminal_observer.h"

#include <chrono>
#include <iostream>
#include <stdexcept>
#include <utility>

using namespace segnoise;

namespace {

void list_cells(const StudyOptions& options) {
  TerminalObserver observer;
  for (const engine::PlannedCell& planned : opened(options, observer).planned.cells) {
    std::cout << planned.id << (planned.is_complete() ? " complete " : " missing  ")
              << planned.name() << '\n';
  }
}

void merge_what_is_there(const StudyOptions& options) {
  TerminalObserver observer;
  const ReportWriter writer(options.with_pdf);
  merge_study(opened(options, observer), "are missing", writer, observer);
}

/// @param arguments  the program, and what asks it for the same study
void run_study(const StudyOptions& options, std::vector<std::string> arguments) {
  const auto began = std::chrono::steady_clock::now();
  TerminalObserver observer;
  const ReportWriter writer(options.with_pdf);
  const OpenStudy study = [&] {
    try {
      return opened(options, observer);
    } catch (const cli::Interrupted&) {
      throw cli::Interrupted("interrupted; nothing was written");
    }
  }();
  const std::filesystem::path& folder = study.planned.folder;
  claim_folder(study.planned);
  arguments.insert(
      arguments.end(), {"--out", folder.string(), "--threads", std::to_string(options.threads)});
  run_as_processes(study.planned, arguments, options.jobs, observer);
  merge_study(study, "failed; the same command tries them again", writer, observer);
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - began;
  observer.line(
      "finished in " + base::spoken_duration(elapsed.count()) + "; open " +
      (folder / "report.html").string());
}

}  // namespace

int main(int argc, char** argv) {
  return cli::app_main(argv[0], [&] {
    CamusNoiseOptions options = camus_noise_options(argc, argv);
    learn::prepare_process(argv);  // may start the program anew
    if (options.leaves_setup_aside) {
      TerminalObserver().line(
          "warning: --setup is left aside: it is for labels that a network learns from, and that "
          "of --model has learned");
    }
    options.of_cells.insert(options.of_cells.begin(), cli::own_path(argv[0]));
    switch (options.task) {
      case CamusNoiseTask::kRunStudy:
        return run_study(options.study, std::move(options.of_cells));
      case CamusNoiseTask::kListCells:
        return list_cells(options.study);
      case CamusNoiseTask::kRunCell:
        // Whoever runs cells side by side waits for them to end.
        cli::set_patience(std::chrono::milliseconds(300));
        return run_cell(options.study, options.cell);
      case CamusNoiseTask::kMergeCells:
        return merge_what_is_there(options.study);
      case CamusNoiseTask::kDrawOnLabels:
        return draw_on_labels(options.study, cli::command_line(argc, argv));
      case CamusNoiseTask::kFitObservers:
        return fit_observers(options.fit, cli::command_line(argc, argv));
      case CamusNoiseTask::kExportLabels:
        return export_labels(options.labels, cli::command_line(argc, argv));
      case CamusNoiseTask::kMeasurePairs:
        return measure_pairs(options.pairs);
    }
  });
}
