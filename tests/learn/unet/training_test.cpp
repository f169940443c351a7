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

UNetOptions quick() {
  return {
      .architecture = Architecture::kSmall,
      .input_size_px = 32,
      .loop = {
          .epochs = 3,
          .batch_size = 4,
          .learning_rate = 5e-3,
          .seed = 3,
          .device = Device::kCpu,
          .threads = 1}};
}

std::vector<EpochReport> reports_of(
    const UNetOptions& options, std::span<const shape::LabelledImage> validation = kValidation) {
  std::vector<EpochReport> reports;
  const TrainingObserver observer{
      .on_step = {}, .on_epoch = [&](const EpochReport& report) { reports.push_back(report); }};
  (void)train_unet(kTraining, validation, options, observer);
  return reports;
}

std::string failure_of(const UNetOptions& options) {
  try {
    (void)train_unet(kTraining, {}, options);
  } catch (const std::exception& error) {
    return error.what();
  }
  return "no failure";
}

TEST(TrainUNet, LearnsToFindEllipses) {
  UNetOptions options = quick();
  options.loop.epochs = 40;
  for (const Loss loss : {Loss::kDice, Loss::kCrossEntropy, Loss::kSum}) {
    options.loss = loss;
    const auto reports = reports_of(options);
    ASSERT_EQ(reports.size(), 40U);
    EXPECT_LT(reports.back().training_loss, 0.5 * reports.front().training_loss) << name_of(loss);
    EXPECT_GT(reports.back().validation_score.value(), 0.8) << name_of(loss);
    EXPECT_LT(reports.back().validation_loss.value(), reports.front().validation_loss.value());
  }
}

TEST(TrainUNet, LearnsWhatIsLabelledWhereAStructureNeverIs) {
  // Walls (label 2) without labels, as where only the cavity was outlined.
  const auto without_walls = [](std::vector<shape::LabelledImage> examples) {
    for (shape::LabelledImage& example : examples) {
      for (std::uint8_t& label : example.labels.pixels()) label = label == 2 ? 0 : label;
    }
    return examples;
  };
  UNetOptions options = quick();
  options.loop.epochs = 40;
  options.loss = Loss::kDice;
  std::vector<EpochReport> reports;
  (void)train_unet(
      without_walls(kTraining),
      without_walls(kValidation),
      options,
      {.on_step = {}, .on_epoch = [&](const EpochReport& report) { reports.push_back(report); }});
  EXPECT_GT(reports.back().validation_score.value(), 0.5);
  // The loss is that of the structures there are. A share for walls would hold it up, since their
  // Dice without labels, 1 / (sum of probabilities + 1), stays near 0.
  EXPECT_LT(reports.back().training_loss, 0.15);
}

TEST(TrainUNet, TwiceGivesTheSameNetworkByteForByte) {
  UNetOptions options = quick();
  options.loop.threads = 2;
  options.augmentation = Augmentation::kMild;
  const std::string once = train_unet(kTraining, kValidation, options).sha256();
  EXPECT_EQ(train_unet(kTraining, kValidation, options).sha256(), once);
  options.loop.seed = 4;
  EXPECT_NE(train_unet(kTraining, kValidation, options).sha256(), once);
}

TEST(TrainUNet, GivesTheSameBytesForTheNetworksOfThePaper) {
  const auto few = std::span(kTraining).first(4);
  for (const auto architecture : {Architecture::kUnet1, Architecture::kUnet2}) {
    UNetOptions options = quick();
    options.architecture = architecture;
    options.loop.epochs = 1;
    options.loop.batch_size = 2;
    options.loop.learning_rate = 1e-4;
    options.loop.threads = 2;
    const std::string once = train_unet(few, {}, options).sha256();
    EXPECT_EQ(train_unet(few, {}, options).sha256(), once) << name_of(architecture);
  }
}

TEST(TrainUNet, KeepsTheNetworkThatIsBestOnValidation) {
  UNetOptions options = quick();
  options.loop.epochs = 40;
  options.loop.learning_rate = 0.03;
  options.loop.patience = 2;  // reached before the 40th epoch, so that the last is not the best
  std::vector<double> dice;
  const Segmenter best = train_unet(
      kTraining, kValidation, options, {.on_step = {}, .on_epoch = [&](const EpochReport& report) {
                                          dice.push_back(*report.validation_score);
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
  EXPECT_LT(dice.size(), 40U) << "the last may be the best: the test shows nothing";
}

TEST(TrainUNet, ByBfloat16LearnsAsWell) {
  UNetOptions options = quick();
  options.loop.epochs = 25;
  options.loop.precision = Precision::kBfloat16;
  EXPECT_GT(reports_of(options).back().validation_score.value(), 0.8);
}

TEST(TrainUNet, WithAugmentationSeesOtherImages) {
  UNetOptions options = quick();
  const std::string plain = train_unet(kTraining, {}, options).sha256();
  options.augmentation = Augmentation::kMild;
  EXPECT_NE(train_unet(kTraining, {}, options).sha256(), plain);
  options.loop.epochs = 40;
  EXPECT_GT(reports_of(options).back().validation_score.value(), 0.75);
}

TEST(TrainUNet, RefusesInputsThatItsLevelsDoNotDivide) {
  UNetOptions options = quick();
  for (const int side_px : {0, 40}) {
    options.input_size_px = side_px;
    EXPECT_THROW((void)train_unet(kTraining, {}, options), std::invalid_argument) << side_px;
  }
}

TEST(TrainUNet, RefusesImagesItCannotLearnFrom) {
  EXPECT_THROW((void)train_unet({}, kValidation, quick()), std::invalid_argument);

  std::vector<shape::LabelledImage> examples = hearts(2, kCoarse, 1);
  examples[1].image(5, 5) = std::numeric_limits<float>::quiet_NaN();
  try {
    (void)train_unet(examples, {}, quick());
    FAIL() << "a NaN was taken";
  } catch (const std::invalid_argument& error) {
    EXPECT_THAT(error.what(), HasSubstr("training image 1"));
  }

  examples = hearts(2, kCoarse, 1);
  examples[0].labels(5, 5) = kClassCount;
  EXPECT_THROW((void)train_unet(examples, {}, quick()), std::invalid_argument);

  examples = hearts(2, kCoarse, 1);
  examples[0].labels = shape::LabelMap({.size = {31, 32}, .spacing_mm = {2.0, 2.0}});
  EXPECT_THROW((void)train_unet(kTraining, examples, quick()), std::invalid_argument);
}

TEST(TrainUNet, RefusesCudaWhereThereIsNone) {
  if (cuda_is_available()) GTEST_SKIP() << "this machine has a CUDA card";
  UNetOptions options = quick();
  options.loop.device = Device::kCuda;
  EXPECT_THAT(failure_of(options), HasSubstr("no CUDA card"));
}

TEST(DefaultOptions, AreThoseOfThePaperWhereThereIsOne) {
  const UNetOptions unet1 = default_options(Architecture::kUnet1);
  EXPECT_EQ(unet1.loop.batch_size, 32);
  EXPECT_EQ(unet1.loop.learning_rate, 1e-3);
  EXPECT_EQ(unet1.loss, Loss::kDice);
  const UNetOptions unet2 = default_options(Architecture::kUnet2);
  EXPECT_EQ(unet2.loop.batch_size, 10);
  EXPECT_EQ(unet2.loop.learning_rate, 1e-4);
  EXPECT_EQ(unet2.loss, Loss::kCrossEntropy);
}

}  // namespace
}  // namespace segnoise::learn
