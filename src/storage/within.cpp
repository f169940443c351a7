#include "storage/within.h"

#include "storage/link_target.h"

#include <algorithm>
#include <stdexcept>
#include <system_error>

namespace segnoise::storage {

void require_within(const std::filesystem::path& folder, const std::filesystem::path& path) {
  std::error_code error;
  const auto root = std::filesystem::canonical(folder, error);
  // A link to nothing counts as absent where paths are resolved, but writing would follow it.
  auto target = error ? root : link_target(path, error);
  if (!error) target = std::filesystem::weakly_canonical(target, error);
  if (error) throw std::runtime_error(path.string() + ": cannot be followed: " + error.message());
  const auto [in_root, in_target] = std::ranges::mismatch(root, target);
  if (in_root != root.end()) {
    throw std::runtime_error(
        path.string() + ": leads out of " + folder.string() + ", to " + target.string());
  }
}

}  // namespace segnoise::storage
