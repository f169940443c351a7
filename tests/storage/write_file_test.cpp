#include "storage/write_file.h"

#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace segnoise::storage {
namespace {

namespace fs = std::filesystem;

using ::testing::AllOf;
using testing::bytes_of_file;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::names_in;
using ::testing::Not;
using testing::TemporaryFolder;
using ::testing::UnorderedElementsAre;

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

TEST(WriteFile, ReplacesTheFileThatALinkLeadsTo) {
  const TemporaryFolder folder;
  const fs::path file = folder.add("far/a.txt", "old");
  fs::create_symlink("far/a.txt", folder.path() / "one");
  fs::create_symlink("one", folder.path() / "two");
  write_file(folder.path() / "two", "new");
  EXPECT_EQ(bytes_of_file(file), "new");
  EXPECT_TRUE(fs::is_symlink(folder.path() / "two"));
  EXPECT_TRUE(fs::is_symlink(folder.path() / "one"));
  EXPECT_THAT(names_in(folder.path() / "far"), ElementsAre("a.txt"));
}

TEST(WriteFile, MakesTheFileThatALinkLeadsTo) {
  const TemporaryFolder folder;
  fs::create_symlink("absent.txt", folder.path() / "link");
  write_file(folder.path() / "link", "new");
  EXPECT_EQ(bytes_of_file(folder.path() / "absent.txt"), "new");
  EXPECT_TRUE(fs::is_symlink(folder.path() / "link"));
  fs::create_symlink("around", folder.path() / "around");
  EXPECT_THAT(
      testing::refusal_of([&] { write_file(folder.path() / "around", "text"); }),
      HasSubstr("around: cannot be written: Too many levels"));
}

TEST(WriteFile, WritesIntoDevicesAndPipesAndLeavesThemWhatTheyAre) {
  const TemporaryFolder folder;
  write_file("/dev/null", "text");
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  const fs::path pipe = folder.path() / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  const FileDescriptor reader(open(pipe.c_str(), O_RDONLY | O_NONBLOCK));
  write_file(pipe, "through the pipe");
  std::string read_bytes(16, ' ');
  EXPECT_EQ(read(reader.number(), read_bytes.data(), read_bytes.size()), 16);
  EXPECT_EQ(read_bytes, "through the pipe");
  EXPECT_TRUE(fs::is_fifo(pipe));
  EXPECT_THAT(names_in(folder.path()), ElementsAre("pipe"));
}

TEST(WriteFile, TellsThatTheReaderOfAPipeHasGone) {
  const TemporaryFolder folder;
  const fs::path pipe = folder.path() / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  auto* const handler = std::signal(SIGPIPE, SIG_IGN);
  FileDescriptor reader(open(pipe.c_str(), O_RDONLY | O_NONBLOCK));
  FileWriter file(pipe);
  reader = {};
  EXPECT_THROW(file.write(std::string(100'000, 'a')), ReaderGone);
  std::signal(SIGPIPE, handler);
}

TEST(WriteFile, WritesIntoWhateverStandardOutputIs) {
  const TemporaryFolder folder;
  const fs::path printed = folder.add("printed.txt", "");
  const int before = dup(STDOUT_FILENO);
  const FileDescriptor file(open(printed.c_str(), O_WRONLY));
  dup2(file.number(), STDOUT_FILENO);
  write_file("/dev/stdout", "one ");
  write_file("/dev/stdout", "two");
  const bool is_output = is_standard_output(printed);
  dup2(before, STDOUT_FILENO);
  close(before);
  EXPECT_EQ(bytes_of_file(printed), "one two");
  EXPECT_TRUE(is_output);
  EXPECT_FALSE(is_standard_output(folder.path() / "absent"));
}

/// A link that someone has put where the temporary file goes is not followed.
TEST(FileWriter, FollowsNoLinkUnderItsTemporaryName) {
  const TemporaryFolder folder;
  const fs::path victim = folder.add("victim", "precious");
  fs::create_symlink("victim", folder.path() / "a.txt.part-unfinished-1");
  write_file(folder.path() / "a.txt", "text");
  EXPECT_EQ(bytes_of_file(victim), "precious");
  EXPECT_EQ(bytes_of_file(folder.path() / "a.txt"), "text");
}

TEST(FileWriter, RemovesWhatADeadProcessHasLeftAndNothingOfALivingOne) {
  const TemporaryFolder folder;
  folder.add("a.txt.part-unfinished-1", "left");
  folder.add("a.txt.part-unfinished-2", "left");
  folder.add("b.txt.part-unfinished-1", "of another file");
  write_file(folder.path() / "a.txt", "text");
  EXPECT_THAT(names_in(folder.path()), UnorderedElementsAre("a.txt", "b.txt.part-unfinished-1"));

  FileWriter living(folder.path() / "a.txt");
  living.write("slow");
  write_file(folder.path() / "a.txt", "quick");
  EXPECT_EQ(bytes_of_file(folder.path() / "a.txt"), "quick");
  living.finish();
  EXPECT_EQ(bytes_of_file(folder.path() / "a.txt"), "slow");
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
}  // namespace segnoise::storage
