#include "data/coco/convert/instance_data_set.h"

#include "support/temporary_folder.h"

#include <gmock/gmock.h>

#include <map>
#include <string>
#include <vector>

namespace segnoise::coco {
namespace {

using ::testing::ElementsAre;
using testing::refusal_of;

const std::vector<ObjectClass> kKnown{
    {26, "car", "vehicle"}, {24, "person", "human"}, {13, "traffic light", "object"}};

/// The choice as "id name supercategory", or the message with which it is refused.
std::vector<std::string> chosen(const ClassChoice& choice) {
  std::vector<std::string> lines;
  const std::string refused = refusal_of([&] {
    for (const ObjectClass& each : chosen_classes(kKnown, {"person", "car"}, choice)) {
      lines.push_back(std::to_string(each.id) + ' ' + each.name + ' ' + each.supercategory);
    }
  });
  return refused.empty() ? lines : std::vector{refused};
}

TEST(ChosenClasses, AreTheEvaluatedOnesById) {
  EXPECT_THAT(chosen({}), ElementsAre("24 person human", "26 car vehicle"));
}

TEST(ChosenClasses, AreThoseNamedInstead) {
  EXPECT_THAT(
      chosen({.names = {"traffic light", "car"}}),
      ElementsAre("13 traffic light object", "26 car vehicle"));
}

TEST(ChosenClasses, TakeOtherSupercategories) {
  EXPECT_THAT(
      chosen({.supercategories = {{"car", "a b"}}}), ElementsAre("24 person human", "26 car a b"));
}

TEST(ChosenClasses, ListWhatThereIsIfANameIsUnknown) {
  EXPECT_THAT(
      chosen({.names = {"cars"}}),
      ElementsAre("there is no class 'cars', but car, person, traffic light"));
  EXPECT_THAT(
      chosen({.names = {"car"}, .supercategories = {{"person", "human"}}}),
      ElementsAre("class 'person' cannot be of supercategory 'human': it is not written; written "
                  "are car"));
}

TEST(ClassNames, AreReadFromAList) {
  EXPECT_THAT(class_names("car"), ElementsAre("car"));
  EXPECT_THAT(class_names("traffic light,car"), ElementsAre("traffic light", "car"));
  EXPECT_EQ(refusal_of([] { (void)class_names(""); }), "an empty class name in ''");
  EXPECT_EQ(refusal_of([] { (void)class_names("car,"); }), "an empty class name in 'car,'");
  EXPECT_EQ(refusal_of([] { (void)class_names("a,b,a"); }), "class 'a' is named twice");
}

TEST(Supercategories, AreReadFromAList) {
  EXPECT_EQ(
      supercategories("traffic light=sign,car=x=y"),
      (std::map<std::string, std::string>{{"traffic light", "sign"}, {"car", "x=y"}}));
  for (const auto* const wrong : {"", "car", "car=", "=car", "car=x,"}) {
    EXPECT_THAT(
        refusal_of([&] { (void)supercategories(wrong); }),
        ::testing::StartsWith("expected NAME=SUPERCATEGORY, got '"))
        << wrong;
  }
  EXPECT_EQ(
      refusal_of([] { (void)supercategories("a=b,a=c"); }),
      "class 'a' is given two supercategories");
}

}  // namespace
}  // namespace segnoise::coco
