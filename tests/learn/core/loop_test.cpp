#include "learn/core/loop.h"

#include "learn/as_ranks.h"
#include "learn/core/line_task.h"
#include "learn/temporary_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <limits>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::learn {
namespace {

using testing::as_ranks;
using ::testing::HasSubstr;
using testing::LineTask;
using testing::points_of_a_line;

const std::vector<testing::Point> kPoints = points_of_a_line(8, 1);
const std::vector<testing::Point> kOtherPoints = points_of_a_line(9, 2);

LoopOptions quick_loop() {
  return {
      .epochs = 3,
      .batch_size = 3,
      .learning_rate = 0.05,
      .seed = 3,
      .device = Device::kCpu,
      .threads = 1};
}

std::vector<EpochReport> epochs_of(
    LineTask& task,
    const LoopOptions& options,
    const std::filesystem::path& checkpoint = {},
    const Ranks* ranks = nullptr) {
  std::vector<EpochReport> epochs;
  train(
      task,
      options,
      {.on_step = {}, .on_epoch = [&](const EpochReport& epoch) { epochs.push_back(epoch); }},
      checkpoint,
      ranks);
  return epochs;
}

TEST(TrainTask, FindsTheLine) {
  LineTask task(kPoints, kOtherPoints);
  LoopOptions options = quick_loop();
  options.epochs = 100;
  const auto epochs = epochs_of(task, options);
  ASSERT_EQ(epochs.size(), 100U);
  EXPECT_NEAR(task.slope(), 2.0F, 0.05);
  EXPECT_NEAR(task.intercept(), -1.0F, 0.05);
  EXPECT_LT(epochs.back().training_loss, 0.01 * epochs.front().training_loss);
  EXPECT_LT(epochs.back().validation_loss.value(), epochs.front().validation_loss.value());
  EXPECT_GT(epochs.back().validation_score.value(), 0.95);
}

TEST(TrainTask, SeesEachSampleOncePerEpochInAnOrderOfTheSeed) {
  const auto order_by = [](std::uint64_t seed) {
    LineTask task(kPoints);
    LoopOptions options = quick_loop();
    options.epochs = 2;
    options.seed = seed;
    train(task, options);
    return task.seen;
  };
  const auto seen = order_by(3);
  const std::set<std::pair<int, std::size_t>> distinct(seen.begin(), seen.end());
  EXPECT_EQ(seen.size(), 2 * kPoints.size());
  EXPECT_EQ(distinct.size(), seen.size());
  EXPECT_EQ(distinct.rbegin()->first, 2);
  EXPECT_EQ(distinct.rbegin()->second, kPoints.size() - 1);
  EXPECT_EQ(order_by(3), seen);
  EXPECT_NE(order_by(4), seen);
}

TEST(TrainTask, TakesTheStepsOfAdam) {
  // One point, x = y = 1, so that the gradients by slope and intercept are 2 (a + b - 1): the first
  // step of Adam is as long as the learning rate, whatever the gradient.
  LineTask task({{.x = 1.0F, .y = 1.0F}});
  LoopOptions options = quick_loop();
  options.epochs = 1;
  train(task, options);
  EXPECT_NEAR(task.slope(), 0.05F, 1e-6);
  EXPECT_NEAR(task.intercept(), 0.05F, 1e-6);
}

TEST(TrainTask, ReportsEveryBatchAndEveryEpoch) {
  LineTask task(kPoints, kOtherPoints);
  std::vector<StepReport> steps;
  std::vector<EpochReport> epochs;
  LoopOptions options = quick_loop();
  options.epochs = 2;
  train(
      task,
      options,
      {.on_step = [&](const StepReport& report) { steps.push_back(report); },
       .on_epoch = [&](const EpochReport& report) { epochs.push_back(report); }});
  ASSERT_EQ(steps.size(), 6U);
  EXPECT_EQ(steps[4].epoch, 2);
  EXPECT_EQ(steps[4].batch, 2);
  EXPECT_EQ(steps[4].batches, 3);
  ASSERT_EQ(epochs.size(), 2U);
  EXPECT_EQ(epochs[0].epoch, 1);
  EXPECT_EQ(epochs[0].epochs, 2);
  // Batches of 3, 3 and 2 samples.
  EXPECT_NEAR(
      epochs[0].training_loss,
      (3 * steps[0].loss + 3 * steps[1].loss + 2 * steps[2].loss) / 8,
      1e-9);
  EXPECT_GT(epochs[0].remaining_s, 0.0);
  EXPECT_EQ(epochs[1].remaining_s, 0.0);
}

TEST(TrainTask, KeepsTheNetworkThatIsBestOnValidation) {
  LineTask task(kPoints, kOtherPoints);
  LoopOptions options = quick_loop();
  options.epochs = 12;
  options.learning_rate = 1.0;  // so high that the line swings about the one to be found
  const auto epochs = epochs_of(task, options);
  double best = 0.0;
  for (const EpochReport& epoch : epochs) best = std::max(best, *epoch.validation_score);
  double sum = 0.0;
  for (const auto& [x, y] : kOtherPoints) {
    sum += 1.0 / (1.0 + std::abs(task.slope() * x + task.intercept() - y));
  }
  EXPECT_NEAR(sum / static_cast<double>(kOtherPoints.size()), best, 1e-5);
  EXPECT_LT(*epochs.back().validation_score, best) << "the last is the best: this shows nothing";
}

TEST(TrainTask, WithoutValidationReportsNoneAndKeepsTheLast) {
  const auto slope_after = [](int count) {
    LineTask task(kPoints);
    LoopOptions options = quick_loop();
    options.epochs = count;
    const auto epochs = epochs_of(task, options);
    EXPECT_FALSE(epochs.back().validation_loss.has_value());
    EXPECT_FALSE(epochs.back().validation_score.has_value());
    return task.slope();
  };
  EXPECT_LT(slope_after(2), slope_after(3));
}

TEST(TrainTask, StopsWhenPatienceIsAtItsEnd) {
  LineTask task(kPoints, kOtherPoints);
  LoopOptions options = quick_loop();
  options.epochs = 200;
  options.learning_rate = 1.0;
  options.patience = 2;
  const auto epochs = epochs_of(task, options);
  ASSERT_LT(epochs.size(), 200U);
  const auto best = std::ranges::max_element(
      epochs, {}, [](const EpochReport& epoch) { return *epoch.validation_score; });
  EXPECT_EQ(best - epochs.begin(), std::ssize(epochs) - 3);
}

TEST(TrainTask, EndsWithWhatTheObserverThrows) {
  struct Stopped {};
  LineTask task(kPoints);
  EXPECT_THROW(
      train(
          task,
          quick_loop(),
          {.on_step = [](const StepReport&) { throw Stopped{}; }, .on_epoch = {}}),
      Stopped);
}

TEST(TrainTask, ComputesTheNetworkInBfloat16AndTheLossInFloat32) {
  LineTask task(kPoints, kOtherPoints);
  LoopOptions options = quick_loop();
  options.epochs = 100;
  train(task, options);
  EXPECT_EQ(task.forward_type, torch::kFloat);
  options.precision = Precision::kBfloat16;
  LineTask halves(kPoints, kOtherPoints);
  train(halves, options);
  EXPECT_EQ(halves.forward_type, torch::kBFloat16);
  EXPECT_EQ(halves.loss_type, torch::kFloat);
  EXPECT_NEAR(halves.slope(), task.slope(), 0.05);
  EXPECT_NE(halves.slope(), task.slope());
}

std::string failure_of(LineTask& task, const LoopOptions& options) {
  try {
    train(task, options);
  } catch (const std::exception& error) {
    return error.what();
  }
  return "no failure";
}

TEST(TrainTask, StopsWhenTheLossIsNotFinite) {
  LineTask task(kPoints);
  LoopOptions options = quick_loop();
  options.learning_rate = 1e30;
  const std::string failure = failure_of(task, options);
  EXPECT_THAT(failure, HasSubstr("epoch 1, batch 2"));
  EXPECT_THAT(failure, HasSubstr("not finite"));
  EXPECT_THAT(failure, HasSubstr("learning rate"));
}

TEST(TrainTask, RefusesOptionsThatMeanNothing) {
  const auto refused = [](auto change) {
    LineTask task(kPoints);
    LoopOptions options = quick_loop();
    change(options);
    EXPECT_THROW(train(task, options), std::invalid_argument);
  };
  refused([](LoopOptions& options) { options.epochs = 0; });
  refused([](LoopOptions& options) { options.batch_size = 0; });
  refused([](LoopOptions& options) { options.learning_rate = 0.0; });
  refused([](LoopOptions& options) {
    options.learning_rate = std::numeric_limits<double>::quiet_NaN();
  });
  refused([](LoopOptions& options) { options.patience = 0; });
  refused([](LoopOptions& options) { options.threads = -1; });
}

TEST(TrainTask, RefusesATaskWithoutSamples) {
  LineTask task({}, kOtherPoints);
  EXPECT_THAT(failure_of(task, quick_loop()), HasSubstr("at least one sample"));
}

/// What one of some ranks ended with.
struct Ending {
  std::vector<EpochReport> epochs;
  float slope = 0.0F;
};

TEST(TrainTask, OverRanksGivesTheCurveOfOneProcessAndOneLine) {
  LineTask task(kPoints, kOtherPoints);
  const auto whole = epochs_of(task, quick_loop());
  for (const int count :
       {2, 3}) {  // batches of 3, 3 and 2: of three ranks one has none of the last
    std::map<int, Ending> endings;
    std::mutex writing;
    as_ranks(count, [&](const Ranks& ranks) {
      LineTask mine(kPoints, kOtherPoints);
      const auto epochs = epochs_of(mine, quick_loop(), {}, &ranks);
      const std::lock_guard lock(writing);
      endings[ranks.rank()] = {.epochs = epochs, .slope = mine.slope()};
    });
    ASSERT_EQ(endings.size(), static_cast<std::size_t>(count));
    for (const auto& [rank, ending] : endings) {
      EXPECT_EQ(ending.slope, endings[0].slope) << rank;
      EXPECT_NEAR(ending.slope, task.slope(), 1e-5);
      ASSERT_EQ(ending.epochs.size(), whole.size());
      for (std::size_t i = 0; i < whole.size(); ++i) {
        EXPECT_EQ(ending.epochs[i].training_loss, endings[0].epochs[i].training_loss);
        EXPECT_NEAR(ending.epochs[i].training_loss, whole[i].training_loss, 1e-5);
        EXPECT_NEAR(*ending.epochs[i].validation_loss, *whole[i].validation_loss, 1e-5);
        EXPECT_NEAR(*ending.epochs[i].validation_score, *whole[i].validation_score, 1e-5);
      }
    }
  }
}

TEST(TrainTask, OverRanksGoesOnFromTheCheckpointOfTheFirst) {
  LineTask whole(kPoints, kOtherPoints);
  train(whole, quick_loop());
  const auto checkpoint = testing::temporary_file("checkpoint");
  std::filesystem::remove(checkpoint);
  struct Stopped {};
  LineTask interrupted(kPoints, kOtherPoints);
  EXPECT_THROW(
      train(
          interrupted,
          quick_loop(),
          {.on_step = {}, .on_epoch = [](const EpochReport&) { throw Stopped{}; }},
          checkpoint),
      Stopped);
  as_ranks(2, [&](const Ranks& ranks) {
    LineTask mine(kPoints, kOtherPoints);
    // Only the first is told where it is, as if the others were on machines without the file.
    const auto epochs =
        epochs_of(mine, quick_loop(), ranks.rank() == 0 ? checkpoint : "elsewhere", &ranks);
    EXPECT_EQ(epochs.size(), 3U);
    EXPECT_NEAR(mine.slope(), whole.slope(), 1e-5);
    for (const auto& [epoch, index] : mine.seen) EXPECT_GT(epoch, 1) << index;
  });
}

TEST(TrainTask, RefusesRanksThatLearnSomethingElse) {
  as_ranks(2, [](const Ranks& ranks) {
    LineTask mine(ranks.rank() == 0 ? kPoints : kOtherPoints);
    try {
      train(mine, quick_loop(), {}, {}, &ranks);
      ADD_FAILURE() << "taken";
    } catch (const std::runtime_error& error) {
      EXPECT_THAT(error.what(), HasSubstr("all ranks must train with the same options"));
    }
  });
}

}  // namespace
}  // namespace segnoise::learn
