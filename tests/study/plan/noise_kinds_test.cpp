#include "study/plan/noise_kinds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace segnoise::plan {
namespace {

const noise::NoiseSetup kBenchmark{
    .name = "low",
    .unit = noise::Unit::kPx,
    .steps = {
        {.action = noise::Deletion{0.05}},
        {.action = noise::ClassConfusion{noise::ConfusionKind::kSupercategory, 0.05}},
        {.action = noise::Approximation{{5.0, 2.5}}},
        {.action = noise::Localization{{2.0, 0.5}}},
        {.action = noise::Scale{{3.0, 1.0}}}}};

TEST(SingleOperation, TakesItsParametersFromTheSetup) {
  const auto is = [](const char* name, const noise::Operation& expected) {
    const noise::NoiseSetup setup = single_operation(kBenchmark, name);
    return setup.name == std::string(name) + "-low" && setup.unit == noise::Unit::kPx256 &&
           setup.steps == std::vector<noise::Step>{{.action = expected}};
  };
  EXPECT_TRUE(is("approximation", noise::Approximation{{5.0, 2.5}}));
  EXPECT_TRUE(is("localization", noise::Localization{{2.0, 0.5}}));
  EXPECT_TRUE(is("scale", noise::Scale{{3.0, 1.0}}));
  EXPECT_TRUE(is("dilation", noise::Morphology{noise::MorphologyKind::kDilation, {3.0, 1.0}}));
  EXPECT_TRUE(is("erosion", noise::Morphology{noise::MorphologyKind::kErosion, {3.0, 1.0}}));
  EXPECT_TRUE(is("opening", noise::Morphology{noise::MorphologyKind::kOpening, {3.0, 1.0}}));
  EXPECT_TRUE(is("closing", noise::Morphology{noise::MorphologyKind::kClosing, {3.0, 1.0}}));
  EXPECT_TRUE(is("shift", noise::Shift{{3.0, 1.0}}));
  for (const std::string& name : single_operations()) {
    EXPECT_NO_THROW(noise::validate(single_operation(kBenchmark, name))) << name;
  }
}

TEST(SingleOperation, RefusesWhatIsNone) {
  EXPECT_THROW((void)single_operation(kBenchmark, "deletion"), std::invalid_argument);
  EXPECT_THROW((void)single_operation({.name = "empty"}, "scale"), std::invalid_argument);
}

TEST(ForVentricle, LeavesOutTheClassesThatOneStructureHasNot) {
  const noise::NoiseSetup setup = for_ventricle(kBenchmark);
  EXPECT_EQ(setup.unit, noise::Unit::kPx256);
  ASSERT_EQ(setup.steps.size(), 4U);
  EXPECT_EQ(setup.steps[0], kBenchmark.steps[0]);
  EXPECT_EQ(setup.steps[1], kBenchmark.steps[2]);
}

}  // namespace
}  // namespace segnoise::plan
