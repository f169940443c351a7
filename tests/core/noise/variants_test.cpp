#include "core/noise/variants.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace segnoise::noise {
namespace {

NoiseSetup mixed() {
  NoiseSetup setup{.name = "mixed"};
  setup.steps.push_back({Operation(Deletion{0.1})});
  setup.steps.push_back({Operation(ClassConfusion{ConfusionKind::kMixing, 0.2})});
  setup.steps.push_back({OneOf{{0.5, Scale{{3.0, 1.0}}}, {0.5, ClassConfusion{}}}});
  setup.steps.push_back({Operation(Spurious{0.3})});
  return setup;
}

TEST(LimitedTo, LeavesOneKindAloneWhereItStood) {
  const NoiseSetup spatial = limited_to(mixed(), {NoiseKind::kSpatial});
  ASSERT_EQ(spatial.steps.size(), 4U);  // a step's place is part of what it draws
  EXPECT_EQ(spatial.steps[0].action, (Step{Operation(NoOperation{})}.action));
  EXPECT_EQ(spatial.steps[1].action, (Step{Operation(NoOperation{})}.action));
  const auto& choices = std::get<OneOf>(spatial.steps[2].action);
  EXPECT_EQ(choices[0], (Choice{0.5, Scale{{3.0, 1.0}}}));
  EXPECT_EQ(choices[1], (Choice{0.5, NoOperation{}}));
  EXPECT_FALSE(has_operation<Spurious>(spatial));

  EXPECT_EQ(limited_to(mixed(), {NoiseKind::kDeletion}).steps[0], mixed().steps[0]);
  EXPECT_FALSE(has_operation<Scale>(limited_to(mixed(), {NoiseKind::kClass})));
  EXPECT_EQ(limited_to(mixed(), {NoiseKind::kClass}).steps[1], mixed().steps[1]);
  EXPECT_EQ(limited_to(mixed(), {NoiseKind::kAddition}).steps[3], mixed().steps[3]);
}

TEST(LimitedToStep, LeavesOneStepAloneWhereItStood) {
  const NoiseSetup alone = limited_to_step(mixed(), 2);
  ASSERT_EQ(alone.steps.size(), 4U);
  EXPECT_EQ(alone.steps[2], mixed().steps[2]);
  EXPECT_FALSE(has_operation<Deletion>(alone));
  EXPECT_FALSE(has_operation<Spurious>(alone));
  EXPECT_THROW((void)limited_to_step(mixed(), 4), std::invalid_argument);
}

TEST(IsIdle, IsAStepForAnotherInstantOrForNothing) {
  const Step at_es{Operation(Shift{}), "ES"};
  EXPECT_TRUE(is_idle(at_es, "ED"));
  EXPECT_FALSE(is_idle(at_es, "ES"));
  EXPECT_FALSE(is_idle({Operation(Shift{})}, "ED"));
  EXPECT_TRUE(is_idle({Operation(NoOperation{})}, "ED"));
  EXPECT_FALSE(is_idle(mixed().steps[2], "ED"));
}

TEST(DescriptionOf, NamesOperationsAndInstant) {
  EXPECT_EQ(description_of({Operation(Shift{})}), "shift");
  EXPECT_EQ(
      description_of({Operation(Morphology{MorphologyKind::kDilation, {}}), "ES"}),
      "dilation (ES)");
  EXPECT_EQ(description_of(mixed().steps[2]), "one of scale, class-confusion");
}

TEST(WithClassConfusion, ChangesWhatIsGiven) {
  const auto at_one = [](const NoiseSetup& setup) {
    return std::get<ClassConfusion>(std::get<Operation>(setup.steps[1].action));
  };
  EXPECT_EQ(
      at_one(with_class_confusion(mixed(), ConfusionKind::kAsymmetric, 0.4)),
      (ClassConfusion{ConfusionKind::kAsymmetric, 0.4}));
  EXPECT_EQ(
      at_one(with_class_confusion(mixed(), {}, 0.8)),
      (ClassConfusion{ConfusionKind::kMixing, 0.8}));
  EXPECT_EQ(
      at_one(with_class_confusion(mixed(), ConfusionKind::kSymmetric, {})),
      (ClassConfusion{ConfusionKind::kSymmetric, 0.2}));
  EXPECT_THROW((void)with_class_confusion(mixed(), {}, 1.5), std::invalid_argument);
}

TEST(WithClassConfusion, IsAddedToASetupThatHasNone) {
  const NoiseSetup without{.name = "without", .steps = {{Operation(Deletion{0.1})}}};
  const NoiseSetup with = with_class_confusion(without, {}, 0.3);
  ASSERT_EQ(with.steps.size(), 2U);
  EXPECT_EQ(with.steps[1], (Step{Operation(ClassConfusion{ConfusionKind::kSupercategory, 0.3})}));
  EXPECT_THROW(
      (void)with_class_confusion(without, ConfusionKind::kSymmetric, {}), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::noise
