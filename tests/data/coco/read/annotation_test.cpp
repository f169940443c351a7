#include "data/coco/read/annotation.h"

#include "storage/mapped_file.h"
#include "support/coco_sample.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

namespace segnoise::coco {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// An annotation with one polygon, after some members and before others.
std::string with(const std::string& more, const std::string& segmentation) {
  return R"({"id": 17, "image_id": 9, "category_id": 18)" + more + R"(, "segmentation": )" +
         segmentation + "}";
}

const std::string kTriangle = "[[1.5, 2, 10, 2.25, 5, 1e1]]";

Annotation read(const std::string& text, std::size_t padding = 100) {
  const std::string padded = text + std::string(padding, ' ');
  return AnnotationReader(padded).read({0, text.size()}, AnnotationParts::kMaskAndBox);
}

std::pair<std::string, std::size_t> error_of(const std::string& text) {
  try {
    (void)read(text);
  } catch (const JsonError& error) {
    return {error.what(), error.offset()};
  }
  return {"", 0};
}

TEST(AnnotationReader, ReadsPolygons) {
  const Annotation annotation =
      read(with(R"(, "iscrowd": 0)", "[[1.5,2,10,2.25,5,1e1],[0,0,1,0,1,1]]"));
  EXPECT_EQ(annotation.id, 17);
  EXPECT_EQ(annotation.image_id, 9);
  EXPECT_EQ(annotation.category_id, 18);
  EXPECT_FALSE(annotation.is_crowd);
  EXPECT_THAT(
      std::get<shape::Polygon>(annotation.segmentation),
      ElementsAre(shape::Ring{{1.5, 2}, {10, 2.25}, {5, 10}}, shape::Ring{{0, 0}, {1, 0}, {1, 1}}));
}

TEST(AnnotationReader, ReadsRunLengthsAsNumbersAndAsText) {
  const shape::RunLengths runs({3, 4}, {2, 3, 7});
  for (const std::string& counts :
       {std::string("[2, 3, 7]"), "\"" + shape::compressed(runs) + "\""}) {
    const Annotation annotation =
        read(with(R"(, "iscrowd": 1)", R"({"counts": )" + counts + R"(, "size": [4, 3]})"));
    EXPECT_TRUE(annotation.is_crowd);
    EXPECT_EQ(std::get<shape::RunLengths>(annotation.segmentation), runs);
  }
}

TEST(AnnotationReader, TakesABackslashInRunLengthsForOneCharacter) {
  const shape::RunLengths runs({1000, 100}, {44, 99'956});
  ASSERT_THAT(shape::compressed(runs), HasSubstr("\\"));
  const std::string counts = nlohmann::json(shape::compressed(runs)).dump();
  ASSERT_THAT(counts, HasSubstr("\\\\"));
  const Annotation annotation =
      read(with("", R"({"size": [100, 1000], "counts": )" + counts + "}"));
  EXPECT_EQ(std::get<shape::RunLengths>(annotation.segmentation), runs);
}

TEST(AnnotationReader, SaysWhereTheValuesStand) {
  const std::string text =
      with(R"(, "area": 3.50, "bbox": [1, 2, 3, 4], "note": {"area": 1})", kTriangle);
  const Annotation annotation = read(text);
  EXPECT_EQ(annotation.place, (Span{0, text.size()}));
  EXPECT_EQ(annotation.category_place.of(text), "18");
  EXPECT_EQ(annotation.segmentation_place.of(text), kTriangle);
  EXPECT_EQ(annotation.area_place.value().of(text), "3.50");
  EXPECT_EQ(annotation.bbox_place.value().of(text), "[1, 2, 3, 4]");
  EXPECT_FALSE(read(with("", kTriangle)).area_place);
}

TEST(AnnotationReader, NeedsNoBytesBeyondTheFile) {
  EXPECT_EQ(std::get<shape::Polygon>(read(with("", kTriangle), 0).segmentation).size(), 1U);
}

TEST(AnnotationReader, NamesTheAnnotationAndTheKeyThatIsWrong) {
  EXPECT_EQ(
      error_of(R"({"id": 17, "image_id": "a", "category_id": 1, "segmentation": []})").first,
      "annotation 17: image_id must be a whole number, got \"a\"");
  EXPECT_EQ(error_of(R"({"id": 1.5})").first, "id must be a whole number, got 1.5");
  EXPECT_EQ(error_of(R"({"image_id": 1})").first, "id is missing");
  EXPECT_EQ(error_of(R"({"id": 17})").first, "annotation 17: category_id is missing");
  EXPECT_EQ(error_of(R"({"id": 17, "id": 18})").first, "id is given twice");
  EXPECT_EQ(
      error_of(with(R"(, "iscrowd": 2)", kTriangle)).first,
      "annotation 17: iscrowd must be 0 or 1, got 2");
  for (const std::string box :
       {"7", "[]", "[1,2,3]", "[1,2,3,4,5]", "[1,2,3,NaN]", "[1,2,3,[4]]"}) {
    EXPECT_EQ(
        error_of(with(R"(, "bbox": )" + box, kTriangle)).first,
        "annotation 17: bbox must be four numbers x, y, width, height, sides >= 0, got " + box);
  }
  EXPECT_EQ(
      error_of(R"({"id": 99999999999999999999})").first,
      "id must be a whole number in [-2^63, 2^63 - 1], got 99999999999999999999");
}

TEST(AnnotationReader, ReadsOnlyWhatIsAskedFor) {
  const std::string no_box = with(R"(, "bbox": "none")", kTriangle);
  EXPECT_TRUE(AnnotationReader(no_box).read({0, no_box.size()}).has_mask);
  const std::string no_mask = with(R"(, "bbox": [1, 2, 3, 4])", "\"none\"");
  const Annotation box = AnnotationReader(no_mask).read({0, no_mask.size()}, AnnotationParts::kBox);
  EXPECT_EQ(box.bbox->width, 3.0);
  EXPECT_FALSE(box.has_mask);
}

TEST(AnnotationReader, KnowsAnnotationsWithoutAMask) {
  for (const std::string& text :
       {with(R"(, "area": null, "iscrowd": null, "bbox": null, "ignore": null)", "null"),
        with("", "[]"),
        with("", "[[]]"),
        std::string(R"({"id": 17, "image_id": 9, "category_id": 18})")}) {
    const Annotation annotation = read(text);
    EXPECT_FALSE(annotation.has_mask) << text;
    EXPECT_FALSE(annotation.area) << text;
    EXPECT_FALSE(annotation.bbox) << text;
    EXPECT_THAT(
        testing::refusal_of([&] {
          (void)run_lengths_of(annotation, {100, 100});
        }),
        HasSubstr("annotation 17: segmentation is missing or empty"))
        << text;
  }
}

TEST(AnnotationReader, SaysWhatIsWrongWithASegmentation) {
  for (const auto& [segmentation, expected] :
       std::initializer_list<std::pair<std::string, std::string>>{
           {"[[1,2,3,4,5]]", "an even number of coordinates, 6 or more, got 5"},
           {"[[1,2,3,4]]", "an even number of coordinates, 6 or more, got 4"},
           {"[1,2,3,4,5,6]", "must be "},
           {"[[1,2,3,4,5,NaN]]", "must be "},
           {"[[1,2,3,4,5,1e999]]", "must be "},
           {"[[1,2,3,4,5,\"6\"]]", "must be "},
           {R"({"size": [4, 3]})", "must be "},
           {R"({"counts": [12]})", "must be "},
           {R"({"counts": [12], "size": [4]})", "size must be two numbers, got 1"},
           {R"({"counts": [12], "size": [4, 0]})", "size must be two numbers above 0, got 0"},
           {R"({"counts": [12], "size": [4, -3]})", "above 0, got -3"},
           {R"({"counts": [11], "size": [4, 3]})", "segmentation: "},
           {R"({"counts": [4294967296], "size": [4, 3]})", "below 2^32, got 4294967296"},
           {R"({"counts": [-1, 13], "size": [4, 3]})", "must be "},
           {R"({"counts": "~", "size": [4, 3]})", "segmentation: "},
           {R"({"counts": [1], "size": [2000000000, 2000000000]})", "segmentation: "}}) {
    const auto [message, offset] = error_of(with("", segmentation));
    EXPECT_THAT(message, StartsWith("annotation 17: segmentation")) << segmentation;
    EXPECT_THAT(message, HasSubstr(expected)) << segmentation;
    EXPECT_EQ(offset, with("", "").size() - 1) << segmentation;
  }
}

TEST(AnnotationReader, ReadsTheSampleAsOtherParsersDo) {
  if (!testing::has_coco_sample()) {
    GTEST_SKIP() << "no annotations at " << testing::coco_sample_folder();
  }
  const storage::MappedFile file(testing::coco_sample_folder() / "instances_val2014_100.json");
  const std::string_view text = file.bytes();
  const auto members = members_of(text, {skip_blanks(text, 0), text.size()});
  const auto found = std::ranges::find(members, "annotations", &Member::name);
  ASSERT_NE(found, members.end());
  AnnotationReader reader(text);
  Elements elements(text, found->value);
  for (const testing::CocoAnnotation& expected : testing::coco_annotations()) {
    const auto place = elements.next();
    ASSERT_TRUE(place);
    const Annotation annotation = reader.read(*place);
    EXPECT_EQ(annotation.id, expected.id);
    EXPECT_EQ(annotation.is_crowd, expected.polygon.empty());
    if (annotation.is_crowd) {
      EXPECT_EQ(
          std::get<shape::RunLengths>(annotation.segmentation),
          shape::RunLengths(expected.size, expected.counts));
    } else {
      EXPECT_EQ(std::get<shape::Polygon>(annotation.segmentation), expected.polygon);
    }
  }
  EXPECT_FALSE(elements.next());
}

}  // namespace
}  // namespace segnoise::coco
