#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace segnoise::cli {

/// Exit statuses of every program.
inline constexpr int kSuccess = 0;
inline constexpr int kFailure = 1;        ///< the input or the machine did not cooperate
inline constexpr int kUsageError = 2;     ///< the command line was wrong
inline constexpr int kInterrupted = 130;  ///< Ctrl-C, as shells have it; SIGTERM and the like, too
inline constexpr int kReaderGone = 141;   ///< SIGPIPE, as shells have it: nothing is said

/// Runs the body of a program, which signals end tidily (watch_for_interrupt()); an exception
/// becomes one line on stderr and an exit status.
int app_main(const char* program, const std::function<void()>& body);

/// A word as a shell takes it for that very word: in quotes where it needs them.
[[nodiscard]] std::string shell_quoted(std::string_view word);

/// The command line as it could be typed again: arguments quoted where they need it.
[[nodiscard]] std::string command_line(int argc, const char* const* argv);

}  // namespace segnoise::cli
