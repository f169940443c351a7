#include "storage/mapped_file.h"

#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace segnoise::storage {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::TemporaryFolder;

TEST(MappedFile, HasTheBytesOfTheFile) {
  const TemporaryFolder folder;
  const std::string bytes = std::string("a\0b", 3) + std::string(100'000, 'x');
  EXPECT_EQ(MappedFile(folder.add("with a space.bin", bytes)).bytes(), bytes);
}

TEST(MappedFile, OfAnEmptyFileIsEmpty) {
  const TemporaryFolder folder;
  EXPECT_TRUE(MappedFile(folder.add("empty", "")).bytes().empty());
}

TEST(MappedFile, SaysWhyItCannotRead) {
  const TemporaryFolder folder;
  EXPECT_THAT(
      testing::refusal_of([&] { MappedFile file(folder.path() / "absent"); }),
      AllOf(HasSubstr("absent: cannot be read"), HasSubstr("No such file")));
  EXPECT_THAT(
      testing::refusal_of([&] { MappedFile file(folder.path()); }),
      HasSubstr("is a folder, expected a file"));
}

}  // namespace
}  // namespace segnoise::storage
