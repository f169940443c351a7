#include "shape/raster.h"

#include <gtest/gtest.h>

namespace segnoise {
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

}  // namespace
}  // namespace segnoise
