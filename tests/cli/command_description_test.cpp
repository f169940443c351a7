#include "cli/command_description.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace segnoise::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(DescribedByUnit, TellsWhatAValueIs) {
  EXPECT_EQ(described_by_unit({.unit = "file"}).kind, ValueKind::kFile);
  EXPECT_EQ(described_by_unit({.unit = "file.png"}).kind, ValueKind::kFile);
  EXPECT_EQ(described_by_unit({.unit = "folder"}).kind, ValueKind::kFolder);
  EXPECT_EQ(described_by_unit({.unit = "files a,b"}).kind, ValueKind::kText);
  EXPECT_EQ(described_by_unit({.unit = "i/n"}).kind, ValueKind::kText);
  EXPECT_EQ(described_by_unit({.unit = ""}).kind, ValueKind::kText);
  EXPECT_FALSE(described_by_unit({.unit = "folder"}).is_output);
}

TEST(DescribedByUnit, TellsWhatTheProgramMakes) {
  const OptionDescription made = described_by_unit({.unit = "output folder"});
  EXPECT_EQ(made.kind, ValueKind::kFolder);
  EXPECT_TRUE(made.is_output);
  EXPECT_EQ(made.unit, "output folder");
}

TEST(DescribedByUnit, TakesChoicesFromTheUnit) {
  const OptionDescription choice = described_by_unit({.unit = "ase|2ch|area-length"});
  EXPECT_EQ(choice.kind, ValueKind::kChoice);
  EXPECT_THAT(choice.choices, ElementsAre("ase", "2ch", "area-length"));
  const OptionDescription named_file = described_by_unit({.unit = "low|high|file.json"});
  EXPECT_EQ(named_file.kind, ValueKind::kFile);
  EXPECT_THAT(named_file.choices, ElementsAre("low", "high"));
  EXPECT_EQ(named_file.ending, ".json");
  EXPECT_EQ(described_by_unit({.unit = "low|file"}).ending, "");
  EXPECT_THAT(described_by_unit({.unit = "count"}).choices, IsEmpty());
}

TEST(Explained, SaysWhatMustBeGivenAndWhatIsTakenOtherwise) {
  EXPECT_EQ(explained({.meaning = "passes", .otherwise = "30"}), "passes (default: 30)");
  EXPECT_EQ(explained({.meaning = "noise setup", .is_required = true}), "(required) noise setup");
}

TEST(ShownInUsage, TellsHowManyThereMayBe) {
  EXPECT_EQ(shown_in_usage({.name = "FILE", .is_required = true}), "FILE");
  EXPECT_EQ(shown_in_usage({.name = "FILE", .is_required = true, .is_repeated = true}), "FILE...");
  EXPECT_EQ(shown_in_usage({.name = "FILE", .is_repeated = true}), "[FILE...]");
}

TEST(ShownUnit, IsLeftOutWhereTheNameSaysIt) {
  EXPECT_EQ(shown_unit({.name = "out", .unit = "folder", .kind = ValueKind::kFolder}), "folder");
  EXPECT_EQ(
      shown_unit({.name = "FILE", .unit = "file", .kind = ValueKind::kFile, .is_positional = true}),
      "");
  EXPECT_EQ(
      shown_unit(
          {.name = "WHAT", .unit = "a|b", .kind = ValueKind::kChoice, .is_positional = true}),
      "a|b");
}

}  // namespace
}  // namespace segnoise::cli
