#pragma once

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>

namespace segnoise::cli {

/// The user asked the program to stop (Ctrl-C, SIGTERM, SIGHUP or SIGQUIT).
class Interrupted : public std::runtime_error {
 public:
  /// @param state  what is left of the work: resumable, or nothing
  explicit Interrupted(const std::string& state = "interrupted") : std::runtime_error(state) {}
};

/// From now on the first Ctrl-C, SIGTERM, SIGHUP or SIGQUIT is remembered; a second one of the same
/// kind ends the process at once. Those that whoever started the program had it ignore, as nohup
/// does, stay ignored. A pipe that nobody reads any more, and a limit on the size of files, make
/// writing fail, and no longer end the process.
///
/// A program that has not ended by itself within its patience, because it is in the middle of
/// something that does not ask, is ended by a thread that waits for this: unfinished files and
/// folders are removed, one line is said, and the status is kInterrupted.
///
/// Nothing is thrown; where there is not enough memory for the thread, the program asks by itself
/// all the same.
///
/// @param program  as it calls itself in that line; to the end of the process
void watch_for_interrupt(std::string_view program) noexcept;

/// How long the program may take to end by itself; 800 ms unless told.
void set_patience(std::chrono::milliseconds patience);

/// @throws Interrupted  if a signal to end has come since watch_for_interrupt()
void throw_if_interrupted();

[[nodiscard]] bool was_interrupted();

/// Of the thread that works and the one that waits, one says the last word.
/// @return  whether it is the caller's; the other must say nothing
[[nodiscard]] bool may_say_last_word();

}  // namespace segnoise::cli
