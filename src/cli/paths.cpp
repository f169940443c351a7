#include "cli/paths.h"

#include <cstdlib>

namespace segnoise {

std::filesystem::path user_cache(const std::string& program) {
  const auto folder = [](const char* variable) {
    const char* value = std::getenv(variable);
    return std::filesystem::path(value == nullptr ? "" : value);
  };
  if (const auto cache = folder("XDG_CACHE_HOME"); cache.is_absolute()) return cache / program;
  if (const auto home = folder("HOME"); home.is_absolute()) return home / ".cache" / program;
  return std::filesystem::temp_directory_path() / program;
}

}  // namespace segnoise
