#include "cli/threads.h"

#include <gtest/gtest.h>

namespace segnoise::cli {
namespace {

TEST(ThreadsOf, AreThoseAskedForOrOneForEachCore) {
  EXPECT_EQ(threads_of(3), 3);
  EXPECT_GE(threads_of(0), 1);
}

}  // namespace
}  // namespace segnoise::cli
