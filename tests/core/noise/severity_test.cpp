// Whether more severe noise does more, in expectation.

#include "core/noise/corrupt.h"
#include "core/shape/rasterise.h"
#include "support/setups.h"
#include "support/shapes.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <variant>
#include <vector>

namespace segnoise::noise {
namespace {

const shape::Grid kBlobGrid{{200, 150}, {0.9, 1.2}};

enum class Drawn : std::uint8_t { kMasks, kPolygons };

/// Ragged objects of some 40 to 100 pixels across: as masks with a hole, and as polygons.
const std::vector<Instance>& instances(Drawn drawn) {
  constexpr int kInstances = 300;
  static const auto of_both = [] {
    std::array<std::vector<Instance>, 2> all;
    random::Rng rng(90);
    const auto between = [&](double low, double high) { return testing::between(low, high, rng); };
    for (int i = 0; i < kInstances; ++i) {
      const shape::Point centre{between(80, 120), between(60, 90)};
      const shape::Polygon outline{testing::random_star(centre, between(20, 40), 40, rng)};
      const double radius_x = between(3, 8);  // in turn: arguments have no order
      const shape::Mask hole = testing::ellipse(kBlobGrid.size, centre, radius_x, between(3, 8));
      const BaseToApex axis{{centre.x, centre.y + 40.0}, {centre.x, centre.y - 40.0}};
      all[0].push_back({shape::rasterise(outline, kBlobGrid.size) - hole, 0, axis});
      all[1].push_back({outline, 0, axis});
    }
    return all;
  }();
  return of_both.at(static_cast<std::size_t>(drawn));
}

shape::Mask as_mask(const Shape& shape) {
  if (const auto* mask = std::get_if<shape::Mask>(&shape)) return *mask;
  return shape::rasterise(std::get<shape::Polygon>(shape), kBlobGrid.size);
}

/// 1 - Dice of each instance, 1 for one that was lost; nothing for one that was deleted.
std::vector<std::optional<double>> damage(
    const NoiseSetup& setup, std::span<const Instance> instances) {
  std::vector<std::optional<double>> found;
  for (std::uint64_t i = 0; i < instances.size(); ++i) {
    const Instance& clean = instances[i];
    const Subject subject{
        .seed = 1,
        .identity = i,
        .instant = i % 2 == 0 ? "ES" : "ED",
        .reading = Reading{.patient = i, .view = "2CH"}};
    const Outcome outcome = corrupt(setup, subject, clean, kBlobGrid).outcome;
    found.emplace_back();
    if (outcome.fate == Fate::kDeleted) continue;
    found.back() = 1.0;
    if (outcome.fate == Fate::kLost) continue;
    const shape::Mask before = as_mask(clean.shape);
    const shape::Mask after = as_mask(outcome.instance.shape);
    *found.back() -= 2.0 * static_cast<double>(shape::intersection_count(before, after)) /
                     static_cast<double>(before.count() + after.count());
  }
  return found;
}

/// How much more the second does on average, in standard errors of the mean of the differences.
double increase(
    const std::vector<std::optional<double>>& mild,
    const std::vector<std::optional<double>>& severe) {
  double n = 0.0;
  double sum = 0.0;
  double squares = 0.0;
  for (std::size_t i = 0; i < mild.size(); ++i) {
    if (!mild[i] || !severe[i]) continue;
    const double difference = *severe[i] - *mild[i];
    n += 1.0;
    sum += difference;
    squares += difference * difference;
  }
  const double mean = sum / n;
  return mean / std::sqrt((squares / n - mean * mean) / n);
}

/// Expects every strength to do more than the one before, to masks and to polygons.
template <class SetupOf, class Strength>
void expect_growth(
    const std::vector<Strength>& strengths, SetupOf setup_of, std::size_t count = 300) {
  for (const Drawn drawn : {Drawn::kMasks, Drawn::kPolygons}) {
    const auto some = std::span(instances(drawn)).first(count);
    auto before = damage(setup_of(strengths.front()), some);
    for (std::size_t i = 1; i < strengths.size(); ++i) {
      auto now = damage(setup_of(strengths[i]), some);
      EXPECT_GT(increase(before, now), 4.0)
          << "from strength " << i - 1 << " to " << i
          << (drawn == Drawn::kMasks ? " on masks" : " on polygons");
      before = std::move(now);
    }
  }
}

TEST(Severity, GrowsFromLowToHighInBenchmarkN) {
  expect_growth(testing::tiers(), testing::benchmark_n);
}

TEST(Severity, GrowsFromLowToHighInCamus) { expect_growth(testing::tiers(), testing::camus); }

TEST(Severity, GrowsFromEasyToHardInOneOf) {
  expect_growth(testing::one_of_tiers(), testing::one_of);
}

TEST(Severity, GrowsWithTheLengthOfEveryOperation) {
  const auto expect_growth_of = [](auto operation_of) {
    for (const Unit unit : {Unit::kPx, Unit::kMm}) {
      const auto setup_of = [&](double length) {
        const RectifiedNormal drawn{length, 0.5};
        return NoiseSetup{
            .name = "test", .unit = unit, .steps = {{Operation{operation_of(drawn)}}}};
      };
      expect_growth(std::vector{2.0, 4.0, 8.0, 16.0}, setup_of, 80);
    }
  };
  expect_growth_of([](RectifiedNormal tolerance) { return Approximation{tolerance}; });
  expect_growth_of([](RectifiedNormal spread) { return Localization{spread}; });
  expect_growth_of([](RectifiedNormal distance) { return Shift{distance}; });
  expect_growth_of([](RectifiedNormal kernel) { return Scale{kernel}; });
  expect_growth_of([](RectifiedNormal spread) { return ContourWalk{spread, 10.0}; });
  expect_growth_of([](RectifiedNormal drawn) {
    return Markov{.steps = static_cast<int>(drawn.mean), .flip_probability = 0.3};
  });
  expect_growth_of([](RectifiedNormal shift) { return BaseShift{shift.mean, shift.sigma}; });
  expect_growth_of([](RectifiedNormal spread) {
    return Observer{.spread = spread.mean, .correlation = 10.0, .base_sigma = spread.sigma};
  });
  for (const MorphologyKind kind : kMorphologyKinds) {
    expect_growth_of([kind](RectifiedNormal kernel) { return Morphology{kind, kernel}; });
  }
}

}  // namespace
}  // namespace segnoise::noise
