#include "data/coco/convert/cityscapes_polygons.h"

#include "core/random/rng.h"
#include "support/instance_folders.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>

#include <sstream>
#include <string>
#include <vector>

namespace segnoise::coco {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::TemporaryFolder;

/// A ring filled in a small frame, a string a row.
std::vector<std::string> filled(shape::Size size, const shape::Ring& ring) {
  images::PixelValues values({.size = size});
  fill_by_indices(values, ring, 1);
  std::vector<std::string> rows;
  for (int y = 0; y < size.height; ++y) {
    rows.emplace_back();
    for (const std::uint32_t value : values.row(y)) rows.back() += value == 1 ? '#' : '.';
  }
  return rows;
}

/// The file of some objects in a frame of 6 x 4.
std::string file_of(const std::string& objects) {
  return R"({"imgHeight": 4, "imgWidth": 6, "objects": [)" + objects + "]}";
}

const std::string kWhole = R"("polygon": [[0, 0], [5, 0], [5, 3], [0, 3]]})";

images::PixelValues drawn_from(const std::string& json) {
  const TemporaryFolder folder;
  return draw_cityscapes_instances(folder.add("a_polygons.json", json));
}

std::string polygons_refusal(const std::string& json) {
  const TemporaryFolder folder;
  const auto path = folder.add("a_polygons.json", json);
  return testing::refusal_of([&] { (void)draw_cityscapes_instances(path); });
}

TEST(FillByIndices, TakesTheOutlineIn) {
  EXPECT_THAT(
      filled({6, 4}, {{1, 1}, {3, 1}, {3, 2}, {1, 2}}),
      ElementsAre("......", ".###..", ".###..", "......"));
  EXPECT_THAT(filled({4, 2}, {{1, 0}, {1, 0}, {1, 0}}), ElementsAre(".#..", "...."));
  EXPECT_THAT(filled({5, 3}, {{1, 1}, {3, 1}, {3, 1}}), ElementsAre(".....", ".###.", "....."));
}

TEST(FillByIndices, TakesThePixelNearestToEachEndOfARow) {
  // Right end: 6, 4.5, 3, 1.5, 0; half a pixel counts inwards.
  EXPECT_THAT(
      filled({7, 5}, {{0, 0}, {6, 0}, {0, 4}}),
      ElementsAre("#######", "#####..", "####...", "##.....", "#......"));
  // Left end: 6, 4.5, 3, 1.5, 0.
  EXPECT_THAT(
      filled({7, 5}, {{6, 0}, {6, 4}, {0, 4}}),
      ElementsAre("......#", ".....##", "...####", "..#####", "#######"));
}

TEST(FillByIndices, LeavesSharpCornersAsPillowDidBefore91) {
  // Of Pillow's issue 6908: 9.3 also draws the pixel to the right of the upper corner.
  EXPECT_THAT(
      filled({8, 6}, {{2, 2}, {2, 2}, {6, 4}, {5, 5}}),
      ElementsAre("........", "........", "..#.....", "...##...", "....###.", ".....#.."));
}

TEST(FillByIndices, FollowsTheEvenOddRule) {
  // A square and, joined to it by a line walked twice, a square in its middle.
  const shape::Ring ring{
      {0, 0}, {8, 0}, {8, 8}, {0, 8}, {0, 0}, {2, 2}, {6, 2}, {6, 6}, {2, 6}, {2, 2}};
  EXPECT_THAT(
      filled({9, 9}, ring),
      ElementsAre(
          "#########",
          "#########",
          "#########",
          "###...###",
          "###...###",
          "###...###",
          "#########",
          "#########",
          "#########"));
}

TEST(FillByIndices, PassesOverWhatLiesOutside) {
  EXPECT_THAT(
      filled({4, 3}, {{-5, -9}, {99, -9}, {99, 1}, {-5, 1}}), ElementsAre("####", "####", "...."));
  EXPECT_THAT(filled({4, 2}, {{-5, 0}, {-1, 0}, {-1, 1}, {-5, 1}}), ElementsAre("....", "...."));
  EXPECT_THAT(filled({4, 2}, {{4, 0}, {9, 0}, {9, 1}, {4, 1}}), ElementsAre("....", "...."));
  EXPECT_THAT(filled({4, 2}, {{0, 2}, {3, 2}, {3, 5}}), ElementsAre("....", "...."));
  EXPECT_THAT(filled({4, 2}, {}), ElementsAre("....", "...."));
}

TEST(FillByIndices, AgreesWithItsDefinitionAtEveryPixel) {
  // A convex ring's row is one interval: the hull of where its edges meet the line.
  random::Rng rng(11);
  const auto at = [&] { return rng.below(40) - 5.0; };
  for (int round = 0; round < 300; ++round) {
    const shape::Ring ring{{at(), at()}, {at(), at()}, {at(), at()}};
    const auto rows = filled({30, 30}, ring);
    for (int y = 0; y < 30; ++y) {
      double left = 1e9;
      double right = -1e9;
      for (std::size_t i = 0; i < 3; ++i) {
        const shape::Point& a = ring[i];
        const shape::Point& b = ring[(i + 1) % 3];
        if (std::min(a.y, b.y) > y || std::max(a.y, b.y) < y) continue;
        const bool is_flat = a.y == b.y;
        const double one = is_flat ? a.x : a.x + (y - a.y) * (b.x - a.x) / (b.y - a.y);
        const double other = is_flat ? b.x : one;
        left = std::min({left, one, other});
        right = std::max({right, one, other});
      }
      for (int x = 0; x < 30; ++x) {
        const bool is_near = x >= left - 0.5 && x <= right + 0.5;
        const bool is_tie = x == left - 0.5 || x == right + 0.5;
        ASSERT_EQ(
            rows.at(static_cast<std::size_t>(y)).at(static_cast<std::size_t>(x)) == '#',
            is_near && !is_tie)
            << x << ' ' << y;
      }
    }
  }
}

TEST(CityscapesPolygons, AreDrawnLaterOverEarlier) {
  EXPECT_EQ(drawn_from(testing::made_street_polygons()), testing::made_street());
}

TEST(CityscapesPolygons, NumberInstancesOfAClassInTheirOrder) {
  const images::PixelValues values = drawn_from(file_of(
      R"({"label": "car", "polygon": [[0, 0], [1, 0], [1, 1]]},
         {"label": "caravan", "polygon": [[0, 3], [0, 3], [0, 3]]},
         {"label": "cargroup", "polygon": [[2, 0], [2, 0], [2, 0]]},
         {"label": "polegroup", "polygon": [[3, 0], [3, 0], [3, 0]]},
         {"label": "car", "polygon": [[4, 0], [4, 0], [4, 0]], "deleted": 1},
         {"label": "car", "polygon": [[5, 0], [5, 0], [5, 0]], "deleted": 0},
         {"label": "car", "polygon": [[5, 2], [5, 2], [5, 2]], "deleted": false},
         {"label": "car", "polygon": [[5, 2], [5, 2], [5, 2]], "deleted": true}
      )"));
  EXPECT_THAT(values.row(0), ElementsAre(26000, 26000, 26, 18, 0, 26001));
  EXPECT_EQ(values(0, 3), 29000U);
  EXPECT_EQ(values(5, 2), 26002U);
}

TEST(CityscapesPolygons, MayHaveAnUnlabelledFrameAndMembersInAnyOrder) {
  EXPECT_EQ(drawn_from(file_of("")), images::PixelValues({.size = {6, 4}}));
  const TemporaryFolder folder;
  const auto path = folder.add("a.json", R"( {"objects":[],"imgWidth":3,"x":[{}],"imgHeight":2})");
  EXPECT_EQ(cityscapes_frame(path), (shape::Size{3, 2}));
}

TEST(CityscapesPolygons, NameFileByteAndWhatIsWrong) {
  EXPECT_THAT(polygons_refusal(""), HasSubstr("a_polygons.json, byte 0: "));
  EXPECT_THAT(polygons_refusal("[]"), HasSubstr("expected an object"));
  EXPECT_THAT(polygons_refusal(R"({"imgWidth": 3})"), HasSubstr("imgHeight is missing"));
  EXPECT_THAT(
      polygons_refusal(R"({"imgWidth": 65537, "imgHeight": 1, "objects": []})"),
      HasSubstr("byte 13: imgWidth must be in [1, 65536], got 65537"));
  EXPECT_THAT(
      polygons_refusal(R"({"imgWidth": 6, "imgHeight": 4})"), HasSubstr("objects is missing"));
  EXPECT_THAT(
      polygons_refusal(file_of(R"({"label": "cat", )" + kWhole)),
      HasSubstr("'cat' is no label of Cityscapes"));
  EXPECT_THAT(
      polygons_refusal(file_of(R"({"label": "catgroup", )" + kWhole)),
      HasSubstr("'catgroup' is no label of Cityscapes"));
  EXPECT_THAT(polygons_refusal(file_of(R"({"label": 26, )" + kWhole)), HasSubstr("must be a text"));
  EXPECT_THAT(polygons_refusal(file_of("{" + kWhole)), HasSubstr("label is missing"));
  const auto with_polygon = [](const std::string& polygon) {
    return file_of(R"({"label": "car", "polygon": )" + polygon + "}");
  };
  EXPECT_EQ(polygons_refusal(with_polygon("[[0, 0], [5, 0], [5.5, 1e0]]")), "");
  EXPECT_THAT(polygons_refusal(with_polygon("[[0, 0], [5, 0]]")), HasSubstr("3 vertices or more"));
  EXPECT_THAT(polygons_refusal(with_polygon("[[0, 0], [5, 0], [1]]")), HasSubstr("two numbers"));
  EXPECT_THAT(
      polygons_refusal(with_polygon("[[0, 0], [5, 0], [1, 2, 3]]")), HasSubstr("two numbers"));
  for (const auto* const wrong : {"nan", "1e7", "-1000001", "\"1\"", "null", "1x"}) {
    EXPECT_THAT(
        polygons_refusal(with_polygon("[[0, 0], [5, 0], [1, " + std::string(wrong) + "]]")),
        HasSubstr("a coordinate must be a number within 10^6"))
        << wrong;
  }
}

TEST(CityscapesPolygons, AreRefusedWhereverTheFileIsCutOff) {
  const std::string whole = testing::made_street_polygons();
  for (std::size_t size = 0; size < whole.size(); size += 5) {
    EXPECT_NE(polygons_refusal(whole.substr(0, size)), "") << size;
  }
}

TEST(CityscapesPolygons, AreRefusedWhereTheirNumbersRunOut) {
  std::ostringstream objects;
  for (int i = 0; i <= 1000; ++i) {
    objects << (i == 0 ? "" : ",") << R"({"label": "car", "polygon": [[0, 0], [1, 0], [1, 1]]})";
  }
  EXPECT_THAT(
      polygons_refusal(file_of(objects.str())), HasSubstr("more than 1000 instances of car"));
}

}  // namespace
}  // namespace segnoise::coco
