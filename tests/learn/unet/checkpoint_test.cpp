#include "learn/unet/checkpoint.h"

#include "learn/temporary_file.h"
#include "learn/unet/ellipses.h"
#include "learn/unet/training.h"
#include "storage/write_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::learn {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using testing::hearts;
using testing::kCoarse;
using ::testing::Not;

const std::vector<shape::LabelledImage> kTenHearts = hearts(10, kCoarse, 1);
const std::vector<shape::LabelledImage> kThreeHearts = hearts(3, kCoarse, 2);

/// Four epochs of batch norm, whose running statistics must come back too, with batches of 4, 4, 2.
TrainingOptions quick_training(Architecture architecture = Architecture::kSmall) {
  return {
      .architecture = architecture,
      .input_size_px = 32,
      .epochs = 4,
      .batch_size = 4,
      .learning_rate = architecture == Architecture::kSmall ? 5e-3 : 1e-4,
      .seed = 3,
      .augmentation = Augmentation::kMild,
      .device = Device::kCpu,
      .threads = 1};
}

/// What a training gave: its network, and what the observer was told.
struct Outcome {
  std::string network_sha256;
  std::vector<EpochReport> epochs;
  int steps = 0;
};

Outcome outcome_of(const TrainingOptions& options, const fs::path& checkpoint = {}) {
  Outcome outcome;
  const Observer observer{
      .on_step = [&](const StepReport&) { ++outcome.steps; },
      .on_epoch = [&](const EpochReport& epoch) { outcome.epochs.push_back(epoch); }};
  outcome.network_sha256 = train(kTenHearts, kThreeHearts, options, observer, checkpoint).sha256();
  return outcome;
}

struct Interrupted {};

/// Trains until the moment has come, which leaves a checkpoint as a killed program would.
void train_until(
    const std::function<bool(int epoch, int batch)>& is_time,
    const TrainingOptions& options,
    const fs::path& checkpoint) {
  const auto stop = [](bool now) {
    if (now) throw Interrupted{};
  };
  const Observer observer{
      .on_step = [&](const StepReport& step) { stop(is_time(step.epoch, step.batch)); },
      .on_epoch = [&](const EpochReport& epoch) { stop(is_time(epoch.epoch, 0)); }};
  EXPECT_THROW((void)train(kTenHearts, kThreeHearts, options, observer, checkpoint), Interrupted);
}

void expect_same(const Outcome& resumed, const Outcome& whole) {
  EXPECT_EQ(resumed.network_sha256, whole.network_sha256);
  ASSERT_EQ(resumed.epochs.size(), whole.epochs.size());
  for (std::size_t i = 0; i < whole.epochs.size(); ++i) {
    EXPECT_EQ(resumed.epochs[i].epoch, whole.epochs[i].epoch);
    EXPECT_EQ(resumed.epochs[i].epochs, whole.epochs[i].epochs);
    EXPECT_EQ(resumed.epochs[i].training_loss, whole.epochs[i].training_loss);
    EXPECT_EQ(resumed.epochs[i].validation_loss, whole.epochs[i].validation_loss);
    EXPECT_EQ(resumed.epochs[i].validation_dice, whole.epochs[i].validation_dice);
  }
}

/// A place without a checkpoint of an earlier run of the tests.
fs::path fresh_checkpoint() {
  const fs::path path = testing::temporary_file("checkpoint");
  fs::remove(path);
  return path;
}

std::string checkpoint_refusal(const TrainingOptions& options, const fs::path& checkpoint) {
  try {
    (void)train(kTenHearts, kThreeHearts, options, {}, checkpoint);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "taken";
}

TEST(Checkpoint, ChangesNothingInATrainingThatIsNotInterrupted) {
  expect_same(outcome_of(quick_training(), fresh_checkpoint()), outcome_of(quick_training()));
}

TEST(Checkpoint, GoesOnAsIfNeverStoppedWheneverThatWas) {
  const Outcome whole = outcome_of(quick_training());
  struct Moment {
    int epoch;
    int batch;  // 0: when the epoch is over
    int steps_left;
  };
  for (const auto& [at_epoch, at_batch, steps_left] :
       {Moment{1, 2, 12},
        Moment{1, 3, 12},
        Moment{1, 0, 9},
        Moment{2, 1, 9},
        Moment{4, 3, 3},
        Moment{4, 0, 0}}) {
    SCOPED_TRACE(::testing::Message() << "epoch " << at_epoch << ", batch " << at_batch);
    const fs::path checkpoint = fresh_checkpoint();
    train_until(
        [&](int epoch, int batch) { return epoch == at_epoch && batch == at_batch; },
        quick_training(),
        checkpoint);
    const Outcome resumed = outcome_of(quick_training(), checkpoint);
    expect_same(resumed, whole);
    EXPECT_EQ(resumed.steps, steps_left);
  }
}

TEST(Checkpoint, BearsManyInterruptions) {
  const fs::path checkpoint = fresh_checkpoint();
  for (int last = 1; last <= 4; ++last) {
    train_until(
        [&](int epoch, int batch) { return epoch == last && batch == 0; },
        quick_training(),
        checkpoint);
  }
  expect_same(outcome_of(quick_training(), checkpoint), outcome_of(quick_training()));
}

TEST(Checkpoint, HoldsWithoutBatchNormAndInHalfPrecisionToo) {
  const auto check = [](TrainingOptions options) {
    options.epochs = 2;
    const fs::path checkpoint = fresh_checkpoint();
    train_until([](int epoch, int) { return epoch == 2; }, options, checkpoint);
    expect_same(outcome_of(options, checkpoint), outcome_of(options));
  };
  check(quick_training(Architecture::kUnet1));
  TrainingOptions halves = quick_training();
  halves.precision = Precision::kBfloat16;
  check(halves);
}

TEST(Checkpoint, CountsPatienceFromBeforeTheInterruption) {
  TrainingOptions options = quick_training();
  options.epochs = 60;
  options.learning_rate = 0.03;  // so high that the best epoch is soon past
  options.patience = 2;
  const Outcome whole = outcome_of(options);
  const int last = static_cast<int>(whole.epochs.size());
  ASSERT_LT(last, 60);
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
  const Observer stops{.on_step = {}, .on_epoch = [](const EpochReport&) { throw Interrupted{}; }};
  EXPECT_THROW((void)train(kTenHearts, {}, quick_training(), stops, checkpoint), Interrupted);
  EXPECT_EQ(
      train(kTenHearts, {}, quick_training(), {}, checkpoint).sha256(),
      train(kTenHearts, {}, quick_training()).sha256());
}

TEST(Checkpoint, OfAFinishedTrainingGivesItsNetworkAtOnce) {
  const fs::path checkpoint = fresh_checkpoint();
  const Outcome first = outcome_of(quick_training(), checkpoint);
  const Outcome again = outcome_of(quick_training(), checkpoint);
  expect_same(again, first);
  EXPECT_EQ(again.steps, 0);
}

TEST(Checkpoint, CountsTimeFromTheFirstStart) {
  const fs::path checkpoint = fresh_checkpoint();
  std::optional<EpochReport> told;
  const Observer stops{.on_step = {}, .on_epoch = [&](const EpochReport& epoch) {
                         told = epoch;
                         throw Interrupted{};
                       }};
  EXPECT_THROW(
      (void)train(kTenHearts, kThreeHearts, quick_training(), stops, checkpoint), Interrupted);
  const Outcome resumed = outcome_of(quick_training(), checkpoint);
  EXPECT_EQ(resumed.epochs[0].elapsed_s, told.value().elapsed_s);
  EXPECT_EQ(resumed.epochs[0].remaining_s, told.value().remaining_s);
  EXPECT_GT(resumed.epochs[1].elapsed_s, resumed.epochs[0].elapsed_s);
}

TEST(Checkpoint, DoesNotAskForTheSameThreads) {
  const fs::path checkpoint = fresh_checkpoint();
  train_until([](int epoch, int) { return epoch == 2; }, quick_training(), checkpoint);
  TrainingOptions options = quick_training();
  options.threads = 2;
  EXPECT_EQ(outcome_of(options, checkpoint).epochs.size(), 4U);
}

TEST(Checkpoint, OfAnotherTrainingIsRefused) {
  const fs::path checkpoint = fresh_checkpoint();
  (void)outcome_of(quick_training(), checkpoint);
  const auto refused = [&](auto change) {
    TrainingOptions options = quick_training();
    change(options);
    const std::string refusal = checkpoint_refusal(options, checkpoint);
    EXPECT_THAT(refusal, HasSubstr(checkpoint.string() + " must be a checkpoint of this training"));
    EXPECT_THAT(refusal, HasSubstr(described(quick_training())));
    EXPECT_THAT(refusal, HasSubstr(described(options)));
    EXPECT_THAT(refusal, Not(HasSubstr("\n")));
  };
  refused([](TrainingOptions& options) { options.architecture = Architecture::kUnet1; });
  refused([](TrainingOptions& options) { options.input_size_px = 64; });
  refused([](TrainingOptions& options) { options.epochs = 5; });
  refused([](TrainingOptions& options) { options.batch_size = 5; });
  refused([](TrainingOptions& options) { options.learning_rate *= 1.0 + 1e-15; });
  refused([](TrainingOptions& options) { options.loss = Loss::kDice; });
  refused([](TrainingOptions& options) { options.seed = 4; });
  refused([](TrainingOptions& options) { options.patience = 3; });
  refused([](TrainingOptions& options) { options.augmentation = Augmentation::kNone; });
  refused([](TrainingOptions& options) { options.precision = Precision::kBfloat16; });
}

TEST(Checkpoint, OfOtherImagesOrLabelsIsRefused) {
  const fs::path checkpoint = fresh_checkpoint();
  (void)outcome_of(quick_training(), checkpoint);
  const auto refused = [&](const auto& training, const auto& validation) {
    try {
      (void)train(training, validation, quick_training(), {}, checkpoint);
      ADD_FAILURE() << "taken";
    } catch (const std::runtime_error& error) {
      EXPECT_THAT(error.what(), HasSubstr("its images or labels are others"));
      EXPECT_THAT(error.what(), HasSubstr(checkpoint.string()));
    }
  };
  std::vector<shape::LabelledImage> changed = kTenHearts;
  changed[9].labels(31, 31) = 3;
  refused(changed, kThreeHearts);
  changed = kThreeHearts;
  changed[0].image(0, 0) += 1.0F;
  refused(kTenHearts, changed);
  refused(std::span(kTenHearts).first(9), kThreeHearts);
  refused(kTenHearts, std::span(kThreeHearts).first(2));
}

TEST(Checkpoint, ThatIsDamagedIsRefused) {
  const fs::path checkpoint = fresh_checkpoint();
  (void)outcome_of(quick_training(), checkpoint);
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
        checkpoint_refusal(quick_training(), checkpoint),
        HasSubstr(checkpoint.string() + " must be a "));
  }
}

TEST(Checkpoint, ThatCannotBeWrittenIsRefusedBeforeTheFirstStep) {
  const fs::path checkpoint = testing::temporary_file("no such folder") / "checkpoint";
  int steps = 0;
  const Observer counts{.on_step = [&](const StepReport&) { ++steps; }, .on_epoch = {}};
  EXPECT_THROW(
      (void)train(kTenHearts, {}, quick_training(), counts, checkpoint), std::runtime_error);
  EXPECT_EQ(steps, 0);
}

TEST(Checkpoint, KeepsEveryBitOfItsNumbers) {
  const fs::path path = fresh_checkpoint();
  const Checkpoint checkpoint{
      .options = "options",
      .images = "images",
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
            .validation_dice = 0.0,
            .elapsed_s = 1.7e308,
            .remaining_s = 0.0}},
      .steps = 123456789012345,
      .tensors = {{.name = "t", .shape = {2}, .values = {0.1F, -0.0F}}}};
  write_checkpoint(path, checkpoint);
  const Checkpoint read = checkpoint_in(read_whole(path), path);
  EXPECT_EQ(read.options, checkpoint.options);
  EXPECT_EQ(read.images, checkpoint.images);
  EXPECT_EQ(read.steps, checkpoint.steps);
  EXPECT_EQ(read.tensors, checkpoint.tensors);
  EXPECT_EQ(read.epochs, checkpoint.epochs);
}

TEST(BestEpoch, IsTheFirstOfEquals) {
  EXPECT_EQ(best_epoch({}), 0);
  const std::vector<EpochReport> none{{.epoch = 1}, {.epoch = 2}};
  EXPECT_EQ(best_epoch(none), 0);
  const std::vector<EpochReport> some{
      {.epoch = 1}, {.epoch = 2, .validation_dice = 0.5}, {.epoch = 3, .validation_dice = 0.5}};
  EXPECT_EQ(best_epoch(some), 2);
}

}  // namespace
}  // namespace segnoise::learn
