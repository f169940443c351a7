#include "data/phantom/phantom_image.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace segnoise::phantom {
namespace {

constexpr double kImageSpacing_mm = 0.308;

struct Setting {
  PhantomView view;
  Appearance appearance;
  Acquisition acquisition;
};

Setting setting(cardiac::Quality quality, std::uint64_t patient = 0) {
  random::Rng rng(31, patient);
  Setting drawn;
  drawn.view = draw_view(draw_heart(rng), cardiac::View::kFourChamber, rng);
  drawn.acquisition = draw_acquisition(drawn.view.sector, quality, rng);
  drawn.appearance = draw_appearance(drawn.view, cardiac::View::kFourChamber, quality, rng);
  return drawn;
}

shape::Image frame_of(const Setting& s, std::uint32_t stream = 1) {
  random::Rng speckle(31, 0, stream);
  return b_mode(
      Scene(s.view, cardiac::Instant::kEndDiastole, s.appearance),
      s.view.sector,
      s.acquisition,
      s.view.sector.grid(kImageSpacing_mm),
      speckle);
}

/// Everything as bright as everything else: clutter alone, 70 dB over the rest.
Setting uniform() {
  Setting s = setting(cardiac::Quality::kGood);
  s.acquisition.clutter_db = 70.0F;
  s.acquisition.clutter_spread_db = 0.0F;
  s.acquisition.attenuation_db_per_mm = 0.0F;
  s.acquisition.noise_db_per_mm = 0.0F;
  s.acquisition.axial_sd_mm = 0.34F;  // wide enough for its samples to follow it
  s.acquisition.lateral_sd_rad = 0.0095F;
  s.acquisition.smoothing = 0.0F;
  s.acquisition.steady_share = 0.0F;
  s.acquisition.gain_spread_db = 0.0F;
  s.acquisition.near_loss_db = 0.0F;
  s.acquisition.shadows.clear();
  s.acquisition.myocardium_gray = 128.0F - 70.0F * 255.0F / 50.0F;
  s.acquisition.dynamic_range_db = 50.0F;
  return s;
}

/// Intensities well inside the sector, between two ranges.
std::vector<double> within(const shape::Image& image, double from_mm, double to_mm) {
  std::vector<double> values;
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) {
      const double x_mm = (x + 0.5 - 0.5 * image.width()) * kImageSpacing_mm;
      const double y_mm = (y + 0.5) * kImageSpacing_mm;
      const double range_mm = std::hypot(x_mm, y_mm);
      if (range_mm < from_mm || range_mm > to_mm || std::abs(x_mm) > 0.6 * y_mm) continue;
      values.push_back(image(x, y));
    }
  }
  return values;
}

double mean_of(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

double sd_of(const std::vector<double>& values) {
  const double mean = mean_of(values);
  double sum = 0.0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return std::sqrt(sum / static_cast<double>(values.size()));
}

/// The chance that a pixel of the wall is brighter than one of the cavity: the area under the ROC
/// curve.
double auc(const Setting& s, const shape::Image& image) {
  const shape::LabelMap labels =
      label_map(s.view.at(cardiac::Instant::kEndDiastole), s.view.sector, image.grid());
  std::array<double, 256> cavity{};
  std::array<double, 256> wall{};
  for (std::size_t i = 0; i < labels.pixels().size(); ++i) {
    const auto gray = static_cast<std::size_t>(image.pixels()[i]);
    if (labels.pixels()[i] == cardiac::kLeftVentricle) cavity.at(gray) += 1.0;
    if (labels.pixels()[i] == cardiac::kMyocardium) wall.at(gray) += 1.0;
  }
  double below = 0.0;
  double brighter = 0.0;
  double of_wall = 0.0;
  for (std::size_t gray = 0; gray < cavity.size(); ++gray) {
    brighter += wall.at(gray) * (below + 0.5 * cavity.at(gray));
    below += cavity.at(gray);
    of_wall += wall.at(gray);
  }
  return brighter / (below * of_wall);
}

struct Contrast {
  double mean;
  double least;
};

Contrast contrast_of(cardiac::Quality quality) {
  constexpr int kPatients = 14;
  Contrast found{.mean = 0.0, .least = 1.0};
  for (std::uint64_t patient = 0; patient < kPatients; ++patient) {
    const Setting s = setting(quality, patient);
    const double contrast = auc(s, frame_of(s));
    found.mean += contrast / kPatients;
    found.least = std::min(found.least, contrast);
  }
  return found;
}

TEST(BMode, HasRayleighSpeckleInUniformTissue) {
  // The power of a Rayleigh envelope is exponential: in dB its mean is 2.51 below the mean power's,
  // and its standard deviation 5.57, and 9.5 % of it lies 10 dB below; interpolation takes a
  // little.
  const std::vector<double> gray = within(frame_of(uniform()), 30.0, 85.0);
  EXPECT_NEAR(mean_of(gray), 128.0 - 2.51 * 255.0 / 50.0, 4.0);
  EXPECT_NEAR(sd_of(gray), 0.9 * 5.57 * 255.0 / 50.0, 0.1 * 5.57 * 255.0 / 50.0);
  const auto faint = std::ranges::count_if(gray, [](double value) { return value < 77.0; });
  EXPECT_NEAR(static_cast<double>(faint) / static_cast<double>(gray.size()), 0.085, 0.02);
}

TEST(BMode, WidensSpeckleWithDepth) {
  const shape::Image image = frame_of(uniform());
  const auto likeness_of_neighbours = [&](int from_row, int to_row) {
    double product = 0.0;
    double square = 0.0;
    for (int y = from_row; y < to_row; ++y) {
      for (int x = image.width() / 2 - 40; x < image.width() / 2 + 40; ++x) {
        const double here = image(x, y) - 115.0;
        product += here * (image(x + 2, y) - 115.0);
        square += here * here;
      }
    }
    return product / square;
  };
  EXPECT_LT(likeness_of_neighbours(110, 150) + 0.1, likeness_of_neighbours(240, 280));
}

TEST(BMode, IsBlackOutsideTheSectorAndWholeInside) {
  const Setting s = setting(cardiac::Quality::kMedium);
  const shape::Image image = frame_of(s);
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) {
      const double x_mm = (x + 0.5 - 0.5 * image.width()) * kImageSpacing_mm;
      const double y_mm = (y + 0.5) * kImageSpacing_mm;
      const float value = image(x, y);
      EXPECT_TRUE(value >= 0.0F && value <= 255.0F && value == std::round(value));
      if (std::hypot(x_mm, y_mm) > s.view.sector.depth_mm + 0.01 ||
          std::abs(std::atan2(x_mm, y_mm)) > s.view.sector.half_angle_rad + 1e-4) {
        EXPECT_EQ(value, 0.0F);
      }
    }
  }
  EXPECT_GT(mean_of(within(image, 20.0, 80.0)), 30.0);
}

TEST(BMode, ShowsLessOfTheWallWithLowerQuality) {
  const Contrast good = contrast_of(cardiac::Quality::kGood);
  const Contrast medium = contrast_of(cardiac::Quality::kMedium);
  const Contrast poor = contrast_of(cardiac::Quality::kPoor);
  EXPECT_GT(good.mean, medium.mean);
  EXPECT_GT(medium.mean, poor.mean);
  // As in real frames, of which ten in a hundred lie below 0.70 and above 0.88 each.
  EXPECT_LT(good.mean, 0.88);
  EXPECT_GT(poor.mean, 0.70);
  for (const Contrast& contrast : {good, medium, poor}) EXPECT_GT(contrast.least, 0.5);
}

TEST(BMode, LosesGainAtTheProbeAsTheDepthGainSays) {
  Setting s = uniform();
  const double full = mean_of(within(frame_of(s), 5.0, 9.0));
  s.acquisition.near_loss_db = 12.0F;
  s.acquisition.near_reach_mm = 10.0F;
  // 12 dB * exp(-0.7) of 255 / 50 levels each, within 5 %
  const double less = mean_of(within(frame_of(s), 5.0, 9.0));
  EXPECT_NEAR(full - less, 12.0 * std::exp(-0.7) * 255.0 / 50.0, 1.6);
  EXPECT_NEAR(
      mean_of(within(frame_of(s), 70.0, 85.0)),
      mean_of(within(frame_of(uniform()), 70.0, 85.0)),
      0.1);
}

TEST(BMode, HasLessSpeckleWhereItsVeilIsAveraged) {
  Setting s = uniform();
  const double speckled = sd_of(within(frame_of(s), 30.0, 85.0));
  s.acquisition.steady_share = 0.5F;
  EXPECT_LT(sd_of(within(frame_of(s), 30.0, 85.0)), 0.6 * speckled);
  EXPECT_GT(
      mean_of(within(frame_of(s), 30.0, 85.0)), mean_of(within(frame_of(uniform()), 30.0, 85.0)));
}

TEST(BMode, DarkensWhatLiesInAShadow) {
  Setting s = setting(cardiac::Quality::kGood);
  s.acquisition.shadows.clear();
  const double lit = mean_of(within(frame_of(s), 40.0, 80.0));
  s.acquisition.shadows.push_back(
      {.angle_rad = 0.0F, .half_width_rad = 2.0F, .from_depth_mm = 20.0F, .loss_db = 10.0F});
  const double shaded = mean_of(within(frame_of(s), 40.0, 80.0));
  EXPECT_LT(shaded, lit - 20.0);
}

TEST(BMode, DependsOnItsSpeckleAlone) {
  const Setting s = setting(cardiac::Quality::kPoor);
  EXPECT_EQ(frame_of(s, 1), frame_of(s, 1));
  EXPECT_NE(frame_of(s, 1), frame_of(s, 2));
}

}  // namespace
}  // namespace segnoise::phantom
