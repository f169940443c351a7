#pragma once

#include "cli/command_description.h"

#include <string>

namespace segnoise::cli {

/// What --help prints: purpose, usage, examples, and every option with its unit and meaning.
[[nodiscard]] std::string help_text(const CommandDescription& command);

}  // namespace segnoise::cli
