#include "data/coco/evaluate/results_file.h"

#include "support/coco_by_hand.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace segnoise::coco {
namespace {

using ::testing::AllOf;
using testing::box_polygon;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::made_coco;
using testing::made_image;
using testing::made_results;
using testing::TemporaryFolder;
using ::testing::ThrowsMessage;

/// A truth of the images 9 and 4, and files of results for it.
class ResultsFileTest : public ::testing::Test {
 protected:
  [[nodiscard]] ResultsFile read(
      const std::string& text, InvalidAnnotations invalid = InvalidAnnotations::kRefused) const {
    return {folder_.add("dt.json", text), truth_, invalid};
  }

  void expect_refused(const std::string& text, const std::string& message) const {
    EXPECT_THAT(
        [&] { (void)read(text); },
        ThrowsMessage<std::runtime_error>(AllOf(HasSubstr("dt.json"), HasSubstr(message))))
        << text;
  }

 private:
  TemporaryFolder folder_;
  CocoFile truth_{folder_.add("gt.json", made_coco(made_image(9) + ", " + made_image(4), {}))};
};

TEST_F(ResultsFileTest, TellsWhatADetectionIsOfAndWhereItsShapeStands) {
  const auto results = read(made_results(
      {{.image_id = 4, .category_id = 3, .score = 0.25, .segmentation = box_polygon(1, 1, 2, 2)},
       {.more = R"(, "bbox": [1, 2, 3, 4.5], "annotation_id": 77, "other": {"a": []})"}}));
  ASSERT_EQ(results.entries().size(), 2);
  const ResultEntry& first = results.entries()[0];
  EXPECT_EQ(first.image, 1);
  EXPECT_EQ(first.category, 2);
  EXPECT_EQ(first.score, 0.25);
  EXPECT_EQ(first.segmentation.of(results.text()), box_polygon(1, 1, 2, 2));
  EXPECT_FALSE(first.has_bbox());
  EXPECT_FALSE(first.annotation_id);
  const ResultEntry& second = results.entries()[1];
  EXPECT_EQ(second.position, 1);
  EXPECT_FALSE(second.has_segmentation());
  EXPECT_EQ(second.annotation_id, 77);
  EXPECT_EQ(read_box(results.text(), second.bbox).height, 4.5);
}

TEST_F(ResultsFileTest, MayBeEmpty) { EXPECT_TRUE(read(" [ ] \n").entries().empty()); }

TEST_F(ResultsFileTest, IsRefusedIfItIsNoArrayOfResults) {
  expect_refused("", "byte 0: the file is empty, expected JSON");
  expect_refused("{}", "byte 0: expected an array of results");
  expect_refused("[] x", "byte 3: expected nothing behind the end");
  expect_refused("[7]", "byte 1: result 0: expected an object");
  const std::string whole = made_results({{.segmentation = "[]"}, {.segmentation = "[]"}});
  for (std::size_t length = 1; length < whole.size(); ++length) {
    EXPECT_THROW((void)read(whole.substr(0, length)), std::runtime_error) << length;
    EXPECT_THROW(
        (void)read(whole.substr(0, length), InvalidAnnotations::kSkipped), std::runtime_error);
  }
}

TEST_F(ResultsFileTest, NamesResultsThatAreNotValid) {
  const auto with = [](const std::string& members) {
    return R"([{"image_id": 9, "category_id": 1, "score": 1, "bbox": [1, 1, 2, 2]}, {)" + members +
           "}]";
  };
  expect_refused(
      with(R"("image_id": 5, "category_id": 1, "score": 1, "bbox": [1, 1, 2, 2])"),
      "result 1: image_id must be the id of an image of the truth, got 5");
  expect_refused(
      with(R"("image_id": 9, "category_id": 8, "score": 1, "bbox": [1, 1, 2, 2])"),
      "result 1: category_id must be the id of a category of the truth, got 8");
  expect_refused(
      with(R"("image_id": 9, "category_id": 1, "bbox": [1, 1, 2, 2])"),
      "result 1: score is missing");
  expect_refused(
      with(R"("image_id": 9, "category_id": 1, "score": NaN, "bbox": [1, 1, 2, 2])"),
      "result 1: score must be a number, got NaN");
  expect_refused(
      with(R"("image_id": 9, "category_id": 1, "score": "1", "bbox": [1, 1, 2, 2])"),
      "result 1: score must");
  expect_refused(
      with(R"("image_id": 9, "category_id": 1, "score": 1)"),
      "result 1: segmentation and bbox are missing");
  expect_refused(
      with(R"("image_id": 9, "image_id": 9, "category_id": 1, "score": 1, "bbox": [1, 1, 2, 2])"),
      "result 1: image_id is given twice");
}

TEST_F(ResultsFileTest, LeavesOutWhatIsNotValidIfItIsTold) {
  const auto results = read(
      R"([{"image_id": 9, "category_id": 1, "score": NaN, "bbox": [1, 1, 1, 1]},)"
      R"( {"image_id": 9, "category_id": 1, "score": 0.5, "bbox": [1, 1, 1, 1]}, {}])",
      InvalidAnnotations::kSkipped);
  ASSERT_EQ(results.entries().size(), 1);
  EXPECT_EQ(results.entries()[0].position, 1);
  EXPECT_THAT(
      results.invalid(),
      ElementsAre(
          HasSubstr("dt.json, byte 44: result 0: score must be a number, got NaN"),
          HasSubstr("result 2: image_id is missing")));
}

}  // namespace
}  // namespace segnoise::coco
