#include "study/engine/side_by_side.h"

#include "study/engine/fake_observer.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace segnoise::engine {
namespace {

namespace fs = std::filesystem;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Le;
using ::testing::SizeIs;

/// Cells that end a few looks after they began, and how many ran at a time.
class FakeCells {
 public:
  std::map<std::string, int> status;  ///< by name of the condition, where it is not 0
  std::string says = "clean: epoch 2 of 3, 1 s left";
  int looks = 3;  ///< until a cell ends by itself
  std::vector<std::string> started;
  std::vector<int> running_at_start;
  int running = 0;
  int asked_to_end = 0;

  CellProcess start(const PlannedCell& planned, const fs::path& log) {
    started.push_back(planned.id);
    std::ofstream(log, std::ios::app) << says << '\n';
    running_at_start.push_back(++running);
    const auto left = std::make_shared<int>(looks);
    return {
        .status = [this, left, &planned]() -> std::optional<int> {
          if (--*left > 0) return std::nullopt;
          --running;
          const auto own = status.find(planned.cell.condition.name);
          if (own != status.end()) return own->second;
          fs::create_directories(planned.folder);
          return 0;
        },
        .ask_to_end =
            [this, left, &planned] {
              ++asked_to_end;
              status[planned.cell.condition.name] = 130;
              *left = 2;
            }};
  }
};

class RunMissingCells : public ::testing::Test {
 protected:
  RunMissingCells()
      : study_(planned_study(
            {.name = "mine",
             .conditions =
                 {{},
                  {.name = "a", .setup = noise::NoiseSetup{.name = "s", .unit = noise::Unit::kPx}},
                  {.name = "b",
                   .setup = noise::NoiseSetup{.name = "s", .unit = noise::Unit::kMm}}}},
            {},
            {},
            folder_.path() / "out")) {}

  SideBySideOutcome run(SideBySide how) {
    how.start = [this](const PlannedCell& planned, const fs::path& log) {
      return cells_.start(planned, log);
    };
    how.pause = [this] { ++pauses_; };
    return run_missing_cells(study_, how, observer_);
  }

  testing::TemporaryFolder folder_;
  PlannedStudy study_;
  FakeCells cells_;
  testing::FakeObserver observer_;
  int pauses_ = 0;
};

TEST_F(RunMissingCells, RunsThemAllSomeAtATime) {
  const SideBySideOutcome outcome = run({.jobs = 2});
  EXPECT_EQ(outcome.missing, 3U);
  EXPECT_EQ(outcome.done, 3U);
  EXPECT_EQ(outcome.failed, 0U);
  EXPECT_FALSE(outcome.was_ended);
  EXPECT_THAT(
      cells_.started, ElementsAre(study_.cells[0].id, study_.cells[1].id, study_.cells[2].id));
  EXPECT_THAT(cells_.running_at_start, Each(Le(2)));
  EXPECT_EQ(std::ranges::max(cells_.running_at_start), 2);
  EXPECT_THAT(observer_.lines[0], HasSubstr("study mine: 3 cells, in "));
  EXPECT_EQ(observer_.lines[1].substr(0, 46), "[1 of 3] clean, seed 1, fold 1: done in 0 s, 0");
  EXPECT_EQ(observer_.lines[3], "[3 of 3] b, seed 1, fold 1: done in 0 s");
}

TEST_F(RunMissingCells, ShowsHowFarEachIs) {
  (void)run({.jobs = 2});
  EXPECT_THAT(observer_.states[0], HasSubstr("0 done, 2 running, 0 failed, 1 waiting\n"));
  EXPECT_THAT(
      observer_.states[0], HasSubstr("\n  clean, seed 1, fold 1 (0 s): epoch 2 of 3, 1 s left\n"));
  EXPECT_THAT(observer_.states[0], HasSubstr("\n  logs: "));
  EXPECT_EQ(static_cast<std::size_t>(pauses_), observer_.states.size());
}

TEST_F(RunMissingCells, PassesOverThoseThatAreThere) {
  fs::create_directories(study_.cells[1].folder);
  const SideBySideOutcome outcome = run({});
  EXPECT_EQ(outcome.missing, 2U);
  EXPECT_EQ(outcome.done, 2U);
  EXPECT_THAT(cells_.started, ElementsAre(study_.cells[0].id, study_.cells[2].id));
  EXPECT_THAT(observer_.lines[0], HasSubstr("3 cells, 1 of them are there already, in "));
}

TEST_F(RunMissingCells, GoesOnWhenOneFailsAndSaysWhy) {
  cells_.status = {{"a", 1}};
  cells_.says = "camus-noise: out of memory";
  const SideBySideOutcome outcome = run({});
  EXPECT_EQ(outcome.done, 2U);
  EXPECT_EQ(outcome.failed, 1U);
  EXPECT_THAT(
      observer_.lines[2],
      HasSubstr("a, seed 1, fold 1: failed with status 1: camus-noise: out of memory (see "));
}

TEST_F(RunMissingCells, AsksThoseThatRunToEndAndWaitsForThem) {
  cells_.looks = 1000;
  int asked = 0;
  const SideBySideOutcome outcome = run({.jobs = 2, .is_to_end = [&] { return ++asked > 4; }});
  EXPECT_TRUE(outcome.was_ended);
  EXPECT_EQ(outcome.done, 0U);
  EXPECT_EQ(cells_.asked_to_end, 2);
  EXPECT_EQ(cells_.running, 0);
  EXPECT_THAT(cells_.started, SizeIs(2));
  EXPECT_EQ(observer_.lines.back(), "stopping the cells that run");
}

TEST_F(RunMissingCells, RunsNothingWhereAllIsThere) {
  for (const PlannedCell& cell : study_.cells) fs::create_directories(cell.folder);
  EXPECT_EQ(run({}).missing, 0U);
  EXPECT_THAT(cells_.started, IsEmpty());
}

TEST_F(RunMissingCells, ThrowsOnWhatCannotBeStarted) {
  const SideBySide how{.start = [](const PlannedCell&, const fs::path&) -> CellProcess {
    throw std::runtime_error("no such program");
  }};
  EXPECT_EQ(
      testing::refusal_of([&] { (void)run_missing_cells(study_, how, observer_); }),
      "no such program");
}

}  // namespace
}  // namespace segnoise::engine
