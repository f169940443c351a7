#include "study/engine/side_by_side.h"

#include "base/duration_text.h"
#include "base/text_width.h"
#include "storage/work_folder.h"
#include "study/engine/time_left.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <list>
#include <string>
#include <utility>
#include <vector>

namespace segnoise::engine {
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
  CellProcess process;
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
  Sweep(std::vector<const PlannedCell*> cells, const SideBySide& how, Observer& observer)
      : cells_(std::move(cells)),
        how_(how),
        observer_(observer),
        outcome_{.missing = cells_.size()} {}

  [[nodiscard]] bool is_over() const { return next_ == cells_.size() && running_.empty(); }

  void start_what_fits() {
    while (next_ < cells_.size() && running_.size() < static_cast<std::size_t>(how_.jobs)) {
      const PlannedCell& planned = *cells_[next_++];
      const fs::path folder = storage::unfinished_name(planned.folder);
      fs::create_directories(folder);
      running_.push_back({&planned, how_.start(planned, folder / "log.txt")});
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
        ++outcome_.done;
        done_s_ += elapsed_s;
        observer_.line(
            count() + base::shortened(planned.name(), kNameColumns) + ": done in " +
            base::spoken_duration(elapsed_s) + left());
      } else {
        ++outcome_.failed;
        observer_.line(
            count() + planned.name() + ": failed with status " + std::to_string(*status) + ": " +
            last_line(log) + " (see " + log.string() + ')');
      }
    }
  }

  void show() const {
    std::string table = std::to_string(outcome_.done) + " done, " +
                        std::to_string(running_.size()) + " running, " +
                        std::to_string(outcome_.failed) + " failed, " +
                        std::to_string(cells_.size() - next_) + " waiting" + left();
    for (const RunningCell& cell : running_) {
      table += "\n  " + base::shortened(cell.planned->name(), kNameColumns) + " (" +
               base::spoken_duration(seconds_since(cell.begin)) + ')' + cell.said();
    }
    if (!running_.empty()) {
      const fs::path cells = running_.front().planned->folder.parent_path();
      table += "\n  logs: " + (storage::unfinished_name(cells / "*") / "log.txt").string();
    }
    observer_.state(table);
  }

  /// Every cell ends after its present step.
  void end() {
    outcome_.was_ended = true;
    for (const RunningCell& cell : running_) cell.process.ask_to_end();
    next_ = cells_.size();
    while (!running_.empty()) {
      std::erase_if(running_, [&](RunningCell& cell) {
        const auto status = cell.process.status();
        if (status == 0) ++outcome_.done;
        return status.has_value();
      });
      how_.pause();
    }
  }

  [[nodiscard]] const SideBySideOutcome& outcome() const { return outcome_; }

 private:
  [[nodiscard]] std::size_t ended() const { return outcome_.done + outcome_.failed; }

  [[nodiscard]] std::string count() const {
    return '[' + std::to_string(ended()) + " of " + std::to_string(cells_.size()) + "] ";
  }

  /// ", 3 min 20 s left", when any cell has shown how long they take.
  [[nodiscard]] std::string left() const {
    if (outcome_.done == 0 || ended() == cells_.size()) return "";
    std::vector<double> running_s;
    for (const RunningCell& cell : running_) running_s.push_back(seconds_since(cell.begin));
    const double left_s = time_left_s(
        done_s_ / static_cast<double>(outcome_.done),
        {.running_s = running_s,
         .waiting = cells_.size() - next_,
         .side_by_side = static_cast<std::size_t>(how_.jobs)});
    return ", " + base::spoken_duration(left_s) + " left";
  }

  std::vector<const PlannedCell*> cells_;
  const SideBySide& how_;
  Observer& observer_;
  std::list<RunningCell> running_;
  std::size_t next_ = 0;
  SideBySideOutcome outcome_;
  double done_s_ = 0.0;  ///< of those that are done, together
};

}  // namespace

SideBySideOutcome run_missing_cells(
    const PlannedStudy& study, const SideBySide& how, Observer& observer) {
  std::vector<const PlannedCell*> missing;
  for (const PlannedCell& planned : study.cells) {
    if (!planned.is_complete()) missing.push_back(&planned);
  }
  const std::size_t cells = study.cells.size();
  const std::size_t there = cells - missing.size();
  observer.line(
      "study " + study.plan.name + ": " + std::to_string(cells) +
      (cells == 1 ? " cell" : " cells") +
      (there > 0 ? ", " + std::to_string(there) + " of them are there already" : "") + ", in " +
      study.folder.string());
  Sweep sweep(std::move(missing), how, observer);
  while (!how.is_to_end()) {
    sweep.start_what_fits();
    sweep.collect();
    if (sweep.is_over()) return sweep.outcome();
    sweep.show();
    how.pause();
  }
  observer.line("stopping the cells that run");
  sweep.end();
  return sweep.outcome();
}

}  // namespace segnoise::engine
