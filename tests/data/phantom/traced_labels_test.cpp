#include "data/phantom/traced_labels.h"

#include "core/metrics/effect.h"
#include "core/shape/label_map.h"
#include "data/phantom/phantom.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <stdexcept>
#include <vector>

namespace segnoise::phantom {
namespace {

constexpr int kSide = 80;
constexpr shape::Spacing kSpacing{1.0, 1.0};  // mm
const noise::BaseToApex kAxis{.base = {40.0, 60.0}, .apex = {40.0, 20.0}};

/// A cavity of 20 mm by 40 mm, x in [30, 50), y in [20, 60), in a wall to its left of `left` levels
/// of gray and to its right of `right`; the cavity has 50.
shape::LabelledImage frame_of(float left, float right) {
  const shape::Grid grid{.size = {kSide, kSide}, .spacing_mm = kSpacing};
  shape::LabelledImage frame{.image = shape::Image(grid), .labels = shape::LabelMap(grid)};
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      const bool is_inside = x >= 30 && x < 50 && y >= 20 && y < 60;
      if (is_inside) frame.labels(x, y) = cardiac::kLeftVentricle;
      frame.image(x, y) = is_inside ? 50.0F : x < 40 ? left : right;
    }
  }
  return frame;
}

/// Moves every point out by as much, in mm.
noise::DrawnObserver outward_by(double by_mm) { return {.waves = {by_mm}, .axis = kAxis}; }

bool is_cavity(const shape::LabelMap& labels, int x, int y) {
  return labels(x, y) == cardiac::kLeftVentricle;
}

TEST(HiddenShare, TellsSeenFromHiddenByTheGrayBeyondTheOutline) {
  const shape::Ring sides{{30.0, 40.0}, {50.0, 40.0}};
  const auto share = [&](float left, float right) {
    return hidden_share(sides, frame_of(left, right).image, kAxis);
  };
  // Points 20 mm apart are not averaged with one another: reach 5 mm of a ring of 40 mm.
  EXPECT_EQ(share(50.0F, 70.0F), (std::vector{1.0, 0.0}));
  EXPECT_EQ(share(20.0F, 90.0F), (std::vector{1.0, 0.0}));
  EXPECT_EQ(share(55.0F, 60.0F), (std::vector{0.75, 0.5}));
}

TEST(HiddenShare, CountsTheAnnulusAsSeen) {
  const shape::Ring lower{{30.0, 55.0}, {50.0, 57.0}};  // 5 mm and 3 mm above a base of 40 mm
  EXPECT_EQ(hidden_share(lower, frame_of(50.0F, 50.0F).image, kAxis), (std::vector{1.0, 0.0}));
}

TEST(HiddenShare, LooksAsFarInMillimetresWhateverThePixels) {
  shape::Image image({.size = {40, 160}, .spacing_mm = {2.0, 0.5}}, 50.0F);
  // 4 mm beyond the left wall begins what is bright: 2 pixels. Of 5 mm, 1 mm lies in it.
  for (int y = 0; y < 160; ++y) {
    for (int x = 0; x < 13; ++x) image(x, y) = 100.0F;
  }
  const shape::Ring side{{15.0, 80.0}};
  const noise::BaseToApex axis{.base = {20.0, 120.0}, .apex = {20.0, 40.0}};
  EXPECT_NEAR(hidden_share(side, image, axis).front(), 1.0 - 50.0 * 0.2 / 20.0, 1e-6);
}

TEST(HiddenShare, AveragesOverFiveMillimetresToEitherSide) {
  shape::Image image = frame_of(50.0F, 50.0F).image;
  for (int y = 0; y < 40; ++y) {  // the left wall is bright from y = 40 up
    for (int x = 0; x < 30; ++x) image(x, y) = 200.0F;
  }
  shape::Ring ring;  // there and back, so that the ring's ends do not touch what is looked at
  for (int y = 25; y <= 55; ++y) ring.push_back({30.0, y + 0.5});
  for (int y = 55; y >= 25; --y) ring.push_back({30.0, y + 0.5});
  const auto hidden = hidden_share(ring, image, kAxis);
  EXPECT_EQ(hidden.at(15 - 6), 0.0);              // y = 34.5: 29.5 ... 39.5 are all bright
  EXPECT_NEAR(hidden.at(15), 6.0 / 11.0, 1e-12);  // y = 40.5: of 11, those from 40.5 to 45.5
  EXPECT_EQ(hidden.at(15 + 5), 1.0);
}

TEST(TracedLabels, StayToThePixelWhereTheWallIsSeen) {
  const shape::LabelledImage frame = frame_of(120.0F, 120.0F);
  // The apex's cap is as bright as the walls, so that all but the annulus is seen.
  EXPECT_EQ(traced_labels(frame, outward_by(3.0)), frame.labels);
}

TEST(TracedLabels, FollowTheHandWhereTheWallIsHidden) {
  const shape::LabelMap traced = traced_labels(frame_of(50.0F, 120.0F), outward_by(3.0));
  EXPECT_TRUE(is_cavity(traced, 27, 40));  // hidden on the left: 3 mm further out
  EXPECT_FALSE(is_cavity(traced, 26, 40));
  EXPECT_TRUE(is_cavity(traced, 49, 40));  // seen on the right
  EXPECT_FALSE(is_cavity(traced, 50, 40));
}

TEST(TracedLabels, GoHalfWayWhereTheWallIsHalfHidden) {
  const shape::LabelMap traced = traced_labels(frame_of(60.0F, 120.0F), outward_by(4.0));
  EXPECT_TRUE(is_cavity(traced, 28, 40));
  EXPECT_FALSE(is_cavity(traced, 27, 40));
}

noise::NoiseSetup hand_of(double bias_mm) {
  return {
      .name = "hand",
      .unit = noise::Unit::kMm,
      .steps = {
          {.action = noise::Observer{.bias = bias_mm}, .only = "ED"},
          {.action = noise::Observer{.bias = -bias_mm}, .only = "ES"}}};
}

TEST(TraceLabels, DrawsEachInstantByItsOwnStep) {
  PhantomPatient made = make_phantom_patient(1, 7);
  const cardiac::Patient exact = made.patient;
  trace_labels(made.patient, hand_of(2.0), 7);
  for (const cardiac::View view : cardiac::kViews) {
    const auto pixels = [&](const cardiac::Patient& patient, cardiac::Instant instant) {
      return shape::mask_of(patient.frames(view, instant)->labels, cardiac::kLeftVentricle).count();
    };
    EXPECT_GT(
        pixels(made.patient, cardiac::Instant::kEndDiastole),
        pixels(exact, cardiac::Instant::kEndDiastole));
    EXPECT_LT(
        pixels(made.patient, cardiac::Instant::kEndSystole),
        pixels(exact, cardiac::Instant::kEndSystole));
    EXPECT_EQ(
        made.patient.frames(view, cardiac::Instant::kEndSystole)->image,
        exact.frames(view, cardiac::Instant::kEndSystole)->image);
  }
}

TEST(TraceLabels, GivesTheSameLabelsForTheSameSeedAndOthersForAnother) {
  noise::NoiseSetup hand = hand_of(0.0);
  for (noise::Step& step : hand.steps) {
    step.action = noise::Observer{.spread = 3.0, .correlation = 15.0};
  }
  const auto labels = [&](std::uint64_t seed) {
    cardiac::Patient patient = make_phantom_patient(2, 7).patient;
    trace_labels(patient, hand, seed);
    return patient.frames(cardiac::View::kTwoChamber, cardiac::Instant::kEndSystole)->labels;
  };
  EXPECT_EQ(labels(3), labels(3));
  EXPECT_NE(labels(3), labels(4));
}

TEST(TraceLabels, RefusesAHandThatIsNoObserver) {
  cardiac::Patient patient = make_phantom_patient(1, 7).patient;
  const noise::NoiseSetup dilating{
      .name = "mine", .steps = {{.action = noise::Deletion{.probability = 0.5}}}};
  EXPECT_THROW(trace_labels(patient, dilating, 1), std::invalid_argument);
  noise::NoiseSetup once = hand_of(1.0);
  once.steps.pop_back();
  EXPECT_THROW(trace_labels(patient, once, 1), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::phantom
