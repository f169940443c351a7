#include "study/plan/study.h"

#include "core/shape/label_map.h"
#include "support/patients.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <stdexcept>

namespace segnoise::plan {
namespace {

using ::testing::SizeIs;

const noise::NoiseSetup kDilated{
    .name = "dilation",
    .steps = {
        {.action = noise::Morphology{
             .kind = noise::MorphologyKind::kDilation, .kernel = {.mean = 7.0, .sigma = 0.0}}}}};

Condition dilated() { return {.name = kNoisyCondition, .noise = "dilation", .setup = kDilated}; }

Cohort cohort() {
  return {
      .training = {testing::drawn_patient("a", 18.0), testing::drawn_patient("b", 20.0)},
      .validation = {testing::drawn_patient("c", 22.0)},
      .testing = {testing::drawn_patient("d", 19.0), testing::drawn_patient("e", 24.0)}};
}

/// A learner that counts what it is shown and then draws the labels of the image it is asked about.
struct FakeLearner {
  std::map<std::string, std::int64_t> training_lv_pixels = {};
  std::map<std::string, std::int64_t> validation_lv_pixels = {};
  int evaluations = 0;
  std::size_t training_frames = 8;

  [[nodiscard]] Learning learning() {
    const auto lv_pixels = [](std::span<const shape::LabelledImage> frames) {
      std::int64_t sum = 0;
      for (const auto& frame : frames)
        sum += mask_of(frame.labels, cardiac::kLeftVentricle).count();
      return sum;
    };
    return {
        .learn = [this, lv_pixels](
                     const std::string& condition,
                     std::span<const shape::LabelledImage> training,
                     std::span<const shape::LabelledImage> validation) -> Predictor {
          EXPECT_THAT(training, SizeIs(training_frames));
          EXPECT_THAT(validation, SizeIs(4));
          training_lv_pixels[condition] = lv_pixels(training);
          validation_lv_pixels[condition] = lv_pixels(validation);
          return [](const shape::Image& image) {
            shape::LabelMap labels(image.grid());
            for (std::size_t i = 0; i < labels.pixels().size(); ++i) {
              labels.pixels()[i] = static_cast<std::uint8_t>(image.pixels()[i] / 60.0F);
            }
            return labels;
          };
        },
        .on_patient = [this](const std::string&, int, int) { ++evaluations; }};
  }
};

TEST(RunStudy, CorruptsTheTrainingLabelsOfTheNoisyConditionAndNoOthers) {
  FakeLearner fake;
  Cohort patients = cohort();
  const auto results = run_study(patients, {Condition{}, dilated()}, {.seed = 1}, fake.learning());
  EXPECT_GT(fake.training_lv_pixels["noisy"], fake.training_lv_pixels["clean"]);
  EXPECT_EQ(fake.validation_lv_pixels["noisy"], fake.validation_lv_pixels["clean"]);
  EXPECT_EQ(fake.evaluations, 4);
  EXPECT_THAT(results.noise, SizeIs(8));
  EXPECT_THAT(results.patients, SizeIs(4));
  EXPECT_EQ(results.patients[3].condition, "noisy");
  EXPECT_DOUBLE_EQ(
      *results.patients[3].lv_mean(cardiac::Instant::kEndDiastole, &StructureMeasures::dice), 1.0);
}

TEST(RunStudy, ShowsEveryConditionTheSameLabelsWhateverCameBefore) {
  FakeLearner both;
  FakeLearner alone;
  Cohort first = cohort();
  Cohort second = cohort();
  (void)run_study(first, {dilated(), Condition{}}, {.seed = 1}, both.learning());
  (void)run_study(second, {Condition{}}, {.seed = 1}, alone.learning());
  EXPECT_EQ(both.training_lv_pixels["clean"], alone.training_lv_pixels["clean"]);
}

TEST(RunStudy, CorruptsTheWantedShareOfTheWantedPatients) {
  FakeLearner fake;
  Cohort patients = cohort();
  Condition half = dilated();
  half.noisy_fraction = 0.5;
  const auto results = run_study(patients, {Condition{}, half, dilated()}, {}, fake.learning());
  EXPECT_THAT(results.noise, SizeIs(4 + 8));  // one patient of two, then both

  patients = cohort();
  FakeLearner few{.training_frames = 4};
  Condition one = dilated();
  one.training_patients = 1;
  EXPECT_THAT(run_study(patients, {one}, {}, few.learning()).noise, SizeIs(4));
}

TEST(RunStudy, RefusesToRunWithNobodyToTestOn) {
  FakeLearner fake;
  Cohort patients = cohort();
  patients.testing.clear();
  EXPECT_THROW(
      (void)run_study(patients, {Condition{}}, {}, fake.learning()), std::invalid_argument);
}

TEST(RequireEnough, NamesWhatIsMissing) {
  const auto refusal = [](const cardiac::Split& split, bool has_model) -> std::string {
    try {
      require_enough(split, {"c", "d"}, "official", has_model);
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "enough";
  };
  EXPECT_EQ(refusal({.training = {"a"}, .testing = {"c"}}, false), "enough");
  EXPECT_EQ(refusal({.validation = {"d"}, .testing = {"a"}}, true), "enough");
  EXPECT_EQ(
      refusal({.testing = {"c"}}, false), "there is no patient to train on (split: official)");
  EXPECT_EQ(
      refusal({.training = {"c"}}, false), "there is no patient to test on (split: official)");
  EXPECT_THAT(
      refusal({.training = {"a"}, .testing = {"b"}}, false),
      ::testing::HasSubstr("no patient has both frames of a view"));
}

}  // namespace
}  // namespace segnoise::plan
