#include "data/coco/write/annotation_text.h"

#include "data/coco/read/annotation.h"

#include <gmock/gmock.h>

#include <string>

namespace segnoise::coco {
namespace {

template <class Append>
std::string text_written(Append append) {
  std::string json;
  append(json);
  return json;
}

std::string polygons(const shape::Polygon& rings) {
  return text_written([&](std::string& json) { append_polygons(rings, json); });
}

Annotation annotation_read_back(const std::string& segmentation) {
  const std::string json =
      R"({"id":1,"image_id":1,"category_id":1,"segmentation":)" + segmentation + "}";
  return AnnotationReader(json).read({0, json.size()});
}

TEST(AnnotationText, WritesAsManyDecimalsAsACoordinateNeeds) {
  EXPECT_EQ(
      polygons({{{0, -0.25}, {12.5, 100.07}, {640, 7.1}}}), "[[0,-0.25,12.5,100.07,640,7.1]]");
  EXPECT_EQ(polygons({{{1, 2}}, {{3, -4}}}), "[[1,2],[3,-4]]");
  EXPECT_EQ(polygons({}), "[]");
}

TEST(AnnotationText, TakesCoordinatesToTheNearestHundredth) {
  const shape::Polygon rings = as_written({{{0.1 + 0.2, 1.0 / 3}, {-0.006, 99.994999}}});
  EXPECT_EQ(rings, (shape::Polygon{{{0.3, 0.33}, {-0.01, 99.99}}}));
  EXPECT_EQ(as_written(rings), rings);
}

TEST(AnnotationText, WritesPolygonsThatReadBackTheSame) {
  const shape::Polygon rings = as_written({{{0.1234, 7}, {-3.999, 20.5}, {13.255, 19.1}, {5, 5}}});
  EXPECT_EQ(std::get<shape::Polygon>(annotation_read_back(polygons(rings)).segmentation), rings);
}

TEST(AnnotationText, WritesRunLengthsThatReadBackTheSame) {
  const shape::RunLengths runs({7, 5}, {0, 3, 10, 22});  // its string holds no backslash
  const std::string json = text_written([&](std::string& text) { append_run_lengths(runs, text); });
  EXPECT_EQ(json, R"({"size":[5,7],"counts":"03:c0"})");
  EXPECT_EQ(std::get<shape::RunLengths>(annotation_read_back(json).segmentation), runs);
}

TEST(AnnotationText, EscapesWhatAStringOfCountsMayHold) {
  const shape::RunLengths runs({100, 100}, {44, 5000, 4956});
  ASSERT_THAT(shape::compressed(runs), ::testing::HasSubstr("\\"));
  const std::string json = text_written([&](std::string& text) { append_run_lengths(runs, text); });
  EXPECT_EQ(std::get<shape::RunLengths>(annotation_read_back(json).segmentation), runs);
}

TEST(AnnotationText, WritesBoxesNumbersAndTexts) {
  EXPECT_EQ(text_written([](auto& text) { append_box({1, 2, 30, 400}, text); }), "[1,2,30,400]");
  EXPECT_EQ(text_written([](auto& text) { append_number(-9000000000, text); }), "-9000000000");
  EXPECT_EQ(
      text_written([](auto& text) { append_quoted("a \"b\" \\ \n \x1f é", text); }),
      "\"a \\\"b\\\" \\\\ \\u000a \\u001f é\"");
}

TEST(AnnotationText, PutsAMarkForEachByteThatIsNoUtf8) {
  const auto quoted = [](std::string_view bytes) {
    return text_written([&](auto& text) { append_quoted(bytes, text); });
  };
  EXPECT_EQ(quoted("caf\xE9.json"), "\"caf\uFFFD.json\"");
  EXPECT_EQ(quoted("\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80"), "\"\u00E9 \u20AC \U0001F600\"");
  EXPECT_EQ(quoted("\xC3"), "\"\uFFFD\"");                      // cut off
  EXPECT_EQ(quoted("\xC0\xAF"), "\"\uFFFD\uFFFD\"");            // too long
  EXPECT_EQ(quoted("\xED\xA0\x80"), "\"\uFFFD\uFFFD\uFFFD\"");  // a surrogate
  EXPECT_EQ(quoted("\xF4\x90\x80\x80"), "\"\uFFFD\uFFFD\uFFFD\uFFFD\"");
}

}  // namespace
}  // namespace segnoise::coco
