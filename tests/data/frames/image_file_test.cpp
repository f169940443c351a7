#include "data/frames/image_file.h"

#include "data/frames/made_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::frames {
namespace {

using testing::bytes_of_file;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using testing::gzipped;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MetaHeaderText;
using testing::NiftiFile;
using testing::raw;
using testing::TemporaryFolder;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

template <class T>
std::vector<T> values(const shape::Raster<T>& raster) {
  return {raster.pixels().begin(), raster.pixels().end()};
}

/// A 3 x 2 frame of the numbers 0 ... 5, stored in one type.
template <class T>
void expect_numbers(std::int16_t datatype, const std::string& element_type) {
  const TemporaryFolder folder;
  const std::vector<T> numbers{0, 1, 2, 3, 4, 5};
  constexpr auto kBits = static_cast<std::int16_t>(8 * sizeof(T));
  for (const bool turned : {false, true}) {
    const auto nifti = folder.add(
        "a.nii", NiftiFile({3, 2}, turned).type(datatype, kBits).with(raw(numbers, turned)));
    EXPECT_THAT(values(read_image(nifti)), ElementsAre(0, 1, 2, 3, 4, 5)) << element_type;
    const auto meta = folder.add(
        "a.mha",
        MetaHeaderText({3, 2}, "LOCAL")
                .set("ElementType", element_type)
                .set("BinaryDataByteOrderMSB", turned ? "True" : "False")
                .text() +
            raw(numbers, turned));
    EXPECT_THAT(values(read_image(meta)), ElementsAre(0, 1, 2, 3, 4, 5)) << element_type;
  }
}

TEST(ReadImage, ReadsEveryTypeInBothByteOrdersAndFormats) {
  expect_numbers<std::uint8_t>(2, "MET_UCHAR");
  expect_numbers<std::int8_t>(256, "MET_CHAR");
  expect_numbers<std::uint16_t>(512, "MET_USHORT");
  expect_numbers<std::int16_t>(4, "MET_SHORT");
  expect_numbers<std::uint32_t>(768, "MET_UINT");
  expect_numbers<std::int32_t>(8, "MET_INT");
  expect_numbers<std::uint64_t>(1280, "MET_ULONG_LONG");
  expect_numbers<std::int64_t>(1024, "MET_LONG_LONG");
  expect_numbers<float>(16, "MET_FLOAT");
  expect_numbers<double>(64, "MET_DOUBLE");
}

TEST(ReadImage, TakesTheAnisotropicSpacingOfBothReleases) {
  const TemporaryFolder folder;
  const auto nifti = read_image(folder.add("a.nii.gz", gzipped(NiftiFile({3, 2}).with("abcdef"))));
  EXPECT_EQ(nifti.size(), (shape::Size{3, 2}));
  EXPECT_NEAR(nifti.spacing_mm().x_mm, 0.308, 1e-6);
  EXPECT_NEAR(nifti.spacing_mm().y_mm, 0.154, 1e-6);

  folder.add("a.raw", "abcdef");
  const auto legacy = read_image(folder.add("a.mhd", MetaHeaderText({3, 2, 1}, "a.raw").text()));
  EXPECT_EQ(legacy.size(), (shape::Size{3, 2}));
  EXPECT_EQ(legacy.spacing_mm(), (shape::Spacing{0.308, 0.154}));
  EXPECT_EQ(values(legacy), values(nifti));
}

TEST(ReadImage, ReadsTheOneSliceOfAVolume) {
  const TemporaryFolder folder;
  const auto image = read_image(folder.add("a.nii", NiftiFile({3, 2, 1}).with("abcdef")));
  EXPECT_THAT(values(image), ElementsAre('a', 'b', 'c', 'd', 'e', 'f'));
  const auto with_time = read_image(
      folder.add("b.nii", NiftiFile({3, 2, 1, 1}).put<float>(92, {0.0F}).with("abcdef")));
  EXPECT_EQ(values(with_time), values(image));
}

TEST(ReadImage, ScalesBySlopeAndIntercept) {
  const TemporaryFolder folder;
  const auto scaled = folder.add(
      "a.nii", NiftiFile({2, 1}).put<float>(112, {0.5F, 10.0F}).with(raw<std::uint8_t>({0, 4})));
  EXPECT_THAT(values(read_image(scaled)), ElementsAre(10.0F, 12.0F));
  const auto harmless = folder.add(
      "b.nii", NiftiFile({2, 1}).put<float>(112, {kNan, kNan}).with(raw<std::uint8_t>({0, 4})));
  EXPECT_THAT(values(read_image(harmless)), ElementsAre(0.0F, 4.0F));
}

/// The canonical frame is
///   a b c
///   d e f    of 0.308 x 0.154 mm.
TEST(ReadImage, BringsEveryOrientationToTheSameFrame) {
  const TemporaryFolder folder;
  struct Reexport {
    std::vector<float> right;
    std::vector<float> anterior;
    std::string pixels;
    StoredOrientation orientation;
  };
  const float w = 0.308F;
  const float h = 0.154F;
  for (const auto& [right, anterior, pixels, orientation] : std::vector<Reexport>{
           {{-w, 0, 0, 0}, {0, -h, 0, 0}, "abcdef", {false, false, false}},
           {{w, 0, 0, -2 * w}, {0, -h, 0, 0}, "cbafed", {false, true, false}},
           {{-w, 0, 0, 0}, {0, h, 0, -h}, "defabc", {false, false, true}},
           {{w, 0, 0, -2 * w}, {0, h, 0, -h}, "fedcba", {false, true, true}}}) {
    const auto file =
        open_image(folder.add("a.nii", NiftiFile({3, 2}).axes(right, anterior).with(pixels)));
    EXPECT_THAT(values(file.raster), ElementsAre('a', 'b', 'c', 'd', 'e', 'f'));
    EXPECT_NEAR(file.raster.spacing_mm().x_mm, w, 1e-6);
    EXPECT_EQ(file.orientation, orientation);
    EXPECT_NEAR(file.origin_x_mm, 0.0, 1e-6);
    EXPECT_NEAR(file.origin_y_mm, 0.0, 1e-6);
  }
  for (const auto& [right, anterior, pixels, orientation] : std::vector<Reexport>{
           {{0, -w, 0, 0}, {-h, 0, 0, 0}, "adbecf", {true, false, false}},
           {{0, w, 0, -2 * w}, {-h, 0, 0, 0}, "cfbead", {true, true, false}},
           {{0, -w, 0, 0}, {h, 0, 0, -h}, "daebfc", {true, false, true}},
           {{0, w, 0, -2 * w}, {h, 0, 0, -h}, "fcebda", {true, true, true}}}) {
    const auto file = open_image(
        folder.add("a.nii", NiftiFile({2, 3}).spacing(h, w).axes(right, anterior).with(pixels)));
    EXPECT_EQ(file.raster.size(), (shape::Size{3, 2}));
    EXPECT_THAT(values(file.raster), ElementsAre('a', 'b', 'c', 'd', 'e', 'f'));
    EXPECT_NEAR(file.raster.spacing_mm().x_mm, w, 1e-6);
    EXPECT_NEAR(file.raster.spacing_mm().y_mm, h, 1e-6);
    EXPECT_EQ(file.orientation, orientation);
    EXPECT_NEAR(file.origin_x_mm, 0.0, 1e-6);
    EXPECT_NEAR(file.origin_y_mm, 0.0, 1e-6);
  }
}

TEST(ReadImage, HonoursTheDirectionOfMetaImages) {
  const TemporaryFolder folder;
  const auto path = folder.add(
      "a.mha",
      MetaHeaderText({3, 2, 1}, "LOCAL")
              .set("TransformMatrix", "-1 0 0 0 1 0 0 0 1")
              .set("Offset", "5 6 0")
              .text() +
          "cbafed");
  const auto file = open_image(path);
  EXPECT_THAT(values(file.raster), ElementsAre('a', 'b', 'c', 'd', 'e', 'f'));
  EXPECT_DOUBLE_EQ(file.origin_x_mm, 5.0 - 2 * 0.308);
  EXPECT_DOUBLE_EQ(file.origin_y_mm, 6.0);
}

TEST(ReadImage, RefusesFramesThatLieAcrossTheAxes) {
  const TemporaryFolder folder;
  const auto oblique = folder.add(
      "a.mha",
      MetaHeaderText({3, 2}, "LOCAL").set("TransformMatrix", "0.6 0.8 -0.8 0.6").text() + "abcdef");
  EXPECT_THAT(
      testing::refusal_of([&] { (void)read_image(oblique); }), HasSubstr("oblique direction 0.6"));
  const auto frontal = folder.add(
      "b.mha",
      MetaHeaderText({3, 2, 1}, "LOCAL").set("TransformMatrix", "1 0 0 0 0 1 0 1 0").text() +
          "abcdef");
  EXPECT_THAT(
      testing::refusal_of([&] { (void)read_image(frontal); }),
      HasSubstr("not parallel to the x and y axes"));
  const auto sheared = folder.add(
      "c.nii", NiftiFile({2, 2}).axes({-0.2F, 0.15F, 0, 0}, {0.234F, 0.035F, 0, 0}).with("abcd"));
  EXPECT_THAT(
      testing::refusal_of([&] { (void)read_image(sheared); }),
      HasSubstr("c.nii: ITK refuses its header: "));
}

TEST(ReadImage, RefusesIntensitiesThatAreNotFinite) {
  const TemporaryFolder folder;
  const auto path =
      folder.add("a.nii", NiftiFile({2, 1}).type(16, 32).with(raw<float>({1.0F, kNan})));
  EXPECT_EQ(
      testing::refusal_of([&] { (void)read_image(path); }),
      path.string() + ": its stored pixel (1, 0) is nan, expected a finite number");
  const auto too_large =
      folder.add("b.nii", NiftiFile({1, 1}).type(64, 64).with(raw<double>({1e300})));
  EXPECT_THROW((void)read_image(too_large), std::runtime_error);
}

TEST(ReadImage, PassesTheGateFirst) {
  const TemporaryFolder folder;
  const std::string whole = gzipped(NiftiFile({30, 20}).with(std::string(600, 'a')));
  const auto path = folder.add("a.nii.gz", whole.substr(0, whole.size() / 2));
  EXPECT_THAT(testing::refusal_of([&] { (void)read_image(path); }), HasSubstr("end early"));
  EXPECT_THAT(testing::refusal_of([&] { (void)read_labels(path); }), HasSubstr("end early"));
}

TEST(ReadLabels, RoundsToWholeNumbers) {
  const TemporaryFolder folder;
  const auto path = folder.add(
      "a.nii", NiftiFile({2, 2}).type(16, 32).with(raw<float>({0.001F, 0.999F, 2.0001F, 2.9999F})));
  EXPECT_THAT(values(read_labels(path)), ElementsAre(0, 1, 2, 3));
}

TEST(ReadLabels, RefusesLabelsOutOfRangeAndInterpolatedOnes) {
  const TemporaryFolder folder;
  for (const float label : {4.0F, -1.0F, 255.0F, 3.3F, -0.3F, 1e30F}) {
    const auto path =
        folder.add("a.nii", NiftiFile({2, 1}).type(16, 32).with(raw<float>({1.0F, label})));
    EXPECT_THAT(
        testing::refusal_of([&] { (void)read_labels(path); }),
        HasSubstr("a.nii: pixel (1, 0) has the label "));
  }
  for (const float label : {0.5F, 1.3F, 2.5F}) {
    const auto path =
        folder.add("a.nii", NiftiFile({2, 1}).type(16, 32).with(raw<float>({1.0F, label})));
    EXPECT_THAT(
        testing::refusal_of([&] { (void)read_labels(path); }), HasSubstr("was the label map"));
  }
}

TEST(OpenLabelVolume, ReadsSlicesWithTheirSpacingAndDirections) {
  const TemporaryFolder folder;
  const std::string voxels = raw<float>({0, 1, 2, 3, 200, 255.1F, 0, 4});
  const auto nifti = open_label_volume(folder.add(
      "a.nii",
      NiftiFile({2, 1, 4})
          .type(16, 32)
          .put<float>(88, {2.5F})
          .put<float>(312, {0, 0, -2.5F, 0})
          .with(voxels)));
  const auto meta = open_label_volume(folder.add(
      "a.mha",
      MetaHeaderText({2, 1, 4}, "LOCAL")
              .set("ElementType", "MET_FLOAT")
              .set("ElementSpacing", "0.308 0.154 2.5")
              .set("TransformMatrix", "1 0 0 0 1 0 0 0 -1")
              .text() +
          voxels));
  for (const auto& file : {nifti, meta}) {
    EXPECT_THAT(file.labels.voxels(), ElementsAre(0, 1, 2, 3, 200, 255, 0, 4));
    EXPECT_EQ(file.labels.grid().depth, 4);
    EXPECT_NEAR(file.labels.grid().spacing_mm.x_mm, 0.308, 1e-6);
    EXPECT_NEAR(file.labels.grid().spacing_mm.y_mm, 0.154, 1e-6);
    EXPECT_DOUBLE_EQ(file.labels.grid().slice_spacing_mm, 2.5);
    EXPECT_NEAR(file.directions[0][0], 1.0, 1e-6);
    EXPECT_NEAR(file.directions[1][1], 1.0, 1e-6);
    EXPECT_NEAR(file.directions[2][2], -1.0, 1e-6);
  }
}

TEST(OpenLabelVolume, RefusesWhatIsNoLabelAndSlicesWhoseSpacingsDiffer) {
  const TemporaryFolder folder;
  for (const float label : {256.0F, -1.0F, 1.5F}) {
    const auto path =
        folder.add("a.nii", NiftiFile({2, 1}).type(16, 32).with(raw<float>({label, 0.0F})));
    EXPECT_THAT(
        testing::refusal_of([&] { (void)open_label_volume(path); }),
        HasSubstr("a.nii: a voxel has the label "));
  }
  const auto path = folder.add(
      "a.nii", NiftiFile({1, 1, 2}).put<float>(88, {2.5F}).with(raw<std::uint8_t>({1, 0})));
  EXPECT_THAT(
      testing::refusal_of([&] { (void)open_label_volume(path); }),
      HasSubstr("pixdim[3] is 2.5, but the sform matrix has a spacing of 1"));
}

TEST(WriteImage, IsReadBackPixelByPixel) {
  const TemporaryFolder folder;
  shape::Image image({.size = {5, 3}, .spacing_mm = {0.308, 0.154}});
  float next = -2.5F;
  for (float& pixel : image.pixels()) pixel = next += 17.25F;
  const auto path = folder.path() / "a.nii.gz";
  write_image(path, image);
  const auto file = open_image(path);
  EXPECT_EQ(values(file.raster), values(image));
  EXPECT_TRUE(shape::same_grid(file.raster.grid(), image.grid()));
  EXPECT_EQ(file.orientation, StoredOrientation{});
  EXPECT_EQ(file.origin_x_mm, 0.0);
  EXPECT_EQ(file.origin_y_mm, 0.0);
}

TEST(WriteLabels, IsReadBackPixelByPixel) {
  const TemporaryFolder folder;
  shape::LabelMap labels({.size = {4, 1}, .spacing_mm = {0.308, 0.308}});
  for (int x = 0; x < 4; ++x) labels(x, 0) = static_cast<std::uint8_t>(3 - x);
  const auto path = folder.path() / "a_gt.nii.gz";
  write_labels(path, labels);
  EXPECT_EQ(values(read_labels(path)), values(labels));
  EXPECT_THAT(testing::names_in(folder.path()), ElementsAre("a_gt.nii.gz"));
}

TEST(WriteImage, DependsOnTheContentAlone) {
  const TemporaryFolder folder;
  const shape::Image image({.size = {5, 3}, .spacing_mm = {0.308, 0.154}}, 7.0F);
  write_image(folder.path() / "a.nii.gz", image);
  write_image(folder.path() / "b.nii.gz", image);
  const std::string bytes = bytes_of_file(folder.path() / "a.nii.gz");
  EXPECT_EQ(bytes, bytes_of_file(folder.path() / "b.nii.gz"));
  // gzip's flags, time, level and system: no name, no time, none, unknown.
  EXPECT_EQ(bytes.substr(3, 5), std::string(5, '\0'));
  EXPECT_EQ(bytes[9], '\xFF');
}

TEST(WriteImage, RefusesWhatCouldNotBeReadBack) {
  const TemporaryFolder folder;
  const auto path = folder.path() / "a.nii.gz";
  const auto write = [](const std::filesystem::path& to, const shape::Grid& grid) {
    return [=] { write_image(to, shape::Image(grid)); };
  };
  EXPECT_THROW(write(path, {.size = {0, 3}, .spacing_mm = {1, 1}})(), std::invalid_argument);
  EXPECT_THROW(write(path, {.size = {8193, 1}, .spacing_mm = {1, 1}})(), std::invalid_argument);
  EXPECT_THROW(write(path, {.size = {2, 3}, .spacing_mm = {0, 1}})(), std::invalid_argument);
  EXPECT_THROW(write(path, {.size = {2, 3}, .spacing_mm = {1, kNan}})(), std::invalid_argument);
  EXPECT_THROW(
      write(folder.path() / "a.png", {.size = {2, 3}, .spacing_mm = {1, 1}})(),
      std::invalid_argument);
  EXPECT_THAT(testing::names_in(folder.path()), IsEmpty());
}

}  // namespace
}  // namespace segnoise::frames
