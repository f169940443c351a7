#include "cells_side_by_side.h"

#include "cli/child_process.h"
#include "cli/interrupt.h"
#include "cli/time_left.h"
#include "storage/work_folder.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <list>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace segnoise {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Names of cells, which have what a study file calls its noise, leave room for what is said of
/// them.
constexpr int kNameColumns = 36;

/// The last line of a log that says something; "" if there is none.
std::string last_line(const fs::path& log) {
  constexpr std::streamoff kEnough = 4096;
  std::ifstream file(log, std::ios::binary | std::ios::ate);
  const std::streamoff size = file ? static_cast<std::streamoff>(file.tellg()) : 0;
  file.seekg(std::max<std::streamoff>(0, size - kEnough));
  std::string last;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty()) last = line;
  }
  return last;
}

struct RunningCell {
  const PlannedCell* planned;
  cli::ChildProcess process;
  Clock::time_point begin = Clock::now();

  [[nodiscard]] fs::path log() const {
    return storage::unfinished_name(planned->folder) / "log.txt";
  }

  /// ": epoch 2 of 30, 8 s left", in its own words, but for the condition, which the name has;
  /// nothing before it says how far it is.
  [[nodiscard]] std::string said() const {
    const std::string last = last_line(log());
    if (last.empty() || last.starts_with("warning: ")) return "";
    const auto epoch = last.find(": epoch ");
    return epoch == std::string::npos ? ": " + last : last.substr(epoch);
  }
};

/// The cells that run, that wait, and what became of the others.
class Sweep {
 public:
  Sweep(std::span<const PlannedCell> cells, const SideBySide& how, cli::Progress& progress)
      : cells_(cells), how_(how), progress_(progress) {}

  [[nodiscard]] bool is_over() const { return next_ == cells_.size() && running_.empty(); }

  void start_what_fits() {
    while (next_ < cells_.size() && running_.size() < static_cast<std::size_t>(how_.jobs)) {
      const PlannedCell& planned = cells_[next_++];
      const fs::path folder = storage::unfinished_name(planned.folder);
      fs::create_directories(folder);
      std::vector<std::string> arguments = how_.arguments;
      arguments.emplace_back("--cell");
      arguments.push_back(planned.id);
      running_.push_back({&planned, cli::ChildProcess(arguments, folder / "log.txt")});
    }
  }

  void collect() {
    for (auto cell = running_.begin(); cell != running_.end();) {
      const auto status = cell->process.status();
      if (!status) {
        ++cell;
        continue;
      }
      const double elapsed_s = seconds_since(cell->begin);
      const PlannedCell& planned = *cell->planned;
      const fs::path log = cell->log();
      cell = running_.erase(cell);
      if (*status == 0) {
        ++done_;
        done_s_ += elapsed_s;
        progress_.line(
            count() + cli::shortened(planned.name(), kNameColumns) + ": done in " +
            cli::spoken_duration(elapsed_s) + left());
      } else {
        ++failed_;
        progress_.line(
            count() + planned.name() + ": failed with status " + std::to_string(*status) + ": " +
            last_line(log) + " (see " + log.string() + ')');
      }
    }
  }

  void show() const {
    std::string table = std::to_string(done_) + " done, " + std::to_string(running_.size()) +
                        " running, " + std::to_string(failed_) + " failed, " +
                        std::to_string(cells_.size() - next_) + " waiting" + left();
    for (const RunningCell& cell : running_) {
      table += "\n  " + cli::shortened(cell.planned->name(), kNameColumns) + " (" +
               cli::spoken_duration(seconds_since(cell.begin)) + ')' + cell.said();
    }
    if (!running_.empty()) {
      const fs::path cells = running_.front().planned->folder.parent_path();
      table += "\n  logs: " + (storage::unfinished_name(cells / "*") / "log.txt").string();
    }
    progress_.update(table);
  }

  /// Every cell ends after its present step.
  void stop() {
    for (const RunningCell& cell : running_) cell.process.ask_to_end();
    next_ = cells_.size();
    while (!running_.empty()) {
      std::erase_if(running_, [&](RunningCell& cell) {
        const auto status = cell.process.status();
        if (status == 0) ++done_;
        return status.has_value();
      });
      std::this_thread::sleep_for(kPause);
    }
  }

  [[nodiscard]] std::size_t done() const { return done_; }

  static constexpr auto kPause = std::chrono::milliseconds(100);

 private:
  [[nodiscard]] std::string count() const {
    return '[' + std::to_string(done_ + failed_) + " of " + std::to_string(cells_.size()) + "] ";
  }

  /// ", 3 min 20 s left", when any cell has shown how long they take.
  [[nodiscard]] std::string left() const {
    if (done_ == 0 || done_ + failed_ == cells_.size()) return "";
    std::vector<double> running_s;
    for (const RunningCell& cell : running_) running_s.push_back(seconds_since(cell.begin));
    const double left_s = cli::time_left_s(
        done_s_ / static_cast<double>(done_),
        {.running_s = running_s,
         .waiting = cells_.size() - next_,
         .side_by_side = static_cast<std::size_t>(how_.jobs)});
    return ", " + cli::spoken_duration(left_s) + " left";
  }

  std::span<const PlannedCell> cells_;
  const SideBySide& how_;
  cli::Progress& progress_;
  std::list<RunningCell> running_;
  std::size_t next_ = 0;
  std::size_t done_ = 0;
  double done_s_ = 0.0;  ///< of those, together
  std::size_t failed_ = 0;
};

}  // namespace

std::string PlannedCell::name() const {
  return cell.condition.name + ", seed " + std::to_string(cell.seed) + ", fold " +
         std::to_string(cell.fold);
}

void run_side_by_side(
    std::span<const PlannedCell> cells, const SideBySide& how, cli::Progress& progress) {
  Sweep sweep(cells, how, progress);
  try {
    while (true) {
      cli::throw_if_interrupted();
      sweep.start_what_fits();
      sweep.collect();
      if (sweep.is_over()) return;
      sweep.show();
      std::this_thread::sleep_for(Sweep::kPause);
    }
  } catch (const cli::Interrupted&) {
    progress.line("stopping the cells that run");
    sweep.stop();
    throw cli::Interrupted(
        "interrupted; " + std::to_string(sweep.done()) + " of " + std::to_string(cells.size()) +
        " cells were completed, and the same command goes on from here");
  }
}

}  // namespace segnoise
