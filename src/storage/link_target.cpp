#include "storage/link_target.h"

namespace segnoise::storage {

std::filesystem::path link_target(std::filesystem::path path, std::error_code& problem) {
  constexpr int kMostLinks = 40;  // as Linux follows
  problem.clear();
  for (int links = 0; links < kMostLinks; ++links) {
    std::error_code not_there;
    if (!std::filesystem::is_symlink(std::filesystem::symlink_status(path, not_there))) return path;
    const auto next = std::filesystem::read_symlink(path, problem);
    if (problem) return path;
    path = path.parent_path() / next;
  }
  problem = std::make_error_code(std::errc::too_many_symbolic_link_levels);
  return path;
}

}  // namespace segnoise::storage
