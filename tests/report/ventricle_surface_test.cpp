#include "report/ventricle_surface.h"

#include "shape/label_map.h"
#include "storage/temporary_folder.h"
#include "support/patients.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <optional>

namespace segnoise {
namespace {

using ::testing::HasSubstr;

PerFrame<std::optional<Cavity>> cavities(double half_width_mm) {
  const Patient patient = testing::drawn_patient("patient0001", half_width_mm);
  PerFrame<std::optional<Cavity>> found;
  for (const View view : kViews) {
    for (const Instant instant : kInstants) {
      const LabelMap& labels = patient.frames(view, instant)->labels;
      found(view, instant) = {mask_of(labels, kLeftVentricle), labels.spacing_mm()};
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
  change.noisy(View::kTwoChamber, Instant::kEndDiastole)->mask = Mask(testing::kEchoGrid.size);
  EXPECT_LT(draw_ventricle_change(change)->width(), both);
  change.clean(View::kFourChamber, Instant::kEndSystole).reset();
  EXPECT_FALSE(draw_ventricle_change(change));
}

TEST(VentricleChange, HasTheFramesThatThereAre) {
  Patient patient = testing::drawn_patient("patient0001");
  patient.frames(View::kTwoChamber, Instant::kEndSystole).reset();
  const NoiseSetup setup{
      .name = "wide",
      .unit = Unit::kMm,
      .steps = {{Operation(Morphology{MorphologyKind::kDilation, {5.0, 0.0}}), "ED"}}};
  const VentricleChange change = ventricle_change(patient, setup, 1);
  EXPECT_THAT(change.heading, HasSubstr("patient0001"));
  EXPECT_THAT(change.heading, HasSubstr("wide"));
  EXPECT_FALSE(change.clean(View::kTwoChamber, Instant::kEndSystole));
  EXPECT_FALSE(change.noisy(View::kTwoChamber, Instant::kEndSystole));
  const auto count = [](const PerFrame<std::optional<Cavity>>& cavities, Instant instant) {
    return cavities(View::kFourChamber, instant).value().mask.count();
  };
  EXPECT_GT(count(change.noisy, Instant::kEndDiastole), count(change.clean, Instant::kEndDiastole));
  EXPECT_EQ(count(change.noisy, Instant::kEndSystole), count(change.clean, Instant::kEndSystole));
  EXPECT_EQ(
      change.clean(View::kFourChamber, Instant::kEndSystole)->spacing_mm,
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
}  // namespace segnoise
