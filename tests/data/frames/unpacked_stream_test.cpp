#include "data/frames/unpacked_stream.h"

#include "data/frames/made_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <optional>
#include <string>

namespace segnoise::frames {
namespace {

using storage::Packing;
using testing::deflated;
using testing::gzipped;
using ::testing::HasSubstr;
using testing::kGzipWindow;
using testing::kZlibWindow;
using testing::TemporaryFolder;

constexpr std::optional<Packing> kPlain;

/// Longer than the pieces in which files are read and memory grows, and not the same throughout.
std::string long_text() {
  std::string text;
  for (int i = 0; text.size() < 5'000'000; ++i) text += std::to_string(i * 7919) + ",";
  return text;
}

std::string unpacked(
    const std::filesystem::path& path, std::optional<Packing> packing, std::size_t count) {
  InputFile file(path);
  UnpackedStream stream(file, packing);
  const auto begin = stream.take(1, "text");
  const auto rest = stream.take(count - 1, "text");
  stream.require_end();
  return std::string(1, static_cast<char>(begin[0])) +
         std::string(reinterpret_cast<const char*>(rest.data()), rest.size());
}

TEST(UnpackedStream, GivesBackWhatWasPacked) {
  const TemporaryFolder folder;
  const std::string text = long_text();
  EXPECT_EQ(unpacked(folder.add("plain", text), kPlain, text.size()), text);
  EXPECT_EQ(
      unpacked(folder.add("zlib", deflated(text, kZlibWindow, 1)), Packing::kZlib, text.size()),
      text);
  EXPECT_EQ(
      unpacked(folder.add("gzip", deflated(text, kGzipWindow, 1)), Packing::kGzip, text.size()),
      text);
  const auto stored = folder.add("stored", deflated(text, kGzipWindow, 0));
  EXPECT_EQ(unpacked(stored, Packing::kGzip, text.size()), text);
}

TEST(UnpackedStream, ReadsMembersOfGzipAsOne) {
  const TemporaryFolder folder;
  std::string packed;
  for (const char letter : std::string("several")) packed += gzipped({letter});
  EXPECT_EQ(unpacked(folder.add("a", packed), Packing::kGzip, 7), "several");
}

TEST(UnpackedStream, RefusesLessAndMoreThanWasAskedFor) {
  const TemporaryFolder folder;
  for (const std::optional<Packing> packing : {kPlain, {Packing::kGzip}, {Packing::kZlib}}) {
    const std::string text = "text";
    const auto path = folder.add(
        "a",
        packing == kPlain ? text
                          : deflated(text, packing == Packing::kGzip ? kGzipWindow : kZlibWindow));
    EXPECT_EQ(unpacked(path, packing, 4), text);
    EXPECT_THAT(
        testing::refusal_of([&] { (void)unpacked(path, packing, 5); }), HasSubstr("of its text"));
    EXPECT_THAT(
        testing::refusal_of([&] { (void)unpacked(path, packing, 3); }),
        HasSubstr("more bytes than its header promises"));
  }
}

TEST(UnpackedStream, RefusesBitsAfterTheEndOfTheDeflateData) {
  const TemporaryFolder folder;
  // Eight one-byte members of different texts end at different bits of their last byte.
  int with_spare_bits = 0;
  for (const std::string text : {"a", "ab", "abc", "\x90", "\x90\x91", "\x90\x91\x92", "a\x90"}) {
    std::string packed = gzipped(text);
    char& last = packed[packed.size() - 9];  // before the checksum and the length
    if ((static_cast<unsigned char>(last) & 0x80U) != 0) continue;
    last = static_cast<char>(static_cast<unsigned char>(last) | 0x80U);
    ++with_spare_bits;
    EXPECT_FALSE(testing::refusal_of([&] {
                   (void)unpacked(folder.add("a", packed), Packing::kGzip, text.size());
                 }).empty());
  }
  EXPECT_GT(with_spare_bits, 3);
}

/// A gzip file whose header is padded, by a file name, until the data end after `data_end` bytes.
std::string padded_gzip(const std::string& text, std::size_t data_end) {
  std::string plain = gzipped(text);
  const std::size_t padding = data_end + 8 - plain.size();
  plain[3] = 8;  // there is a name
  return plain.insert(10, std::string(padding - 1, 'n') + '\0');
}

/// The first take() ends within a run of equal bytes, and with it a piece of the file; the end of
/// the data then lies in a byte that is already gone.
TEST(UnpackedStream, RefusesBitsAfterTheEndAlsoAcrossPiecesOfTheFile) {
  constexpr std::size_t kPiece = 65536;
  const TemporaryFolder folder;
  for (std::size_t length = 20'000; length < 20'300; length += 7) {
    std::string packed = padded_gzip(std::string(length, 'z'), kPiece);
    const auto read = [&] {
      InputFile file(folder.add("a", packed));
      UnpackedStream stream(file, Packing::kGzip);
      (void)stream.take(length - 1, "text");
      (void)stream.take(1, "text");
      stream.require_end();
    };
    EXPECT_EQ(testing::refusal_of(read), "") << length;
    packed[kPiece - 1] = static_cast<char>(static_cast<unsigned char>(packed[kPiece - 1]) ^ 0x80U);
    EXPECT_NE(testing::refusal_of(read), "") << length;
  }
}

}  // namespace
}  // namespace segnoise::frames
