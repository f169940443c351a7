#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

namespace segnoise::cli {

/// A line on stderr, or a few, that tell how far the program is.
///
/// On a terminal they are rewritten in place; elsewhere lines that are worth keeping are printed,
/// and how far it is once a minute, so that a log file stays readable. To 3D Slicer it speaks on
/// stdout, in the elements of Slicer's execution model: there, whatever stands on stderr is an
/// error.
class Progress {
 public:
  enum class Audience { kUser, kNobody };
  using Clock = std::chrono::steady_clock;

  /// How often a passing state is told where stderr is no terminal.
  static constexpr std::chrono::seconds kPause{60};

  /// @param audience  kNobody is told nothing: of several processes that do the same, one speaks
  /// @param now       the time; never goes back
  explicit Progress(
      Audience audience = Audience::kUser, std::function<Clock::time_point()> now = &Clock::now);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// From now on whoever runs this program is Slicer.
  static void speak_to_slicer();

  /// Shows how far a phase is: "reading patient 3 of 10".
  void update(std::string_view phase, std::size_t done, std::size_t of);

  /// Shows a passing state, of one line or several, cut at the terminal's width. Where stderr is no
  /// terminal, it is printed if nothing has been for kPause, and its lines are cut at 80 columns.
  void update(std::string_view state);

  /// Prints a line that stays.
  void line(std::string_view text);

 private:
  void erase();
  void end_phase();
  void print_now_and_then(std::string_view state);

  bool speaks_;
  bool to_slicer_;
  bool on_terminal_;
  int lines_shown_ = 0;
  std::string phase_;  ///< that Slicer was told of; blank between phases
  Clock::time_point phase_began_;
  std::function<Clock::time_point()> now_;
  Clock::time_point last_printed_;
};

}  // namespace segnoise::cli
