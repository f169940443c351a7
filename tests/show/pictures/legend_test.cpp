#include "show/pictures/legend.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace segnoise::pictures {
namespace {

TEST(SeriesColour, TellsAllSeriesApart) {
  for (std::size_t i = 0; i < kMostSeries; ++i) {
    for (std::size_t j = 0; j < i; ++j) EXPECT_NE(series_colour(i), series_colour(j));
    EXPECT_EQ(series_stroke(i).colour, series_colour(i));
  }
}

TEST(PlacedLegend, CentresNamesInARowAndBreaksWhereTheyNeedMore) {
  const std::vector<std::string> names{"segm", "bbox", "segm"};
  const auto one = placed_legend(names, LegendSymbol::kSwatch, 1000);
  ASSERT_EQ(one.size(), 3U);
  EXPECT_EQ(one[2].row, 0);
  EXPECT_LT(one[0].x, one[1].x);
  EXPECT_GT(one[0].x, 200);  // some 450 pixels in the middle of 1000
  const auto wider = placed_legend(names, LegendSymbol::kLine, 1000);
  EXPECT_LT(wider[0].x, one[0].x);

  const auto three = placed_legend(names, LegendSymbol::kSwatch, 180);
  EXPECT_EQ(three[1].row, 1);
  EXPECT_EQ(three[2].row, 2);
  EXPECT_EQ(three[0].x, three[2].x);
  EXPECT_EQ(height_of(three), 3 * height_of(one));
  EXPECT_EQ(height_of(placed_legend({}, LegendSymbol::kLine, 180)), 0);
}

TEST(WriteLegend, DrawsSymbolsInTheColoursOfTheSeries) {
  Picture picture = blank_picture({400, 60}, kWhite);
  const auto legend = placed_legend({"segm", "bbox"}, LegendSymbol::kSwatch, 400);
  write_legend(picture, 10, legend, LegendSymbol::kSwatch);
  EXPECT_EQ(picture(legend[0].x + 13, 21), series_colour(0));
  EXPECT_EQ(picture(legend[1].x + 13, 21), series_colour(1));
  EXPECT_EQ(picture(legend[1].x - 10, 21), kWhite);
  EXPECT_EQ(std::ranges::count(picture.pixels(), series_colour(2)), 0);
}

}  // namespace
}  // namespace segnoise::pictures
