#include "cli/progress.h"

#include "base/text_width.h"
#include "cli/slicer_xml.h"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utility>

namespace segnoise::cli {
namespace {

bool slicer_listens = false;

constexpr int kUsualColumns = 80;

int terminal_columns() {
  winsize size{};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 2) return kUsualColumns;
  return size.ws_col;
}

}  // namespace

Progress::Progress(Audience audience, std::function<Clock::time_point()> now)
    : speaks_(audience == Audience::kUser),
      to_slicer_(speaks_ && slicer_listens),
      on_terminal_(speaks_ && !to_slicer_ && isatty(STDERR_FILENO) != 0),
      now_(std::move(now)),
      last_printed_(now_()) {}

Progress::~Progress() {
  erase();
  end_phase();
}

void Progress::speak_to_slicer() { slicer_listens = true; }

void Progress::update(std::string_view phase, std::size_t done, std::size_t of) {
  if (!to_slicer_) {
    update(std::string(phase) + ' ' + std::to_string(done) + " of " + std::to_string(of));
    return;
  }
  if (phase != phase_) {
    end_phase();
    phase_ = phase;
    phase_began_ = now_();
    const std::string name = xml_escaped(phase);
    std::cout << "<filter-start><filter-name>" << name << "</filter-name><filter-comment>" << name
              << "</filter-comment></filter-start>\n";
  }
  const double part = of == 0 ? 1.0 : static_cast<double>(done) / static_cast<double>(of);
  std::cout << "<filter-progress>" << part << "</filter-progress>" << std::endl;
}

void Progress::update(std::string_view state) {
  if (!on_terminal_) return print_now_and_then(state);
  erase();
  const int columns = terminal_columns();
  while (true) {
    const std::size_t end = state.find('\n');
    std::cerr << base::cut_to_width(state.substr(0, end), columns - 1);
    ++lines_shown_;
    if (end == std::string_view::npos) break;
    std::cerr << '\n';
    state.remove_prefix(end + 1);
  }
  std::cerr << std::flush;
}

void Progress::print_now_and_then(std::string_view state) {
  if (!speaks_ || to_slicer_ || now_() - last_printed_ < kPause) return;
  while (true) {
    const std::size_t end = state.find('\n');
    line(base::cut_to_width(state.substr(0, end), kUsualColumns));
    if (end == std::string_view::npos) return;
    state.remove_prefix(end + 1);
  }
}

void Progress::line(std::string_view text) {
  if (!speaks_) return;
  last_printed_ = now_();
  erase();
  (to_slicer_ ? std::cout : std::cerr)
      << text << std::endl;  // flushed: a log is watched while it grows
}

void Progress::erase() {
  if (lines_shown_ == 0) return;
  std::cerr << "\r\x1b[K";
  for (; lines_shown_ > 1; --lines_shown_) std::cerr << "\x1b[A\x1b[K";
  std::cerr << std::flush;
  lines_shown_ = 0;
}

void Progress::end_phase() {
  if (phase_.empty()) return;
  const std::chrono::duration<double> elapsed = now_() - phase_began_;
  std::cout << "<filter-end><filter-name>" << xml_escaped(phase_) << "</filter-name><filter-time>"
            << elapsed.count() << "</filter-time></filter-end>" << std::endl;
  phase_.clear();
}

}  // namespace segnoise::cli
