#include "cli/progress.h"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <unistd.h>

namespace segnoise {

Progress::Progress() : on_terminal_(isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() { erase(); }

void Progress::update(std::string_view state) {
  if (!on_terminal_) return;
  std::cerr << "\r\x1b[K" << state << std::flush;
  shown_ = true;
}

void Progress::line(std::string_view text) {
  erase();
  std::cerr << text << std::endl;  // flushed: a log is watched while it grows
}

void Progress::erase() {
  if (shown_) std::cerr << "\r\x1b[K" << std::flush;
  shown_ = false;
}

std::string spoken_duration(double seconds) {
  const auto total = static_cast<long>(std::lround(std::max(0.0, seconds)));
  if (total < 60) return std::to_string(total) + " s";
  if (total < 3600) {
    return std::to_string(total / 60) + " min " + std::to_string(total % 60) + " s";
  }
  return std::to_string(total / 3600) + " h " + std::to_string(total % 3600 / 60) + " min";
}

}  // namespace segnoise
