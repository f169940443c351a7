#include "data/coco/convert/viper.h"

#include "support/instance_folders.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace segnoise::coco {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using testing::refusal_of;
using testing::TemporaryFolder;

/// A made VIPER, in a folder of the test's own.
struct MadeViper {
  TemporaryFolder folder;
  MadeViper() { testing::make_viper(folder.path()); }
  [[nodiscard]] InstanceDataSet set(const ClassChoice& choice = {}) const {
    return viper(folder.path(), "train", choice, folder.path() / "classes.csv");
  }
};

/// The classes of a table as "id name supercategory evaluated".
std::vector<std::string> names_read_back(const std::string& table) {
  const TemporaryFolder folder;
  std::vector<std::string> lines;
  for (const ViperClass& each : read_viper_classes(folder.add("classes.csv", table))) {
    lines.push_back(
        std::to_string(each.object.id) + ' ' + each.object.name + ' ' + each.object.supercategory +
        (each.is_evaluated ? " evaluated" : ""));
  }
  return lines;
}

std::string table_refusal(const std::string& table) {
  const TemporaryFolder folder;
  const auto path = folder.add("classes.csv", table);
  return refusal_of([&] { (void)read_viper_classes(path); });
}

TEST(ViperClasses, AreReadWithTheirGroups) {
  EXPECT_THAT(
      names_read_back(testing::kViperClasses),
      ElementsAre(
          "0 unlabeled object",
          "13 trafficlight object evaluated",
          "20 person human evaluated",
          "22 bicycle vehicle",
          "24 car vehicle evaluated"));
}

TEST(ViperClasses, AreFoundByTheNamesOfColumns) {
  EXPECT_THAT(
      names_read_back(
          "\xEF\xBB\xBFinstance_eval, classname ,other,id\r\n1,van,x,25\r\n\r\n0,boat,,31"),
      ElementsAre("25 van vehicle evaluated", "31 boat vehicle"));
}

TEST(ViperClasses, NameFileLineAndWhatIsWrong) {
  const std::string header = "id,classname,instance_eval\n";
  EXPECT_EQ(table_refusal(header), "");
  EXPECT_EQ(table_refusal(header + "0,car,1\n255,van,1\n"), "");
  EXPECT_THAT(table_refusal(""), HasSubstr("there is no column 'id'"));
  EXPECT_THAT(
      table_refusal("id,name,instance_eval\n"),
      EndsWith("classes.csv, line 1: there is no column 'classname'"));
  EXPECT_THAT(
      table_refusal("id,classname\n1,car\n"), HasSubstr("there is no column 'instance_eval'"));
  EXPECT_THAT(table_refusal(header + "1,car\n"), EndsWith("line 2: expected 3 fields, got 2"));
  EXPECT_THAT(
      table_refusal(header + "\n256,car,1\n"),
      EndsWith("line 3: id must be in [0, 255], got '256'"));
  for (const auto* const wrong : {"-1", "x", "", "1.5"}) {
    EXPECT_THAT(table_refusal(header + wrong + ",car,1\n"), HasSubstr("id must be in")) << wrong;
  }
  EXPECT_THAT(table_refusal(header + "1,,1\n"), HasSubstr("classname is empty"));
  EXPECT_THAT(table_refusal(header + "1,car,yes\n"), HasSubstr("must be 0 or 1, got 'yes'"));
  EXPECT_THAT(table_refusal(header + "1,car,1\n1,van,1\n"), HasSubstr("line 3: id or classname"));
  EXPECT_THAT(table_refusal(header + "1,car,1\n2,car,1\n"), HasSubstr("line 3: id or classname"));
}

TEST(Viper, ReadsClassAndInstanceFromTheColours) {
  const MadeViper made;
  const InstanceDataSet set = made.set();
  EXPECT_EQ(set.description, "VIPER train");
  EXPECT_THAT(set.file_names, ElementsAre("002/002_00003.jpg"));
  const images::PixelValues labels = set.labels(0);
  EXPECT_EQ(labels.size(), (shape::Size{80, 40}));
  EXPECT_EQ(labels(0, 0), 0x180102U);
  EXPECT_EQ(set.meaning(0x180102), (PixelMeaning{24, false}));
  EXPECT_EQ(set.meaning(0x140007), (PixelMeaning{20, false}));
  EXPECT_EQ(set.meaning(0x0D0000), (PixelMeaning{13, false}));
  EXPECT_EQ(set.meaning(0), std::nullopt);
  EXPECT_EQ(set.meaning(0x160008), std::nullopt);  // the bicycle: not evaluated
  EXPECT_EQ(set.meaning(24), std::nullopt);
}

TEST(Viper, TakesOtherClassesThatAreChosen) {
  const InstanceDataSet set = MadeViper().set({.names = {"bicycle"}});
  EXPECT_EQ(set.meaning(0x160008), (PixelMeaning{22, false}));
  EXPECT_EQ(set.meaning(0x180102), std::nullopt);
  EXPECT_EQ(
      refusal_of([] { (void)MadeViper().set({.names = {"bike"}}); }),
      "there is no class 'bike', but unlabeled, trafficlight, person, bicycle, car");
}

TEST(Viper, NamesThePngImageWhereThatIsWhatThereIs) {
  const MadeViper made;
  testing::put(made.folder.path() / "train/img/002/002_00003.png", "");
  EXPECT_THAT(made.set().file_names, ElementsAre("002/002_00003.png"));
  testing::put(made.folder.path() / "train/img/002/002_00003.jpg", "");
  EXPECT_THAT(made.set().file_names, ElementsAre("002/002_00003.jpg"));
}

TEST(Viper, SortsImagesBySequenceAndPassesOverOtherFiles) {
  const MadeViper made;
  for (const auto* const name :
       {"010/010_00001.png",
        "001/001_00009.png",
        "001/001_00010.png",
        "001/._001_00010.png",
        "001/notes.txt",
        "stray.png"}) {
    testing::put(made.folder.path() / "train/inst" / name, "");
  }
  EXPECT_THAT(
      made.set().file_names,
      ElementsAre(
          "001/001_00009.jpg", "001/001_00010.jpg", "002/002_00003.jpg", "010/010_00001.jpg"));
}

TEST(Viper, SaysWhatIsMissing) {
  const MadeViper made;
  const std::string root = made.folder.path().string();
  EXPECT_EQ(
      refusal_of([&] { (void)viper(root, "val", {}, root + "/classes.csv"); }),
      "there is no folder " + root +
          "/val/inst: expected ROOT/<split>/inst/<sequence>; the "
          "folders in " +
          root + " are: train");
  EXPECT_THAT(
      refusal_of([&] { (void)viper(root, "train", {}, root + "/table.csv"); }),
      HasSubstr("there is no table of classes at " + root + "/table.csv"));
}

}  // namespace
}  // namespace segnoise::coco
