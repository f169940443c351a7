#pragma once

#include "cli/command_description.h"

#include <string>
#include <string_view>

namespace segnoise::cli {

/// The manual page in section 1, as roff with the macros of man(7). It has no date, so that the
/// same program gives the same page.
[[nodiscard]] std::string man_page(const CommandDescription& command);

/// Text that roff prints as it stands: no escapes, no requests, and hyphens that can be copied into
/// a command line.
[[nodiscard]] std::string roff_escaped(std::string_view text);

}  // namespace segnoise::cli
