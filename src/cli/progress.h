#pragma once

#include <string>
#include <string_view>

namespace segnoise {

/// A line on stderr, or a few, that tell how far the program is.
///
/// On a terminal they are rewritten in place; elsewhere only lines that are worth keeping are
/// printed, so that a log file stays readable.
class Progress {
 public:
  enum class Audience { kUser, kNobody };

  /// @param audience  kNobody is told nothing: of several processes that do the same, one speaks
  explicit Progress(Audience audience = Audience::kUser);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Shows a passing state, of one line or several; nothing where stderr is no terminal. Lines are
  /// cut at the terminal's width.
  void update(std::string_view state);

  /// Prints a line that stays.
  void line(std::string_view text);

 private:
  void erase();

  bool speaks_;
  bool on_terminal_;
  int lines_shown_ = 0;
};

/// The first columns of a text in UTF-8, none of whose letters is wider than a column.
[[nodiscard]] std::string cut_to_width(std::string_view text, int columns);

/// A duration as people say it: "8 s", "3 min 20 s", "2 h 5 min".
[[nodiscard]] std::string spoken_duration(double seconds);

}  // namespace segnoise
