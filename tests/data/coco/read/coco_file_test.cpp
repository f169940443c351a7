#include "data/coco/read/coco_file.h"

#include "support/coco_sample.h"
#include "support/gzip.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace segnoise::coco {
namespace {

using ::testing::HasSubstr;
using testing::TemporaryFolder;

const std::string kWholeFile = R"( {"info": {"year": 2026},
 "images": [{"id": 9, "width": 640, "height": 480, "file_name": "a b.jpg"},
            {"height": 1, "id": 10, "width": 2}],
 "annotations": [{"id": 1}, {"id": 2}],
 "categories": [{"id": 18, "name": "dog \"d\"", "supercategory": "animal"}, {"id": 3, "synset": "x.n.01"}]}
)";

/// The message with which a text is refused; "" if it is taken.
std::string file_refusal(const std::string& text) {
  const TemporaryFolder folder;
  const auto path = folder.add("my file.json", text);
  return testing::refusal_of([&] { const CocoFile file(path); });
}

TEST(CocoFile, KnowsItsImagesAndCategoriesAndWhereTheRestStands) {
  const TemporaryFolder folder;
  const CocoFile file(folder.add("a.json", kWholeFile));
  EXPECT_EQ(file.text(), kWholeFile);
  EXPECT_EQ(file.members().size(), 4U);
  EXPECT_EQ(file.annotations_place().of(file.text()), R"([{"id": 1}, {"id": 2}])");
  EXPECT_EQ(file.images().size(), 2U);
  ASSERT_EQ(file.index_of_image(9), 0U);
  EXPECT_EQ(file.images()[0].size, (shape::Size{640, 480}));
  ASSERT_EQ(file.index_of_image(10), 1U);
  EXPECT_EQ(file.images()[1].size, (shape::Size{2, 1}));
  EXPECT_FALSE(file.index_of_image(11));
  ASSERT_EQ(file.categories().size(), 2U);
  EXPECT_EQ(file.categories()[0].id, 18);
  EXPECT_EQ(file.categories()[0].name, "dog \"d\"");
  EXPECT_EQ(file.categories()[0].supercategory, "animal");
  EXPECT_EQ(file.categories()[1].name, "");
  EXPECT_FALSE(file.categories()[1].supercategory);
  EXPECT_EQ(file.categories()[1].place.of(file.text()), R"({"id": 3, "synset": "x.n.01"})");
}

TEST(CocoFile, NamesTheFilesOfItsImages) {
  const TemporaryFolder folder;
  const CocoFile file(folder.add("a.json", R"({"images": [
      {"id": 1, "width": 2, "height": 2, "file_name": "a \"b\".jpg", "coco_url": "x/y/z.jpg"},
      {"id": 2, "width": 2, "height": 2, "coco_url": "http://images.cocodataset.org/val2017/7.jpg"},
      {"id": 3, "width": 2, "height": 2, "coco_url": "7.jpg"},
      {"id": 4, "width": 2, "height": 2},
      {"id": 5, "width": 2, "height": 2, "file_name": 5}], "annotations": [], "categories": []})"));
  EXPECT_EQ(file.file_name_of(file.images()[0]), "a \"b\".jpg");
  EXPECT_EQ(file.file_name_of(file.images()[1]), "val2017/7.jpg");
  EXPECT_EQ(file.file_name_of(file.images()[2]), "7.jpg");
  EXPECT_EQ(file.file_name_of(file.images()[3]), std::nullopt);
  EXPECT_THAT(
      testing::refusal_of([&] { (void)file.file_name_of(file.images()[4]); }),
      HasSubstr("a.json, byte "));
}

TEST(CocoFile, IsRefusedWhereverItIsCutOff) {
  for (std::size_t size = 0; size + 2 < kWholeFile.size(); size += 7) {
    EXPECT_NE(file_refusal(kWholeFile.substr(0, size)), "") << size;
  }
}

TEST(CocoFile, NamesWhatElseAFileIs) {
  using namespace std::string_literals;
  EXPECT_EQ(file_refusal("\xEF\xBB\xBF" + std::string(kWholeFile)), "");
  EXPECT_THAT(
      file_refusal("\x1F\x8B\x08"), HasSubstr("my file.json: its compressed data end early"));
  EXPECT_THAT(
      file_refusal(testing::gzipped(testing::gzipped("{}"))),
      HasSubstr("byte 0: the text is compressed by gzip"));
  EXPECT_THAT(file_refusal("\xFF\xFE{\0"s), HasSubstr("byte 0: the file is in UTF-16"));
  EXPECT_THAT(file_refusal("\0{"s), HasSubstr("byte 0: the file is in UTF-16"));
  EXPECT_THAT(
      file_refusal("{\"a\": \"\xC3\xA9 \xE9\"}"), HasSubstr("byte 10: the text is not UTF-8"));
  EXPECT_THAT(file_refusal("{}\n{}\n"), HasSubstr("byte 3: another value follows"));
}

TEST(CocoFile, IsTheSameWhereGzipHasPackedIt) {
  const TemporaryFolder folder;
  const CocoFile file(folder.add("a.json.gz", testing::gzipped("\xEF\xBB\xBF" + kWholeFile)));
  EXPECT_EQ(file.text(), kWholeFile);
  EXPECT_EQ(file.images().size(), 2U);
  EXPECT_THAT(file_refusal(testing::gzipped("{} x")), HasSubstr("byte 3: expected nothing behind"));
}

TEST(CocoFile, NamesFileByteAndWhatIsWrong) {
  EXPECT_THAT(file_refusal(""), HasSubstr("my file.json, byte 0: the file is empty"));
  EXPECT_THAT(file_refusal("[1]"), HasSubstr("byte 0: expected an object"));
  EXPECT_THAT(file_refusal("{} x"), HasSubstr("byte 3: expected nothing behind"));
  EXPECT_THAT(file_refusal("{}"), HasSubstr("annotations is missing"));
  EXPECT_THAT(
      file_refusal(R"({"annotations": {}})"), HasSubstr("byte 16: annotations must be an array"));
  EXPECT_THAT(
      file_refusal(R"({"annotations": [], "annotations": []})"),
      HasSubstr("annotations is given twice"));
  const auto with_images = [](const std::string& images) {
    return R"({"annotations": [], "categories": [], "images": [)" + images + "]}";
  };
  EXPECT_EQ(file_refusal(with_images("")), "");
  EXPECT_THAT(
      file_refusal(
          with_images(R"({"id": 1, "width": 2, "height": 2}, {"id": 1, "width": 2, "height": 2})")),
      HasSubstr("two images have the id 1"));
  const auto with_categories = [](const std::string& categories) {
    return R"({"annotations": [], "images": [], "categories": [)" + categories + "]}";
  };
  EXPECT_THAT(
      file_refusal(with_categories(R"({"id": 1}, {"id": 1})")),
      HasSubstr("two categories have the id 1"));
  EXPECT_THAT(
      file_refusal(with_categories(R"({"id": 1, "name": 2})")),
      HasSubstr("category 1: name must be a text or null, got 2"));
}

TEST(CocoFile, NamesTheImageOnlyWhereItsSizeIsAskedFor) {
  const TemporaryFolder folder;
  for (const auto& [sides, message] : std::vector<std::pair<std::string, std::string>>{
           {R"("width": 2)", "image 7: height is missing"},
           {R"("width": 2, "height": null)", "image 7: height must be a whole number, got null"},
           {R"("width": 2, "height": 2147483648)",
            "image 7: height must be in [1, 2147483647], got 2147483648"},
           {R"("width": -1, "height": -1)", "image 7: width must be in [1, 2147483647], got -1"},
           {R"("width": 16385, "height": 16384)",
            "image 7: width x height must be at most 2^28 pixels, got 16385 x 16384"}}) {
    const CocoFile file(folder.add(
        "a.json",
        R"({"annotations": [], "categories": [], "images": [{"id": 7, )" + sides + "}]}"));
    EXPECT_THAT(
        testing::refusal_of([&] { (void)file.size_of(file.images().front()); }),
        HasSubstr(message));
  }
  const CocoFile whole(folder.add(
      "b.json",
      R"({"annotations": [], "categories": [],
          "images": [{"id": 7, "width": 16384.0, "height": 16384}]})"));
  EXPECT_EQ(whole.size_of(whole.images().front()), (shape::Size{16384, 16384}));
}

TEST(CocoFile, TakesAnEmptySupercategoryAndNullForNone) {
  const TemporaryFolder folder;
  const CocoFile file(folder.add(
      "a.json",
      R"({"annotations": [], "images": [], "categories": [{"id": 1, "supercategory": null},
          {"id": 2, "supercategory": ""}, {"id": 3}, {"id": 4, "supercategory": "x"}]})"));
  for (std::size_t i = 0; i < 3; ++i) EXPECT_FALSE(file.categories()[i].supercategory) << i;
  EXPECT_EQ(file.categories()[3].supercategory, "x");
  EXPECT_THAT(
      file_refusal(
          R"({"annotations": [], "images": [], "categories": [{"id": 3, "supercategory": 5}]})"),
      HasSubstr("category 3: supercategory must be a text or null, got 5"));
}

TEST(CocoFile, ReadsTheSample) {
  if (!testing::has_coco_sample()) {
    GTEST_SKIP() << "no annotations at " << testing::coco_sample_folder();
  }
  const CocoFile file(testing::coco_sample_folder() / "instances_val2014_100.json");
  EXPECT_EQ(file.images().size(), 100U);
  EXPECT_EQ(file.categories().size(), 80U);
}

}  // namespace
}  // namespace segnoise::coco
