#include "core/observers/observer_setup.h"

#include <gtest/gtest.h>

#include <variant>

namespace segnoise::observers {
namespace {

Fitted known(double value) { return {.estimate = Estimate{.value = value}}; }

TEST(ObserverSetup, HasAStepForEachInstantWithWhatIsKnownAndDefaultsForWhatIsNot) {
  ObserverFit fit{
      .instants =
          {{.instant = cardiac::Instant::kEndDiastole,
            .spread_mm = known(1.23456),
            .bias_mm = known(-0.5)},
           {.instant = cardiac::Instant::kEndSystole, .spread_mm = known(2.0)}},
      .correlation_mm = known(18.0),
      .poor_factor = known(1.4),
      .view_correlation = {.why_not = "one view"}};
  const noise::NoiseSetup setup = observer_setup(fit, "ours", "two readers");
  EXPECT_EQ(setup.name, "ours");
  EXPECT_EQ(setup.unit, noise::Unit::kMm);
  ASSERT_EQ(setup.steps.size(), 2U);
  EXPECT_EQ(setup.steps[0].only, "ED");
  EXPECT_EQ(setup.steps[1].only, "ES");
  const auto observer = [&](std::size_t step) {
    return std::get<noise::Observer>(std::get<noise::Operation>(setup.steps[step].action));
  };
  EXPECT_EQ(
      observer(0),
      (noise::Observer{.spread = 1.2346, .correlation = 18.0, .bias = -0.5, .poor_factor = 1.4}));
  EXPECT_EQ(observer(1), (noise::Observer{.spread = 2.0, .correlation = 18.0, .poor_factor = 1.4}));
}

TEST(ParametersOf, NamesEveryParameterOfTheModelOnceForEachInstant) {
  const ObserverFit fit{.instants = {{}, {.instant = cardiac::Instant::kEndSystole}}};
  const auto parameters = parameters_of(fit);
  noise::Observer observer;
  noise::Observer::for_each_parameter(observer, [&](const noise::Parameter& parameter, double&) {
    for (const std::string_view instant : {"ED", "ES"}) {
      EXPECT_EQ(
          std::ranges::count_if(
              parameters,
              [&](const NamedParameter& named) {
                return named.key == parameter.key &&
                       (named.instant.empty() || named.instant == instant);
              }),
          1)
          << parameter.key;
    }
  });
}

}  // namespace
}  // namespace segnoise::observers
