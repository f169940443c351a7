#include "cli/paths.h"

#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace segnoise::cli {

namespace {

/// A folder of this user in a place where others may make folders, too.
std::filesystem::path own_folder(const std::filesystem::path& path) {
  constexpr mode_t kMineAlone = 0700;
  constexpr mode_t kOthers = 0077;
  const auto refuse = [&](const std::string& reason) {
    throw std::runtime_error(
        path.string() + ": " + reason + "; with HOME or XDG_CACHE_HOME set, it is not needed");
  };
  if (mkdir(path.c_str(), kMineAlone) != 0 && errno != EEXIST) {
    refuse("cannot be made: " + std::generic_category().message(errno));
  }
  struct stat status {};
  if (lstat(path.c_str(), &status) != 0) refuse(std::generic_category().message(errno));
  if (!S_ISDIR(status.st_mode)) refuse("is no folder");
  if (status.st_uid != geteuid()) refuse("belongs to another user");
  if ((status.st_mode & kOthers) != 0) refuse("is open to other users");
  return path;
}

}  // namespace

std::filesystem::path user_cache(const std::string& program) {
  const auto folder = [](const char* variable) {
    const char* value = std::getenv(variable);
    return std::filesystem::path(value == nullptr ? "" : value);
  };
  if (const auto cache = folder("XDG_CACHE_HOME"); cache.is_absolute()) return cache / program;
  if (const auto home = folder("HOME"); home.is_absolute()) return home / ".cache" / program;
  return own_folder(
      std::filesystem::temp_directory_path() / (program + '-' + std::to_string(geteuid())));
}

}  // namespace segnoise::cli
