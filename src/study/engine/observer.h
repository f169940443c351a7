#pragma once

#include <cstddef>
#include <string_view>

namespace segnoise::engine {

/// Who is told how far a study is: a terminal, a log, a test.
class Observer {
 public:
  Observer() = default;
  virtual ~Observer() = default;
  Observer(const Observer&) = delete;
  Observer& operator=(const Observer&) = delete;
  Observer(Observer&&) = delete;
  Observer& operator=(Observer&&) = delete;

  /// A step of a phase: "drawing patient", 3, 10. What it throws ends the work, as Ctrl-C does.
  virtual void step(std::string_view phase, std::size_t done, std::size_t of) = 0;

  /// A passing state, of one line or several.
  virtual void state(std::string_view text) = 0;

  /// A line that stays.
  virtual void line(std::string_view text) = 0;
};

}  // namespace segnoise::engine
