#include "data/frames/itk_image.h"

#include "core/random/rng.h"
#include "data/frames/gate.h"
#include "data/frames/made_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::frames {
namespace {

using ::testing::HasSubstr;
using testing::MetaHeaderText;
using testing::NiftiFile;
using testing::TemporaryFolder;

TEST(ReadByItk, IsTheSameForBothFormats) {
  const TemporaryFolder folder;
  const auto nifti = folder.add(
      "a.nii",
      NiftiFile({4, 3}).axes({-0.308F, 0, 0, -5}, {0, -0.154F, 0, -6}).with("abcdefghijkl"));
  const auto meta = folder.add(
      "a.mha", MetaHeaderText({4, 3, 1}, "LOCAL").set("Offset", "5 6 7").text() + "abcdefghijkl");
  const auto second = folder.add("b.nii", testing::nifti2({4, 3, 1}, "abcdefghijkl"));
  for (const auto& path : {nifti, meta, second}) {
    const auto geometry = read_by_itk(pass_gate(path)).geometry;
    EXPECT_NEAR(geometry.stored_spacing_mm.x_mm, 0.308, 1e-6);
    EXPECT_NEAR(geometry.stored_spacing_mm.y_mm, 0.154, 1e-6);
    EXPECT_EQ(geometry.orientation, StoredOrientation{});
    EXPECT_NEAR(geometry.origin_x_mm, 5.0, 1e-6);
    EXPECT_NEAR(geometry.origin_y_mm, 6.0, 1e-6);
  }
}

TEST(ReadByItk, GivesMillimetresOfFilesInMetresAndMicrometres) {
  const TemporaryFolder folder;
  const auto geometry_in = [&](float per_mm, char unit) {
    const auto path = folder.add(
        "a.nii",
        NiftiFile({4, 3})
            .spacing(0.5F * per_mm, 0.25F * per_mm)
            .axes({-0.5F * per_mm, 0, 0, -5 * per_mm}, {0, -0.25F * per_mm, 0, -6 * per_mm})
            .put<char>(123, {unit})
            .with("abcdefghijkl"));
    return read_by_itk(pass_gate(path)).geometry;
  };
  for (const auto& geometry :
       {geometry_in(0.001F, 1), geometry_in(1.0F, 2), geometry_in(1000.0F, 3)}) {
    EXPECT_NEAR(geometry.stored_spacing_mm.x_mm, 0.5, 1e-6);
    EXPECT_NEAR(geometry.stored_spacing_mm.y_mm, 0.25, 1e-6);
    EXPECT_NEAR(geometry.origin_x_mm, 5.0, 1e-5);
    EXPECT_NEAR(geometry.origin_y_mm, 6.0, 1e-5);
  }
}

TEST(ReadByItk, TellsAFolderThatIsNotThereFromAnImageThatIsDamaged) {
  const TemporaryFolder folder;
  const auto frame = pass_gate(folder.add("a.nii", NiftiFile({2, 2}).with("abcd")));
  const char* const before = std::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("TMPDIR", (folder.path() / "absent").c_str(), 1);
  EXPECT_THROW((void)read_by_itk(frame), NoFileForItk);
  if (before == nullptr) {
    ::unsetenv("TMPDIR");
  } else {
    ::setenv("TMPDIR", kept.c_str(), 1);
  }
  EXPECT_EQ(read_by_itk(frame).values, (std::vector<double>{'a', 'b', 'c', 'd'}));
}

TEST(ReadByItk, TakesTheStoredOrderWhereAHeaderSaysNothing) {
  const TemporaryFolder folder;
  const auto path = folder.add("a.nii", NiftiFile({2, 2}).no_axes().with("abcd"));
  EXPECT_EQ(read_by_itk(pass_gate(path)).geometry.orientation, StoredOrientation{});
}

TEST(ReadByItk, RefusesAHeaderThatItkReadsInAnotherWayThanTheGate) {
  const TemporaryFolder folder;
  const auto path = folder.add("a.nii", NiftiFile({2, 2}).with("abcd"));
  const StoredFrame frame = pass_gate(path);
  const auto refusal_with = [&](auto change) {
    StoredFrame other = frame;
    change(other.header);
    return testing::refusal_of([&] { (void)read_by_itk(other); });
  };
  EXPECT_EQ(refusal_with([](FrameHeader&) {}), "");
  EXPECT_THAT(refusal_with([](auto& other) { other.size.width = 3; }), HasSubstr("another size"));
  EXPECT_THAT(refusal_with([](auto& other) { other.size.height = 1; }), HasSubstr("another size"));
  EXPECT_THAT(
      refusal_with([](auto& other) { other.pixel_type = PixelType::kInt8; }),
      HasSubstr("another pixel type"));
  EXPECT_THAT(
      refusal_with([](auto& other) { other.spacing_mm.y_mm = 0.2; }), HasSubstr("another spacing"));
}

TEST(ReadByItk, GivesItkNothingButTheGeometry) {
  const TemporaryFolder folder;
  const std::string long_text(255, 'a');
  MetaHeaderText header({4, 3, 1}, "LOCAL");
  for (const char* name :
       {"Comment", "Name", "AnatomicalOrientation", "Modality", "ObjectSubType", "TransformType"}) {
    header.set(name, long_text);
  }
  for (int i = 0; i < 100; ++i) header.set("Key" + std::to_string(i) + long_text, long_text);
  header.set("Offset", "5." + std::string(300, '0') + " 6 7");
  header.set("ElementSpacing", "0.308 0.154 0");
  const auto frame = pass_gate(folder.add("a.mha", header.text() + "abcdefghijkl"));
  EXPECT_EQ(frame.plain.bytes.find("aaa"), std::string::npos);
  EXPECT_LT(frame.plain.bytes.size(), 300U);
  EXPECT_DOUBLE_EQ(read_by_itk(frame).geometry.origin_x_mm, 5.0);
}

TEST(ReadByItk, OfDamagedHeadersIsRefusedWithoutAWordFromItk) {
  const TemporaryFolder folder;
  const std::string nifti =
      NiftiFile({4, 3, 1}).put<std::int16_t>(252, {1, 1}).with("abcdefghijkl");
  const std::string second = testing::nifti2({4, 3, 1}, "abcdefghijkl");
  const std::string meta = MetaHeaderText({4, 3, 1}, "LOCAL").text() + "abcdefghijkl";
  random::Rng rng(1);
  int read = 0;
  ::testing::internal::CaptureStderr();
  ::testing::internal::CaptureStdout();
  for (int i = 0; i < 3000; ++i) {
    std::string bytes = i % 3 == 0 ? nifti : i % 3 == 1 ? second : meta;
    const int changes = 1 + static_cast<int>(rng.below(4));
    for (int k = 0; k < changes; ++k) {
      bytes[rng.below(static_cast<std::uint32_t>(bytes.size() - 12))] =
          static_cast<char>(rng.below(256));
    }
    const auto path = folder.add(i % 3 == 2 ? "a.mha" : "a.nii", bytes);
    try {
      (void)read_by_itk(pass_gate(path));
      ++read;
    } catch (const std::runtime_error&) {
    }
  }
  EXPECT_EQ(::testing::internal::GetCapturedStdout(), "");
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
  EXPECT_GT(read, 300);
}

}  // namespace
}  // namespace segnoise::frames
