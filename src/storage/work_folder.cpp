#include "storage/work_folder.h"

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

namespace segnoise::storage {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const fs::path& path, const std::string& what, int error) {
  throw std::runtime_error(
      path.string() + ": " + what + ": " + std::generic_category().message(error));
}

}  // namespace

fs::path unfinished_name(fs::path name) {
  name += ".unfinished";
  return name;
}

WorkFolder::WorkFolder(fs::path name)
    : name_(std::move(name)), unfinished_(unfinished_name(name_)) {
  constexpr auto kPause = std::chrono::milliseconds(100);
  constexpr int kTries = 100;  // a process that was killed keeps its lock until it is quite gone
  for (int attempt = 1; !lock(); ++attempt) {
    if (attempt == kTries) {
      throw std::runtime_error(unfinished_.string() + ": another process is at work in it");
    }
    std::this_thread::sleep_for(kPause);
  }
}

/// Whether the folder is this process's now, or is complete.
bool WorkFolder::lock() {
  std::error_code problem;
  if (fs::is_directory(name_, problem)) {
    is_complete_ = true;
    return true;
  }
  fs::create_directories(unfinished_, problem);
  if (problem) fail(unfinished_, "cannot be made", problem.value());
  const fs::path file = unfinished_ / kFolderLock;
  FileDescriptor lock(open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
  if (!lock.is_open() && errno == ENOENT) return false;  // renamed by its owner just now
  if (!lock.is_open()) fail(file, "cannot be made", errno);
  const LockOwner owner = take_lock(lock);
  if (owner == LockOwner::kUnknown) fail(file, "cannot be locked", errno);
  // Its owner may have given the folder its name since the lock was opened.
  if (owner == LockOwner::kAnother || !fs::exists(file, problem)) return false;
  lock_ = std::move(lock);
  return true;
}

void WorkFolder::finish() {
  std::error_code problem;
  for (const auto& entry : fs::directory_iterator(unfinished_, problem)) {
    if (entry.path().filename().string().find(".part-") != std::string::npos) {
      fs::remove(entry.path(), problem);
    }
  }
  fs::rename(unfinished_, name_, problem);
  if (problem) fail(unfinished_, "cannot be renamed to " + name_.string(), problem.value());
  fs::remove(name_ / kFolderLock, problem);
  is_complete_ = true;
  lock_ = {};
}

}  // namespace segnoise::storage
