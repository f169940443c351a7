#pragma once

#include <filesystem>
#include <string>

namespace segnoise::cli {

/// Where a program may keep what it can make again: $XDG_CACHE_HOME/<program>, else
/// ~/.cache/<program>, else <program>-<user's number> in the system's temporary folder, which is
/// made, and open to nobody else.
///
/// @throws std::runtime_error  naming the last one: if it cannot be made, is no folder or a link to
///   one, belongs to another user, or is open to others
[[nodiscard]] std::filesystem::path user_cache(const std::string& program);

}  // namespace segnoise::cli
