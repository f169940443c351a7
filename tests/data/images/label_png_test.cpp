#include "data/images/label_png.h"

#include "core/random/rng.h"
#include "support/png_files.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>

#include <initializer_list>
#include <string>
#include <vector>
#include <zlib.h>

namespace segnoise::images {
namespace {

using testing::colour_png;
using ::testing::EndsWith;
using testing::grey16_png;
using ::testing::HasSubstr;
using testing::png_of_rows;
using testing::rows_of_bytes;
using testing::TemporaryFolder;

PixelValues values_of(shape::Size size, std::initializer_list<std::uint32_t> numbers) {
  PixelValues values({.size = size});
  std::ranges::copy(numbers, values.pixels().begin());
  return values;
}

/// Values without a pattern, up to a greatest.
PixelValues scattered(shape::Size size, std::uint32_t greatest) {
  random::Rng rng(5);
  PixelValues values({.size = size});
  for (std::uint32_t& value : values.pixels()) value = rng.below(greatest + 1);
  return values;
}

template <class Read>
PixelValues png_read_back(const Read& read, const std::string& bytes) {
  const TemporaryFolder folder;
  return read(folder.add("labels.png", bytes));
}

template <class Read>
std::string png_refusal(const Read& read, const std::string& bytes) {
  const TemporaryFolder folder;
  const auto path = folder.add("labels.png", bytes);
  return testing::refusal_of([&] { (void)read(path); });
}

TEST(LabelPng, KeepsEveryBitOfItsGrey) {
  const PixelValues labels = values_of({3, 2}, {0, 1, 255, 26001, 33999, 65535});
  EXPECT_EQ(png_read_back(read_grey_png, grey16_png(labels)), labels);
  const PixelValues few = values_of({2, 2}, {0, 26, 33, 255});
  EXPECT_EQ(png_read_back(read_grey_png, png_of_rows({2, 2}, {}, rows_of_bytes(few, 1))), few);
}

TEST(LabelPng, KeepsEveryBitOfItsColours) {
  const PixelValues labels = values_of({2, 2}, {0, 0x180102, 0xFFFFFF, 0x010000});
  EXPECT_EQ(png_read_back(read_colour_png, colour_png(labels)), labels);
}

TEST(LabelPng, TakesTransparencyForNothing) {
  const std::string file =
      png_of_rows({2, 1}, {.colour_type = PNG_COLOR_TYPE_RGBA}, {{24, 1, 2, 0, 20, 0, 7, 128}});
  EXPECT_EQ(png_read_back(read_colour_png, file), values_of({2, 1}, {0x180102, 0x140007}));
}

TEST(LabelPng, TakesAPaletteForItsColours) {
  const testing::PngLayout layout{
      .colour_type = PNG_COLOR_TYPE_PALETTE,
      .bit_depth = 4,
      .palette = {{0, 0, 0}, {24, 1, 2}, {20, 0, 7}}};
  EXPECT_EQ(
      png_read_back(read_colour_png, png_of_rows({3, 1}, layout, {{0x12, 0x00}})),
      values_of({3, 1}, {0x180102, 0x140007, 0}));
}

TEST(LabelPng, DoesNotCareHowRowsAreInterlaced) {
  const PixelValues labels = scattered({37, 21}, 65535);
  const testing::PngLayout layout{.bit_depth = 16, .is_interlaced = true};
  EXPECT_EQ(
      png_read_back(read_grey_png, png_of_rows({37, 21}, layout, rows_of_bytes(labels, 2))),
      labels);
}

TEST(LabelPng, IsRefusedWhereverItIsCutOff) {
  const std::string whole = grey16_png(scattered({30, 20}, 65535));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    ASSERT_NE(png_refusal(read_grey_png, whole.substr(0, size)), "") << size;
  }
  EXPECT_THAT(
      png_refusal(read_grey_png, whole.substr(0, 500)),
      EndsWith("labels.png: is a damaged PNG: the file is cut off"));
}

TEST(LabelPng, IsRefusedWhereABitIsWrong) {
  const PixelValues labels = scattered({30, 20}, 65535);
  const std::string whole = grey16_png(labels);
  for (std::size_t at = 0; at < whole.size(); at += 3) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 4);
    ASSERT_NE(png_refusal(read_grey_png, damaged), "") << at;
  }
}

TEST(LabelPng, IsRefusedIfItIsSomethingElse) {
  EXPECT_THAT(png_refusal(read_grey_png, ""), EndsWith("labels.png: is no PNG"));
  EXPECT_THAT(png_refusal(read_colour_png, "GIF89a, as it happens"), EndsWith("is no PNG"));
  EXPECT_THAT(
      testing::refusal_of([] { (void)read_grey_png("/absent/labels.png"); }),
      HasSubstr("/absent/labels.png: cannot be read"));
}

TEST(LabelPng, NamesPixelsOfAnotherKind) {
  const PixelValues labels = values_of({2, 1}, {1, 2});
  const std::string colour = colour_png(labels);
  EXPECT_THAT(
      png_refusal(read_grey_png, colour),
      EndsWith("has pixels of 8 bits of red, green and blue, expected 8 or 16 bits of grey"));
  EXPECT_THAT(
      png_refusal(read_colour_png, grey16_png(labels)),
      EndsWith("has pixels of 16 bits of grey, expected 8 bits of red, green and blue"));
  EXPECT_THAT(
      png_refusal(read_grey_png, png_of_rows({2, 1}, {.bit_depth = 4}, {{0x12}})),
      HasSubstr("4 bits of grey, expected"));
  const std::string transparent =
      png_of_rows({1, 1}, {.colour_type = PNG_COLOR_TYPE_GRAY_ALPHA}, {{1, 255}});
  EXPECT_THAT(png_refusal(read_grey_png, transparent), HasSubstr("grey with transparency"));
  const std::string deep = png_of_rows(
      {1, 1}, {.colour_type = PNG_COLOR_TYPE_RGB, .bit_depth = 16}, {{0, 1, 0, 2, 0, 3}});
  EXPECT_THAT(png_refusal(read_colour_png, deep), HasSubstr("16 bits of red"));
  EXPECT_THAT(
      png_refusal(
          read_grey_png,
          png_of_rows(
              {1, 1}, {.colour_type = PNG_COLOR_TYPE_PALETTE, .palette = {{0, 0, 0}}}, {{0}})),
      HasSubstr("has pixels of a palette"));
}

/// The bytes of a number as PNG has them.
std::string big_endian(std::uint32_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift);
  return bytes;
}

TEST(LabelPng, AllocatesNothingForASizeThatIsOnlyClaimed) {
  const auto claiming = [](std::uint32_t side) {
    std::string file = grey16_png(values_of({2, 2}, {1, 2, 3, 4}));
    const std::string header = "IHDR" + big_endian(side) + big_endian(side) + file.substr(24, 5);
    const auto sum = crc32_z(0, reinterpret_cast<const Bytef*>(header.data()), header.size());
    file.replace(12, 21, header + big_endian(static_cast<std::uint32_t>(sum)));
    return file;
  };
  EXPECT_THAT(
      png_refusal(read_grey_png, claiming(9000)),
      HasSubstr("too short for the size that it states"));
  EXPECT_THAT(
      png_refusal(read_grey_png, claiming(900000)),
      HasSubstr("is 900000 x 900000, more than the 268435456 pixels that are read"));
}

}  // namespace
}  // namespace segnoise::images
