#include "cli/interrupt.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>

namespace segnoise::cli {
namespace {

TEST(Interrupt, IsNoticedAtTheNextQuestionAndNotBefore) {
  watch_for_interrupt("test");
  set_patience(std::chrono::hours(1));  // the process goes on
  EXPECT_NO_THROW(throw_if_interrupted());
  std::raise(SIGINT);
  EXPECT_THROW(throw_if_interrupted(), Interrupted);
}

}  // namespace
}  // namespace segnoise::cli
