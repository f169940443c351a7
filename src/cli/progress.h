#pragma once

#include <string>
#include <string_view>

namespace segnoise {

/// One line on stderr that tells how far the program is.
///
/// On a terminal the line is rewritten in place; elsewhere only lines that are worth keeping are
/// printed, so that a log file stays readable.
class Progress {
 public:
  Progress();
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Shows a passing state; nothing where stderr is no terminal.
  void update(std::string_view state);

  /// Prints a line that stays.
  void line(std::string_view text);

 private:
  void erase();

  bool on_terminal_;
  bool shown_ = false;
};

/// A duration as people say it: "8 s", "3 min 20 s", "2 h 5 min".
[[nodiscard]] std::string spoken_duration(double seconds);

}  // namespace segnoise
