#include "cli/interrupt.h"

#include <gtest/gtest.h>

#include <csignal>

namespace segnoise {
namespace {

TEST(Interrupt, IsNoticedAtTheNextQuestionAndNotBefore) {
  watch_for_interrupt();
  EXPECT_NO_THROW(throw_if_interrupted());
  std::raise(SIGINT);
  EXPECT_THROW(throw_if_interrupted(), Interrupted);
}

}  // namespace
}  // namespace segnoise
