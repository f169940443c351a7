#include "storage/write_file.h"

#include "storage/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <string>
#include <sys/resource.h>

namespace segnoise {
namespace {

using ::testing::AllOf;
using testing::bytes_of_file;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::names_in;
using ::testing::Not;
using testing::TemporaryFolder;

TEST(WriteFile, WritesAndReplacesAFileAndNothingElse) {
  const TemporaryFolder folder;
  write_file(folder.path() / "a.txt", "first");
  write_file(folder.path() / "a.txt", "second");
  EXPECT_EQ(bytes_of_file(folder.path() / "a.txt"), "second");
  EXPECT_THAT(names_in(folder.path()), ElementsAre("a.txt"));
}

TEST(WriteFile, SaysWhyAFolderCannotBeWrittenTo) {
  const TemporaryFolder folder;
  const auto absent = folder.path() / "absent" / "a.txt";
  EXPECT_THAT(
      testing::refusal_of([&] { write_file(absent, "text"); }),
      AllOf(HasSubstr(absent.string()), HasSubstr("No such file"), Not(HasSubstr("\n"))));
  const auto below_a_file = folder.add("file", "") / "a.txt";
  EXPECT_THAT(
      testing::refusal_of([&] { write_file(below_a_file, "text"); }), HasSubstr("Not a directory"));
  std::filesystem::create_directories(folder.path() / "taken" / "inside");
  EXPECT_THAT(
      testing::refusal_of([&] { write_file(folder.path() / "taken", "text"); }),
      HasSubstr("taken: cannot be written"));
  EXPECT_EQ(names_in(folder.path()).size(), 2U);
}

/// A limit on the size of files stands in for a full disk.
TEST(WriteFile, LeavesNothingBehindAndTheOldFileWholeWhenTheDiskIsFull) {
  const TemporaryFolder folder;
  const auto path = folder.add("a.txt", "old");
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  rlimit small = before;
  small.rlim_cur = 1000;
  auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &small);
  const std::string reason =
      testing::refusal_of([&] { write_file(path, std::string(100'000, 'a')); });
  const std::string on_close =
      testing::refusal_of([&] { write_file(path, std::string(1500, 'a')); });
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);

  EXPECT_THAT(reason, AllOf(HasSubstr(path.string()), HasSubstr("File too large")));
  EXPECT_THAT(on_close, HasSubstr("File too large"));
  EXPECT_THAT(names_in(folder.path()), ElementsAre("a.txt"));
  EXPECT_EQ(bytes_of_file(path), "old");
}

TEST(FileWriter, ShowsAFileOnlyWhenAllOfItIsThere) {
  const TemporaryFolder folder;
  const auto path = folder.add("a.txt", "old");
  FileWriter file(path);
  file.write("one, ");
  file.write("two");
  EXPECT_EQ(bytes_of_file(path), "old");
  file.finish();
  EXPECT_EQ(bytes_of_file(path), "one, two");
  EXPECT_THAT(names_in(folder.path()), ElementsAre("a.txt"));
}

TEST(FileWriter, LeavesNothingBehindIfItIsNeverFinished) {
  const TemporaryFolder folder;
  {
    FileWriter file(folder.path() / "a.txt");
    file.write("half");
  }
  EXPECT_THAT(names_in(folder.path()), IsEmpty());
}

TEST(FileWriter, NoticesAFullDiskWhereverItShows) {
  const TemporaryFolder folder;
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  rlimit small = before;
  small.rlim_cur = 1000;
  auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &small);
  const std::string reason = testing::refusal_of([&] {
    FileWriter file(folder.path() / "a.txt");
    for (int i = 0; i < 1000; ++i) file.write(std::string(1000, 'a'));
    file.finish();
  });
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  EXPECT_THAT(reason, AllOf(HasSubstr("a.txt: cannot be written"), HasSubstr("File too large")));
  EXPECT_THAT(names_in(folder.path()), IsEmpty());
}

}  // namespace
}  // namespace segnoise
