#include "learn/core/tensor_file.h"

#include "learn/temporary_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <limits>
#include <stdexcept>
#include <string>

namespace segnoise::learn {
namespace {

using ::testing::HasSubstr;
using testing::temporary_file;

const TensorFile kFile{
    .metadata = {{"architecture", "small"}, {"version", "1"}},
    .tensors = {
        {.name = "a.weight", .shape = {2, 3}, .values = {1, 2, 3, -4, 5.5F, 1e-30F}},
        {.name = "a.bias", .shape = {1}, .values = {0.25F}},
        {.name = "scalar", .shape = {}, .values = {7}},
        {.name = "nothing", .shape = {0, 4}, .values = {}}}};

std::string tensors_refusal(const std::string& bytes) {
  try {
    (void)decoded(bytes);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "taken";
}

TEST(TensorFile, ComesBackAsItWas) { EXPECT_EQ(decoded(encoded(kFile)), kFile); }

TEST(TensorFile, ComesBackWithoutTensors) { EXPECT_EQ(decoded(encoded({})), TensorFile{}); }

TEST(TensorFile, IsLaidOutAsSafetensorsAre) {
  const std::string bytes = encoded(
      {.metadata = {{"k", "v"}}, .tensors = {{.name = "t", .shape = {1, 2}, .values = {1, 2}}}});
  const std::string digest = bytes.substr(bytes.find("sha256") + 9, 64);
  const std::string header = R"({"__metadata__":{"k":"v","sha256":")" + digest +
                             R"("},"t":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}})";
  ASSERT_GE(bytes.size(), 8 + header.size() + 8);
  const std::size_t length = bytes.size() - 8 - 8;
  EXPECT_EQ(static_cast<unsigned char>(bytes[0]), length);
  EXPECT_EQ(length % 8, 0U);
  EXPECT_EQ(bytes.substr(8, header.size()), header);
  EXPECT_EQ(bytes.substr(bytes.size() - 8), std::string("\0\0\x80\x3f\0\0\0\x40", 8));
}

TEST(TensorFile, IsRefusedWithAnyBitFlipped) {
  const std::string bytes = encoded(kFile);
  for (std::size_t i = 0; i < 8 * bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i / 8] = static_cast<char>(damaged[i / 8] ^ (1 << (i % 8)));
    EXPECT_THROW((void)decoded(damaged), std::runtime_error) << "bit " << i;
  }
}

TEST(TensorFile, IsRefusedCutAnywhereOrContinued) {
  const std::string bytes = encoded(kFile);
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_THROW((void)decoded(bytes.substr(0, length)), std::runtime_error) << length;
  }
  EXPECT_THROW((void)decoded(bytes + '\0'), std::runtime_error);
}

TEST(TensorFile, SaysWhatIsWrongWithAnother) {
  EXPECT_THAT(tensors_refusal("short"), HasSubstr("too short"));
  EXPECT_THAT(
      tensors_refusal("some text that is long enough"), HasSubstr("not a safetensors file"));
  std::string changed = encoded(kFile);
  changed.back() = 1;
  EXPECT_THAT(tensors_refusal(changed), HasSubstr("SHA-256 differs"));
}

TEST(TensorFile, IsNotWrittenFromWhatItCannotSay) {
  EXPECT_THROW((void)encoded({.metadata = {{"a", "\""}}}), std::invalid_argument);
  EXPECT_THROW((void)encoded({.metadata = {{"a", "\n"}}}), std::invalid_argument);
  EXPECT_THROW((void)encoded({.metadata = {{"sha256", "0"}}}), std::invalid_argument);
  const NamedTensor tensor{.name = "t", .shape = {1}, .values = {1}};
  EXPECT_THROW((void)encoded({.metadata = {}, .tensors = {tensor, tensor}}), std::invalid_argument);
  const NamedTensor wrong{.name = "t", .shape = {2}, .values = {1}};
  EXPECT_THROW((void)encoded({.metadata = {}, .tensors = {wrong}}), std::invalid_argument);
}

TEST(ReadWhole, NamesWhatIsNoFile) {
  EXPECT_THROW((void)read_whole(::testing::TempDir()), std::runtime_error);
  EXPECT_THROW((void)read_whole("no such file"), std::runtime_error);
}

}  // namespace
}  // namespace segnoise::learn
