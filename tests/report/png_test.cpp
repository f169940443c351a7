#include "report/png.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPNGReader.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace segnoise {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

std::string read_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(PngBytes, ReadBackAsTheSamePicture) {
  Picture picture = blank_picture({5, 3}, {10, 20, 30});
  picture(4, 0) = {255, 0, 7};
  const auto path = std::filesystem::path(::testing::TempDir()) / "segnoise_picture.png";
  write_whole_file(path, png_bytes(picture));

  vtkNew<vtkPNGReader> reader;
  reader->SetFileName(path.c_str());
  reader->Update();
  vtkImageData* image = reader->GetOutput();
  ASSERT_EQ(image->GetDimensions()[0], 5);
  ASSERT_EQ(image->GetDimensions()[1], 3);
  for (int y = 0; y < 3; ++y) {
    for (int x = 0; x < 5; ++x) {
      const auto* pixel = static_cast<unsigned char*>(image->GetScalarPointer(x, 2 - y, 0));
      EXPECT_EQ((Rgb{pixel[0], pixel[1], pixel[2]}), picture(x, y)) << x << ", " << y;
    }
  }
  std::filesystem::remove(path);
}

TEST(PngBytes, RejectsAPictureWithoutPixels) {
  EXPECT_THROW((void)png_bytes({}), std::invalid_argument);
}

TEST(WriteWholeFile, ReplacesWhatWasThereAndLeavesNothingElse) {
  const auto folder = std::filesystem::path(::testing::TempDir()) / "segnoise_whole_file";
  std::filesystem::create_directories(folder);
  write_whole_file(folder / "a.txt", "first, and longer");
  write_whole_file(folder / "a.txt", "second");
  EXPECT_EQ(read_bytes(folder / "a.txt"), "second");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
  std::filesystem::remove_all(folder);
}

TEST(WriteWholeFile, NamesAPathThatCannotBeWritten) {
  const auto path = std::filesystem::path(::testing::TempDir()) / "segnoise_absent" / "a.txt";
  EXPECT_THAT(
      [&] { write_whole_file(path, "text"); },
      ThrowsMessage<std::runtime_error>(HasSubstr(path.string())));
}

TEST(WriteWholeFile, CleansUpWhereTheNameIsTaken) {
  const auto folder = std::filesystem::path(::testing::TempDir()) / "segnoise_taken";
  std::filesystem::create_directories(folder / "a.txt" / "inside");
  EXPECT_THROW(write_whole_file(folder / "a.txt", "text"), std::runtime_error);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
  std::filesystem::remove_all(folder);
}

TEST(WriteWholeFile, NoticesAFullDisk) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  const auto folder = std::filesystem::path(::testing::TempDir()) / "segnoise_full";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  std::filesystem::create_symlink("/dev/full", folder / "a.txt.part");
  EXPECT_THROW(write_whole_file(folder / "a.txt", "text"), std::runtime_error);
  EXPECT_FALSE(std::filesystem::exists(folder / "a.txt"));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace segnoise
