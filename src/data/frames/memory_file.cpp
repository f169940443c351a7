#include "data/frames/memory_file.h"

#include "storage/unfinished.h"

#include <cerrno>
#include <ctime>
#include <mutex>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace segnoise::frames {
namespace {

namespace fs = std::filesystem;
using storage::Unfinished;

constexpr const char* kLinkPrefix = "camus-";

/// The system's, once links of processes that are no more have been removed from it.
fs::path temporary_folder() {
  std::error_code error;
  const fs::path folder = fs::temp_directory_path(error);
  if (error) {
    throw NoFileForItk("there is no temporary folder, which ITK needs: " + error.message());
  }
  static std::mutex mutex;
  static fs::path tidied;
  const std::lock_guard lock(mutex);
  if (tidied != folder) remove_abandoned_links(folder);
  return tidied = folder;
}

/// Whether a link was made by a MemoryFile more than a minute ago, and leads nowhere.
bool is_abandoned(const fs::path& link) {
  constexpr std::time_t kLongest_s = 60;
  struct stat status {};
  struct stat target {};
  if (!link.filename().string().starts_with(kLinkPrefix)) return false;
  if (lstat(link.c_str(), &status) != 0 || !S_ISLNK(status.st_mode)) return false;
  if (std::time(nullptr) - status.st_mtime < kLongest_s) return false;
  std::error_code error;
  return fs::read_symlink(link, error).string().starts_with("/proc/") &&
         stat(link.c_str(), &target) != 0 && errno == ENOENT;
}

}  // namespace

MemoryFile::MemoryFile(const std::string& extension)
    : file_(memfd_create("camus", MFD_CLOEXEC)), path_(temporary_folder() / kLinkPrefix) {
  if (!file_.is_open()) fail(errno);
  std::error_code error;
  const std::string process = fs::read_symlink("/proc/self", error).string();  // as /proc counts
  if (error) fail(error.value());
  const std::string number = std::to_string(file_.number());
  const fs::path target = "/proc/" + process + "/fd/" + number;
  const std::string name = kLinkPrefix + process + "-" + number + "-";
  const auto lock = Unfinished::of_this_process().lock();
  for (int i = 1;; ++i) {  // a dead process, or one in another container, may have had the numbers
    path_.replace_filename(name);
    path_ += std::to_string(i);
    path_ += extension;
    Unfinished::of_this_process().add(path_, Unfinished::Kind::kFile);
    if (symlink(target.c_str(), path_.c_str()) == 0) return;
    const int reason = errno;
    Unfinished::of_this_process().forget(path_);
    if (reason != EEXIST) fail(reason);
  }
}

MemoryFile::~MemoryFile() {
  const auto lock = Unfinished::of_this_process().lock();
  unlink(path_.c_str());
  Unfinished::of_this_process().forget(path_);
}

void MemoryFile::append(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const auto written = write(file_.number(), bytes.data(), bytes.size());
    if (written < 0) fail(errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

std::string MemoryFile::content() const {
  std::string bytes(static_cast<std::size_t>(lseek(file_.number(), 0, SEEK_END)), '\0');
  std::size_t have = 0;
  while (have < bytes.size()) {
    const auto read =
        pread(file_.number(), bytes.data() + have, bytes.size() - have, static_cast<off_t>(have));
    if (read <= 0) fail(errno);
    have += static_cast<std::size_t>(read);
  }
  return bytes;
}

void MemoryFile::fail(int error) const {
  throw NoFileForItk(
      "a file for ITK cannot be made as " + path_.string() + ": " +
      std::generic_category().message(error));
}

void remove_abandoned_links(const fs::path& folder) noexcept {
  std::error_code error;
  try {
    for (fs::directory_iterator entry(folder, error), end; entry != end; entry.increment(error)) {
      if (is_abandoned(entry->path())) unlink(entry->path().c_str());
    }
  } catch (const std::exception&) {  // there may be no memory: for the next process to do
  }
}

}  // namespace segnoise::frames
