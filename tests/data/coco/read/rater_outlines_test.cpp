#include "data/coco/read/rater_outlines.h"

#include "support/coco_by_hand.h"
#include "support/shapes.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace segnoise::coco {
namespace {

using testing::box_polygon;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using testing::refusal_of;
using testing::TemporaryFolder;

const std::string kSpacing = R"("spacing_x_mm": 0.5, "spacing_y_mm": 0.25)";
const std::string kRaters = R"("rater_list": [2, "x", 10])";

std::string image(int id, const std::string& more) {
  return R"({"id": )" + std::to_string(id) + R"(, "width": 100, "height": 80, )" + more + "}";
}

std::string annotation(int id, int image_id, const std::string& rater, int category = 7) {
  return R"({"id": )" + std::to_string(id) + R"(, "image_id": )" + std::to_string(image_id) +
         R"(, "category_id": )" + std::to_string(category) + R"(, "rater_id": )" + rater +
         R"(, "segmentation": )" + box_polygon(10, 20, 10 + id, 9) + "}";
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ",\n") + part;
  return text;
}

/// Three raters of one image, the left ventricle among two categories.
struct Made {
  std::vector<std::string> images = {image(
      1,
      R"("file_name": "frames/pat_7_4CH_ES.png", "quality": "Poor", )" + kSpacing + ", " +
          kRaters)};
  std::vector<std::string> annotations = {
      annotation(1, 1, "\"x\""),
      annotation(2, 1, "2"),
      annotation(3, 1, "\"10\""),
      annotation(4, 1, "99", 8)};
  std::string categories = R"({"id": 8, "name": "atrium"}, {"id": 7, "name": "Left ventricle"})";

  [[nodiscard]] cardiac::ReaderOutlines read(std::optional<double> spacing_mm = {}) const {
    const TemporaryFolder folder;
    return read_rater_outlines(
        folder.add(
            "raters.json",
            R"({"images": [)" + joined(images) + R"(], "annotations": [)" + joined(annotations) +
                R"(], "categories": [)" + categories + "]}"),
        spacing_mm);
  }
  [[nodiscard]] std::string refusal() const {
    return refusal_of([&] { (void)read(); });
  }
};

TEST(ReadRaterOutlines, ReadsOneVentricleOfEachRaterAndWhatImagesSay) {
  const cardiac::ReaderOutlines outlines = Made().read();
  EXPECT_THAT(outlines.readers, ElementsAre("10", "2", "x"));
  ASSERT_EQ(outlines.frames.size(), 1U);
  const cardiac::OutlinedFrame& frame = outlines.frames[0];
  EXPECT_EQ(frame.text(), "pat_7 4CH ES");
  EXPECT_EQ(frame.quality, cardiac::Quality::kPoor);
  EXPECT_EQ(frame.spacing_mm, (shape::Spacing{.x_mm = 0.5, .y_mm = 0.25}));
  ASSERT_EQ(frame.outlines.size(), 3U);
  EXPECT_EQ(frame.outlines[0], testing::rectangle({100, 80}, {10, 20, 13, 9}));
  EXPECT_EQ(frame.outlines[2], testing::rectangle({100, 80}, {10, 20, 11, 9}));
}

TEST(ReadRaterOutlines, TakesKeysBeforeTheNameOfTheFileAndASpacingForAll) {
  Made made;
  made.images = {image(1, R"("patient": "a", "view": "2CH", "instant": "ED", )" + kRaters)};
  made.categories = R"({"id": 7, "name": "heart"})";
  made.annotations.pop_back();
  const cardiac::ReaderOutlines outlines = made.read(0.4);
  EXPECT_EQ(outlines.frames[0].text(), "a 2CH ED");
  EXPECT_EQ(outlines.frames[0].spacing_mm, (shape::Spacing{.x_mm = 0.4, .y_mm = 0.4}));
}

TEST(ReadRaterOutlines, RefusesRatersWhoAreUnknownMissingOrTooFew) {
  Made made;
  made.annotations[1] = annotation(2, 1, "3");
  EXPECT_THAT(
      made.refusal(), EndsWith(": annotation 2: rater_id 3 is not in the rater_list of image 1"));
  made.annotations[1] = annotation(2, 1, "\"x\"");
  EXPECT_THAT(
      made.refusal(),
      EndsWith(": annotation 2: is the second of rater x in image 1, expected one left ventricle "
               "of each rater"));
  made.annotations.erase(made.annotations.begin() + 1);
  EXPECT_THAT(
      made.refusal(),
      EndsWith(": image 1: rater 2 has not annotated it, expected the same frames of all raters"));
  made.annotations[0] = R"({"id": 1, "image_id": 1, "category_id": 7, "segmentation": )" +
                        box_polygon(1, 1, 5, 5) + "}";
  EXPECT_THAT(made.refusal(), HasSubstr("rater_id is missing"));
  Made few;
  few.images = {image(1, R"("file_name": "p_2CH_ED.png", "rater_list": ["x"], )" + kSpacing)};
  EXPECT_THAT(few.refusal(), EndsWith(": image 1: rater_list has 1 rater, expected two or more"));
  few.images = {image(1, R"("file_name": "p_2CH_ED.png", )" + kSpacing)};
  EXPECT_THAT(few.refusal(), HasSubstr("rater_list is missing"));
  few.images = {image(1, R"("file_name": "p_2CH_ED.png", "rater_list": [1, "1"], )" + kSpacing)};
  EXPECT_THAT(few.refusal(), EndsWith(": image 1: rater_list names a rater twice"));
}

TEST(ReadRaterOutlines, RefusesImagesOfOtherRatersAndTwoOfOneFrame) {
  Made made;
  made.images.push_back(
      image(2, R"("file_name": "pat_7_4CH_ED.png", "rater_list": [2, "x"], )" + kSpacing));
  EXPECT_THAT(
      made.refusal(),
      EndsWith(": image 2: rater_list has other raters than that of image 1, expected the same in "
               "all images"));
  made.images[1] = image(2, R"("file_name": "pat_7_4CH_ES.png", )" + kSpacing + ", " + kRaters);
  EXPECT_THAT(
      made.refusal(),
      EndsWith(": image 2: is the second of pat_7 4CH ES, expected one of each frame"));
}

TEST(ReadRaterOutlines, RefusesWhatItDoesNotKnow) {
  const auto refusal_with = [](const std::string& more) {
    Made made;
    made.images = {image(1, more + ", " + kRaters)};
    return made.refusal();
  };
  EXPECT_THAT(
      refusal_with(R"("file_name": "p_2CH_ED.png")"),
      EndsWith(": image 1: its spacing is unknown, expected keys spacing_x_mm and spacing_y_mm, or "
               "--mm-per-pixel"));
  EXPECT_THAT(
      refusal_with(R"("file_name": "p_2CH.png", )" + kSpacing),
      EndsWith(": image 1: its frame is unknown, expected keys patient, view (2CH, 4CH) and "
               "instant (ED, ES), or a file_name as patient0001_2CH_ED.png"));
  EXPECT_THAT(
      refusal_with(R"("file_name": "p_2CH_ED.png", "quality": "fair", )" + kSpacing),
      HasSubstr("quality must be Good, Medium or Poor"));
  EXPECT_THAT(
      refusal_with(R"("file_name": "p_2CH_ED.png", "spacing_x_mm": 0.5, "spacing_y_mm": -1)"),
      HasSubstr("spacing_y_mm must be > 0"));
  Made made;
  made.categories = R"({"id": 8, "name": "atrium"}, {"id": 7, "name": "heart"})";
  EXPECT_THAT(
      made.refusal(),
      EndsWith("has 2 categories, expected one of the name \"left ventricle\" or \"LV\""));
}

}  // namespace
}  // namespace segnoise::coco
