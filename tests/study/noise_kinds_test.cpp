#include "study/noise_kinds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace segnoise {
namespace {

const NoiseSetup kBenchmark{
    .name = "low",
    .unit = Unit::kPx,
    .steps = {
        {.action = Deletion{0.05}},
        {.action = ClassConfusion{ConfusionKind::kSupercategory, 0.05}},
        {.action = Approximation{{5.0, 2.5}}},
        {.action = Localization{{2.0, 0.5}}},
        {.action = Scale{{3.0, 1.0}}}}};

TEST(SingleOperation, TakesItsParametersFromTheSetup) {
  const auto is = [](const char* name, const Operation& expected) {
    const NoiseSetup setup = single_operation(kBenchmark, name);
    return setup.name == std::string(name) + "-low" && setup.unit == Unit::kPx256 &&
           setup.steps == std::vector<Step>{{.action = expected}};
  };
  EXPECT_TRUE(is("approximation", Approximation{{5.0, 2.5}}));
  EXPECT_TRUE(is("localization", Localization{{2.0, 0.5}}));
  EXPECT_TRUE(is("scale", Scale{{3.0, 1.0}}));
  EXPECT_TRUE(is("dilation", Morphology{MorphologyKind::kDilation, {3.0, 1.0}}));
  EXPECT_TRUE(is("erosion", Morphology{MorphologyKind::kErosion, {3.0, 1.0}}));
  EXPECT_TRUE(is("opening", Morphology{MorphologyKind::kOpening, {3.0, 1.0}}));
  EXPECT_TRUE(is("closing", Morphology{MorphologyKind::kClosing, {3.0, 1.0}}));
  EXPECT_TRUE(is("shift", Shift{{3.0, 1.0}}));
  for (const std::string& name : single_operations()) {
    EXPECT_NO_THROW(validate(single_operation(kBenchmark, name))) << name;
  }
}

TEST(SingleOperation, RefusesWhatIsNone) {
  EXPECT_THROW((void)single_operation(kBenchmark, "deletion"), std::invalid_argument);
  EXPECT_THROW((void)single_operation({.name = "empty"}, "scale"), std::invalid_argument);
}

TEST(ForVentricle, LeavesOutTheClassesThatOneStructureHasNot) {
  const NoiseSetup setup = for_ventricle(kBenchmark);
  EXPECT_EQ(setup.unit, Unit::kPx256);
  ASSERT_EQ(setup.steps.size(), 4U);
  EXPECT_EQ(setup.steps[0], kBenchmark.steps[0]);
  EXPECT_EQ(setup.steps[1], kBenchmark.steps[2]);
}

}  // namespace
}  // namespace segnoise
