#include "show/pictures/ventricle_surface.h"

#include "core/shape/label_map.h"
#include "support/patients.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <optional>

namespace segnoise::pictures {
namespace {

using ::testing::HasSubstr;

cardiac::PerFrame<std::optional<cardiac::Cavity>> cavities(double half_width_mm) {
  const cardiac::Patient patient = testing::drawn_patient("patient0001", half_width_mm);
  cardiac::PerFrame<std::optional<cardiac::Cavity>> found;
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const shape::LabelMap& labels = patient.frames(view, instant)->labels;
      found(view, instant) = {shape::mask_of(labels, cardiac::kLeftVentricle), labels.spacing_mm()};
    }
  }
  return found;
}

/// Pixels that are rather blue, and rather orange, left of the colour bar.
struct Tints {
  int blue = 0;
  int orange = 0;
};

Tints tints(const Picture& picture) {
  constexpr int kBarColumnPx = 290;
  Tints found;
  for (int y = 0; y < picture.height(); ++y) {
    for (int x = 0; x < picture.width() - kBarColumnPx; ++x) {
      const Rgb& pixel = picture(x, y);
      found.blue += pixel.blue > pixel.red + 30 ? 1 : 0;
      found.orange += pixel.red > pixel.blue + 30 ? 1 : 0;
    }
  }
  return found;
}

TEST(DrawVentricleChange, IsOrangeOutsideAndBlueInside) {
  const Tints wider =
      tints(*draw_ventricle_change({.clean = cavities(20.0), .noisy = cavities(24.0)}));
  EXPECT_GT(wider.orange, 50000);
  EXPECT_LT(wider.blue, wider.orange / 50);
  const Tints narrower =
      tints(*draw_ventricle_change({.clean = cavities(24.0), .noisy = cavities(20.0)}));
  EXPECT_GT(narrower.blue, 50000);
  EXPECT_LT(narrower.orange, narrower.blue / 50);
}

TEST(DrawVentricleChange, ShowsTheWholeOfAWideVentricleInGreyIfNothingChanged) {
  const auto picture = draw_ventricle_change({.clean = cavities(46.0), .noisy = cavities(46.0)});
  ASSERT_TRUE(picture);
  EXPECT_EQ(tints(*picture).blue, 0);
  EXPECT_EQ(tints(*picture).orange, 0);
  // The scenes fill rows 162 to 761, in twos; nothing of them reaches their ends.
  for (int x = 28; x < 28 + 840; ++x) {
    EXPECT_EQ((*picture)(x, 163), kWhite) << x;
    EXPECT_EQ((*picture)(x, 760), kWhite) << x;
  }
  for (int y = 163; y < 761; ++y) {
    for (const int x : {29, 28 + 419, 28 + 421, 28 + 838}) {
      EXPECT_EQ((*picture)(x, y), kWhite) << x << ", " << y;
    }
  }
}

TEST(DrawVentricleChange, ShowsTheInstantsThatBothViewsHave) {
  VentricleChange change{.clean = cavities(20.0), .noisy = cavities(22.0)};
  const int both = draw_ventricle_change(change)->width();
  change.noisy(cardiac::View::kTwoChamber, cardiac::Instant::kEndDiastole)->mask =
      shape::Mask(testing::kEchoGrid.size);
  EXPECT_LT(draw_ventricle_change(change)->width(), both);
  change.clean(cardiac::View::kFourChamber, cardiac::Instant::kEndSystole).reset();
  EXPECT_FALSE(draw_ventricle_change(change));
}

TEST(VentricleChange, HasTheFramesThatThereAre) {
  cardiac::Patient patient = testing::drawn_patient("patient0001");
  patient.frames(cardiac::View::kTwoChamber, cardiac::Instant::kEndSystole).reset();
  const noise::NoiseSetup setup{
      .name = "wide",
      .unit = noise::Unit::kMm,
      .steps = {
          {noise::Operation(noise::Morphology{noise::MorphologyKind::kDilation, {5.0, 0.0}}),
           "ED"}}};
  const VentricleChange change = ventricle_change(patient, setup, 1);
  EXPECT_THAT(change.heading, HasSubstr("patient0001"));
  EXPECT_THAT(change.heading, HasSubstr("wide"));
  EXPECT_FALSE(change.clean(cardiac::View::kTwoChamber, cardiac::Instant::kEndSystole));
  EXPECT_FALSE(change.noisy(cardiac::View::kTwoChamber, cardiac::Instant::kEndSystole));
  const auto count = [](const cardiac::PerFrame<std::optional<cardiac::Cavity>>& cavities,
                        cardiac::Instant instant) {
    return cavities(cardiac::View::kFourChamber, instant).value().mask.count();
  };
  EXPECT_GT(
      count(change.noisy, cardiac::Instant::kEndDiastole),
      count(change.clean, cardiac::Instant::kEndDiastole));
  EXPECT_EQ(
      count(change.noisy, cardiac::Instant::kEndSystole),
      count(change.clean, cardiac::Instant::kEndSystole));
  EXPECT_EQ(
      change.clean(cardiac::View::kFourChamber, cardiac::Instant::kEndSystole)->spacing_mm,
      testing::kEchoGrid.spacing_mm);
}

TEST(WriteVentricleChange, TellsWhetherItWroteAFile) {
  const testing::TemporaryFolder folder;
  const auto path = folder.path() / "ventricle.png";
  EXPECT_FALSE(write_ventricle_change(path, {}));
  EXPECT_FALSE(std::filesystem::exists(path));
  EXPECT_TRUE(write_ventricle_change(path, {.clean = cavities(20.0), .noisy = cavities(21.0)}));
  EXPECT_GT(std::filesystem::file_size(path), 10000U);
}

}  // namespace
}  // namespace segnoise::pictures
