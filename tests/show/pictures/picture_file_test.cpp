#include "show/pictures/picture_file.h"

#include "show/pictures/encoded_picture.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <vtkImageData.h>
#include <vtkJPEGWriter.h>
#include <vtkNew.h>
#include <vtkPNGWriter.h>
#include <vtkUnsignedCharArray.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace segnoise::pictures {
namespace {

using ::testing::HasSubstr;
using testing::TemporaryFolder;
using ::testing::ThrowsMessage;

constexpr shape::Size kPictureSize{60, 40};

/// Bright and reddish in its upper left quarter.
Picture quartered() {
  Picture picture = blank_picture(kPictureSize, {20, 40, 60});
  fill(picture, {0, 0, 30, 20}, {220, 160, 100});
  return picture;
}

template <class T>
vtkNew<vtkImageData> vtk_image(int type, int components, T bright, T dark) {
  vtkNew<vtkImageData> image;
  image->SetDimensions(kPictureSize.width, kPictureSize.height, 1);
  image->AllocateScalars(type, components);
  for (int y = 0; y < kPictureSize.height; ++y) {
    for (int x = 0; x < kPictureSize.width; ++x) {
      auto* pixel = static_cast<T*>(image->GetScalarPointer(x, kPictureSize.height - 1 - y, 0));
      for (int i = 0; i < components; ++i) pixel[i] = x < 30 && y < 20 ? bright : dark;
    }
  }
  return image;
}

template <class Writer>
std::string encoded(vtkImageData* image) {
  vtkNew<Writer> writer;
  writer->SetInputData(image);
  writer->WriteToMemoryOn();
  writer->Write();
  auto* bytes = writer->GetResult();
  return {
      reinterpret_cast<const char*>(bytes->GetPointer(0)),
      static_cast<std::size_t>(bytes->GetNumberOfValues())};
}

TEST(ReadPicture, ReadsColoursOfAPng) {
  const TemporaryFolder folder;
  EXPECT_EQ(read_picture(folder.add("a.png", png_bytes(quartered())), kPictureSize), quartered());
}

TEST(ReadPicture, ReadsGreysOfAnyDepthAndLeavesOutOpacity) {
  const TemporaryFolder folder;
  for (const int components : {1, 2}) {
    const auto bytes =
        encoded<vtkPNGWriter>(vtk_image<std::uint8_t>(VTK_UNSIGNED_CHAR, components, 200, 50));
    const Picture grey = read_picture(folder.add("grey.png", bytes), kPictureSize);
    EXPECT_EQ(grey(3, 3), (Rgb{200, 200, 200})) << components;
    EXPECT_EQ(grey(50, 3), (Rgb{50, 50, 50})) << components;
  }
  const auto deep =
      encoded<vtkPNGWriter>(vtk_image<std::uint16_t>(VTK_UNSIGNED_SHORT, 1, 200 * 257, 50 * 257));
  EXPECT_EQ(read_picture(folder.add("deep.png", deep), kPictureSize)(3, 3), (Rgb{200, 200, 200}));
  const auto clear = encoded<vtkPNGWriter>(vtk_image<std::uint8_t>(VTK_UNSIGNED_CHAR, 4, 200, 50));
  EXPECT_EQ(read_picture(folder.add("rgba.png", clear), kPictureSize)(50, 30), (Rgb{50, 50, 50}));
}

TEST(ReadPicture, ReadsAJpegWhateverItsName) {
  const TemporaryFolder folder;
  const auto bytes = encoded<vtkJPEGWriter>(vtk_image<std::uint8_t>(VTK_UNSIGNED_CHAR, 3, 200, 50));
  const Picture picture = read_picture(folder.add("photo.png", bytes), kPictureSize);
  EXPECT_NEAR(picture(3, 3).red, 200, 6);
  EXPECT_NEAR(picture(3, 30).red, 50, 6);
  EXPECT_NEAR(picture(50, 3).blue, 50, 6);
}

TEST(ReadPicture, RefusesFilesThatAreDamagedAtAnyPlace) {
  const TemporaryFolder folder;
  const std::string png = png_bytes(quartered());
  const std::string jpeg =
      encoded<vtkJPEGWriter>(vtk_image<std::uint8_t>(VTK_UNSIGNED_CHAR, 3, 200, 50));
  for (const std::string* whole : {&png, &jpeg}) {
    for (const std::size_t part : {4U, 10U, 30U, 60U, 90U}) {
      const auto path = folder.add("cut", whole->substr(0, whole->size() * part / 100));
      EXPECT_THROW((void)read_picture(path, kPictureSize), std::runtime_error) << part << " %";
    }
  }
  for (std::size_t at = 8; at < png.size(); ++at) {
    std::string flipped = png;
    flipped[at] = static_cast<char>(flipped[at] ^ 0x10);
    const auto path = folder.add("flipped", flipped);
    EXPECT_THROW((void)read_picture(path, kPictureSize), std::runtime_error) << "byte " << at;
  }
}

TEST(ReadPicture, SurvivesAJpegWithAnyByteWrong) {
  const TemporaryFolder folder;
  const std::string jpeg =
      encoded<vtkJPEGWriter>(vtk_image<std::uint8_t>(VTK_UNSIGNED_CHAR, 3, 200, 50));
  for (std::size_t at = 0; at < jpeg.size(); ++at) {
    std::string wrong = jpeg;
    wrong[at] = static_cast<char>(wrong[at] ^ 0x5a);
    try {
      EXPECT_EQ(read_picture(folder.add("wrong.jpg", wrong), kPictureSize).size(), kPictureSize);
    } catch (const std::runtime_error& error) {
      EXPECT_THAT(error.what(), HasSubstr("wrong.jpg: "));
    }
  }
}

TEST(ReadPicture, NamesThePathAndWhatIsWrong) {
  const TemporaryFolder folder;
  const auto refused =
      [](const std::filesystem::path& path, shape::Size size, const std::string& why) {
        EXPECT_THAT(
            [&] { (void)read_picture(path, size); },
            ThrowsMessage<std::runtime_error>(path.string() + ": " + why));
      };
  const auto good = folder.add("good.png", png_bytes(quartered()));
  refused(good, {60, 41}, "is 60 x 40, not 60 x 41");
  refused(
      good.parent_path() / "absent.png", kPictureSize, "cannot be read: No such file or directory");
  refused(good.parent_path(), kPictureSize, "is a folder, expected a file");
  refused(
      folder.add("text.jpg", "no picture"), kPictureSize, "is neither a JPEG nor a PNG picture");
  refused(folder.add("empty.png", ""), kPictureSize, "is neither a JPEG nor a PNG picture");
}

}  // namespace
}  // namespace segnoise::pictures
