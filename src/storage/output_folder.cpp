#include "storage/output_folder.h"

#include "storage/unfinished.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

namespace segnoise::storage {

namespace fs = std::filesystem;

namespace {

FileDescriptor opened_lock(const fs::path& folder, int flags) {
  const fs::path lock = folder / kFolderLock;
  return FileDescriptor(open(lock.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | flags, 0666));
}

/// Removes the unfinished folder of a process that is no more: one whose lock is free, or an empty
/// one.
void remove_abandoned_folder(const fs::path& folder) {
  std::error_code problem;
  if (!fs::is_directory(fs::symlink_status(folder, problem))) return;
  if (fs::is_empty(folder, problem)) {
    fs::remove(folder, problem);
    return;
  }
  const FileDescriptor lock = opened_lock(folder, 0);
  if (lock.is_open() && take_lock(lock) == LockOwner::kUs) fs::remove_all(folder, problem);
}

}  // namespace

OutputFolder::OutputFolder(fs::path final_path) : final_(std::move(final_path)) {
  if (!final_.has_filename()) final_ = final_.parent_path();  // "study/" is "study"
  std::error_code problem;
  if (fs::exists(final_, problem)) {
    if (!fs::is_directory(final_, problem)) {
      throw std::runtime_error(final_.string() + " is not a folder; results need a new one");
    }
    if (!fs::is_empty(final_, problem)) {
      throw std::runtime_error(
          final_.string() + " already holds files; results need a new or an empty folder");
    }
  }
  problem = {};
  {
    const auto hold = Unfinished::of_this_process().lock();
    make_parents(problem);
    for (int number = 1; unfinished_.empty() && !problem; ++number) {
      fs::path name = final_;
      name += ".unfinished-" + std::to_string(number);
      remove_abandoned_folder(name);
      if (take(name, problem)) unfinished_ = name;
    }
  }
  if (!problem) return;
  remove_all();
  throw std::runtime_error("cannot make the folder " + final_.string() + ": " + problem.message());
}

void OutputFolder::make_parents(std::error_code& problem) {
  const fs::path parent = fs::absolute(final_).parent_path();
  std::error_code ignored;
  for (fs::path above = parent; !above.empty() && !fs::exists(above, ignored);
       above = above.parent_path()) {
    made_parents_.push_back(above);
  }
  fs::create_directories(parent, problem);
  std::for_each(made_parents_.rbegin(), made_parents_.rend(), [](const fs::path& made) {
    Unfinished::of_this_process().add(made, Unfinished::Kind::kFolderIfEmpty);
  });
}

bool OutputFolder::take(const fs::path& name, std::error_code& problem) {
  if (!fs::create_directory(name, problem)) return false;
  lock_ = opened_lock(name, O_CREAT | O_EXCL);
  if (!lock_.is_open()) {
    // Another process has just taken the folder for an abandoned one, as it was empty.
    const bool is_gone = errno == ENOENT || errno == EEXIST;
    if (!is_gone) problem = std::error_code(errno, std::generic_category());
    if (!is_gone) fs::remove(name);
    return false;
  }
  if (take_lock(lock_) == LockOwner::kAnother) return false;  // it was empty for a moment
  Unfinished::of_this_process().add(name, Unfinished::Kind::kFolder);
  return true;
}

OutputFolder::~OutputFolder() {
  if (!finished_) remove_all();
}

void OutputFolder::remove_all() {
  std::error_code ignored;
  if (!unfinished_.empty()) fs::remove_all(unfinished_, ignored);
  for (const fs::path& parent : made_parents_) fs::remove(parent, ignored);  // if empty
  forget();
}

void OutputFolder::forget() {
  const auto hold = Unfinished::of_this_process().lock();
  Unfinished::of_this_process().forget(unfinished_);
  for (const fs::path& parent : made_parents_) Unfinished::of_this_process().forget(parent);
}

void OutputFolder::finish() {
  std::error_code problem;
  {
    const auto hold = Unfinished::of_this_process().lock();
    fs::remove(final_, problem);  // an empty folder, or nothing
    fs::rename(unfinished_, final_, problem);
  }
  if (problem) {
    throw std::runtime_error(
        "cannot rename " + unfinished_.string() + " to " + final_.string() + ": " +
        problem.message());
  }
  finished_ = true;
  fs::remove(final_ / kFolderLock, problem);
  forget();
}

void make_folders(const fs::path& folder) {
  std::error_code problem;
  fs::create_directories(folder, problem);
  if (problem) {
    throw std::runtime_error(folder.string() + ": cannot be made: " + problem.message());
  }
}

fs::path free_name(const fs::path& base, const std::string& extension) {
  fs::path name = base.string() + extension;
  for (int number = 2; fs::exists(name); ++number) {
    name = base.string() + '-' + std::to_string(number) + extension;
  }
  return name;
}

}  // namespace segnoise::storage
