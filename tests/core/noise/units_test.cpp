#include "core/noise/units.h"

#include "core/shape/morphology.h"
#include "support/shapes.h"
#include "support/values.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace segnoise::noise {

void PrintTo(
    const shape::Kernel& kernel, std::ostream* out) {  // NOLINT(readability-identifier-naming)
  *out << kernel.width << " x " << kernel.height;
}

namespace {

/// 512 x 768 pixels of 0.5 x 0.25 mm: one px256 is 2 x 3 pixels, one mm 2 x 4.
const shape::Grid kTallFrame{{512, 768}, {0.5, 0.25}};

TEST(PixelScale, TurnsLengthsIntoPixelsPerAxis) {
  EXPECT_EQ(PixelScale(Unit::kPx, kTallFrame, 0.0).per_axis(1.5), (PerAxis{1.5, 1.5}));
  EXPECT_EQ(PixelScale(Unit::kPx256, kTallFrame, 0.0).per_axis(1.5), (PerAxis{3.0, 4.5}));
  EXPECT_EQ(PixelScale(Unit::kMm, kTallFrame, 0.0).per_axis(1.5), (PerAxis{3.0, 6.0}));
}

TEST(PixelScale, TakesRelativeLengthsFromTheInstancesArea) {
  const shape::Grid square{{512, 768}, {0.3, 0.3}};
  EXPECT_EQ(PixelScale(Unit::kRelative, square, 10000.0).per_axis(0.02), (PerAxis{2.0, 2.0}));

  // 5000 pixels of 0.125 mm² are 625 mm²: a tenth of √area is 2.5 mm.
  EXPECT_EQ(PixelScale(Unit::kRelative, kTallFrame, 5000.0).per_axis(0.1), (PerAxis{5.0, 10.0}));
}

TEST(PixelScale, TakesATolerancesGeometricMean) {
  EXPECT_EQ(PixelScale(Unit::kPx, kTallFrame, 0.0).mean_px(5.0), 5.0);
  EXPECT_EQ(PixelScale(Unit::kPx256, kTallFrame, 0.0).mean_px(5.0), 12.2474);  // 5 √6
  EXPECT_EQ(PixelScale(Unit::kMm, kTallFrame, 0.0).mean_px(5.0), 14.1421);     // 5 √8
}

TEST(PixelScale, TakesAKernelInPixelsAsItIs) {
  const PixelScale scale(Unit::kPx, kTallFrame, 0.0);
  EXPECT_EQ(scale.kernel(7.0), (shape::Kernel{7, 7}));
  EXPECT_EQ(scale.kernel(4.99), (shape::Kernel{4, 4}));
  EXPECT_EQ(scale.kernel(1.99), (shape::Kernel{1, 1}));
  EXPECT_EQ(scale.kernel(0.0), (shape::Kernel{1, 1}));
}

TEST(PixelScale, TakesAKernelInOtherUnitsByItsMargin) {
  const PixelScale px256(Unit::kPx256, kTallFrame, 0.0);
  EXPECT_EQ(px256.kernel(7.9), (shape::Kernel{13, 19}));  // margin 3: 6 and 9 pixels
  EXPECT_EQ(px256.kernel(6.0), (shape::Kernel{13, 19}));
  EXPECT_EQ(px256.kernel(5.0), (shape::Kernel{9, 13}));  // margin 2: 4 and 6 pixels
  EXPECT_EQ(px256.kernel(1.99), (shape::Kernel{1, 1}));
  EXPECT_EQ(PixelScale(Unit::kMm, kTallFrame, 0.0).kernel(3.0), (shape::Kernel{5, 9}));
}

TEST(PixelScale, RoundsAMarginToWholePixels) {
  // One px256 is 2.5 x 0.4 pixels: margin 1 gives round(2.5) = 3 and 0 pixels, margin 2 5 and 1.
  const PixelScale scale(Unit::kPx256, {{640, 102}, {1.0, 1.0}}, 0.0);
  EXPECT_EQ(scale.kernel(3.0), (shape::Kernel{7, 1}));
  EXPECT_EQ(scale.kernel(5.0), (shape::Kernel{11, 3}));
}

TEST(PixelScale, DoesNotRoundARelativeKernelBeforeItIsInPixels) {
  const PixelScale scale(Unit::kRelative, {{512, 768}, {1.0, 1.0}}, 10000.0);
  EXPECT_EQ(scale.kernel(0.06), (shape::Kernel{7, 7}));  // √area is 100: 6 pixels, 3 to each side
}

TEST(PixelScale, CutsAKernelToWhatTheFrameCanTellApart) {
  const shape::Mask pixel = testing::rectangle({5, 3}, {2, 1, 1, 1});
  const PixelScale scale(Unit::kPx, {{5, 3}, {1.0, 1.0}}, 0.0);
  EXPECT_EQ(shape::dilated(pixel, scale.kernel(10000.0)), testing::rectangle({5, 3}, {0, 0, 5, 3}));
}

TEST(PixelScale, ResamplesOutlinesInEveryUnitButPixels) {
  EXPECT_EQ(PixelScale(Unit::kPx, kTallFrame, 100.0).outline_step(), std::nullopt);
  EXPECT_EQ(PixelScale(Unit::kPx256, kTallFrame, 100.0).outline_step(), (PerAxis{2.0, 3.0}));
  EXPECT_EQ(PixelScale(Unit::kMm, kTallFrame, 100.0).outline_step(), (PerAxis{2.0, 4.0}));
  const shape::Grid square{{512, 768}, {1.0, 1.0}};
  EXPECT_EQ(PixelScale(Unit::kRelative, square, 10000.0).outline_step(), (PerAxis{2.0, 2.0}));
  EXPECT_EQ(PixelScale(Unit::kRelative, square, 0.0).outline_step(), (PerAxis{0.01, 0.01}));
}

TEST(PixelScale, RejectsAFrameWithoutPixelsOrSpacing) {
  EXPECT_THROW((void)PixelScale(Unit::kPx, {{0, 4}, {1.0, 1.0}}, 0.0), std::invalid_argument);
  EXPECT_THROW((void)PixelScale(Unit::kPx, {{4, -1}, {1.0, 1.0}}, 0.0), std::invalid_argument);
  for (const double bad : {0.0, -1.0, testing::kNan, std::numeric_limits<double>::infinity()}) {
    EXPECT_THROW((void)PixelScale(Unit::kMm, {{4, 4}, {bad, 1.0}}, 0.0), std::invalid_argument);
    EXPECT_THROW((void)PixelScale(Unit::kMm, {{4, 4}, {1.0, bad}}, 0.0), std::invalid_argument);
  }
}

TEST(RoundedPx, IsTheNearestMultipleOfATenThousandth) {
  EXPECT_EQ(rounded_px(4.61328), 4.6133);
  EXPECT_EQ(rounded_px(-1.00001), -1.0);
  EXPECT_EQ(rounded_px(7.0), 7.0);
}

}  // namespace
}  // namespace segnoise::noise
