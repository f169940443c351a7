#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace segnoise::cli {

/// A program that runs beside this one, with all that it prints in a file.
///
/// It is in a process group of its own, so that Ctrl-C reaches this program alone, which then
/// decides; and it is killed when this program ends without having ended it (Linux).
class ChildProcess {
 public:
  /// @param arguments  the program's path, then its arguments
  /// @param log        what it prints to stdout and stderr is appended to this file
  /// @throws std::runtime_error  naming the log or the program, if it cannot be started
  ChildProcess(const std::vector<std::string>& arguments, const std::filesystem::path& log);
  /// Kills the program if it still runs.
  ~ChildProcess();
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&& other) = delete;
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  /// Nothing while it runs; then its exit status, or 128 and the number of the signal that ended
  /// it, as shells have it.
  [[nodiscard]] std::optional<int> status();

  /// Asks it to end (SIGTERM); it may take its time.
  void ask_to_end() const;

 private:
  pid_t process_ = -1;
  std::optional<int> status_;
};

/// The path of the program that runs, to start it again.
[[nodiscard]] std::string own_path(const std::string& argv0);

}  // namespace segnoise::cli
