#include "learn/unet/architecture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace segnoise::learn {
namespace {

TEST(Architecture, IsFoundByItsName) {
  for (const Architecture architecture : architectures()) {
    EXPECT_EQ(architecture_named(name_of(architecture)), architecture);
  }
}

TEST(Architecture, RefusesAnotherNameAndListsThoseThatAre) {
  try {
    (void)architecture_named("unet3");
    FAIL() << "unet3 was taken";
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "architecture must be small, unet1 or unet2, got unet3");
  }
}

}  // namespace
}  // namespace segnoise::learn
