#include "storage/within.h"

#include <algorithm>
#include <stdexcept>
#include <system_error>

namespace segnoise {

void require_within(const std::filesystem::path& folder, const std::filesystem::path& path) {
  std::error_code error;
  const auto root = std::filesystem::canonical(folder, error);
  auto target = error ? root : std::filesystem::weakly_canonical(path, error);
  // A link to nothing counts as absent above, but writing would follow it.
  constexpr int kMostLinks = 40;
  for (int i = 0; i < kMostLinks && !error; ++i) {
    std::error_code absent;
    if (!std::filesystem::is_symlink(std::filesystem::symlink_status(target, absent))) break;
    const auto next = std::filesystem::read_symlink(target, error);
    if (!error) target = std::filesystem::weakly_canonical(target.parent_path() / next, error);
  }
  if (error) throw std::runtime_error(path.string() + ": cannot be followed: " + error.message());
  const auto [in_root, in_target] = std::ranges::mismatch(root, target);
  if (in_root != root.end()) {
    throw std::runtime_error(
        path.string() + ": leads out of " + folder.string() + ", to " + target.string());
  }
}

}  // namespace segnoise
