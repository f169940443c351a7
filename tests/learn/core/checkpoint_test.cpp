#include "learn/core/checkpoint.h"

#include "learn/core/line_task.h"
#include "learn/core/loop.h"
#include "learn/temporary_file.h"
#include "storage/write_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::learn {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using testing::LineTask;
using ::testing::Not;
using testing::points_of_a_line;

const std::vector<testing::Point> kTenPoints = points_of_a_line(10, 1);
const std::vector<testing::Point> kThreePoints = points_of_a_line(3, 2);

/// Four epochs of batches of 4, 4 and 2.
LoopOptions four_epochs() {
  return {
      .epochs = 4,
      .batch_size = 4,
      .learning_rate = 0.05,
      .seed = 3,
      .device = Device::kCpu,
      .threads = 1};
}

/// What a training gave: its line, and what the observer was told.
struct Outcome {
  float slope = 0.0F;
  float intercept = 0.0F;
  std::vector<EpochReport> epochs;
  int steps = 0;
};

Outcome outcome_of(const LoopOptions& options, const fs::path& checkpoint = {}) {
  Outcome outcome;
  const TrainingObserver observer{
      .on_step = [&](const StepReport&) { ++outcome.steps; },
      .on_epoch = [&](const EpochReport& epoch) { outcome.epochs.push_back(epoch); }};
  LineTask task(kTenPoints, kThreePoints);
  train(task, options, observer, checkpoint);
  outcome.slope = task.slope();
  outcome.intercept = task.intercept();
  return outcome;
}

struct Interrupted {};

/// Trains until the moment has come, which leaves a checkpoint as a killed program would.
/// @param is_time  is told of every batch, and of batch 0 when an epoch is over
void train_until(
    const std::function<bool(int epoch, int batch)>& is_time,
    const LoopOptions& options,
    const fs::path& checkpoint) {
  const auto stop = [](bool now) {
    if (now) throw Interrupted{};
  };
  const TrainingObserver observer{
      .on_step = [&](const StepReport& step) { stop(is_time(step.epoch, step.batch)); },
      .on_epoch = [&](const EpochReport& epoch) { stop(is_time(epoch.epoch, 0)); }};
  LineTask task(kTenPoints, kThreePoints);
  EXPECT_THROW(train(task, options, observer, checkpoint), Interrupted);
}

void expect_same(const Outcome& resumed, const Outcome& whole) {
  EXPECT_EQ(resumed.slope, whole.slope);
  EXPECT_EQ(resumed.intercept, whole.intercept);
  ASSERT_EQ(resumed.epochs.size(), whole.epochs.size());
  for (std::size_t i = 0; i < whole.epochs.size(); ++i) {
    EXPECT_EQ(resumed.epochs[i].epoch, whole.epochs[i].epoch);
    EXPECT_EQ(resumed.epochs[i].epochs, whole.epochs[i].epochs);
    EXPECT_EQ(resumed.epochs[i].training_loss, whole.epochs[i].training_loss);
    EXPECT_EQ(resumed.epochs[i].validation_loss, whole.epochs[i].validation_loss);
    EXPECT_EQ(resumed.epochs[i].validation_score, whole.epochs[i].validation_score);
  }
}

/// A place without a checkpoint of an earlier run of the tests.
fs::path fresh_checkpoint() {
  const fs::path path = testing::temporary_file("checkpoint");
  fs::remove(path);
  return path;
}

std::string checkpoint_refusal(
    const LoopOptions& options,
    const fs::path& checkpoint,
    const std::vector<testing::Point>& training = kTenPoints,
    const std::vector<testing::Point>& validation = kThreePoints) {
  LineTask task(training, validation);
  try {
    train(task, options, {}, checkpoint);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "taken";
}

TEST(Checkpoint, ChangesNothingInATrainingThatIsNotInterrupted) {
  expect_same(outcome_of(four_epochs(), fresh_checkpoint()), outcome_of(four_epochs()));
}

TEST(Checkpoint, GoesOnAsIfNeverStoppedWheneverThatWas) {
  const Outcome whole = outcome_of(four_epochs());
  for (int at_epoch = 1; at_epoch <= 4; ++at_epoch) {
    for (int at_batch = 0; at_batch <= 3; ++at_batch) {
      if (at_epoch == 1 && at_batch == 1) continue;  // nothing was written before
      SCOPED_TRACE(::testing::Message() << "epoch " << at_epoch << ", batch " << at_batch);
      const fs::path checkpoint = fresh_checkpoint();
      train_until(
          [&](int epoch, int batch) { return epoch == at_epoch && batch == at_batch; },
          four_epochs(),
          checkpoint);
      const Outcome resumed = outcome_of(four_epochs(), checkpoint);
      expect_same(resumed, whole);
      const int epochs_kept = at_batch == 0 ? at_epoch : at_epoch - 1;
      EXPECT_EQ(resumed.steps, 3 * (4 - epochs_kept));
    }
  }
}

TEST(Checkpoint, BearsManyInterruptions) {
  const fs::path checkpoint = fresh_checkpoint();
  for (int last = 1; last <= 4; ++last) {
    train_until(
        [&](int epoch, int batch) { return epoch == last && batch == 0; },
        four_epochs(),
        checkpoint);
  }
  expect_same(outcome_of(four_epochs(), checkpoint), outcome_of(four_epochs()));
}

TEST(Checkpoint, CountsPatienceFromBeforeTheInterruption) {
  LoopOptions options = four_epochs();
  options.epochs = 200;
  options.learning_rate = 1.0;  // so high that the best epoch is soon past
  options.patience = 2;
  const Outcome whole = outcome_of(options);
  const int last = static_cast<int>(whole.epochs.size());
  ASSERT_LT(last, 200);
  ASSERT_GE(last, 3);
  // After the best epoch, and in the two in which nothing better comes.
  for (int stop = last - 2; stop <= last; ++stop) {
    const fs::path checkpoint = fresh_checkpoint();
    train_until(
        [&](int epoch, int batch) { return epoch == stop && batch == 0; }, options, checkpoint);
    expect_same(outcome_of(options, checkpoint), whole);
  }
}

TEST(Checkpoint, WithoutValidationGoesOnToo) {
  const fs::path checkpoint = fresh_checkpoint();
  const TrainingObserver stops{
      .on_step = {}, .on_epoch = [](const EpochReport&) { throw Interrupted{}; }};
  LineTask interrupted(kTenPoints);
  EXPECT_THROW(train(interrupted, four_epochs(), stops, checkpoint), Interrupted);
  LineTask resumed(kTenPoints);
  train(resumed, four_epochs(), {}, checkpoint);
  LineTask whole(kTenPoints);
  train(whole, four_epochs());
  EXPECT_EQ(resumed.slope(), whole.slope());
}

TEST(Checkpoint, OfAFinishedTrainingGivesItsNetworkAtOnce) {
  const fs::path checkpoint = fresh_checkpoint();
  const Outcome first = outcome_of(four_epochs(), checkpoint);
  const Outcome again = outcome_of(four_epochs(), checkpoint);
  expect_same(again, first);
  EXPECT_EQ(again.steps, 0);
}

TEST(Checkpoint, CountsTimeFromTheFirstStart) {
  const fs::path checkpoint = fresh_checkpoint();
  std::optional<EpochReport> told;
  const TrainingObserver stops{.on_step = {}, .on_epoch = [&](const EpochReport& epoch) {
                                 told = epoch;
                                 throw Interrupted{};
                               }};
  LineTask task(kTenPoints, kThreePoints);
  EXPECT_THROW(train(task, four_epochs(), stops, checkpoint), Interrupted);
  const Outcome resumed = outcome_of(four_epochs(), checkpoint);
  EXPECT_EQ(resumed.epochs[0].elapsed_s, told.value().elapsed_s);
  EXPECT_EQ(resumed.epochs[0].remaining_s, told.value().remaining_s);
  EXPECT_GT(resumed.epochs[1].elapsed_s, resumed.epochs[0].elapsed_s);
}

TEST(Checkpoint, DoesNotAskForTheSameThreads) {
  const fs::path checkpoint = fresh_checkpoint();
  train_until([](int epoch, int) { return epoch == 2; }, four_epochs(), checkpoint);
  LoopOptions options = four_epochs();
  options.threads = 2;
  EXPECT_EQ(outcome_of(options, checkpoint).epochs.size(), 4U);
}

TEST(Checkpoint, OfAnotherTrainingIsRefused) {
  const fs::path checkpoint = fresh_checkpoint();
  (void)outcome_of(four_epochs(), checkpoint);
  const auto refused = [&](auto change) {
    LoopOptions options = four_epochs();
    change(options);
    const std::string refusal = checkpoint_refusal(options, checkpoint);
    EXPECT_THAT(refusal, HasSubstr(checkpoint.string() + " must be a checkpoint of this training"));
    EXPECT_THAT(refusal, HasSubstr("line, " + described(four_epochs())));
    EXPECT_THAT(refusal, HasSubstr("line, " + described(options)));
    EXPECT_THAT(refusal, Not(HasSubstr("\n")));
  };
  refused([](LoopOptions& options) { options.epochs = 5; });
  refused([](LoopOptions& options) { options.batch_size = 5; });
  refused([](LoopOptions& options) { options.learning_rate *= 1.0 + 1e-15; });
  refused([](LoopOptions& options) { options.seed = 4; });
  refused([](LoopOptions& options) { options.patience = 3; });
  refused([](LoopOptions& options) { options.precision = Precision::kBfloat16; });
}

TEST(Checkpoint, OfOtherSamplesIsRefused) {
  const fs::path checkpoint = fresh_checkpoint();
  (void)outcome_of(four_epochs(), checkpoint);
  const auto others = points_of_a_line(10, 5);
  for (const std::string& refusal :
       {checkpoint_refusal(four_epochs(), checkpoint, others),
        checkpoint_refusal(four_epochs(), checkpoint, kTenPoints, others)}) {
    EXPECT_THAT(refusal, HasSubstr("its samples are others"));
    EXPECT_THAT(refusal, HasSubstr(checkpoint.string()));
  }
}

TEST(Checkpoint, ThatIsDamagedIsRefused) {
  const fs::path checkpoint = fresh_checkpoint();
  (void)outcome_of(four_epochs(), checkpoint);
  const std::string bytes = read_whole(checkpoint);
  std::string damaged = bytes;
  damaged[bytes.size() / 2] = static_cast<char>(damaged[bytes.size() / 2] ^ 1);
  const std::string network = encoded({.metadata = {{"format", "camus-noise network"}}});
  for (const std::string& other :
       {damaged,
        bytes.substr(0, bytes.size() - 1),
        network,
        std::string("no checkpoint"),
        std::string()}) {
    storage::write_file(checkpoint, std::string_view(other));
    EXPECT_THAT(
        checkpoint_refusal(four_epochs(), checkpoint),
        HasSubstr(checkpoint.string() + " must be a "));
  }
}

TEST(Checkpoint, ThatCannotBeWrittenIsRefusedBeforeTheFirstStep) {
  const fs::path checkpoint = testing::temporary_file("no such folder") / "checkpoint";
  int steps = 0;
  const TrainingObserver counts{.on_step = [&](const StepReport&) { ++steps; }, .on_epoch = {}};
  LineTask task(kTenPoints);
  EXPECT_THROW(train(task, four_epochs(), counts, checkpoint), std::runtime_error);
  EXPECT_EQ(steps, 0);
}

TEST(Checkpoint, KeepsEveryBitOfItsNumbers) {
  const fs::path path = fresh_checkpoint();
  const Checkpoint checkpoint{
      .options = "options",
      .samples = "samples",
      .epochs =
          {{.epoch = 1,
            .epochs = 2,
            .training_loss = 0.1,
            .elapsed_s = 1e-300,
            .remaining_s = 1.0 / 3.0},
           {.epoch = 2,
            .epochs = 2,
            .training_loss = 5e-324,
            .validation_loss = 0.3,
            .validation_score = 0.0,
            .elapsed_s = 1.7e308,
            .remaining_s = 0.0}},
      .steps = 123456789012345,
      .tensors = {{.name = "t", .shape = {2}, .values = {0.1F, -0.0F}}}};
  write_checkpoint(path, checkpoint);
  const Checkpoint read = checkpoint_in(read_whole(path), path);
  EXPECT_EQ(read.options, checkpoint.options);
  EXPECT_EQ(read.samples, checkpoint.samples);
  EXPECT_EQ(read.steps, checkpoint.steps);
  EXPECT_EQ(read.tensors, checkpoint.tensors);
  EXPECT_EQ(read.epochs, checkpoint.epochs);
}

TEST(BestEpoch, IsTheFirstOfEquals) {
  EXPECT_EQ(best_epoch({}), 0);
  const std::vector<EpochReport> none{{.epoch = 1}, {.epoch = 2}};
  EXPECT_EQ(best_epoch(none), 0);
  const std::vector<EpochReport> some{
      {.epoch = 1}, {.epoch = 2, .validation_score = 0.5}, {.epoch = 3, .validation_score = 0.5}};
  EXPECT_EQ(best_epoch(some), 2);
}

}  // namespace
}  // namespace segnoise::learn
