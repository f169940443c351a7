#include "data/setups/setup_file.h"
#include "support/observer_figures.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <variant>
#include <vector>

namespace segnoise::setups {
namespace {

using testing::ObserverFigures;

constexpr int kPatients = 16;
constexpr int kReadings = 8;
constexpr int kThreads = 2;

const std::vector<plan::VentricleLabels>& patients() {
  static const auto labels = testing::phantom_labels(kPatients, kThreads);
  return labels;
}

noise::NoiseSetup observer(const std::string& name) { return read_setup(name, Scenario::kCamus); }

ObserverFigures figures_of(const noise::NoiseSetup& setup) {
  return testing::observer_figures(patients(), setup, kReadings, 1, kThreads);
}

struct Published {
  std::string setup;
  std::array<testing::OutlineFigures, 2> outlines;  ///< by instant
};

/// S. Leclerc et al., IEEE TMI 38(9), 2019; bench/observer_calibration has the whole cohorts.
const std::vector<Published> kPublished{
    {"observer-intra", {{{0.945, 1.4, 4.6}, {0.930, 1.3, 4.5}}}},
    {"observer-12", {{{0.919, 2.2, 6.0}, {0.873, 2.7, 6.6}}}},
    {"observer-13", {{{0.886, 3.3, 8.2}, {0.823, 4.0, 8.8}}}}};

TEST(ObserverSetups, DifferFromTheLabelsAsObserversDo) {
  for (const auto& [name, published] : kPublished) {
    const ObserverFigures figures = figures_of(observer(name));
    EXPECT_EQ(figures.lost, 0U);
    for (std::size_t at = 0; at < 2; ++at) {
      const testing::OutlineFigures& reached = figures.outlines.at(at);
      const testing::OutlineFigures& of_people = published.at(at);
      EXPECT_NEAR(reached.dice, of_people.dice, 0.02) << name << ' ' << at;
      EXPECT_NEAR(reached.mad_mm, of_people.mad_mm, 0.2 * of_people.mad_mm) << name << ' ' << at;
      EXPECT_NEAR(reached.hd_mm, of_people.hd_mm, 0.2 * of_people.hd_mm) << name << ' ' << at;
    }
  }
}

TEST(ObserverSetups, MoveTheEjectionFractionAsObserversDo) {
  const ObserverFigures intra = figures_of(observer("observer-intra"));
  EXPECT_NEAR(intra.ef_bias_pp, -2.3, 2.0);
  EXPECT_NEAR(intra.ef_sd_pp, 5.7, 0.25 * 5.7);
  const ObserverFigures second = figures_of(observer("observer-12"));
  EXPECT_NEAR(second.ef_bias_pp, -9.1, 2.0);
  EXPECT_NEAR(second.ef_sd_pp, 8.1, 0.25 * 8.1);
}

TEST(ObserverSetups, ScatterTheEjectionFractionMoreIfFramesDoNotErrAlike) {
  noise::NoiseSetup apart = observer("observer-12");
  for (noise::Step& step : apart.steps) {
    std::get<noise::Observer>(std::get<noise::Operation>(step.action)).instant_correlation = 0.0;
  }
  EXPECT_GT(figures_of(apart).ef_sd_pp, 1.15 * figures_of(observer("observer-12")).ef_sd_pp);
}

TEST(ObserverSetups, DrawOutlinesThatDoNotCrossThemselves) {
  for (const Published& one : kPublished) {
    const auto [outlines, crossed] =
        testing::self_crossings(patients(), observer(one.setup), kReadings, 1, kThreads);
    EXPECT_GT(outlines, 400U);
    EXPECT_EQ(crossed, 0U) << one.setup;
  }
}

}  // namespace
}  // namespace segnoise::setups
