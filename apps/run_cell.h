#pragma once

#include "camus_noise_options.h"

#include <string>

namespace segnoise {

/// Runs one cell, or this process's share of it; nothing if it is complete already.
/// @throws std::runtime_error  if the study has no such cell; if it is for several ranks, and this
///                             process was not started as one of so many
void run_cell(const StudyOptions& options, const std::string& id);

}  // namespace segnoise
