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
UNetOptions quick_training(Architecture architecture = Architecture::kSmall) {
  return {
      .architecture = architecture,
      .input_size_px = 32,
      .augmentation = Augmentation::kMild,
      .loop = {
          .epochs = 4,
          .batch_size = 4,
          .learning_rate = architecture == Architecture::kSmall ? 5e-3 : 1e-4,
          .seed = 3,
          .device = Device::kCpu,
          .threads = 1}};
}

/// What a training gave: its network, and what the observer was told.
struct Outcome {
  std::string network_sha256;
  std::vector<EpochReport> epochs;
  int steps = 0;
};

Outcome outcome_of(const UNetOptions& options, const fs::path& checkpoint = {}) {
  Outcome outcome;
  const TrainingObserver observer{
      .on_step = [&](const StepReport&) { ++outcome.steps; },
      .on_epoch = [&](const EpochReport& epoch) { outcome.epochs.push_back(epoch); }};
  outcome.network_sha256 =
      train_unet(kTenHearts, kThreeHearts, options, observer, checkpoint).sha256();
  return outcome;
}

struct Interrupted {};

/// Trains until the moment has come, which leaves a checkpoint as a killed program would.
void train_until(
    const std::function<bool(int epoch, int batch)>& is_time,
    const UNetOptions& options,
    const fs::path& checkpoint) {
  const auto stop = [](bool now) {
    if (now) throw Interrupted{};
  };
  const TrainingObserver observer{
      .on_step = [&](const StepReport& step) { stop(is_time(step.epoch, step.batch)); },
      .on_epoch = [&](const EpochReport& epoch) { stop(is_time(epoch.epoch, 0)); }};
  EXPECT_THROW(
      (void)train_unet(kTenHearts, kThreeHearts, options, observer, checkpoint), Interrupted);
}

void expect_same(const Outcome& resumed, const Outcome& whole) {
  EXPECT_EQ(resumed.network_sha256, whole.network_sha256);
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

std::string checkpoint_refusal(const UNetOptions& options, const fs::path& checkpoint) {
  try {
    (void)train_unet(kTenHearts, kThreeHearts, options, {}, checkpoint);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "taken";
}

TEST(UNetCheckpoint, ChangesNothingInATrainingThatIsNotInterrupted) {
  expect_same(outcome_of(quick_training(), fresh_checkpoint()), outcome_of(quick_training()));
}

TEST(UNetCheckpoint, GoesOnAsIfNeverStoppedWheneverThatWas) {
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
        [at_epoch = at_epoch, at_batch = at_batch](int epoch, int batch) {
          return epoch == at_epoch && batch == at_batch;
        },
        quick_training(),
        checkpoint);
    const Outcome resumed = outcome_of(quick_training(), checkpoint);
    expect_same(resumed, whole);
    EXPECT_EQ(resumed.steps, steps_left);
  }
}

TEST(UNetCheckpoint, HoldsWithoutBatchNormAndInHalfPrecisionToo) {
  const auto check = [](UNetOptions options) {
    options.loop.epochs = 2;
    const fs::path checkpoint = fresh_checkpoint();
    train_until([](int epoch, int) { return epoch == 2; }, options, checkpoint);
    expect_same(outcome_of(options, checkpoint), outcome_of(options));
  };
  check(quick_training(Architecture::kUnet1));
  UNetOptions halves = quick_training();
  halves.loop.precision = Precision::kBfloat16;
  check(halves);
}

TEST(UNetCheckpoint, OfAnotherTrainingIsRefused) {
  const fs::path checkpoint = fresh_checkpoint();
  (void)outcome_of(quick_training(), checkpoint);
  const auto refused = [&](auto change) {
    UNetOptions options = quick_training();
    change(options);
    const std::string refusal = checkpoint_refusal(options, checkpoint);
    EXPECT_THAT(refusal, HasSubstr(checkpoint.string() + " must be a checkpoint of this training"));
    EXPECT_THAT(refusal, HasSubstr(described(quick_training())));
    EXPECT_THAT(refusal, HasSubstr(described(options)));
    EXPECT_THAT(refusal, Not(HasSubstr("\n")));
  };
  refused([](UNetOptions& options) { options.architecture = Architecture::kUnet1; });
  refused([](UNetOptions& options) { options.input_size_px = 64; });
  refused([](UNetOptions& options) { options.loop.epochs = 5; });
  refused([](UNetOptions& options) { options.loop.batch_size = 5; });
  refused([](UNetOptions& options) { options.loop.learning_rate *= 1.0 + 1e-15; });
  refused([](UNetOptions& options) { options.loss = Loss::kDice; });
  refused([](UNetOptions& options) { options.loop.seed = 4; });
  refused([](UNetOptions& options) { options.loop.patience = 3; });
  refused([](UNetOptions& options) { options.augmentation = Augmentation::kNone; });
  refused([](UNetOptions& options) { options.loop.precision = Precision::kBfloat16; });
}

TEST(UNetCheckpoint, OfOtherImagesOrLabelsIsRefused) {
  const fs::path checkpoint = fresh_checkpoint();
  (void)outcome_of(quick_training(), checkpoint);
  const auto refused = [&](const auto& training, const auto& validation) {
    try {
      (void)train_unet(training, validation, quick_training(), {}, checkpoint);
      ADD_FAILURE() << "taken";
    } catch (const std::runtime_error& error) {
      EXPECT_THAT(error.what(), HasSubstr("its samples are others"));
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

}  // namespace
}  // namespace segnoise::learn
