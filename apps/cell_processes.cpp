#include "cell_processes.h"

#include "cli/child_process.h"
#include "cli/interrupt.h"
#include "study/engine/side_by_side.h"

#include <chrono>
#include <memory>
#include <thread>

namespace segnoise {

void run_as_processes(
    const engine::PlannedStudy& study,
    const std::vector<std::string>& arguments,
    int jobs,
    engine::Observer& observer) {
  const auto start = [&](const engine::PlannedCell& planned, const std::filesystem::path& log) {
    std::vector<std::string> own = arguments;
    own.insert(own.end(), {"--cell", planned.id});
    const auto child = std::make_shared<cli::ChildProcess>(own, log);
    return engine::CellProcess{
        .status = [child] { return child->status(); },
        .ask_to_end = [child] { child->ask_to_end(); }};
  };
  const engine::SideBySideOutcome outcome = run_missing_cells(
      study,
      {.jobs = jobs,
       .start = start,
       .is_to_end = cli::was_interrupted,
       .pause = [] { std::this_thread::sleep_for(std::chrono::milliseconds(100)); }},
      observer);
  if (!outcome.was_ended) return;
  throw cli::Interrupted(
      "interrupted; " + std::to_string(outcome.done) + " of " + std::to_string(outcome.missing) +
      " cells were completed, and the same command goes on from here");
}

}  // namespace segnoise
