#include "cli/paths.h"

#include "support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <unistd.h>

namespace segnoise::cli {
namespace {

namespace fs = std::filesystem;

TEST(UserCache, FollowsTheEnvironmentAndIgnoresWhatIsNoFolder) {
  setenv("HOME", "/home/ada", 1);
  setenv("XDG_CACHE_HOME", "/fast/cache", 1);
  EXPECT_EQ(user_cache("tool"), "/fast/cache/tool");
  setenv("XDG_CACHE_HOME", "relative", 1);
  EXPECT_EQ(user_cache("tool"), "/home/ada/.cache/tool");
  unsetenv("XDG_CACHE_HOME");
  unsetenv("HOME");
  const testing::TemporaryFolder temporary;
  setenv("TMPDIR", temporary.add("a file", "").c_str(), 1);
  EXPECT_ANY_THROW((void)user_cache("tool"));
}

TEST(UserCache, WithoutAHomeIsAFolderOfTheUsersOwn) {
  const testing::TemporaryFolder temporary;
  unsetenv("XDG_CACHE_HOME");
  unsetenv("HOME");
  setenv("TMPDIR", temporary.path().c_str(), 1);
  const fs::path own = temporary.path() / ("tool-" + std::to_string(geteuid()));
  EXPECT_EQ(user_cache("tool"), own);
  EXPECT_EQ(fs::status(own).permissions(), fs::perms::owner_all);
  EXPECT_EQ(user_cache("tool"), own);  // is there already
  fs::permissions(own, fs::perms::all);
  EXPECT_THROW((void)user_cache("tool"), std::runtime_error);
  fs::remove(own);
  fs::create_directory(temporary.path() / "theirs");
  fs::create_directory_symlink(temporary.path() / "theirs", own);
  EXPECT_THROW((void)user_cache("tool"), std::runtime_error);
  fs::remove(own);
  if (geteuid() == 0) {
    fs::create_directory(own);
    fs::permissions(own, fs::perms::owner_all);
    ASSERT_EQ(chown(own.c_str(), 12345, 12345), 0);
    EXPECT_THROW((void)user_cache("tool"), std::runtime_error);
  }
}

}  // namespace
}  // namespace segnoise::cli
