#include "storage/regular_file.h"

#include "storage/mapped_file.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

namespace segnoise::storage {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::TemporaryFolder;

std::string refusal(const fs::path& path) {
  return testing::refusal_of([&] { (void)open_to_read(path); });
}

TEST(OpenToRead, TakesFilesAndLinksToThem) {
  const TemporaryFolder folder;
  const fs::path file = folder.add("a.txt", "text");
  fs::create_symlink("a.txt", folder.path() / "link");
  EXPECT_EQ(open_to_read(file).size_bytes, 4U);
  EXPECT_EQ(read_file(folder.path() / "link"), "text");
  EXPECT_EQ(read_file(folder.add("empty", "")), "");
  EXPECT_EQ(read_file(folder.add("long", std::string(200'001, 'x'))), std::string(200'001, 'x'));
}

/// None of these waits, or ends in an endless file.
TEST(OpenToRead, RefusesEverythingElseByItsKind) {
  const TemporaryFolder folder;
  const fs::path pipe = folder.path() / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  fs::create_symlink("pipe", folder.path() / "link");
  EXPECT_EQ(refusal(pipe), pipe.string() + ": is a named pipe, expected a file");
  EXPECT_THAT(refusal(folder.path() / "link"), HasSubstr("link: is a named pipe"));
  EXPECT_EQ(refusal("/dev/zero"), "/dev/zero: is a device, expected a file");
  EXPECT_THAT(refusal(folder.path()), HasSubstr(": is a folder, expected a file"));
  EXPECT_THAT(testing::refusal_of([&] { MappedFile file("/dev/zero"); }), HasSubstr("is a device"));
  EXPECT_THAT(testing::refusal_of([&] { (void)open_to_read(pipe); }), HasSubstr("is a named pipe"));

  const int server = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
  const std::string name = (folder.path() / "s").string();
  if (name.size() < sizeof address.sun_path) {
    name.copy(address.sun_path, name.size());
    ASSERT_EQ(bind(server, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    EXPECT_THAT(refusal(name), HasSubstr("s: is a socket, expected a file"));
  }
}

TEST(OpenToRead, SaysWhyAFileCannotBeOpened) {
  const TemporaryFolder folder;
  EXPECT_THAT(
      refusal(folder.path() / "absent"),
      AllOf(HasSubstr("absent: cannot be read"), HasSubstr("No such file")));
  fs::create_symlink("around", folder.path() / "around");
  EXPECT_THAT(refusal(folder.path() / "around"), HasSubstr("Too many levels of symbolic links"));
}

TEST(ReadFile, StopsAtTheStatedSize) {
  const TemporaryFolder folder;
  const fs::path file = folder.add("a.txt", "12345");
  EXPECT_EQ(read_file(file, 5), "12345");
  EXPECT_THAT(
      testing::refusal_of([&] { (void)read_file(file, 4); }),
      HasSubstr("a.txt: is larger than 4 bytes"));
}

TEST(ReadFile, ReadsFilesOfTheSystemThatHaveMoreBytesThanTheySay) {
  if (!fs::exists("/proc/self/status")) GTEST_SKIP() << "no /proc on this system";
  EXPECT_EQ(open_to_read("/proc/self/status").size_bytes, 0U);
  EXPECT_THAT(read_file("/proc/self/status"), HasSubstr("Pid:"));
  EXPECT_FALSE(MappedFile("/proc/self/status").bytes().empty());
}

}  // namespace
}  // namespace segnoise::storage
