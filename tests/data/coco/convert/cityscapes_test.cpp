#include "data/coco/convert/cityscapes.h"

#include "support/instance_folders.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>

#include <string>

namespace segnoise::coco {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::refusal_of;
using testing::TemporaryFolder;

/// A made Cityscapes, in a folder of the test's own.
struct MadeCity {
  TemporaryFolder folder;
  MadeCity() { testing::make_cityscapes(folder.path()); }
  [[nodiscard]] InstanceDataSet set(const std::string& split = "train") const {
    return cityscapes(folder.path(), split, {});
  }
};

TEST(Cityscapes, FindsImagesWithLabelsOfEitherKindOnce) {
  const InstanceDataSet set = MadeCity().set();
  EXPECT_EQ(set.description, "Cityscapes gtFine train");
  EXPECT_THAT(
      set.file_names,
      ElementsAre(
          "aachen/aachen_000001_000019_leftImg8bit.png",
          "zurich/zurich_000000_000019_leftImg8bit.png"));
}

TEST(Cityscapes, TakesLabelsFromThePngOrElseDrawsThem) {
  const MadeCity made;
  const InstanceDataSet set = made.set();
  EXPECT_EQ(set.labels(0), testing::made_street());
  EXPECT_EQ(set.labels(1), testing::made_street());
  images::PixelValues other = testing::made_street();
  other(0, 0) = 24999;
  testing::put(
      made.folder.path() / "gtFine/train/aachen/aachen_000001_000019_gtFine_instanceIds.png",
      testing::grey16_png(other));
  EXPECT_EQ(made.set().labels(0), other);
}

TEST(Cityscapes, HasTheEightEvaluatedClassesByTheirLabelIds) {
  std::string names;
  for (const ObjectClass& each : MadeCity().set().classes) {
    names += std::to_string(each.id) + each.name + '/' + each.supercategory + ' ';
  }
  EXPECT_EQ(
      names,
      "24person/human 25rider/human 26car/vehicle 27truck/vehicle 28bus/vehicle 31train/vehicle "
      "32motorcycle/vehicle 33bicycle/vehicle ");
}

TEST(Cityscapes, TellsInstancesFromGroupsAndFromTheRest) {
  const InstanceDataSet set = MadeCity().set();
  EXPECT_EQ(set.meaning(26000), (PixelMeaning{26, false}));
  EXPECT_EQ(set.meaning(33999), (PixelMeaning{33, false}));
  EXPECT_EQ(set.meaning(24), (PixelMeaning{24, true}));
  for (const std::uint32_t other : {0U, 7U, 23U, 29U, 34U, 999U, 1000U, 23999U, 29000U, 34000U}) {
    EXPECT_EQ(set.meaning(other), std::nullopt) << other;
  }
}

TEST(Cityscapes, TakesCaravansAndTrailersWhereTheyAreChosen) {
  const MadeCity made;
  const auto set = cityscapes(made.folder.path(), "train", {.names = {"caravan", "trailer"}});
  EXPECT_EQ(set.meaning(29001), (PixelMeaning{29, false}));
  EXPECT_EQ(set.meaning(30), (PixelMeaning{30, true}));
  EXPECT_EQ(set.meaning(26000), std::nullopt);
}

TEST(Cityscapes, SaysWhatThereIsWhereAFolderIsMissing) {
  const MadeCity made;
  const std::string root = made.folder.path().string();
  EXPECT_EQ(
      refusal_of([&] { (void)made.set("trian"); }),
      "there is no folder " + root +
          "/gtFine/trian: expected ROOT/gtFine/<split>/<city>; the "
          "folders in " +
          root + "/gtFine are: test, train, val");
  EXPECT_THAT(
      refusal_of([&] { (void)cityscapes(root + "/gtFine", "val", {}); }),
      HasSubstr("the folders in " + root + "/gtFine are: test, train, val"));
  testing::put(made.folder.path() / "gtFine/extra/ulm/x_leftImg8bit.png", "");
  EXPECT_EQ(
      refusal_of([&] { (void)made.set("extra"); }),
      "no labels in " + root +
          "/gtFine/extra: expected ROOT/gtFine/<split>/<city>/*_gtFine_instanceIds.png");
}

TEST(Cityscapes, RefusesAPngThatIsNotOfItsPolygonsSize) {
  const MadeCity made;
  const std::string name =
      (made.folder.path() / "gtFine/train/aachen/aachen_000001_000019_gtFine_").string();
  testing::put(
      name + "instanceIds.png", testing::grey16_png(images::PixelValues({.size = {96, 47}})));
  EXPECT_EQ(
      refusal_of([&] { (void)made.set().labels(0); }),
      name +
          "instanceIds.png: its size is 96 x 47, but "
          "aachen_000001_000019_gtFine_polygons.json is of 96 x 48");
}

}  // namespace
}  // namespace segnoise::coco
