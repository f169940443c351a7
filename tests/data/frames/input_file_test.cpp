#include "data/frames/input_file.h"

#include "data/frames/made_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <stdexcept>

namespace segnoise::frames {
namespace {

using ::testing::HasSubstr;
using testing::TemporaryFolder;

TEST(InputFile, ReadsAFileFromStartToEndWithItsDigest) {
  const TemporaryFolder folder;
  InputFile file(folder.add("a", "a\nbc"));
  EXPECT_EQ(file.size(), 4U);
  EXPECT_EQ(file.read_line(10), "a");
  EXPECT_EQ(file.remaining(), 2U);
  std::array<std::byte, 10> buffer{};
  EXPECT_EQ(file.read(buffer), 2U);
  EXPECT_EQ(buffer[1], std::byte{'c'});
  EXPECT_EQ(file.read(buffer), 0U);
  EXPECT_EQ(file.sha256(), "b4c620724d95022be9765d6f660a36f90835acab2437b5e8cd71812940b29346");
}

TEST(InputFile, ReadsLinesAndTextsOnlyUpToALength) {
  const TemporaryFolder folder;
  const auto path = folder.add("a", "abc\nd");
  EXPECT_EQ(InputFile(path).read_text(5), "abc\nd");
  EXPECT_THROW((void)InputFile(path).read_text(4), std::runtime_error);
  EXPECT_EQ(InputFile(path).read_line(3), "abc");
  EXPECT_THROW((void)InputFile(path).read_line(2), std::runtime_error);
  InputFile file(path);
  (void)file.read_line(3);
  EXPECT_THROW((void)file.read_line(3), std::runtime_error);  // no line feed
}

TEST(InputFile, SaysWhyItCannotBeOpened) {
  const TemporaryFolder folder;
  EXPECT_EQ(testing::refusal_of([&] { InputFile file(folder.path() / "absent"); }), "not found");
  EXPECT_EQ(testing::refusal_of([&] { InputFile file(folder.path()); }), "is not a regular file");
}

}  // namespace
}  // namespace segnoise::frames
