#include "storage/unfinished.h"

#include <algorithm>
#include <chrono>
#include <system_error>

namespace segnoise::storage {

namespace fs = std::filesystem;

Unfinished& Unfinished::of_this_process() {
  static auto* const unfinished = new Unfinished;  // NOLINT(*-owning-memory): outlives all threads
  return *unfinished;
}

void Unfinished::add(const fs::path& path, Kind kind) {
  entries_.push_back({path, fs::absolute(path), kind});
}

void Unfinished::forget(const fs::path& path) noexcept {
  std::erase_if(entries_, [&](const Entry& entry) { return entry.added == path; });
}

void Unfinished::remove_all() noexcept {
  constexpr auto kPatience = std::chrono::milliseconds(200);  // one may hang in a dead file system
  if (!mutex_.try_lock_for(kPatience)) return;
  std::for_each(entries_.rbegin(), entries_.rend(), [](const Entry& entry) {
    std::error_code problem;
    if (entry.kind != Kind::kFolder) {
      fs::remove(entry.path, problem);
      return;
    }
    constexpr int kTries = 3;  // a library may be writing into it
    for (int i = 0; i < kTries; ++i) {
      fs::remove_all(entry.path, problem);
      if (!problem) break;
    }
  });
}

}  // namespace segnoise::storage
