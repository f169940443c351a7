#include "learn/unet/training.h"

#include "learn/unet/ellipses.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::learn {
namespace {

using ::testing::HasSubstr;
using testing::hearts;
using testing::kCoarse;

const std::vector<shape::LabelledImage> kTraining = hearts(8, kCoarse, 1);
const std::vector<shape::LabelledImage> kValidation = hearts(3, kCoarse, 2);

TrainingOptions quick() {
  return {
      .architecture = Architecture::kSmall,
      .input_size_px = 32,
      .epochs = 3,
      .batch_size = 4,
      .learning_rate = 5e-3,
      .seed = 3,
      .device = Device::kCpu,
      .threads = 1};
}

std::vector<EpochReport> reports_of(
    const TrainingOptions& options,
    std::span<const shape::LabelledImage> validation = kValidation) {
  std::vector<EpochReport> reports;
  const Observer observer{
      .on_step = {}, .on_epoch = [&](const EpochReport& report) { reports.push_back(report); }};
  (void)train(kTraining, validation, options, observer);
  return reports;
}

std::string failure_of(const TrainingOptions& options) {
  try {
    (void)train(kTraining, {}, options);
  } catch (const std::exception& error) {
    return error.what();
  }
  return "no failure";
}

TEST(Train, LearnsToFindEllipses) {
  TrainingOptions options = quick();
  options.epochs = 40;
  for (const Loss loss : {Loss::kDice, Loss::kCrossEntropy, Loss::kSum}) {
    options.loss = loss;
    const auto reports = reports_of(options);
    ASSERT_EQ(reports.size(), 40U);
    EXPECT_LT(reports.back().training_loss, 0.5 * reports.front().training_loss) << name_of(loss);
    EXPECT_GT(reports.back().validation_dice.value(), 0.8) << name_of(loss);
    EXPECT_LT(reports.back().validation_loss.value(), reports.front().validation_loss.value());
  }
}

TEST(Train, LearnsWhatIsLabelledWhereAStructureNeverIs) {
  // Walls (label 2) without labels, as where only the cavity was outlined.
  const auto without_walls = [](std::vector<shape::LabelledImage> examples) {
    for (shape::LabelledImage& example : examples) {
      for (std::uint8_t& label : example.labels.pixels()) label = label == 2 ? 0 : label;
    }
    return examples;
  };
  TrainingOptions options = quick();
  options.epochs = 40;
  options.loss = Loss::kDice;
  std::vector<EpochReport> reports;
  (void)train(
      without_walls(kTraining),
      without_walls(kValidation),
      options,
      {.on_step = {}, .on_epoch = [&](const EpochReport& report) { reports.push_back(report); }});
  EXPECT_GT(reports.back().validation_dice.value(), 0.5);
  // The loss is that of the structures there are. A share for walls would hold it up, since their
  // Dice without labels, 1 / (sum of probabilities + 1), stays near 0.
  EXPECT_LT(reports.back().training_loss, 0.15);
}

TEST(Train, TwiceGivesTheSameNetworkByteForByte) {
  TrainingOptions options = quick();
  options.threads = 2;
  options.augmentation = Augmentation::kMild;
  const std::string once = train(kTraining, kValidation, options).sha256();
  EXPECT_EQ(train(kTraining, kValidation, options).sha256(), once);
  options.seed = 4;
  EXPECT_NE(train(kTraining, kValidation, options).sha256(), once);
}

TEST(Train, GivesTheSameBytesForTheNetworksOfThePaper) {
  const auto few = std::span(kTraining).first(4);
  for (const auto architecture : {Architecture::kUnet1, Architecture::kUnet2}) {
    TrainingOptions options = quick();
    options.architecture = architecture;
    options.epochs = 1;
    options.batch_size = 2;
    options.learning_rate = 1e-4;
    options.threads = 2;
    const std::string once = train(few, {}, options).sha256();
    EXPECT_EQ(train(few, {}, options).sha256(), once) << name_of(architecture);
  }
}

TEST(Train, ReportsEveryBatchAndEveryEpoch) {
  std::vector<StepReport> steps;
  std::vector<EpochReport> epochs;
  TrainingOptions options = quick();
  options.epochs = 2;
  options.batch_size = 3;
  (void)train(
      kTraining,
      kValidation,
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
  // Batches of 3, 3 and 2 images.
  EXPECT_NEAR(
      epochs[0].training_loss,
      (3 * steps[0].loss + 3 * steps[1].loss + 2 * steps[2].loss) / 8,
      1e-9);
  EXPECT_GT(epochs[0].remaining_s, 0.0);
  EXPECT_EQ(epochs[1].remaining_s, 0.0);
}

TEST(Train, KeepsTheNetworkThatIsBestOnValidation) {
  TrainingOptions options = quick();
  options.epochs = 4;
  options.learning_rate = 0.01;  // so high that the second epoch is better than the last
  std::vector<double> dice;
  const Segmenter best = train(
      kTraining, kValidation, options, {.on_step = {}, .on_epoch = [&](const EpochReport& report) {
                                          dice.push_back(*report.validation_dice);
                                        }});
  double sum = 0.0;
  int count = 0;
  for (const auto& [image, labels] : kValidation) {
    const shape::LabelMap predicted = best.predict(image);  // on the network's own grid
    for (const std::uint8_t label : testing::kStructures) {
      sum += testing::dice_of(predicted, labels, label);
      ++count;
    }
  }
  EXPECT_NEAR(sum / count, std::ranges::max(dice), 1e-9);
  EXPECT_LT(dice.back(), std::ranges::max(dice)) << "the last is the best: the test shows nothing";
}

TEST(Train, WithoutValidationReportsNoneAndKeepsTheLast) {
  TrainingOptions options = quick();
  const auto reports = reports_of(options, {});
  EXPECT_FALSE(reports.back().validation_loss.has_value());
  EXPECT_FALSE(reports.back().validation_dice.has_value());
  options.epochs = 2;
  const std::string two = train(kTraining, {}, options).sha256();
  options.epochs = 3;
  EXPECT_NE(train(kTraining, {}, options).sha256(), two);
}

TEST(Train, StopsWhenPatienceIsAtItsEnd) {
  TrainingOptions options = quick();
  options.epochs = 40;
  options.learning_rate = 0.03;
  options.patience = 2;
  const auto reports = reports_of(options);
  ASSERT_LT(reports.size(), 40U);
  std::vector<double> dice;
  for (const auto& report : reports) dice.push_back(*report.validation_dice);
  EXPECT_EQ(std::ranges::max_element(dice) - dice.begin(), std::ssize(dice) - 3);
}

TEST(Train, EndsWithWhatTheObserverThrows) {
  struct Stopped {};
  EXPECT_THROW(
      (void)train(
          kTraining,
          {},
          quick(),
          {.on_step = [](const StepReport&) { throw Stopped{}; }, .on_epoch = {}}),
      Stopped);
}

TEST(Train, ByBfloat16LearnsAsWell) {
  TrainingOptions options = quick();
  options.epochs = 25;
  options.precision = Precision::kBfloat16;
  EXPECT_GT(reports_of(options).back().validation_dice.value(), 0.8);
}

TEST(Train, WithAugmentationSeesOtherImages) {
  TrainingOptions options = quick();
  const std::string plain = train(kTraining, {}, options).sha256();
  options.augmentation = Augmentation::kMild;
  EXPECT_NE(train(kTraining, {}, options).sha256(), plain);
  options.epochs = 40;
  EXPECT_GT(reports_of(options).back().validation_dice.value(), 0.75);
}

TEST(Train, StopsWhenTheLossIsNotFinite) {
  TrainingOptions options = quick();
  options.learning_rate = 1e30;
  const std::string failure = failure_of(options);
  EXPECT_THAT(failure, HasSubstr("epoch 1, batch "));
  EXPECT_THAT(failure, HasSubstr("not finite"));
  EXPECT_THAT(failure, HasSubstr("learning rate"));
}

TEST(Train, RefusesOptionsThatMeanNothing) {
  const auto refused = [](auto change) {
    TrainingOptions options = quick();
    change(options);
    EXPECT_THROW((void)train(kTraining, {}, options), std::invalid_argument);
  };
  refused([](TrainingOptions& options) { options.input_size_px = 40; });
  refused([](TrainingOptions& options) { options.input_size_px = 0; });
  refused([](TrainingOptions& options) { options.epochs = 0; });
  refused([](TrainingOptions& options) { options.batch_size = 0; });
  refused([](TrainingOptions& options) { options.learning_rate = 0.0; });
  refused([](TrainingOptions& options) {
    options.learning_rate = std::numeric_limits<double>::quiet_NaN();
  });
  refused([](TrainingOptions& options) { options.patience = 0; });
  refused([](TrainingOptions& options) { options.threads = -1; });
}

TEST(Train, RefusesImagesItCannotLearnFrom) {
  EXPECT_THROW((void)train({}, kValidation, quick()), std::invalid_argument);

  std::vector<shape::LabelledImage> examples = hearts(2, kCoarse, 1);
  examples[1].image(5, 5) = std::numeric_limits<float>::quiet_NaN();
  try {
    (void)train(examples, {}, quick());
    FAIL() << "a NaN was taken";
  } catch (const std::invalid_argument& error) {
    EXPECT_THAT(error.what(), HasSubstr("training image 1"));
  }

  examples = hearts(2, kCoarse, 1);
  examples[0].labels(5, 5) = kClassCount;
  EXPECT_THROW((void)train(examples, {}, quick()), std::invalid_argument);

  examples = hearts(2, kCoarse, 1);
  examples[0].labels = shape::LabelMap({.size = {31, 32}, .spacing_mm = {2.0, 2.0}});
  EXPECT_THROW((void)train(kTraining, examples, quick()), std::invalid_argument);
}

TEST(Train, RefusesCudaWhereThereIsNone) {
  if (cuda_is_available()) GTEST_SKIP() << "this machine has a CUDA card";
  TrainingOptions options = quick();
  options.device = Device::kCuda;
  EXPECT_THAT(failure_of(options), HasSubstr("no CUDA card"));
}

TEST(DefaultOptions, AreThoseOfThePaperWhereThereIsOne) {
  const TrainingOptions unet1 = default_options(Architecture::kUnet1);
  EXPECT_EQ(unet1.batch_size, 32);
  EXPECT_EQ(unet1.learning_rate, 1e-3);
  EXPECT_EQ(unet1.loss, Loss::kDice);
  const TrainingOptions unet2 = default_options(Architecture::kUnet2);
  EXPECT_EQ(unet2.batch_size, 10);
  EXPECT_EQ(unet2.learning_rate, 1e-4);
  EXPECT_EQ(unet2.loss, Loss::kCrossEntropy);
}

}  // namespace
}  // namespace segnoise::learn
