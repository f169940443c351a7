#include "storage/work_folder.h"

#include "storage/write_file.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace segnoise::storage {
namespace {

namespace fs = std::filesystem;

TEST(WorkFolder, HasItsNameOnlyWhenItIsFinished) {
  const testing::TemporaryFolder temporary;
  const fs::path name = temporary.path() / "deep" / "cell";
  WorkFolder work(name);
  EXPECT_FALSE(work.is_complete());
  write_file(work.unfinished() / "a.txt", std::string_view("a"));
  std::ofstream(work.unfinished() / "b.txt.part-1-2") << "half";
  EXPECT_FALSE(fs::exists(name));
  work.finish();
  EXPECT_TRUE(work.is_complete());
  EXPECT_TRUE(fs::exists(name / "a.txt"));
  EXPECT_FALSE(fs::exists(name / "b.txt.part-1-2"));
  EXPECT_FALSE(fs::exists(name / "lock"));
  EXPECT_FALSE(fs::exists(unfinished_name(name)));
  EXPECT_TRUE(WorkFolder(name).is_complete());
}

TEST(WorkFolder, KeepsWhatAnEarlierProcessLeft) {
  const testing::TemporaryFolder temporary;
  const fs::path name = temporary.path() / "cell";
  {
    const WorkFolder work(name);
    write_file(work.unfinished() / "a.txt", std::string_view("a"));
  }
  WorkFolder again(name);
  EXPECT_FALSE(again.is_complete());
  EXPECT_TRUE(fs::exists(again.unfinished() / "a.txt"));
}

TEST(WorkFolder, BelongsToOneProcessAtATime) {
  const testing::TemporaryFolder temporary;
  const fs::path name = temporary.path() / "cell";
  const WorkFolder work(name);
  const pid_t other = fork();
  if (other == 0) {
    try {
      const WorkFolder second(name);
      _exit(0);
    } catch (const std::runtime_error& error) {
      const std::string expected =
          unfinished_name(name).string() + ": another process is at work in it";
      _exit(error.what() == expected ? 7 : 8);
    }
  }
  int status = 0;
  ASSERT_EQ(waitpid(other, &status, 0), other);
  EXPECT_EQ(WEXITSTATUS(status), 7);
}

TEST(WorkFolder, WaitsForAProcessThatIsJustFinishing) {
  const testing::TemporaryFolder temporary;
  const fs::path name = temporary.path() / "cell";
  const pid_t other = fork();
  if (other == 0) {
    WorkFolder first(name);
    std::ofstream(first.unfinished() / "ready") << "";
    usleep(400'000);
    first.finish();
    _exit(0);
  }
  while (!fs::exists(unfinished_name(name) / "ready")) usleep(1000);
  EXPECT_TRUE(WorkFolder(name).is_complete());
  EXPECT_FALSE(fs::exists(unfinished_name(name)));
  waitpid(other, nullptr, 0);
}

TEST(WorkFolder, NamesTheFolderThatItCannotMake) {
  const testing::TemporaryFolder temporary;
  std::ofstream(temporary.path() / "file") << "";
  try {
    const WorkFolder work(temporary.path() / "file" / "cell");
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("cell.unfinished: cannot be made"), std::string::npos);
  }
}

}  // namespace
}  // namespace segnoise::storage
