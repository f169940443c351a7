#pragma once

#include "camus_noise_options.h"

#include <string>

namespace segnoise {

/// Draws the noise of the plan's condition on the labels of every patient, and tells how far the
/// ejection fraction moves: a folder of results that is there when all of it is, and tables on
/// stdout.
/// @throws std::runtime_error  if no patient can be measured, or as reading and writing do
/// @throws Interrupted  on Ctrl-C
void draw_on_labels(const StudyOptions& options, const std::string& command_line);

}  // namespace segnoise
