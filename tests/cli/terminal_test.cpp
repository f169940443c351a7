#include "cli/terminal.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace segnoise::cli {
namespace {

/// stdout as a terminal of the test's own.
class TerminalTest : public ::testing::Test {
 protected:
  void SetUp() override {
    controller_ = posix_openpt(O_RDWR | O_NOCTTY);
    if (controller_ < 0 || grantpt(controller_) != 0 || unlockpt(controller_) != 0) {
      GTEST_SKIP() << "there is no pseudo-terminal";
    }
    const int terminal = open(ptsname(controller_), O_RDWR | O_NOCTTY);
    if (terminal < 0) GTEST_SKIP() << "there is no pseudo-terminal";
    stdout_ = dup(STDOUT_FILENO);
    dup2(terminal, STDOUT_FILENO);
    close(terminal);
    unsetenv("NO_COLOR");
    setenv("TERM", "xterm", 1);
  }
  void TearDown() override {
    if (stdout_ >= 0) {
      dup2(stdout_, STDOUT_FILENO);
      close(stdout_);
    }
    if (controller_ >= 0) close(controller_);
  }

 private:
  int controller_ = -1;
  int stdout_ = -1;
};

TEST_F(TerminalTest, ShowsColoursUnlessNobodyWantsThem) {
  EXPECT_TRUE(stdout_shows_colours());
  setenv("NO_COLOR", "", 1);
  EXPECT_TRUE(stdout_shows_colours());
  setenv("NO_COLOR", "1", 1);
  EXPECT_FALSE(stdout_shows_colours());
  unsetenv("NO_COLOR");
  setenv("TERM", "dumb", 1);
  EXPECT_FALSE(stdout_shows_colours());
}

TEST_F(TerminalTest, IsNotWhatAPipeIs) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  dup2(ends[1], STDOUT_FILENO);
  EXPECT_FALSE(stdout_shows_colours());
  close(ends[0]);
  close(ends[1]);
}

}  // namespace
}  // namespace segnoise::cli
