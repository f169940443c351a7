#include "data/frames/memory_file.h"

#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace segnoise::frames {
namespace {

namespace fs = std::filesystem;
using ::testing::IsEmpty;
using testing::names_in;

/// Has a temporary folder of the system's to itself.
class MemoryFileTest : public ::testing::Test {
 protected:
  MemoryFileTest() { ::setenv("TMPDIR", folder().c_str(), 1); }
  ~MemoryFileTest() override {
    if (before_.empty()) {
      ::unsetenv("TMPDIR");
    } else {
      ::setenv("TMPDIR", before_.c_str(), 1);
    }
  }

  [[nodiscard]] const fs::path& folder() const { return folder_.path(); }

 private:
  testing::TemporaryFolder folder_;
  std::string before_ = std::getenv("TMPDIR") == nullptr ? "" : std::getenv("TMPDIR");
};

/// Runs in a process that is killed at its end, as SIGKILL comes, or ends by itself.
void in_a_killed_process(const std::function<void()>& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    work();
    std::_Exit(0);
  }
  ::waitpid(child, nullptr, 0);
}

void make_old(const fs::path& link) {
  const std::array<timespec, 2> long_ago{timespec{1000, 0}, timespec{1000, 0}};
  ASSERT_EQ(::utimensat(AT_FDCWD, link.c_str(), long_ago.data(), AT_SYMLINK_NOFOLLOW), 0);
}

TEST_F(MemoryFileTest, HasANameWhileItLives) {
  const std::string bytes = "abc";
  fs::path path;
  {
    MemoryFile file(".nii");
    path = file.path();
    EXPECT_EQ(path.parent_path(), folder());
    EXPECT_EQ(path.extension(), ".nii");
    file.append(std::as_bytes(std::span(bytes)));
    EXPECT_EQ(testing::bytes_of_file(path), bytes);
    EXPECT_EQ(file.content(), bytes);
    const MemoryFile second(".nii");
    EXPECT_NE(second.path(), path);
  }
  EXPECT_THAT(names_in(folder()), IsEmpty());
}

TEST_F(MemoryFileTest, OfAKilledProcessIsRemovedByAnother) {
  in_a_killed_process([] {
    const MemoryFile file(".nii");
    std::raise(SIGKILL);
  });
  const auto left = names_in(folder());
  ASSERT_EQ(left.size(), 1U) << "the process has been killed too late";
  remove_abandoned_links(folder());
  EXPECT_EQ(names_in(folder()), left) << "another container may know the process";
  make_old(folder() / left.front());
  in_a_killed_process([] { const MemoryFile file(".nii"); });
  EXPECT_THAT(names_in(folder()), IsEmpty());
}

TEST_F(MemoryFileTest, IsLeftAloneWhileItLivesAsIsWhatOthersMade) {
  const MemoryFile file(".nii");
  fs::create_symlink("/proc/self/fd/999999", folder() / "link");
  fs::create_symlink("absent", folder() / "camus-link");
  fs::create_directory(folder() / "camus-1");
  for (const auto& name : names_in(folder())) make_old(folder() / name);
  const auto before = names_in(folder());
  ASSERT_EQ(before.size(), 4U);
  remove_abandoned_links(folder());
  EXPECT_EQ(names_in(folder()), before);
}

TEST_F(MemoryFileTest, TakesANameThatIsFree) {
  fs::path taken;
  {
    const MemoryFile file(".nii");
    taken = file.path();
  }
  fs::create_symlink("absent", taken);
  const MemoryFile file(".nii");
  EXPECT_NE(file.path(), taken);
  EXPECT_TRUE(fs::is_symlink(taken));
}

}  // namespace
}  // namespace segnoise::frames
