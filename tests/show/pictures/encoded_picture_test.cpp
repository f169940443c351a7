#include "show/pictures/encoded_picture.h"

#include "show/pictures/picture_file.h"
#include "storage/write_file.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPNGReader.h>

#include <filesystem>
#include <stdexcept>

namespace segnoise::pictures {
namespace {

TEST(PngBytes, ReadBackAsTheSamePicture) {
  Picture picture = blank_picture({5, 3}, {10, 20, 30});
  picture(4, 0) = {255, 0, 7};
  const testing::TemporaryFolder folder;
  const auto path = folder.path() / "picture.png";
  storage::write_file(path, png_bytes(picture));

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
}

TEST(PngBytes, RejectsAPictureWithoutPixels) {
  EXPECT_THROW((void)png_bytes({}), std::invalid_argument);
}

TEST(JpegBytes, ReadBackAsNearlyTheSamePicture) {
  Picture picture = blank_picture({32, 16}, {10, 20, 30});
  fill(picture, {16, 0, 32, 16}, {200, 60, 90});
  const testing::TemporaryFolder folder;
  const auto path = folder.path() / "picture.jpg";
  storage::write_file(path, jpeg_bytes(picture));
  const Picture read = read_picture(path, picture.size());
  for (const int x : {4, 28}) {
    EXPECT_NEAR(read(x, 8).red, picture(x, 8).red, 6);
    EXPECT_NEAR(read(x, 8).green, picture(x, 8).green, 6);
    EXPECT_NEAR(read(x, 8).blue, picture(x, 8).blue, 6);
  }
}

TEST(JpegBytes, RejectsAPictureWithoutPixels) {
  EXPECT_THROW((void)jpeg_bytes({}), std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::pictures
