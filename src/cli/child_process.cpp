#include "cli/child_process.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <stdexcept>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace segnoise::cli {
namespace {

constexpr int kSignalled = 128;
constexpr int kNotStarted = 127;

/// What the child does between fork and exec: nothing but system calls.
[[noreturn]] void become(char* const* arguments, int log, pid_t parent) {
  setpgid(0, 0);
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(kNotStarted);  // it ended before it was listened to
#else
  (void)parent;
#endif
  const int nothing = open("/dev/null", O_RDONLY);
  dup2(nothing, STDIN_FILENO);
  dup2(log, STDOUT_FILENO);
  dup2(log, STDERR_FILENO);
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
  std::signal(SIGPIPE, SIG_DFL);
  execv(arguments[0], arguments);
  _exit(kNotStarted);
}

}  // namespace

ChildProcess::ChildProcess(
    const std::vector<std::string>& arguments, const std::filesystem::path& log) {
  std::vector<char*> pointers;
  pointers.reserve(arguments.size() + 1);
  for (const std::string& argument : arguments) {
    pointers.push_back(const_cast<char*>(argument.c_str()));  // execv() does not change them
  }
  pointers.push_back(nullptr);
  const int file = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (file < 0) {
    throw std::runtime_error(
        log.string() + ": cannot be written: " + std::generic_category().message(errno));
  }
  const pid_t parent = getpid();
  process_ = fork();
  if (process_ == 0) become(pointers.data(), file, parent);
  const int error = errno;
  close(file);
  if (process_ < 0) {
    throw std::runtime_error(
        arguments.front() + ": cannot be started: " + std::generic_category().message(error));
  }
}

ChildProcess::~ChildProcess() {
  if (process_ < 0 || status_) return;
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : process_(std::exchange(other.process_, -1)), status_(other.status_) {}

std::optional<int> ChildProcess::status() {
  int status = 0;
  if (!status_ && waitpid(process_, &status, WNOHANG) == process_) {
    status_ = WIFSIGNALED(status) ? kSignalled + WTERMSIG(status) : WEXITSTATUS(status);
  }
  return status_;
}

void ChildProcess::ask_to_end() const {
  if (!status_) kill(process_, SIGTERM);
}

std::string own_path(const std::string& argv0) {
  std::error_code problem;
  const auto path = std::filesystem::read_symlink("/proc/self/exe", problem);
  return problem ? argv0 : path.string();
}

}  // namespace segnoise::cli
