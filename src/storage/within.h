#pragma once

#include <filesystem>

namespace segnoise::storage {

/// Refuses a place that links lead out of a folder, so that a folder from elsewhere cannot have
/// other files read or overwritten.
///
/// @param path  in the folder by its name; need not exist
/// @throws std::runtime_error  one line that names both
void require_within(const std::filesystem::path& folder, const std::filesystem::path& path);

}  // namespace segnoise::storage
