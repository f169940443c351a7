#pragma once

#include "camus_noise_options.h"

#include <string>

namespace segnoise {

/// Writes frames and labels of a data set as networks of others learn from them, a folder for each
/// condition and seed: labels of training patients noisy, as a study of the same plan makes them,
/// all others clean. The folder is there when all of it is.
/// @throws std::runtime_error  as a study does, and if two conditions would have one folder
/// @throws Interrupted         on Ctrl-C; nothing is left then
void export_labels(const ExportOptions& options, const std::string& command_line);

}  // namespace segnoise
