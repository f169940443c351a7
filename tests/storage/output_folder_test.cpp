#include "storage/output_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace segnoise::storage {
namespace {

namespace fs = std::filesystem;

class OutputFolderTest : public ::testing::Test {
 protected:
  OutputFolderTest() { fs::remove_all(root_); }
  ~OutputFolderTest() override { fs::remove_all(root_); }

  static void write(const fs::path& path) { std::ofstream(path) << "x"; }

  // Of this test alone, as tests run side by side.
  fs::path root_ = fs::path(::testing::TempDir()) /
                   (std::string("output_folder_") +
                    ::testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(OutputFolderTest, AppearsOnlyWhenItIsFinished) {
  const fs::path final_path = root_ / "deep" / "study";
  OutputFolder folder(final_path);
  write(folder.unfinished() / "summary.json");
  EXPECT_FALSE(fs::exists(final_path));
  folder.finish();
  EXPECT_TRUE(fs::exists(final_path / "summary.json"));
  EXPECT_FALSE(fs::exists(folder.unfinished()));
}

TEST_F(OutputFolderTest, LeavesNothingBehindWhenTheWorkIsGivenUp) {
  {
    const OutputFolder folder(root_ / "deep" / "study");
    write(folder.unfinished() / "half.csv");
  }
  EXPECT_FALSE(fs::exists(root_));
}

TEST_F(OutputFolderTest, TakesAnEmptyFolderAndATrailingSlash) {
  fs::create_directories(root_ / "study");
  OutputFolder folder((root_ / "study").string() + "/");
  write(folder.unfinished() / "a");
  folder.finish();
  EXPECT_TRUE(fs::exists(root_ / "study" / "a"));
}

TEST_F(OutputFolderTest, RefusesToTouchWhatIsThere) {
  fs::create_directories(root_ / "study");
  write(root_ / "study" / "precious");
  write(root_ / "file");
  EXPECT_THROW(OutputFolder(root_ / "study"), std::runtime_error);
  EXPECT_THROW(OutputFolder(root_ / "file"), std::runtime_error);
  EXPECT_THROW(OutputFolder(root_ / "file" / "study"), std::runtime_error);
  EXPECT_TRUE(fs::exists(root_ / "study" / "precious"));
}

TEST_F(OutputFolderTest, RemovesWhatADeadProcessHasLeft) {
  fs::create_directories(root_ / "study.unfinished-1" / "deep");
  write(root_ / "study.unfinished-1" / "deep" / "half.csv");
  write(root_ / "study.unfinished-1" / "lock");
  const OutputFolder folder(root_ / "study");
  EXPECT_EQ(folder.unfinished(), root_ / "study.unfinished-1");
  EXPECT_FALSE(fs::exists(root_ / "study.unfinished-1" / "deep"));
}

TEST_F(OutputFolderTest, LeavesTheFolderOfALivingProcessAndOneThatIsNotItsOwn) {
  OutputFolder living(root_ / "study");
  write(living.unfinished() / "half.csv");
  fs::create_directories(root_ / "study.unfinished-2");
  write(root_ / "study.unfinished-2" / "precious");  // no lock, as this program makes it
  {
    OutputFolder other(root_ / "study");
    EXPECT_EQ(other.unfinished(), root_ / "study.unfinished-3");
  }
  EXPECT_TRUE(fs::exists(root_ / "study.unfinished-2" / "precious"));
  living.finish();
  EXPECT_TRUE(fs::exists(root_ / "study" / "half.csv"));
  EXPECT_FALSE(fs::exists(root_ / "study" / "lock"));
}

TEST_F(OutputFolderTest, FindsTheNextFreeName) {
  EXPECT_EQ(free_name(root_ / "low"), root_ / "low");
  fs::create_directories(root_ / "low");
  fs::create_directories(root_ / "low-2");
  EXPECT_EQ(free_name(root_ / "low"), root_ / "low-3");
}

TEST_F(OutputFolderTest, FindsTheNextFreeNameOfAFile) {
  fs::create_directories(root_ / "low.v2");
  EXPECT_EQ(free_name(root_ / "low.v2", ".json"), root_ / "low.v2.json");
  fs::create_directories(root_ / "low.v2.json");
  EXPECT_EQ(free_name(root_ / "low.v2", ".json"), root_ / "low.v2-2.json");
}

TEST_F(OutputFolderTest, IsMadeWithItsParentsOrNamed) {
  make_folders(root_ / "a" / "b");
  make_folders(root_ / "a" / "b");  // which is there
  EXPECT_TRUE(fs::is_directory(root_ / "a" / "b"));
  write(root_ / "file");
  try {
    make_folders(root_ / "file" / "c");
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(
        error.what(),
        ::testing::StartsWith((root_ / "file" / "c").string() + ": cannot be made: "));
  }
}

}  // namespace
}  // namespace segnoise::storage
