#include "learn/unet/networks.h"

#include <gtest/gtest.h>

#include <set>
#include <string_view>

namespace segnoise::learn {
namespace {

TEST(UNets, AreDescribedOnceEach) {
  std::set<std::string_view> names;
  std::set<Architecture> architectures;
  for (const UNetDescription& unet : unets()) {
    names.insert(unet.name);
    architectures.insert(unet.defaults.architecture);
    EXPECT_EQ(unet.layout.encoder.size(), unet.layout.decoder.size()) << unet.name;
    EXPECT_EQ(&description_of(unet.defaults.architecture), &unet);
    EXPECT_EQ(unet.defaults.input_size_px % input_multiple_px(unet.defaults.architecture), 0);
  }
  EXPECT_EQ(names.size(), unets().size());
  EXPECT_EQ(architectures.size(), unets().size());
}

TEST(UNets, HaveInputsThatEveryLevelHalves) {
  EXPECT_EQ(input_multiple_px(Architecture::kSmall), 32);
  EXPECT_EQ(input_multiple_px(Architecture::kUnet1), 32);
  EXPECT_EQ(input_multiple_px(Architecture::kUnet2), 16);
}

}  // namespace
}  // namespace segnoise::learn
