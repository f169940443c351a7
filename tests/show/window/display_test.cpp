#include "show/window/display.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <stdexcept>
#include <string>

namespace segnoise::window {
namespace {

using ::testing::HasSubstr;

std::string refusal() {
  try {
    const OpenDisplay display;
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

TEST(OpenDisplayTest, SaysThatThereIsNone) {
  unsetenv("DISPLAY");
  EXPECT_THAT(refusal(), HasSubstr("DISPLAY is not set"));
  setenv("DISPLAY", "", 1);
  EXPECT_THAT(refusal(), HasSubstr("DISPLAY is not set"));
}

TEST(OpenDisplayTest, NamesOneThatRefuses) {
  setenv("DISPLAY", "localhost:9999", 1);
  EXPECT_THAT(refusal(), HasSubstr("the display 'localhost:9999' refuses"));
}

}  // namespace
}  // namespace segnoise::window
