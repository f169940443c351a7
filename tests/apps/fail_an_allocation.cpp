// To be preloaded (LD_PRELOAD): the allocation numbered FAIL_AT (from 1) fails once, as if memory
// had run out; all others are the system's. Who asked for it, the innermost last, or how many there
// were, is told in the file FAIL_REPORT.

#include <array>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <execinfo.h>
#include <fcntl.h>
#include <unistd.h>

extern "C" {
void* __libc_malloc(std::size_t size);                           // NOLINT(*-reserved-identifier)
void* __libc_calloc(std::size_t count, std::size_t size);        // NOLINT(*-reserved-identifier)
void* __libc_realloc(void* block, std::size_t size);             // NOLINT(*-reserved-identifier)
void* __libc_memalign(std::size_t alignment, std::size_t size);  // NOLINT(*-reserved-identifier)
}

namespace {

std::atomic<long> allocations = 0;
thread_local bool is_ours = false;  // what telling of it allocates

int report_file() {
  const char* path = std::getenv("FAIL_REPORT");
  return path == nullptr ? -1 : open(path, O_WRONLY | O_CREAT | O_APPEND, 0666);
}

void report_callers() {
  const int file = report_file();
  if (file < 0) return;
  std::array<void*, 64> frames{};
  backtrace_symbols_fd(frames.data(), backtrace(frames.data(), frames.size()), file);
  close(file);
}

bool fails() {
  if (is_ours) return false;
  // Asked each time: the first allocations come before anything of this file could run.
  const char* at = std::getenv("FAIL_AT");
  if (++allocations != (at == nullptr ? 0 : std::atol(at))) return false;
  is_ours = true;
  report_callers();
  is_ours = false;
  errno = ENOMEM;
  return true;
}

struct AtExit {
  ~AtExit() {
    const int file = report_file();
    if (file < 0) return;
    dprintf(file, "%ld allocations in all\n", allocations.load());
    close(file);
  }
} at_exit;

}  // namespace

extern "C" {

void* malloc(std::size_t size) { return fails() ? nullptr : __libc_malloc(size); }

void* calloc(std::size_t count, std::size_t size) {
  return fails() ? nullptr : __libc_calloc(count, size);
}

void* realloc(void* block, std::size_t size) {
  return fails() ? nullptr : __libc_realloc(block, size);
}

void* memalign(std::size_t alignment, std::size_t size) {
  return fails() ? nullptr : __libc_memalign(alignment, size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size) { return memalign(alignment, size); }

int posix_memalign(void** block, std::size_t alignment, std::size_t size) {
  void* const made = memalign(alignment, size);
  if (made == nullptr) return ENOMEM;
  *block = made;
  return 0;
}

}  // extern "C"
