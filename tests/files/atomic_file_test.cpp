#include "files/atomic_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace segnoise {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string message_of(const fs::path& path, const std::string& content) {
  try {
    write_atomically(path, content);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "written";
}

TEST(WriteAtomically, WritesAndReplacesWholeFiles) {
  const fs::path path = fs::path(::testing::TempDir()) / "atomic_file_test.txt";
  write_atomically(path, "first, and longer");
  write_atomically(path, std::string_view("a\0b", 3));
  EXPECT_EQ(content_of(path), std::string("a\0b", 3));
  EXPECT_FALSE(fs::exists(path.string() + ".unfinished"));
}

TEST(WriteAtomically, NamesTheFileThatItCannotWrite) {
  EXPECT_THAT(
      message_of("absent/folder/a.txt", "x"), HasSubstr("cannot write absent/folder/a.txt"));
}

TEST(WriteAtomically, NoticesAFullDeviceAndLeavesNothing) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "no /dev/full on this system";
  // A link in the place of the temporary file sends the bytes to a device that is always full.
  const fs::path path = fs::path(::testing::TempDir()) / "atomic_file_full.txt";
  const fs::path temporary = path.string() + ".unfinished";
  fs::remove(path);
  fs::remove(temporary);
  fs::create_symlink("/dev/full", temporary);
  EXPECT_THAT(message_of(path, "does not fit"), HasSubstr("No space left on device"));
  EXPECT_FALSE(fs::exists(path));
  EXPECT_FALSE(fs::exists(fs::symlink_status(temporary)));
}

}  // namespace
}  // namespace segnoise
