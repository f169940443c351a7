#include "cli/progress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <regex>
#include <string>

namespace segnoise::cli {
namespace {

TEST(Progress, PrintsOnlyLastingLinesWhereNobodyWatches) {
  ::testing::internal::CaptureStderr();
  {
    Progress progress;
    progress.update("1 of 2");
    progress.line("epoch 1");
    Progress silent(Progress::Audience::kNobody);
    silent.line("the same by another process");
  }
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "epoch 1\n");
}

TEST(Progress, TellsOnceAMinuteWhereThereIsNoTerminal) {
  Progress::Clock::time_point now{};
  ::testing::internal::CaptureStderr();
  {
    Progress progress(Progress::Audience::kUser, [&] { return now; });
    Progress silent(Progress::Audience::kNobody, [&] { return now; });
    for (int second = 0; second < 150; ++second) {
      progress.update("after " + std::to_string(second) + " s\n  " + std::string(100, '-'));
      silent.update("the same by another process");
      if (second == 70) progress.line("epoch 1");  // half a minute later, nothing needs to be said
      now += std::chrono::seconds(1);
    }
  }
  const std::string rule = "\n  " + std::string(78, '-') + '\n';
  EXPECT_EQ(
      ::testing::internal::GetCapturedStderr(),
      "after 60 s" + rule + "epoch 1\nafter 130 s" + rule);
}

/// In a process of its own: who listens is decided once.
TEST(ProgressDeathTest, SpeaksToSlicerOnStdoutInItsElements) {
  const auto speak = [] {
    ::testing::internal::CaptureStdout();
    Progress::speak_to_slicer();
    {
      Progress progress;
      progress.update("reading <a> & b", 1, 4);
      progress.update("reading <a> & b", 2, 4);
      progress.line("warning: look");
      progress.update("several\nlines");
      progress.update("testing", 3, 3);
    }
    const std::string times = "<filter-time>[^<]*</filter-time>";
    const std::regex expected(
        "<filter-start><filter-name>reading &lt;a&gt; &amp; b</filter-name><filter-comment>reading "
        "&lt;a&gt; &amp; b</filter-comment></filter-start>\n"
        "<filter-progress>0.25</filter-progress>\n"
        "<filter-progress>0.5</filter-progress>\n"
        "warning: look\n"
        "<filter-end><filter-name>reading &lt;a&gt; &amp; b</filter-name>" +
        times +
        "</filter-end>\n"
        "<filter-start><filter-name>testing</filter-name><filter-comment>testing</filter-comment>"
        "</filter-start>\n"
        "<filter-progress>1</filter-progress>\n"
        "<filter-end><filter-name>testing</filter-name>" +
        times + "</filter-end>\n");
    const std::string out = ::testing::internal::GetCapturedStdout();
    if (!std::regex_match(out, expected)) std::cerr << out;
    std::exit(0);
  };
  EXPECT_EXIT(speak(), ::testing::ExitedWithCode(0), ::testing::Eq(""));
}

}  // namespace
}  // namespace segnoise::cli
