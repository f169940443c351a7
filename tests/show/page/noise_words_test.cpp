#include "show/page/noise_words.h"

#include "data/setups/setup_file.h"

#include <gtest/gtest.h>

#include <string>

namespace segnoise::page {
namespace {

std::string words_of(const std::string& name) {
  return noise_words(setups::read_setup(name, setups::Scenario::kCamus));
}

TEST(NoiseWords, TellWhatTheBuiltInSetupsDo) {
  EXPECT_EQ(
      words_of("low"), "widened at end-systole, then jittered point by point at both instants");
  EXPECT_EQ(
      words_of("low-jitter-first"),
      "jittered point by point at both instants, then widened at end-systole");
  EXPECT_EQ(words_of("observer-intra"), "drawn anew as by another hand at both instants");
}

TEST(NoiseWords, NameNoInstantWhereNoStepHasOne) {
  EXPECT_EQ(
      noise_words({.name = "mine", .steps = {{.action = noise::Shift{}}}}), "moved as a whole");
}

TEST(NoiseWords, JoinTheOperationsOfAChoice) {
  const noise::OneOf choice{
      {.weight = 1.0, .operation = noise::Shift{}}, {.weight = 1.0, .operation = noise::Scale{}}};
  EXPECT_EQ(
      noise_words({.name = "mine", .steps = {{.action = choice, .only = "ED"}}}),
      "either moved as a whole or widened or narrowed at end-diastole");
}

TEST(NoiseWords, KeepStepsOfEDAndESApartThatDiffer) {
  EXPECT_EQ(
      noise_words(
          {.name = "mine",
           .steps =
               {{.action = noise::Shift{}, .only = "ED"},
                {.action = noise::Deletion{}, .only = "ES"}}}),
      "moved as a whole at end-diastole, then left out at times at end-systole");
  EXPECT_EQ(noise_words({.name = "nothing"}), "left as they were");
}

TEST(NoiseWords, ExistForEveryOperation) {
  for (const noise::Operation& operation : noise::operation_forms()) {
    const std::string words = noise_words({.name = "mine", .steps = {{.action = operation}}});
    EXPECT_FALSE(words.empty()) << noise::name_of(operation);
  }
}

TEST(NoiseParameters, NameEveryParameterAndTheUnit) {
  EXPECT_EQ(
      noise_parameters(setups::read_setup("low", setups::Scenario::kCamus)),
      "dilation (mean 3, sigma 1) at end-systole, then localization (mean 2, sigma 0.5) at both "
      "instants, lengths in pixels of a 256 × 256 grid laid over the frame");
}

TEST(NoiseParameters, KeepInstantsApartWhoseParametersDiffer) {
  const std::string text =
      noise_parameters(setups::read_setup("observer-intra", setups::Scenario::kCamus));
  EXPECT_NE(text.find("bias 0.28"), std::string::npos) << text;
  EXPECT_NE(text.find("bias 0.49"), std::string::npos) << text;
  EXPECT_NE(text.find("lengths in millimetres"), std::string::npos) << text;
}

}  // namespace
}  // namespace segnoise::page
