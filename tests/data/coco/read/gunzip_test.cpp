#include "data/coco/read/gunzip.h"

#include "support/gzip.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace segnoise::coco {
namespace {

using testing::gzipped;
using ::testing::HasSubstr;
using testing::refusal_of;

std::string refusal(const std::string& bytes, std::size_t most_bytes = kMostUnpackedBytes) {
  return refusal_of([&] { (void)gunzipped(bytes, most_bytes); });
}

std::string some_text(std::size_t size) {
  std::string text;
  for (std::size_t i = 0; text.size() < size; ++i) text += std::to_string(i * i) + ',';
  text.resize(size);
  return text;
}

TEST(Gunzip, GivesBackWhatWasPackedWhateverItsSize) {
  for (const std::size_t size : {0U, 1U, 65535U, 65536U, 65537U, 1000000U}) {
    EXPECT_EQ(gunzipped(gzipped(some_text(size))), some_text(size)) << size;
  }
}

TEST(Gunzip, UnpacksOneMemberAfterAnother) {
  EXPECT_EQ(
      gunzipped(gzipped(some_text(200000)) + gzipped("") + gzipped("end")),
      some_text(200000) + "end");
}

TEST(Gunzip, RefusesWhatIsCutOffWhereverThatIs) {
  const std::string whole = gzipped(some_text(1000));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(refusal(whole.substr(0, size)), "its compressed data end early") << size;
  }
}

TEST(Gunzip, RefusesWhatIsDamaged) {
  std::string bytes = gzipped(some_text(1000));
  bytes[bytes.size() - 6] ^= 1;  // of the checksum
  EXPECT_EQ(refusal(bytes), "its compressed data are damaged: incorrect data check");
  EXPECT_THAT(refusal(gzipped("a") + "b"), HasSubstr("something else follows"));
}

TEST(Gunzip, UnpacksNoMoreThanItMay) {
  EXPECT_EQ(gunzipped(gzipped(std::string(100000, 'a')), 100000).size(), 100000U);
  EXPECT_THAT(
      refusal(gzipped(std::string(100001, 'a')), 100000),
      HasSubstr("holds more than 100000 bytes, the most that are unpacked"));
}

}  // namespace
}  // namespace segnoise::coco
