// To be preloaded (LD_PRELOAD): of the steps by which a program writes files below FAIL_BELOW, the
// one numbered FAIL_AT (from 1) fails once, as if the device were full. What it was, or how many
// steps there were, is told in the file FAIL_REPORT.

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace {

long steps = 0;

void report(const std::string& what) {
  const char* path = std::getenv("FAIL_REPORT");
  if (path == nullptr) return;
  const int file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0666);
  if (file < 0) return;
  const std::string line = std::to_string(steps) + ' ' + what + '\n';
  if (write(file, line.data(), line.size()) < 0) std::abort();
  close(file);
}

bool is_below(const char* path) {
  const char* folder = std::getenv("FAIL_BELOW");
  return folder != nullptr && std::strncmp(path, folder, std::strlen(folder)) == 0;
}

std::string path_of(std::FILE* file) {
  std::string path(4096, '\0');
  const std::string link = "/proc/self/fd/" + std::to_string(fileno(file));
  const auto length = readlink(link.c_str(), path.data(), path.size());
  return length < 0 ? std::string() : path.substr(0, static_cast<std::size_t>(length));
}

bool fails(const char* step, const std::string& path) {
  if (!is_below(path.c_str())) return false;
  const char* at = std::getenv("FAIL_AT");
  if (at == nullptr || ++steps != std::atol(at)) return false;
  report(std::string(step) + ' ' + path);
  errno = ENOSPC;
  return true;
}

template <class Function>
Function* original(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

struct AtExit {
  ~AtExit() { report("steps in all"); }
} at_exit;

}  // namespace

extern "C" {

// Declared with "..." in fcntl.h; the third argument is there when a file may be made.
int open(const char* path, int flags, ...) {
  mode_t mode = 0;
  if ((flags & O_CREAT) != 0) {
    va_list more;
    va_start(more, flags);
    mode = va_arg(more, mode_t);
    va_end(more);
    if (fails("open", path)) return -1;
  }
  return original<int(const char*, int, ...)>("open")(path, flags, mode);
}

std::FILE* fopen(const char* path, const char* mode) {
  if (mode[0] == 'w' && fails("fopen", path)) return nullptr;
  return original<decltype(fopen)>("fopen")(path, mode);
}

std::FILE* fopen64(const char* path, const char* mode) {
  if (mode[0] == 'w' && fails("fopen", path)) return nullptr;
  return original<decltype(fopen64)>("fopen64")(path, mode);
}

std::size_t fwrite(const void* bytes, std::size_t size, std::size_t count, std::FILE* file) {
  if (fails("fwrite", path_of(file))) return 0;
  return original<decltype(fwrite)>("fwrite")(bytes, size, count, file);
}

int fclose(std::FILE* file) {
  const bool failing = fails("fclose", path_of(file));
  const int result = original<decltype(fclose)>("fclose")(file);
  if (failing) errno = ENOSPC;
  return failing ? EOF : result;
}

int rename(const char* from, const char* to) {
  if (fails("rename", to)) return -1;
  return original<decltype(rename)>("rename")(from, to);
}

int mkdir(const char* path, mode_t mode) {
  if (fails("mkdir", path)) return -1;
  return original<int(const char*, mode_t)>("mkdir")(path, mode);
}

}  // extern "C"
