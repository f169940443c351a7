#pragma once

#include <stdexcept>
#include <string>

namespace segnoise {

/// The user asked the program to stop (Ctrl-C, or SIGTERM).
class Interrupted : public std::runtime_error {
 public:
  /// @param state  what is left of the work: resumable, or nothing
  explicit Interrupted(const std::string& state = "interrupted") : std::runtime_error(state) {}
};

/// From now on the first Ctrl-C or SIGTERM is remembered; a second one ends the process at once. A
/// pipe that nobody reads any more, and a limit on the size of files, make writing fail, and no
/// longer end the process.
void watch_for_interrupt();

/// @throws Interrupted  if Ctrl-C or SIGTERM has come since watch_for_interrupt()
void throw_if_interrupted();

}  // namespace segnoise
