#pragma once

#include "core/cardiac/ejection.h"
#include "core/noise/setup.h"
#include "study_data.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace segnoise {

/// The command line of camus-view; nothing for what was left out.
struct CamusViewOptions {
  DataSource source = {};  ///< its root, where --data was given
  std::optional<std::filesystem::path> study = {};
  std::optional<std::string> patient = {};
  std::optional<std::string> setup = {};
  std::optional<std::uint64_t> seed = {};
  std::optional<cardiac::VolumeMethod> volumes = {};
  std::optional<std::filesystem::path> screenshot = {};
};

/// @throws UsageError  naming the option, its value and what was expected
[[nodiscard]] CamusViewOptions camus_view_options(int argc, const char* const* argv);

}  // namespace segnoise
