#pragma once

#include <filesystem>
#include <string>

namespace segnoise {

/// Where a program may keep what it can make again: $XDG_CACHE_HOME/<program>, else
/// ~/.cache/<program>, else a folder in the system's temporary folder.
[[nodiscard]] std::filesystem::path user_cache(const std::string& program);

}  // namespace segnoise
