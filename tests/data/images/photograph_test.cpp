#include "data/images/photograph.h"

#include "support/jpeg_files.h"
#include "support/png_files.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::images {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using testing::jpeg_of;
using testing::png_of_rows;
using testing::refusal_of;
using ::testing::StartsWith;
using testing::TemporaryFolder;

constexpr shape::Size kPhotoSize{60, 40};
constexpr shape::Rgb kBright{220, 160, 100};
constexpr shape::Rgb kDark{20, 40, 60};

/// Bright and reddish in its upper left quarter.
Photograph quartered() {
  Photograph photograph({.size = kPhotoSize}, kDark);
  for (int y = 0; y < 20; ++y) {
    for (int x = 0; x < 30; ++x) photograph(x, y) = kBright;
  }
  return photograph;
}

std::string quartered_png() {
  std::vector<std::vector<png_byte>> rows;
  const Photograph photograph = quartered();
  for (int y = 0; y < photograph.height(); ++y) {
    rows.emplace_back();
    for (const shape::Rgb pixel : photograph.row(y)) {
      rows.back().insert(rows.back().end(), {pixel.red, pixel.green, pixel.blue});
    }
  }
  return png_of_rows(kPhotoSize, {.colour_type = PNG_COLOR_TYPE_RGB}, rows);
}

void expect_near(shape::Rgb pixel, shape::Rgb expected) {
  constexpr int kLossy = 6;
  EXPECT_NEAR(pixel.red, expected.red, kLossy);
  EXPECT_NEAR(pixel.green, expected.green, kLossy);
  EXPECT_NEAR(pixel.blue, expected.blue, kLossy);
}

/// The only pixel of a PNG of one pixel.
shape::Rgb pixel_of(const testing::PngLayout& layout, const std::vector<png_byte>& stored) {
  return decode_photograph(png_of_rows({1, 1}, layout, {stored}), {1, 1})(0, 0);
}

TEST(DecodePhotograph, ReadsEveryPixelOfAPng) {
  EXPECT_EQ(decode_photograph(quartered_png(), kPhotoSize), quartered());
}

TEST(DecodePhotograph, RoundsSixteenBitsOfAPngToEight) {
  const testing::PngLayout colours{.colour_type = PNG_COLOR_TYPE_RGB, .bit_depth = 16};
  // 0x0080 is 128 of 65535, 0.498 of 255; 0x0081 is 0.502.
  EXPECT_EQ(pixel_of(colours, {0, 0x80, 0, 0x81, 0xFF, 0xFF}), (shape::Rgb{0, 1, 255}));
  const testing::PngLayout greys{.colour_type = PNG_COLOR_TYPE_GRAY, .bit_depth = 16};
  EXPECT_EQ(pixel_of(greys, {200, 200}), (shape::Rgb{200, 200, 200}));
}

TEST(DecodePhotograph, SpreadsFewBitsOfGreyOverAll) {
  EXPECT_EQ(pixel_of({.bit_depth = 1}, {0x80}), (shape::Rgb{255, 255, 255}));
  EXPECT_EQ(pixel_of({.bit_depth = 2}, {0x40}), (shape::Rgb{85, 85, 85}));
  EXPECT_EQ(pixel_of({.bit_depth = 8}, {50}), (shape::Rgb{50, 50, 50}));
}

TEST(DecodePhotograph, LeavesOutOpacityAndLooksUpPalettes) {
  EXPECT_EQ(pixel_of({.colour_type = PNG_COLOR_TYPE_RGBA}, {1, 2, 3, 0}), (shape::Rgb{1, 2, 3}));
  EXPECT_EQ(pixel_of({.colour_type = PNG_COLOR_TYPE_GRAY_ALPHA}, {7, 128}), (shape::Rgb{7, 7, 7}));
  EXPECT_EQ(
      pixel_of(
          {.colour_type = PNG_COLOR_TYPE_PALETTE,
           .bit_depth = 4,
           .palette = {{0, 0, 0}, {24, 1, 2}}},
          {0x10}),
      (shape::Rgb{24, 1, 2}));
}

TEST(DecodePhotograph, RefusesColoursBeyondThePalette) {
  // Two pixels of 8 bits, one of the palette's two colours and one of none; bits that fill a byte
  // count as little as the colours of a full palette.
  const testing::PngLayout two{
      .colour_type = PNG_COLOR_TYPE_PALETTE, .palette = {{0, 0, 0}, {24, 1, 2}}};
  EXPECT_EQ(
      testing::refusal_of([&] {
        (void)decode_photograph(png_of_rows({2, 1}, two, {{1, 5}}), {2, 1});
      }),
      "is a damaged PNG: it has colour 5 of a palette of 2");
  EXPECT_EQ(
      decode_photograph(png_of_rows({2, 1}, two, {{1, 0}}), {2, 1})(0, 0), (shape::Rgb{24, 1, 2}));
}

TEST(DecodePhotograph, ReadsInterlacedPngs) {
  const std::string file = png_of_rows(
      {3, 2}, {.colour_type = PNG_COLOR_TYPE_GRAY, .is_interlaced = true}, {{1, 2, 3}, {4, 5, 6}});
  const Photograph photograph = decode_photograph(file, {3, 2});
  EXPECT_EQ(photograph(2, 0), (shape::Rgb{3, 3, 3}));
  EXPECT_EQ(photograph(0, 1), (shape::Rgb{4, 4, 4}));
}

TEST(DecodePhotograph, ReadsJpegsOfColoursAndGreysHoweverTheyAreScanned) {
  for (const bool is_progressive : {false, true}) {
    const Photograph colours =
        decode_photograph(jpeg_of(quartered(), {.is_progressive = is_progressive}), kPhotoSize);
    expect_near(colours(3, 3), kBright);
    expect_near(colours(3, 30), kDark);
    expect_near(colours(50, 3), kDark);
    const Photograph greys = decode_photograph(
        jpeg_of(quartered(), {.stored = JCS_GRAYSCALE, .is_progressive = is_progressive}),
        kPhotoSize);
    expect_near(greys(3, 3), {171, 171, 171});  // 0.299 R + 0.587 G + 0.114 B
    EXPECT_EQ(greys(3, 3).red, greys(3, 3).blue);
  }
}

TEST(DecodePhotograph, LeavesPixelsWhereTheyAreStored) {
  constexpr int kTurnedRight = 6;
  EXPECT_EQ(
      decode_photograph(jpeg_of(quartered(), {.orientation = kTurnedRight}), kPhotoSize),
      decode_photograph(jpeg_of(quartered()), kPhotoSize));
}

TEST(DecodePhotograph, RefusesColoursForPrintAndOtherSizes) {
  const auto refused = [](const std::string& bytes, shape::Size size) {
    return refusal_of([&] { (void)decode_photograph(bytes, size); });
  };
  EXPECT_EQ(
      refused(jpeg_of(quartered(), {.stored = JCS_CMYK}), kPhotoSize), "has colours for print");
  for (const std::string& bytes : {quartered_png(), jpeg_of(quartered())}) {
    EXPECT_EQ(refused(bytes, {60, 41}), "is 60 x 40, not 60 x 41");
  }
  for (const char* bytes : {"", "no picture", "\x89PNG", "GIF89a"}) {
    EXPECT_EQ(refused(bytes, kPhotoSize), "is neither a JPEG nor a PNG picture");
  }
}

TEST(DecodePhotograph, RefusesFilesThatAreDamagedAtAnyPlace) {
  const std::string png = quartered_png();
  for (const std::string& whole :
       {png, jpeg_of(quartered()), jpeg_of(quartered(), {.is_progressive = true})}) {
    for (std::size_t size = 8; size + 2 < whole.size(); ++size) {  // a JPEG's end is two bytes
      const std::string cut = whole.substr(0, size);
      ASSERT_THAT(
          refusal_of([&] { (void)decode_photograph(cut, kPhotoSize); }),
          StartsWith("is a damaged "))
          << size;
    }
  }
  for (std::size_t at = 8; at < png.size(); ++at) {
    std::string flipped = png;
    flipped[at] = static_cast<char>(flipped[at] ^ 0x10);
    ASSERT_NE(refusal_of([&] { (void)decode_photograph(flipped, kPhotoSize); }), "") << at;
  }
}

TEST(DecodePhotograph, SurvivesAJpegWithAnyByteWrong) {
  for (const bool is_progressive : {false, true}) {
    const std::string jpeg = jpeg_of(quartered(), {.is_progressive = is_progressive});
    for (std::size_t at = 2; at < jpeg.size(); ++at) {
      std::string wrong = jpeg;
      wrong[at] = static_cast<char>(wrong[at] ^ 0x5a);
      try {
        EXPECT_EQ(decode_photograph(wrong, kPhotoSize).size(), kPhotoSize);
      } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), AnyOf(StartsWith("is "), StartsWith("has "))) << at;
      }
    }
  }
}

TEST(DecodePhotograph, AllocatesNothingForASizeThatIsOnlyClaimed) {
  std::string jpeg = jpeg_of(quartered());
  const std::size_t frame = jpeg.find("\xff\xc0");
  ASSERT_NE(frame, std::string::npos);
  jpeg.replace(frame + 5, 4, "\xff\xdc\xff\xdc");  // height and width, JPEG's most
  EXPECT_THAT(
      refusal_of([&] {
        (void)decode_photograph(jpeg, {65500, 65500});
      }),
      HasSubstr("more than the 268435456 pixels that are read"));
}

TEST(DecodePhotograph, RefusesAJpegOfManyScans) {
  const std::string jpeg = jpeg_of(quartered(), {.has_scans_by_coefficient = true});
  EXPECT_EQ(
      refusal_of([&] { (void)decode_photograph(jpeg, kPhotoSize); }),
      "is a damaged JPEG: too many scans");
}

TEST(ReadPhotograph, ReadsWhateverTheNameAndNamesThePathAndWhatIsWrong) {
  const TemporaryFolder folder;
  const auto path = folder.add("photo.png", jpeg_of(quartered()));
  expect_near(read_photograph(path, kPhotoSize)(3, 3), kBright);
  const auto refused = [](const std::filesystem::path& file, const std::string& why) {
    EXPECT_EQ(
        refusal_of([&] { (void)read_photograph(file, kPhotoSize); }), file.string() + ": " + why);
  };
  refused(folder.add("text.jpg", "no picture"), "is neither a JPEG nor a PNG picture");
  refused(folder.path() / "absent.png", "cannot be read: No such file or directory");
  refused(folder.path(), "is a folder, expected a file");
}

}  // namespace
}  // namespace segnoise::images
