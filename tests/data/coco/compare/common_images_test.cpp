#include "data/coco/compare/common_images.h"

#include "data/coco/compare/comparison.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace segnoise::coco {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::TemporaryFolder;

using Named = std::vector<std::pair<int, const char*>>;  // ids and names; none is ""

std::string with_images(const Named& images) {
  std::string json;
  for (const auto& [id, name] : images) {
    json += json.empty() ? "" : ",";
    json += R"({"id": )" + std::to_string(id) + R"(, "width": 9, "height": 7)";
    if (*name != '\0') json += R"(, "file_name": ")" + std::string(name) + '"';
    json += '}';
  }
  return R"({"images": [)" + json + R"(], "annotations": [], "categories": []})";
}

CommonImages common(const Named& a, const Named& b, std::optional<ImagesBy> by = {}) {
  const TemporaryFolder folder;
  return common_images(
      CocoFile(folder.add("a.json", with_images(a))),
      CocoFile(folder.add("b.json", with_images(b))),
      by);
}

/// "id in a-place in b" of every image.
std::vector<std::string> pairs(const CommonImages& common) {
  std::vector<std::string> result;
  for (const CommonImage& image : common.images) {
    result.push_back(std::to_string(image.id_a) + "-" + std::to_string(image.in_b));
  }
  return result;
}

TEST(CommonImages, AreThoseOfOneIdWhereNamesAgree) {
  const Named a{{3, "x.jpg"}, {1, "y.jpg"}, {2, "z.jpg"}};
  for (const Named& b :
       {Named{{1, "y.jpg"}, {3, "x.jpg"}},
        Named{{1, ""}, {3, ""}},
        Named{{1, "val/y.jpg"}, {3, "val/x.jpg"}}}) {
    const CommonImages found = common(a, b);
    EXPECT_EQ(found.by, ImagesBy::kId);
    EXPECT_THAT(pairs(found), ElementsAre("1-0", "3-1"));
  }
}

TEST(CommonImages, AreThoseOfOneNameWhereIdsDisagree) {
  // The ids exchanged; other ids; some in common, and one name that has another id.
  const CommonImages exchanged = common({{1, "x"}, {2, "y"}}, {{1, "y"}, {2, "x"}});
  EXPECT_EQ(exchanged.by, ImagesBy::kName);
  EXPECT_THAT(pairs(exchanged), ElementsAre("1-1", "2-0"));
  const CommonImages others = common({{1, "x"}, {2, "y"}}, {{11, "x"}, {12, "y"}});
  EXPECT_THAT(pairs(others), ElementsAre("1-0", "2-1"));
  const CommonImages some = common({{1, "x"}, {2, "y"}}, {{1, "x"}, {7, "y"}});
  EXPECT_EQ(some.by, ImagesBy::kName);
  EXPECT_THAT(pairs(some), ElementsAre("1-0", "2-1"));
}

TEST(CommonImages, AreFoundAsAskedFor) {
  const Named a{{1, "x"}, {2, "y"}};
  const Named b{{1, "y"}, {2, "x"}};
  EXPECT_THAT(pairs(common(a, b, ImagesBy::kId)), ElementsAre("1-0", "2-1"));
  EXPECT_THAT(pairs(common(a, b, ImagesBy::kName)), ElementsAre("1-1", "2-0"));
}

TEST(CommonImages, MayShareANameWhereIdsTellThemApart) {
  const Named frames{{1, "frame.png"}, {2, "frame.png"}};
  EXPECT_THAT(pairs(common(frames, frames)), ElementsAre("1-0", "2-1"));
  // A name that two images have does not tell that ids disagree, in whichever file.
  EXPECT_THAT(pairs(common(frames, {{2, "frame.png"}})), ElementsAre("2-0"));
  const Named once{{3, "frame.png"}, {4, "x"}};
  EXPECT_THAT(
      pairs(common(once, {{4, "x"}, {1, "frame.png"}, {2, "frame.png"}})), ElementsAre("4-0"));
}

TEST(CommonImages, GoByTheLastPartOfANameAlone) {
  const CommonImages found = common({{1, "a/b/x.jpg"}}, {{1, "c/x.jpg"}});
  EXPECT_EQ(found.by, ImagesBy::kId);
  EXPECT_EQ(common({{1, "a/x/z.jpg"}, {2, "y"}}, {{1, "a/z/x.jpg"}, {2, "y"}}).by, ImagesBy::kName);
}

TEST(CommonImages, RefusesWhatIsAmbiguousOrNotThere) {
  const auto refusal = [](const Named& a, const Named& b, std::optional<ImagesBy> by = {}) {
    return testing::refusal_of([&] { (void)common(a, b, by); });
  };
  EXPECT_THAT(
      refusal({{1, "x"}, {2, "y"}}, {{1, "y"}, {2, "x"}, {3, "x"}}),
      AllOf(
          HasSubstr("matched by file name, but x is that of two images in"),
          HasSubstr("b.json; --match-images id")));
  EXPECT_THAT(
      refusal({{1, "y"}, {2, "x"}, {3, "x"}}, {{1, "x"}, {2, "y"}}), HasSubstr("a.json; --match"));
  EXPECT_THAT(refusal({{1, "x"}}, {{1, "y"}}), HasSubstr("have no image file name in common"));
  EXPECT_THAT(refusal({{1, ""}}, {{1, ""}}, ImagesBy::kName), HasSubstr("file name in common"));
  EXPECT_THAT(refusal({{1, ""}}, {{2, ""}}), HasSubstr("have no image id in common"));
}

/// Two squares on two images, whose files number images and annotations as they are given.
std::string squares(const std::string& first, const std::string& second, bool is_exchanged) {
  const auto image = [](const std::string& id, const char* name) {
    return R"({"id": )" + id + R"(, "width": 99, "height": 99, "file_name": ")" + name + "\"}";
  };
  const auto square = [](const std::string& id, const std::string& on, const std::string& x) {
    return R"({"id": )" + id + R"(, "image_id": )" + on +
           R"(, "category_id": 1, "segmentation": [[)" + x + ",5," + x + "0,5," + x + "0,50," + x +
           ",50]]}";
  };
  return R"({"images": [)" + image(first, "a.jpg") + ',' + image(second, "b.jpg") +
         R"(], "annotations": [)" + square(is_exchanged ? "2" : "1", first, "2") + ',' +
         square(is_exchanged ? "1" : "2", second, "4") +
         R"(], "categories": [{"id": 1, "name": "a"}]})";
}

TEST(Compare, ComparesTheSamePicturesHoweverTheyAreNumbered) {
  const TemporaryFolder folder;
  const CocoFile a(folder.add("a.json", squares("1", "2", false)));
  for (const auto& other : {squares("2", "1", true), squares("11", "12", false)}) {
    const CocoFile b(folder.add("b.json", other));
    const Comparison same = compare(a, b);
    EXPECT_EQ(same.options.images_by, ImagesBy::kName);
    EXPECT_EQ(same.options.match_by, MatchBy::kIou);
    ASSERT_EQ(same.pairs.size(), 2U);
    for (const AnnotationPair& pair : same.pairs) EXPECT_TRUE(pair.likeness->is_identical());
  }
}

}  // namespace
}  // namespace segnoise::coco
