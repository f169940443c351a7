#include "data/coco/read/annotation_index.h"

#include "support/coco_sample.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace segnoise::coco {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::TemporaryFolder;

std::string file_with(const std::string& annotations) {
  return R"({"images":[{"id":9,"width":4,"height":3},{"id":5,"width":4,"height":3}],"annotations":)" +
         annotations + R"(,"categories":[]})";
}

AnnotationIndex index_of(
    const std::string& text, InvalidAnnotations invalid = InvalidAnnotations::kRefused) {
  const TemporaryFolder folder;
  return index_annotations(CocoFile(folder.add("a.json", text)), invalid, 2);
}

std::string index_refusal(const std::string& annotations) {
  return testing::refusal_of([&] { (void)index_of(file_with(annotations)); });
}

std::vector<std::int64_t> ids_of(const AnnotationIndex& index) {
  std::vector<std::int64_t> ids;
  for (const AnnotationEntry& entry : index.entries) ids.push_back(entry.id);
  return ids;
}

TEST(AnnotationIndex, KnowsWhoTheAnnotationsAreAndWhatStandsBetween) {
  const std::string text = file_with(R"([ {"id":7,"image_id":5} , {"image_id":9,"id":-3}
])");
  const AnnotationIndex index = index_of(text);
  ASSERT_THAT(ids_of(index), ElementsAre(7, -3));
  EXPECT_EQ(index.entries[0].image, 1U);
  EXPECT_EQ(index.entries[1].image, 0U);
  EXPECT_EQ(index.entries[1].position, 1U);
  EXPECT_EQ(index.greatest_id, 7);
  const auto between = [&](std::size_t begin, std::size_t end) {
    return text.substr(begin, end - begin);
  };
  EXPECT_EQ(index.opening.of(text), "[ ");
  EXPECT_EQ(index.closing.of(text), "\n]");
  EXPECT_EQ(between(index.entries[0].lead_begin, index.entries[0].place.begin), "");
  EXPECT_EQ(between(index.entries[1].lead_begin, index.entries[1].place.begin), " , ");
  EXPECT_EQ(index.entries[1].place.of(text), R"({"image_id":9,"id":-3})");
}

TEST(AnnotationIndex, OfNoAnnotationsKeepsTheBlanks) {
  const std::string text = file_with("[  ]");
  const AnnotationIndex index = index_of(text);
  EXPECT_TRUE(index.entries.empty());
  EXPECT_EQ(std::string(index.opening.of(text)) + std::string(index.closing.of(text)), "[  ]");
  EXPECT_EQ(index.greatest_id, 0);
}

TEST(AnnotationIndex, RefusesWhatCannotBeIdentified) {
  EXPECT_THAT(index_refusal(R"([{"image_id":9}])"), HasSubstr("id is missing"));
  EXPECT_THAT(
      index_refusal(R"([{"id":1,"image_id":8}])"),
      HasSubstr("annotation 1: image_id must be the id of an image of the file, got 8"));
  EXPECT_THAT(
      index_refusal(R"([{"id":"x","image_id":9}])"), HasSubstr("id must be a whole number"));
  EXPECT_THAT(
      index_refusal(R"([{"id":99999999999999999999,"image_id":9}])"), HasSubstr("id must be"));
  EXPECT_THAT(
      index_refusal(R"([{"id":1,"image_id":9},{"id":2,"image_id":9},{"id":1,"image_id":5}])"),
      HasSubstr("annotation 1: another one before it has the same id"));
  EXPECT_THAT(index_refusal(R"([3])"), HasSubstr("expected an object"));
}

TEST(AnnotationIndex, LeavesOutWhatIsInvalidIfAskedTo) {
  const auto index = index_of(
      file_with(R"([{"id":1,"image_id":9},{"id":1,"image_id":9},{},{"id":4,"image_id":3},
                   {"id":2,"image_id":5}])"),
      InvalidAnnotations::kSkipped);
  EXPECT_THAT(ids_of(index), ElementsAre(1, 2));
  EXPECT_EQ(index.entries[1].position, 4U);
  ASSERT_EQ(index.invalid.size(), 3U);
  EXPECT_LT(index.invalid[0].offset(), index.invalid[1].offset());
  EXPECT_THAT(index.invalid[1].what(), HasSubstr("id is missing"));
}

}  // namespace
}  // namespace segnoise::coco
