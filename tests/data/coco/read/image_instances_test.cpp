#include "data/coco/read/image_instances.h"

#include "support/coco_by_hand.h"
#include "support/shapes.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace segnoise::coco {
namespace {

using testing::box_polygon;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::made_coco;
using testing::made_image;
using testing::MadeAnnotation;
using testing::TemporaryFolder;

constexpr shape::Size kImage{100, 80};

ImageInstances instances_read(const std::vector<MadeAnnotation>& annotations) {
  const TemporaryFolder folder;
  const CocoFile file(folder.add("a.json", made_coco(made_image(9), annotations)));
  std::vector<Span> places;
  Elements elements(file.text(), file.annotations_place());
  while (const auto place = elements.next()) places.push_back(*place);
  return InstanceReader(file).read(places, kImage);
}

TEST(InstanceReader, ReadsPixelsOfPolygonsAndRunLengths) {
  const ImageInstances instances = instances_read(
      {{.id = 5, .category_id = 2, .segmentation = box_polygon(30, 20, 7, 9)},
       {.id = 3,
        .category_id = 1,
        .segmentation = R"({"size": [80, 100], "counts": [81, 2, 7917]})"},
       {.id = 4, .category_id = 3, .segmentation = box_polygon(-30, 20, 7, 9)}});
  EXPECT_THAT(instances.ids, ElementsAre(5, 3, 4));
  EXPECT_THAT(instances.categories, ElementsAre(2, 1, 3));
  EXPECT_EQ(instances.masks.at(0), testing::rectangle(kImage, {30, 20, 7, 9}));
  EXPECT_EQ(instances.masks.at(1), testing::rectangle(kImage, {1, 1, 1, 2}));
  EXPECT_EQ(instances.masks.at(2), shape::Mask(kImage));
}

TEST(InstanceReader, LeavesOutCrowds) {
  const ImageInstances instances = instances_read(
      {{.id = 5, .segmentation = box_polygon(30, 20, 7, 9), .is_crowd = true},
       {.id = 3, .segmentation = box_polygon(30, 20, 7, 9)}});
  EXPECT_THAT(instances.ids, ElementsAre(3));
  EXPECT_EQ(instances.crowds, 1U);
}

TEST(InstanceReader, NamesFileByteAndAnnotation) {
  const auto refusal_of = [](const std::string& segmentation) {
    return testing::refusal_of(
        [&] { (void)instances_read({{.id = 17, .segmentation = segmentation}}); });
  };
  EXPECT_EQ(refusal_of("[[1,2,3,4,5,6]]"), "");
  EXPECT_THAT(
      refusal_of("[[1,2,3]]"), HasSubstr("a.json, byte 143: annotation 17: segmentation: a ring"));
  EXPECT_THAT(
      refusal_of(R"({"size": [100, 80], "counts": [8000]})"),
      HasSubstr("a.json, byte 143: annotation 17: segmentation: the size must be the image's, "
                "100 x 80 (width x height), got 80 x 100"));
  EXPECT_THAT(
      refusal_of("[[1,2,3e6,4,5,6]]"),
      HasSubstr("annotation 17: segmentation: a COCO polygon's coordinates must lie within"));
}

}  // namespace
}  // namespace segnoise::coco
