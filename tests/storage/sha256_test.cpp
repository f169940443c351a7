#include "storage/sha256.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace segnoise::storage {
namespace {

TEST(Sha256Of, GivesTheDigestsOfTheStandard) {
  EXPECT_EQ(sha256_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Sha256, DoesNotDependOnHowTheBytesArePieced) {
  Sha256 sum;
  for (const char letter : std::string("abc")) {
    sum.update(std::as_bytes(std::span(&letter, 1)));
  }
  EXPECT_EQ(sum.hex_digest(), sha256_of("abc"));
}

TEST(FingerprintOf, IsTheDigestOfWhatSha256sumPrints) {
  EXPECT_EQ(
      fingerprint_of({{"a.txt", "12"}, {"b.txt", "34"}}), sha256_of("12  a.txt\n34  b.txt\n"));
  EXPECT_EQ(fingerprint_of({}), sha256_of(""));
}

TEST(FingerprintOf, DependsOnNamesAndContentsButNotOnOrder) {
  const FileDigest a{"a.txt", "12"};
  const FileDigest b{"b.txt", "34"};
  EXPECT_EQ(fingerprint_of({a, b}), fingerprint_of({b, a}));
  EXPECT_NE(fingerprint_of({a, b}), fingerprint_of({{"a.txt", "34"}, {"b.txt", "12"}}));
}

}  // namespace
}  // namespace segnoise::storage
