#pragma once

#include "cli/command_description.h"

#include <string>

namespace segnoise::cli {

/// A script that bash sources to complete this program's options and their values: choices, files
/// and folders. It needs nothing but bash 4.
[[nodiscard]] std::string bash_completion(const CommandDescription& command);

}  // namespace segnoise::cli
