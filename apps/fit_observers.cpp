// camus-noise --fit-observers: the observer model, from several readers' outlines.

#include "fit_observers.h"

#include "data/camus/reader_folders.h"
#include "data/coco/read/rater_outlines.h"
#include "data/setups/setup_file.h"
#include "storage/output_folder.h"
#include "storage/write_file.h"
#include "study/observer_report/observer_report.h"
#include "terminal_observer.h"

#include <iostream>
#include <stdexcept>

namespace segnoise {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSetupName = "fitted-observers";

cardiac::ReaderOutlines outlines_of(const FitOptions& options, engine::Observer& observer) {
  if (!fs::is_directory(options.data)) {
    return coco::read_rater_outlines(options.data, options.mm_per_pixel);
  }
  if (options.mm_per_pixel) {
    throw std::runtime_error("--mm-per-pixel is for COCO JSON; label maps state their spacing");
  }
  return camus::read_reader_folders(options.data, [&](int patient, int of) {
    observer.step(
        "reading patient", static_cast<std::size_t>(patient), static_cast<std::size_t>(of));
  });
}

}  // namespace

void fit_observers(const FitOptions& options, const std::string& command_line) {
  TerminalObserver observer;
  storage::OutputFolder out(
      options.out ? *options.out : storage::free_name(fs::path("results") / kSetupName));
  observer.line("reading " + options.data.string());
  try {
    const observer_report::ObserverReport report = observer_report::fit_report(
        outlines_of(options, observer), options.reference, [&](std::size_t done, std::size_t of) {
          observer.step("measuring frame", done, of);
        });
    for (const std::string& frame : report.left_out) {
      observer.line("warning: " + frame + "; the frame is left out");
    }
    storage::write_file(
        out.unfinished() / "observers.json",
        observer_report::observer_json(report, command_line, SEGNOISE_VERSION));
    const std::string setup_file = std::string(kSetupName) + ".json";
    storage::write_file(
        out.unfinished() / setup_file,
        setups::to_json(observer_report::fitted_setup(report, kSetupName)));
    out.finish();
    std::cout
        << observer_report::observer_text(report)
        << "\nWhat is not known is left at the setup's default. To draw as these readers do:\n"
        << "  camus-noise --setup " << (out.final_path() / setup_file).string()
        << " --labels-only\n";
  } catch (const cli::Interrupted&) {
    throw cli::Interrupted("interrupted; nothing was written to " + out.final_path().string());
  }
}

}  // namespace segnoise
