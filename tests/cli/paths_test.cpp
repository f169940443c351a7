#include "cli/paths.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

namespace segnoise {
namespace {

TEST(UserCache, FollowsTheEnvironmentAndIgnoresWhatIsNoFolder) {
  setenv("HOME", "/home/ada", 1);
  setenv("XDG_CACHE_HOME", "/fast/cache", 1);
  EXPECT_EQ(user_cache("tool"), "/fast/cache/tool");
  setenv("XDG_CACHE_HOME", "relative", 1);
  EXPECT_EQ(user_cache("tool"), "/home/ada/.cache/tool");
  unsetenv("XDG_CACHE_HOME");
  unsetenv("HOME");
  EXPECT_EQ(user_cache("tool"), std::filesystem::temp_directory_path() / "tool");
}

}  // namespace
}  // namespace segnoise
