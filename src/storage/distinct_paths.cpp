#include "storage/distinct_paths.h"

#include "storage/link_target.h"

#include <algorithm>
#include <sys/stat.h>
#include <system_error>
#include <vector>

namespace segnoise::storage {
namespace {

namespace fs = std::filesystem;

/// What a path leads to: by the system's numbers if it is there, else by folder and name.
struct Identity {
  bool exists = false;
  mode_t mode = 0;
  dev_t device = 0;
  ino_t number = 0;
  std::string place = {};  ///< of what is not there yet, in lower case

  [[nodiscard]] bool is_folder() const { return exists && S_ISDIR(mode); }
  [[nodiscard]] bool is_file() const { return exists && S_ISREG(mode); }
};

Identity identity_of(const fs::path& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) == 0) {
    return {
        .exists = true, .mode = status.st_mode, .device = status.st_dev, .number = status.st_ino};
  }
  std::error_code problem;
  fs::path target = link_target(path, problem);
  if (!target.has_filename()) target = target.parent_path();  // "study/" is "study"
  const fs::path place = fs::weakly_canonical(fs::absolute(target, problem), problem);
  Identity identity{.place = (problem ? target : place).string()};
  std::ranges::transform(identity.place, identity.place.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return identity;
}

bool are_same(const Identity& a, const Identity& b) {
  if (a.exists != b.exists) return false;
  if (!a.exists) return a.place == b.place;
  const bool can_be_spoiled = a.is_folder() || a.is_file();
  return can_be_spoiled && a.device == b.device && a.number == b.number;
}

/// Whether a file lies somewhere in a folder.
bool lies_in(const fs::path& file, const Identity& folder) {
  std::error_code problem;
  fs::path place = fs::canonical(file, problem);
  while (!problem && place.has_relative_path()) {
    place = place.parent_path();
    if (are_same(identity_of(place), folder)) return true;
  }
  return false;
}

std::string got(const NamedPath& a, const NamedPath& b) {
  const std::string first = a.path.string();
  return ", got " + (a.path == b.path ? first : first + " and " + b.path.string());
}

}  // namespace

std::optional<std::string> conflict_of(
    std::span<const NamedPath> inputs, std::span<const NamedPath> outputs) {
  std::vector<NamedPath> others(inputs.begin(), inputs.end());
  for (const NamedPath& output : outputs) {
    const Identity own = identity_of(output.path);
    for (std::size_t i = 0; i < others.size(); ++i) {
      const NamedPath& other = others[i];
      const Identity identity = identity_of(other.path);
      if (are_same(own, identity)) {
        return output.name + " must be another " + (own.is_folder() ? "folder" : "file") +
               " than " + other.name + got(output, other);
      }
      const bool is_input = i < inputs.size();
      if (is_input && own.is_file() && identity.is_folder() && lies_in(output.path, identity)) {
        return output.name + " must not replace a file in the folder of " + other.name +
               got(output, other);
      }
    }
    others.push_back(output);
  }
  return std::nullopt;
}

}  // namespace segnoise::storage
