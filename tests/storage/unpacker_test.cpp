#include "storage/unpacker.h"

#include "support/gzip.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>

namespace segnoise::storage {
namespace {

using testing::deflated;
using testing::gzipped;
using testing::kGzipWindow;
using testing::kZlibWindow;
using testing::refusal_of;

/// Unpacks bytes that come in pieces, asking for some at a time. Each piece is overwritten when the
/// next one is asked for.
std::string unpacked(
    const std::string& bytes, Packing packing, std::size_t piece, std::size_t asked = 1000) {
  std::size_t given = 0;
  std::string buffer;
  Unpacker unpacker(packing, [&] {
    std::ranges::fill(buffer, '\xFF');
    buffer = bytes.substr(given, piece);
    given += buffer.size();
    return std::as_bytes(std::span(buffer));
  });
  std::string text;
  for (;;) {
    std::string next(asked, '\0');
    const std::size_t count = unpacker.read(std::as_writable_bytes(std::span(next)));
    text += next.substr(0, count);
    if (count < asked) return text;
  }
}

std::string some_text() {
  std::string text;
  for (int i = 0; text.size() < 3000; ++i) text += std::to_string(i * 7919) + ",";
  return text;
}

TEST(Unpacker, GivesBackWhatWasPackedHoweverItComesAndIsAskedFor) {
  const std::string text = some_text();
  for (const std::size_t piece : {1U, 7U, 100000U}) {
    for (const std::size_t asked : {1U, 999U, 100000U}) {
      EXPECT_EQ(unpacked(gzipped(text), Packing::kGzip, piece, asked), text);
      EXPECT_EQ(unpacked(deflated(text, kZlibWindow), Packing::kZlib, piece, asked), text);
    }
  }
}

TEST(Unpacker, ReadsMembersOfGzipAsOne) {
  const std::string packed = gzipped("one ") + gzipped("") + gzipped("more");
  for (const std::size_t piece : {1U, 5U, 1000U}) {
    EXPECT_EQ(unpacked(packed, Packing::kGzip, piece), "one more");
  }
}

TEST(Unpacker, RefusesWhatIsCutOffWhereverThatIs) {
  const std::string whole = gzipped(some_text());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(
        refusal_of([&] { (void)unpacked(whole.substr(0, size), Packing::kGzip, 64); }),
        "its compressed data end early")
        << size;
  }
}

TEST(Unpacker, RefusesWhatFollows) {
  const auto refusal = [](const std::string& bytes, Packing packing) {
    return refusal_of([&] { (void)unpacked(bytes, packing, 1000); });
  };
  const std::string follows = "something else follows its compressed data";
  EXPECT_EQ(refusal(gzipped("a") + "b", Packing::kGzip), follows);
  EXPECT_EQ(refusal(deflated("a", kZlibWindow) + "b", Packing::kZlib), follows);
  EXPECT_EQ(
      refusal(gzipped("a") + "\x1F" + "b", Packing::kGzip),
      "its compressed data are damaged: incorrect header check");
  EXPECT_NE(refusal(deflated("a", kZlibWindow), Packing::kGzip), "");
  EXPECT_NE(refusal(deflated("a", kGzipWindow), Packing::kZlib), "");
}

/// Also the bits after the end of the deflated data, which no checksum covers.
TEST(Unpacker, RefusesEveryBitThatIsFlippedBehindTheHeader) {
  constexpr std::size_t kHeaderBytes = 10;
  for (const std::string text : {"a", "ab", "abc", "abcabcabcabcabc", "\x90", "\x90\x91\x92"}) {
    const std::string whole = gzipped(text);
    for (std::size_t bit = 8 * kHeaderBytes; bit < 8 * whole.size(); ++bit) {
      std::string flipped = whole;
      flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
      for (const std::size_t piece : {1U, 1000U}) {
        EXPECT_NE(refusal_of([&] { (void)unpacked(flipped, Packing::kGzip, piece); }), "")
            << bit << " of " << text;
      }
    }
  }
}

}  // namespace
}  // namespace segnoise::storage
