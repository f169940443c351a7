#pragma once

#include <stdexcept>

namespace segnoise {

/// The user asked the program to stop (Ctrl-C, or SIGTERM).
class Interrupted : public std::runtime_error {
 public:
  Interrupted() : std::runtime_error("interrupted") {}
};

/// From now on the first Ctrl-C or SIGTERM is remembered; a second one ends the process at once.
void watch_for_interrupt();

/// @throws Interrupted  if Ctrl-C or SIGTERM has come since watch_for_interrupt()
void throw_if_interrupted();

}  // namespace segnoise
