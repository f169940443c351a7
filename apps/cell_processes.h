#pragma once

#include "study/engine/observer.h"
#include "study/engine/planned_study.h"

#include <string>
#include <vector>

namespace segnoise {

/// Runs every cell that is not there yet as a process of this program, some at a time. On Ctrl-C,
/// cells stop after their present step.
///
/// @param arguments  the program, and what asks it for the same study; --cell ID follows
/// @param jobs       how many at a time, >= 1
/// @throws Interrupted  on Ctrl-C, when all cells that ran have stopped
void run_as_processes(
    const engine::PlannedStudy& study,
    const std::vector<std::string>& arguments,
    int jobs,
    engine::Observer& observer);

}  // namespace segnoise
