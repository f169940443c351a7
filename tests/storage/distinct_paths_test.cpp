#include "storage/distinct_paths.h"

#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <vector>

namespace segnoise::storage {
namespace {

namespace fs = std::filesystem;
using ::testing::Optional;
using testing::TemporaryFolder;

std::optional<std::string> conflict(const fs::path& input, const fs::path& output) {
  const std::vector<NamedPath> inputs{{"FILE", input}};
  const std::vector<NamedPath> outputs{{"--output", output}};
  return conflict_of(inputs, outputs);
}

std::optional<std::string> conflict_of_outputs(const fs::path& a, const fs::path& b) {
  const std::vector<NamedPath> outputs{{"--output", a}, {"--record", b}};
  return conflict_of({}, outputs);
}

TEST(ConflictOf, NamesBothOptionsAndTheirValues) {
  const TemporaryFolder folder;
  const fs::path file = folder.add("c.json", "{}");
  EXPECT_EQ(conflict(file, file), "--output must be another file than FILE, got " + file.string());
  const fs::path longer = folder.path() / "." / "c.json";
  EXPECT_EQ(
      conflict(file, longer),
      "--output must be another file than FILE, got " + longer.string() + " and " + file.string());
}

TEST(ConflictOf, IsNothingForFilesThatDiffer) {
  const TemporaryFolder folder;
  const fs::path file = folder.add("c.json", "{}");
  EXPECT_EQ(conflict(file, folder.add("d.json", "{}")), std::nullopt);
  EXPECT_EQ(conflict(file, folder.path() / "new.json"), std::nullopt);
  EXPECT_EQ(conflict(folder.path() / "absent.json", folder.path() / "new.json"), std::nullopt);
  EXPECT_EQ(conflict_of_outputs(folder.path() / "a", folder.path() / "b"), std::nullopt);
}

TEST(ConflictOf, SeesThroughLinksOfBothKinds) {
  const TemporaryFolder folder;
  const fs::path file = folder.add("c.json", "{}");
  fs::create_symlink("c.json", folder.path() / "soft.json");
  fs::create_hard_link(file, folder.path() / "hard.json");
  fs::create_directory_symlink(folder.path(), folder.path() / "here");
  EXPECT_TRUE(conflict(file, folder.path() / "soft.json"));
  EXPECT_TRUE(conflict(folder.path() / "soft.json", file));
  EXPECT_TRUE(conflict(file, folder.path() / "hard.json"));
  EXPECT_TRUE(conflict(file, folder.path() / "here" / "c.json"));
}

TEST(ConflictOf, TellsFilesThatAreNotThereApartByFolderAndName) {
  const TemporaryFolder folder;
  fs::create_directory_symlink(folder.path(), folder.path() / "here");
  fs::create_symlink("new.json", folder.path() / "dangling.json");
  const fs::path file = folder.path() / "new.json";
  EXPECT_TRUE(conflict_of_outputs(file, file));
  EXPECT_TRUE(conflict_of_outputs(file, folder.path() / "." / "new.json"));
  EXPECT_TRUE(conflict_of_outputs(file, folder.path() / "x" / ".." / "new.json"));
  EXPECT_TRUE(conflict_of_outputs(file, folder.path() / "here" / "new.json"));
  EXPECT_TRUE(conflict_of_outputs(file, folder.path() / "dangling.json"));
  EXPECT_TRUE(conflict_of_outputs(folder.path() / "study", folder.path() / "study" / ""));
  // Some file systems take these for one.
  EXPECT_TRUE(conflict_of_outputs(file, folder.path() / "New.JSON"));
  EXPECT_FALSE(conflict_of_outputs(folder.path() / "a" / "x", folder.path() / "b" / "x"));
  EXPECT_TRUE(conflict_of_outputs("not-there-yet.json", "./not-there-yet.json"));
}

TEST(ConflictOf, ComparesEveryOutputWithEveryInputAndOutput) {
  const TemporaryFolder folder;
  const std::vector<NamedPath> inputs{
      {"A.json", folder.add("a", "")}, {"B.json", folder.add("b", "")}};
  const std::vector<NamedPath> outputs{
      {"--json", folder.path() / "json"},
      {"--figure", folder.path() / "figure"},
      {"--pictures", folder.path() / "b"}};
  EXPECT_THAT(
      conflict_of(inputs, outputs),
      Optional(::testing::StartsWith("--pictures must be another file than B.json")));
}

TEST(ConflictOf, AllowsDevicesAndPipesToBeNamedAgain) {
  const TemporaryFolder folder;
  const fs::path pipe = folder.path() / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(conflict_of_outputs("/dev/null", "/dev/null"), std::nullopt);
  EXPECT_EQ(conflict_of_outputs(pipe, pipe), std::nullopt);
}

TEST(ConflictOf, IsAFileThatIsThereInAFolderThatIsRead) {
  const TemporaryFolder folder;
  const fs::path read = folder.path() / "read";
  const fs::path inside = folder.add("read/deep/image.png", "");
  EXPECT_EQ(
      conflict(read, inside),
      "--output must not replace a file in the folder of FILE, got " + inside.string() + " and " +
          read.string());
  EXPECT_EQ(conflict(read, read / "deep" / "new.json"), std::nullopt);
  EXPECT_EQ(conflict(read, folder.add("beside.json", "")), std::nullopt);
  EXPECT_THAT(
      conflict(read, read), Optional(::testing::StartsWith("--output must be another folder")));
  EXPECT_EQ(conflict(read, read / "study"), std::nullopt);
}

}  // namespace
}  // namespace segnoise::storage
