#pragma once

#include <filesystem>
#include <system_error>

namespace segnoise::storage {

/// The path that a link leads to in the end, whether or not anything is there; a path that is no
/// link as it is.
/// @param problem  set where links lead around in a circle, or cannot be read
[[nodiscard]] std::filesystem::path link_target(
    std::filesystem::path path, std::error_code& problem);

}  // namespace segnoise::storage
