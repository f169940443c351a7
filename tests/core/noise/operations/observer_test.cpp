#include "core/noise/operations/observer.h"

#include "core/noise/corrupt.h"
#include "core/noise/draw_log.h"
#include "support/self_crossing.h"
#include "support/shapes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <stdexcept>
#include <utility>
#include <vector>

namespace segnoise::noise {
namespace {

constexpr double kPi = std::numbers::pi;

/// An axis of 100 units, upwards from the base.
constexpr BaseToApex kAxis{{300, 400}, {300, 300}};

// --- Where a point lies ---

TEST(PlaceAboutAxis, RunsFromApexOverBaseAlongAStadium) {
  const double half = 40.0 + 30.0 * kPi;
  const PlaceAboutAxis apex = place_about_axis(100.0, 0.0, 100.0);
  EXPECT_EQ(apex.around, 0.0);
  EXPECT_DOUBLE_EQ(apex.distance, 30.0);
  EXPECT_EQ(apex.outward, (shape::Point{1.0, 0.0}));
  const PlaceAboutAxis base = place_about_axis(0.0, 0.0, 100.0);
  EXPECT_EQ(base.around, 0.5);
  EXPECT_DOUBLE_EQ(base.distance, 30.0);

  const PlaceAboutAxis wall = place_about_axis(60.0, 12.0, 100.0);
  EXPECT_NEAR(wall.around, 0.5 * (15.0 * kPi + 10.0) / half, 1e-12);
  EXPECT_DOUBLE_EQ(wall.distance, 12.0);
  EXPECT_EQ(wall.outward, (shape::Point{0.0, 1.0}));
  EXPECT_NEAR(place_about_axis(60.0, -12.0, 100.0).around, 1.0 - wall.around, 1e-12);

  const PlaceAboutAxis corner = place_about_axis(20.0, 10.0, 100.0);  // 45° beside the base's end
  EXPECT_NEAR(corner.around, 0.5 - 0.5 * 7.5 * kPi / half, 1e-12);
  EXPECT_NEAR(corner.distance, 10.0 * std::sqrt(2.0), 1e-12);
  EXPECT_NEAR(corner.outward.x, -std::sqrt(0.5), 1e-12);
}

TEST(PlaceAboutAxis, HasNoJumpWhereStraightAndRoundPartsMeet) {
  for (const double along : {30.0, 70.0}) {
    for (const double across : {-15.0, 15.0}) {
      const double before = place_about_axis(along - 1e-9, across, 100.0).around;
      const double after = place_about_axis(along + 1e-9, across, 100.0).around;
      EXPECT_NEAR(before, after, 1e-9);
    }
  }
}

// --- The process ---

TEST(WaveAmplitudes, AreThoseOfTheWrappedGaussian) {
  for (const double correlation : {0.02, 0.08, 0.3}) {
    const std::vector<double> amplitudes = wave_amplitudes(correlation);
    for (const double distance : {0.0, 0.03, 0.11, 0.5}) {
      double covariance = 0.0;
      double wrapped = 0.0;
      double whole = 0.0;
      for (std::size_t k = 0; k < amplitudes.size(); ++k) {
        covariance +=
            amplitudes[k] * amplitudes[k] * std::cos(2.0 * kPi * static_cast<double>(k) * distance);
      }
      for (int turn = -20; turn <= 20; ++turn) {
        wrapped += std::exp(-0.5 * std::pow((distance + turn) / correlation, 2));
        whole += std::exp(-0.5 * std::pow(turn / correlation, 2));
      }
      EXPECT_NEAR(covariance, wrapped / whole, 2e-4) << correlation << ' ' << distance;
    }
  }
}

TEST(WaveAmplitudes, AreAsManyAsMatter) {
  EXPECT_EQ(wave_amplitudes(5.0), std::vector<double>{1.0});
  EXPECT_EQ(wave_amplitudes(0.08).size(), 9U);
  EXPECT_EQ(wave_amplitudes(1e-9).size(), 65U);
}

// --- What a draw does to an outline ---

TEST(Observed, MovesAwayFromTheMiddleOfTheAxisByItsWaves) {
  const shape::Ring ring{{300, 300}, {312, 350}, {300, 400}, {288, 350}};
  // Mean 2, one wave around: + 3 at the apex, - 3 at the base.
  const shape::Ring moved = observed(ring, {.waves = {2.0, 3.0, 0.0}, .axis = kAxis});
  EXPECT_NEAR(moved[0].y, 295.0, 1e-9);
  EXPECT_NEAR(moved[1].x, 314.0, 1e-9);  // half way around: the cosine is 0
  EXPECT_NEAR(moved[2].y, 399.0, 1e-9);
  EXPECT_NEAR(moved[3].x, 286.0, 1e-9);
  EXPECT_NEAR(moved[1].y, 350.0, 1e-9);
}

TEST(Observed, TellsTheSidesApartByTheSine) {
  const shape::Ring ring{{312, 350}, {288, 350}};
  const shape::Ring moved = observed(ring, {.waves = {0.0, 0.0, 4.0}, .axis = kAxis});
  EXPECT_NEAR(moved[0].x, 316.0, 1e-9);
  EXPECT_NEAR(moved[1].x, 292.0, 1e-9);
}

TEST(Observed, AddsManyWavesAsTheyAreDefined) {
  const std::vector<double> waves{0.3, -1.0, 0.4, 0.2, -0.7, 0.5, 0.6};
  const shape::Ring ring{{321, 331}};
  const PlaceAboutAxis place = place_about_axis(69.0, 21.0, 100.0);
  double expected = waves[0];
  for (std::size_t k = 1; k <= 3; ++k) {
    const double angle = 2.0 * kPi * static_cast<double>(k) * place.around;
    expected += waves[2 * k - 1] * std::cos(angle) + waves[2 * k] * std::sin(angle);
  }
  const shape::Ring moved = observed(ring, {.waves = waves, .axis = kAxis});
  EXPECT_NEAR(std::abs(moved[0].x - 300.0), 21.0 + expected, 1e-9);
}

TEST(Observed, MovesBaseAndApexAlongTheAxisAndTheRestBetween) {
  const shape::Ring ring{{280, 400}, {320, 400}, {300, 350}, {300, 300}, {300, 280}};
  const DrawnObserver drawn{.base_by = 8.0, .apex_by = -4.0, .slope = 0.1, .axis = kAxis};
  const shape::Ring moved = observed(ring, drawn);
  EXPECT_NEAR(moved[0].y, 400.0 - 6.0, 1e-9);   // to the left of base to apex: 8 - 2
  EXPECT_NEAR(moved[1].y, 400.0 - 10.0, 1e-9);  // to the right: 8 + 2
  EXPECT_NEAR(moved[2].y, 350.0 - 2.0, 1e-9);   // half of 8 - 4
  EXPECT_NEAR(moved[3].y, 300.0 + 4.0, 1e-9);
  EXPECT_NEAR(moved[4].y, 280.0 + 4.0, 1e-9);  // beyond the apex as the apex
}

TEST(Observed, CountsInUnitsAlongEachAxis) {
  const DrawnObserver drawn{
      .waves = {3.0}, .unit = {2.0, 4.0}, .axis = {{300, 400}, {300, 0}}};  // 100 units
  const shape::Ring moved = observed({{324, 200}, {300, 0}}, drawn);
  EXPECT_NEAR(moved[0].x, 330.0, 1e-9);
  EXPECT_NEAR(moved[1].y, -12.0, 1e-9);
}

using testing::crosses_itself;

/// Half an ellipse with a flat base, 100 long and 44 wide, as echoes show it.
shape::Ring heart() {
  shape::Ring ring;
  for (int i = 0; i <= 120; ++i) {
    const double angle = kPi * i / 120.0;
    ring.push_back({300.0 - 22.0 * std::cos(angle), 400.0 - 100.0 * std::sin(angle)});
  }
  for (int i = 1; i < 40; ++i) ring.push_back({322.0 - 44.0 * i / 40.0, 400.0});
  return ring;
}

TEST(Observed, NeverCrossesItselfHoweverWildTheHand) {
  ASSERT_FALSE(crosses_itself(heart()));
  shape::Ring crossed = heart();
  std::swap(crossed[20], crossed[60]);
  ASSERT_TRUE(crosses_itself(crossed));
  random::Rng rng(3);
  for (int i = 0; i < 100; ++i) {
    DrawnObserver drawn{
        .base_by = 40.0 * rng.normal(),
        .apex_by = 40.0 * rng.normal(),
        .slope = rng.normal(),
        .axis = kAxis};
    for (int wave = 0; wave < 13; ++wave) drawn.waves.push_back(4.0 * rng.normal());
    EXPECT_FALSE(crosses_itself(observed(heart(), drawn))) << i;
  }
}

TEST(Observed, RefusesAnAxisWithoutLength) {
  EXPECT_THROW(
      (void)observed({{1, 1}}, {.base_by = 1.0, .axis = {{3, 3}, {3, 3}}}), std::invalid_argument);
}

// --- Chance ---

struct Frame {
  std::uint64_t patient = 1;
  std::uint64_t observer = 1;
  std::string_view view = "2CH";
  std::string_view instant = "ED";
  std::string_view quality = "Good";
};

DrawnObserver draw_of(const Observer& observer, const Frame& frame = {}) {
  const CategoryTable none;
  const DrawContext context{
      .scale = PixelScale(Unit::kPx, {{600, 600}}, 0.0),
      .categories = none,
      .long_axis = kAxis,
      .subject = {
          .seed = 5,
          .identity = 77,
          .instant = frame.instant,
          .reading = Reading{frame.patient, frame.observer, frame.view, frame.quality}}};
  random::Rng rng(1);
  return observer.draw(context, rng);
}

/// What an observer adds to the distance of one place from the axis.
double displacement(const DrawnObserver& drawn, double around) {
  double sum = drawn.waves.at(0);
  for (std::size_t k = 1; 2 * k < drawn.waves.size(); ++k) {
    const double angle = 2.0 * kPi * static_cast<double>(k) * around;
    sum += drawn.waves[2 * k - 1] * std::cos(angle) + drawn.waves[2 * k] * std::sin(angle);
  }
  return sum;
}

struct Moments {
  double mean_a = 0.0;
  double sd_a = 0.0;
  double correlation = 0.0;  ///< of a and b
};

/// Of two numbers of each of n readings.
template <class Pair>
Moments moments_of(std::uint64_t n, const Pair& pair_of) {
  double a = 0.0, b = 0.0, aa = 0.0, bb = 0.0, ab = 0.0;
  for (std::uint64_t i = 0; i < n; ++i) {
    const auto [x, y] = pair_of(i);
    a += x;
    b += y;
    aa += x * x;
    bb += y * y;
    ab += x * y;
  }
  const auto count = static_cast<double>(n);
  a /= count;
  b /= count;
  const double sd_a = std::sqrt(aa / count - a * a);
  const double sd_b = std::sqrt(bb / count - b * b);
  return {a, sd_a, (ab / count - a * b) / (sd_a * sd_b)};
}

constexpr std::uint64_t kReadings = 4000;
/// Four standard errors of the mean of standard normals, of a relative SD, and of a correlation.
const double kMean = 4.0 / std::sqrt(kReadings);
const double kSd = 4.0 / std::sqrt(2.0 * kReadings);
double margin_of_correlation(double rho) { return kMean * (1.0 - rho * rho) + 1e-3; }

TEST(ObserverDraw, HasTheSpreadTheBiasAndTheCorrelationLengthThatItSays) {
  const Observer observer{.spread = 2.0, .correlation = 20.0, .bias = 0.7};
  const double length = 100.0 * stadium_length();
  for (const double distance : {10.0, 20.0, 50.0}) {
    const Moments found = moments_of(kReadings, [&](std::uint64_t i) {
      const DrawnObserver drawn = draw_of(observer, {.patient = i});
      return std::pair(displacement(drawn, 0.9), displacement(drawn, 0.9 + distance / length));
    });
    const double expected = std::exp(-0.5 * std::pow(distance / 20.0, 2));
    EXPECT_NEAR(found.mean_a, 0.7, 2.0 * kMean);
    EXPECT_NEAR(found.sd_a, 2.0, 2.0 * kSd);
    EXPECT_NEAR(found.correlation, expected, margin_of_correlation(expected)) << distance;
  }
}

TEST(ObserverDraw, MovesBaseApexAndTiltByTheirOwnSpreads) {
  const Observer observer{.base_sigma = 3.0, .apex_sigma = 1.5, .tilt_sigma_deg = 5.0};
  const Moments found = moments_of(kReadings, [&](std::uint64_t i) {
    const DrawnObserver drawn = draw_of(observer, {.patient = i});
    return std::pair(drawn.base_by, drawn.apex_by);
  });
  EXPECT_NEAR(found.mean_a, 0.0, 3.0 * kMean);
  EXPECT_NEAR(found.sd_a, 3.0, 3.0 * kSd);
  EXPECT_NEAR(found.correlation, 0.0, margin_of_correlation(0.0));
  const Moments tilt = moments_of(kReadings, [&](std::uint64_t i) {
    const DrawnObserver drawn = draw_of(observer, {.patient = i});
    return std::pair(std::atan(drawn.slope) * 180.0 / kPi, drawn.apex_by);
  });
  EXPECT_NEAR(tilt.sd_a, 5.0, 5.0 * kSd);
}

TEST(ObserverDraw, CorrelatesTheFramesOfAReadingAsItSays) {
  const Observer observer{
      .spread = 2.0,
      .correlation = 20.0,
      .base_sigma = 1.0,
      .instant_correlation = 0.6,
      .view_correlation = -0.3};
  struct Case {
    Frame a, b;
    double expected;
  };
  const Frame ed2{.view = "2CH", .instant = "ED"};
  const Frame es2{.view = "2CH", .instant = "ES"};
  const Frame ed4{.view = "4CH", .instant = "ED"};
  const Frame es4{.view = "4CH", .instant = "ES"};
  for (const Case& one : std::vector<Case>{
           {ed2, es2, 0.6},
           {ed4, es4, 0.6},
           {ed2, ed4, -0.3},
           {es2, es4, -0.3},
           {ed2, es4, -0.18},
           {es2, ed4, -0.18}}) {
    const auto both = [&](std::uint64_t i) {
      Frame first = one.a;
      Frame second = one.b;
      first.patient = second.patient = i;
      return std::pair(draw_of(observer, first), draw_of(observer, second));
    };
    const Moments walls = moments_of(kReadings, [&](std::uint64_t i) {
      const auto [x, y] = both(i);
      return std::pair(displacement(x, 0.2), displacement(y, 0.2));
    });
    const Moments bases = moments_of(kReadings, [&](std::uint64_t i) {
      const auto [x, y] = both(i);
      return std::pair(x.base_by, y.base_by);
    });
    EXPECT_NEAR(walls.correlation, one.expected, margin_of_correlation(one.expected));
    EXPECT_NEAR(walls.sd_a, 2.0, 2.0 * kSd);
    EXPECT_NEAR(bases.correlation, one.expected, margin_of_correlation(one.expected));
  }
}

TEST(ObserverDraw, IsIndependentBetweenFramesWithoutCorrelationAndBetweenReadings) {
  const Observer alone{.spread = 1.0, .correlation = 20.0};
  const Observer tied{.spread = 1.0, .correlation = 20.0, .instant_correlation = 0.9};
  const Moments instants = moments_of(kReadings, [&](std::uint64_t i) {
    return std::pair(
        displacement(draw_of(alone, {.patient = i, .instant = "ED"}), 0.3),
        displacement(draw_of(alone, {.patient = i, .instant = "ES"}), 0.3));
  });
  EXPECT_NEAR(instants.correlation, 0.0, margin_of_correlation(0.0));
  const Moments readings = moments_of(kReadings, [&](std::uint64_t i) {
    return std::pair(
        displacement(draw_of(tied, {.patient = 2 * i}), 0.3),
        displacement(draw_of(tied, {.patient = 2 * i + 1}), 0.3));
  });
  EXPECT_NEAR(readings.correlation, 0.0, margin_of_correlation(0.0));
}

TEST(ObserverDraw, GivesAnObserverOneBiasForAllPatientsAndFrames) {
  const Observer observer{.correlation = 20.0, .bias = 0.5, .observer_bias_sigma = 2.0};
  const Moments found = moments_of(kReadings, [&](std::uint64_t i) {
    const double bias = draw_of(observer, {.patient = 3, .observer = i}).waves.at(0);
    EXPECT_EQ(
        bias,
        draw_of(observer, {.patient = 9, .observer = i, .view = "4CH", .instant = "ES"})
            .waves.at(0));
    return std::pair(bias, 1.0 * static_cast<double>(i));
  });
  EXPECT_NEAR(found.mean_a, 0.5, 2.0 * kMean);
  EXPECT_NEAR(found.sd_a, 2.0, 2.0 * kSd);
}

TEST(ObserverDraw, SpreadsByObserverByReadingAndByQuality) {
  const auto sd_of = [](const Observer& observer, const Frame& frame) {
    return std::abs(draw_of(observer, frame).base_by);
  };
  Observer observer{.base_sigma = 1.0, .medium_factor = 1.5, .poor_factor = 2.5};
  const double good = sd_of(observer, {.quality = "Good"});
  EXPECT_NEAR(sd_of(observer, {.quality = "Medium"}), 1.5 * good, 2e-6);
  EXPECT_NEAR(sd_of(observer, {.quality = "Poor"}), 2.5 * good, 2e-6);
  EXPECT_EQ(sd_of(observer, {.quality = ""}), good);

  // The same factor in all frames of a reading, another in the next; the ratio to a steady hand.
  const auto factor = [&](const Observer& varied, const Frame& frame) {
    return draw_of(varied, frame).base_by / draw_of(observer, frame).base_by;
  };
  observer = {.base_sigma = 1000.0};
  Observer reading = observer;
  reading.reading_variation = 0.25;
  const Moments of_readings = moments_of(kReadings, [&](std::uint64_t i) {
    const double ed = factor(reading, {.patient = i});
    EXPECT_NEAR(ed, factor(reading, {.patient = i, .view = "4CH", .instant = "ES"}), 1e-5);
    return std::pair(ed, static_cast<double>(i));
  });
  EXPECT_NEAR(of_readings.mean_a, 1.0, 0.25 * kMean);
  EXPECT_NEAR(of_readings.sd_a, 0.25, 0.25 * kSd);
  Observer careless = observer;
  careless.observer_variation = 0.2;
  const Moments of_observers = moments_of(kReadings, [&](std::uint64_t i) {
    const double one = factor(careless, {.patient = 1, .observer = i});
    EXPECT_NEAR(one, factor(careless, {.patient = 2, .observer = i}), 1e-5);
    return std::pair(one, static_cast<double>(i));
  });
  EXPECT_NEAR(of_observers.sd_a, 0.2, 0.2 * kSd);
}

TEST(ObserverDraw, RefusesWhatIsNoFrameOfAReading) {
  const Observer observer{.spread = 1.0, .correlation = 10.0};
  const auto refusal = [](const auto& act) { EXPECT_THROW(act(), std::invalid_argument); };
  refusal([&] { (void)draw_of(observer, {.view = "3CH"}); });
  refusal([&] { (void)draw_of(observer, {.instant = ""}); });
  refusal([&] { (void)draw_of(observer, {.quality = "Bad"}); });
  const CategoryTable none;
  random::Rng rng(1);
  const PixelScale scale(Unit::kPx, {{600, 600}}, 0.0);
  EXPECT_THAT(
      [&] {
        (void)observer.draw(
            {.scale = scale, .categories = none, .long_axis = kAxis, .subject = {.instant = "ED"}},
            rng);
      },
      ::testing::ThrowsMessage<std::invalid_argument>(
          "observer needs a left ventricle with its long axis in a reading of a patient, got "
          "none"));
  EXPECT_THROW(
      (void)observer.draw(
          {.scale = scale,
           .categories = none,
           .subject = {.instant = "ED", .reading = Reading{.view = "2CH"}}},
          rng),
      std::invalid_argument);
}

// --- As part of a setup ---

constexpr shape::Grid kEcho{.size = {600, 450}, .spacing_mm = {0.3, 0.4}};

Instance ventricle() {
  return {
      .shape = testing::ellipse(kEcho.size, {300, 225}, 70, 110),
      .category = 1,
      .long_axis = BaseToApex{{300, 335}, {300, 115}}};
}

NoiseSetup setup_of(double spread) {
  const Observer observer{
      .spread = spread, .correlation = 18.0, .base_sigma = 2.0, .instant_correlation = 0.5};
  Observer at_systole = observer;
  at_systole.bias = 1.0;
  return {
      .name = "reader",
      .unit = Unit::kMm,
      .steps = {{Operation(observer), "ED"}, {Operation(at_systole), "ES"}}};
}

Subject subject_of(std::uint64_t identity, std::string_view instant) {
  return {
      .seed = 3,
      .identity = identity,
      .instant = instant,
      .reading = Reading{.patient = 11, .observer = 12, .view = "4CH"}};
}

TEST(ObserverSetup, IsMadeAgainFromItsLogAlone) {
  for (const std::string_view instant : {"ED", "ES"}) {
    const NoisyInstance noisy = corrupt(setup_of(2.0), subject_of(1, instant), ventricle(), kEcho);
    ASSERT_EQ(noisy.drawn.draws.size(), 1U);
    EXPECT_NE(noisy.outcome.instance.shape, ventricle().shape);
    const DrawnNoise read = parse_drawn(describe(noisy.drawn));
    EXPECT_EQ(read, noisy.drawn);
    EXPECT_EQ(apply_noise(read, ventricle(), kEcho.size), noisy.outcome);
  }
}

TEST(ObserverSetup, DrawsForTheReadingWhateverStepAndFrameItIs) {
  const NoisyInstance once = corrupt(setup_of(2.0), subject_of(1, "ES"), ventricle(), kEcho);
  EXPECT_EQ(corrupt(setup_of(2.0), subject_of(2, "ES"), ventricle(), kEcho), once);
  NoiseSetup alone = setup_of(2.0);
  alone.steps.erase(alone.steps.begin());
  EXPECT_EQ(corrupt(alone, subject_of(1, "ES"), ventricle(), kEcho), once);
  RepeatedNoise repeated(setup_of(2.0), ventricle(), kEcho);
  (void)repeated(subject_of(1, "ED"));
  EXPECT_EQ(repeated(subject_of(1, "ES")), once);
}

TEST(ObserverSetup, LeavesALabelAloneThatItDrawsAsItIs) {
  const NoiseSetup still{
      .name = "still", .unit = Unit::kMm, .steps = {{Operation(Observer{.correlation = 10.0})}}};
  EXPECT_EQ(
      corrupt(still, subject_of(1, "ED"), ventricle(), kEcho).outcome.instance.shape,
      ventricle().shape);
}

TEST(DrawnObserver, RefusesWhatIsNoSetOfWaves) {
  const auto apply = [](const DrawnObserver& drawn) {
    (void)apply_noise({.draws = {drawn}}, ventricle(), kEcho.size);
  };
  const BaseToApex axis = *ventricle().long_axis;
  EXPECT_NO_THROW(apply({.waves = {1.0, 0.5, 0.0}, .axis = axis}));
  EXPECT_THROW(apply({.waves = {1.0, 0.5}, .axis = axis}), std::invalid_argument);
  EXPECT_THROW(apply({.waves = {NAN}, .axis = axis}), std::invalid_argument);
  EXPECT_THROW(apply({.waves = {1.0}, .unit = {0.0, 1.0}, .axis = axis}), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::noise
