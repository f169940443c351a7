#include "data/coco/read/segmentation_reader.h"

#include "core/shape/coco_polygon.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace segnoise::coco {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

Segmentation segmentation_read(const std::string& text) {
  return SegmentationReader(text).read({0, text.size()}).shape;
}

TEST(SegmentationReader, TakesPolygonsAndRunLengths) {
  EXPECT_EQ(
      std::get<shape::Polygon>(segmentation_read("[[1, 2, 3.5, 4, 5, 6]]")),
      (shape::Polygon{{{1, 2}, {3.5, 4}, {5, 6}}}));
  const shape::RunLengths runs({2, 3}, {1, 4, 1});
  EXPECT_EQ(
      std::get<shape::RunLengths>(segmentation_read(R"({"size": [3, 2], "counts": [1, 4, 1]})")),
      runs);
  EXPECT_EQ(
      std::get<shape::RunLengths>(
          segmentation_read(R"({"counts": ")" + shape::compressed(runs) + R"(", "size": [3, 2]})")),
      runs);
}

TEST(SegmentationReader, RefusesAnythingElse) {
  for (const std::string text :
       {"7",
        "[1, 2, 3, 4, 5, 6]",
        "[[1, 2]]",
        "[[1, 2, 3, 4, 5]]",
        R"({"size": [3, 2]})",
        "null",
        R"({"size": [3, 2], "counts": [1, 4, 2]})",
        R"({"size": [3], "counts": [3]})",
        R"({"size": [0, 2], "counts": []})",
        R"({"size": [3, 2], "counts": [4294967296, 6]})"}) {
    EXPECT_THAT(
        [&] { (void)segmentation_read(text); }, ThrowsMessage<JsonError>(HasSubstr("segmentation")))
        << text;
  }
}

TEST(SegmentationReader, LeavesOutStrayRingsBesideGoodOnes) {
  const std::string text = "[[1, 2], [1, 2, 3.5, 4, 5, 6], [], [1, 2, 3, 4, 5, 6, 7]]";
  const ReadSegmentation read = SegmentationReader(text).read({0, text.size()});
  EXPECT_EQ(std::get<shape::Polygon>(read.shape), (shape::Polygon{{{1, 2}, {3.5, 4}, {5, 6}}}));
  EXPECT_EQ(read.stray_rings, 2U);
  EXPECT_TRUE(read.has_mask());
}

TEST(SegmentationReader, FindsNoMaskInAnEmptyList) {
  for (const std::string text : {"[]", "[[]]", " [ [ ] ]"}) {
    const std::size_t begin = text.find('[');
    const ReadSegmentation read = SegmentationReader(text).read({begin, text.size()});
    EXPECT_FALSE(read.has_mask()) << text;
    EXPECT_EQ(read.stray_rings, 0U) << text;
  }
  const std::string runs = R"({"size": [3, 2], "counts": [6]})";
  EXPECT_TRUE(SegmentationReader(runs).read({0, runs.size()}).has_mask());
}

TEST(SegmentationReader, SaysWhatItExpectedWithoutItsLibrarysWords) {
  EXPECT_THAT(
      [] { (void)segmentation_read("[10, 10, 50, 10, 50, 50]"); },
      ThrowsMessage<JsonError>("segmentation must be a list of rings, each of 6 or more numbers, "
                               "got [10, 10, 50, 10, 50, 50]"));
  EXPECT_THAT(
      [] { (void)segmentation_read("[[1, 2]]"); },
      ThrowsMessage<JsonError>(
          "segmentation: a ring must have an even number of coordinates, 6 or more, got 2"));
}

TEST(RunLengthsOf, AreThePixelsOnTheImage) {
  const shape::Polygon square{{{1, 1}, {3, 1}, {3, 3}, {1, 3}}};
  EXPECT_EQ(run_lengths_of(square, {5, 4}), shape::coco_rle(square, {5, 4}));
  const shape::RunLengths runs({2, 3}, {1, 4, 1});
  EXPECT_EQ(run_lengths_of(runs, {2, 3}), runs);
}

TEST(RunLengthsOf, RefusesAnotherSizeThanTheImages) {
  EXPECT_THAT(
      [] {
        (void)run_lengths_of(shape::RunLengths({2, 3}, {6}), {3, 2});
      },
      ThrowsMessage<std::invalid_argument>(
          HasSubstr("must be the image's, 3 x 2 (width x height), got 2 x 3")));
}

}  // namespace
}  // namespace segnoise::coco
