#include "core/shape/raster.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace segnoise::shape {
namespace {

TEST(Raster, VariesFastestAlongX) {
  Raster<int> raster({{3, 2}, {0.5, 0.25}}, 7);
  raster(2, 0) = 1;
  raster(0, 1) = 2;
  EXPECT_EQ(raster.pixels()[2], 1);
  EXPECT_EQ(raster.pixels()[3], 2);
  EXPECT_EQ(raster.row(1)[0], 2);
  EXPECT_EQ(raster.row(1)[2], 7);
  EXPECT_EQ(raster.width(), 3);
  EXPECT_EQ(raster.height(), 2);
  EXPECT_EQ(raster.spacing_mm(), (Spacing{0.5, 0.25}));
}

TEST(Raster, OfNoPixelIsLegal) {
  const Raster<float> raster(Grid{});
  EXPECT_TRUE(raster.pixels().empty());
  EXPECT_EQ(raster, Raster<float>(Grid{}));
}

TEST(SameGrid, AllowsForWhatFloatHeadersLose) {
  const Grid grid{{549, 778}, {0.308, 0.154}};
  EXPECT_TRUE(same_grid(grid, grid));
  EXPECT_TRUE(same_grid(grid, {{549, 778}, {0.308F, 0.154F}}));
  EXPECT_FALSE(same_grid(grid, {{549, 778}, {0.308 * 1.001, 0.154}}));
  EXPECT_FALSE(same_grid(grid, {{549, 778}, {0.308, 0.154 * 0.999}}));
  EXPECT_FALSE(same_grid(grid, {{778, 549}, {0.308, 0.154}}));
  EXPECT_FALSE(same_grid(grid, {{549, 778}, {0.154, 0.308}}));
}

TEST(RequireSpacing, NamesTheAxisAndTheValueThatIsNoDistance) {
  EXPECT_NO_THROW(require_spacing({0.3, 2.0}));
  for (const double wrong : {0.0, -1.0, std::nan(""), HUGE_VAL}) {
    EXPECT_THROW(require_spacing({wrong, 1.0}), std::invalid_argument);
    EXPECT_THROW(require_spacing({1.0, wrong}), std::invalid_argument);
  }
  try {
    require_spacing({1.0, -0.5});
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "spacing_mm.y_mm must be finite and > 0, got -0.500000");
  }
}

}  // namespace
}  // namespace segnoise::shape
