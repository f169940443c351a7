#include "cli/app_main.h"

#include "cli/arguments.h"
#include "cli/interrupt.h"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>

namespace segnoise::cli {
namespace {

using ::testing::internal::CaptureStderr;
using ::testing::internal::GetCapturedStderr;

TEST(AppMain, ReturnsZeroWhenTheBodyDoes) {
  bool ran = false;
  EXPECT_EQ(app_main("bin/tool", [&] { ran = true; }), 0);
  EXPECT_TRUE(ran);
}

TEST(AppMain, TurnsAnErrorIntoOneLineAndStatusOne) {
  CaptureStderr();
  EXPECT_EQ(app_main("bin/tool", [] { throw std::runtime_error("cannot read a.nii"); }), 1);
  EXPECT_EQ(GetCapturedStderr(), "tool: cannot read a.nii\n");
}

TEST(AppMain, TellsWrongUsageFromFailure) {
  CaptureStderr();
  EXPECT_EQ(app_main("tool", [] { throw UsageError("--seed: missing"); }), 2);
  EXPECT_EQ(GetCapturedStderr(), "tool: --seed: missing (tool --help explains every option)\n");
}

TEST(AppMain, ReturnsTheShellsStatusForCtrlC) {
  CaptureStderr();
  EXPECT_EQ(app_main("tool", [] { throw Interrupted(); }), 130);
  EXPECT_EQ(GetCapturedStderr(), "tool: interrupted\n");
}

TEST(ShellQuoted, IsOneWordToAShell) {
  EXPECT_EQ(shell_quoted("--out=a/b.c"), "--out=a/b.c");
  EXPECT_EQ(shell_quoted("$HOME"), "'$HOME'");
  EXPECT_EQ(shell_quoted("it's"), R"('it'\''s')");
  EXPECT_EQ(shell_quoted(""), "''");
}

TEST(CommandLineText, QuotesOnlyWhatTheShellWouldSplit) {
  const std::array arguments{"camus-noise", "--out", "my study", "it's", ""};
  EXPECT_EQ(
      command_line(static_cast<int>(arguments.size()), arguments.data()),
      R"(camus-noise --out 'my study' 'it'\''s' '')");
}

}  // namespace
}  // namespace segnoise::cli
