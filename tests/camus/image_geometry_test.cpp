#include "camus/image_geometry.h"

#include "camus/gate.h"
#include "camus/made_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace segnoise {
namespace {

using ::testing::HasSubstr;
using testing::MetaHeaderText;
using testing::NiftiFile;
using testing::TemporaryFolder;

TEST(ImageGeometry, IsTheSameForBothFormats) {
  const TemporaryFolder folder;
  const auto nifti = folder.add(
      "a.nii",
      NiftiFile({4, 3}).axes({-0.308F, 0, 0, -5}, {0, -0.154F, 0, -6}).with("abcdefghijkl"));
  const auto meta = folder.add(
      "a.mha", MetaHeaderText({4, 3, 1}, "LOCAL").set("Offset", "5 6 7").text() + "abcdefghijkl");
  for (const auto& path : {nifti, meta}) {
    const auto geometry = image_geometry(path, pass_gate(path).header);
    EXPECT_NEAR(geometry.stored_spacing_mm.x_mm, 0.308, 1e-6);
    EXPECT_NEAR(geometry.stored_spacing_mm.y_mm, 0.154, 1e-6);
    EXPECT_EQ(geometry.orientation, StoredOrientation{});
    EXPECT_NEAR(geometry.origin_x_mm, 5.0, 1e-6);
    EXPECT_NEAR(geometry.origin_y_mm, 6.0, 1e-6);
  }
}

TEST(ImageGeometry, TakesTheStoredOrderWhereAHeaderSaysNothing) {
  const TemporaryFolder folder;
  const auto path = folder.add("a.nii", NiftiFile({2, 2}).no_axes().with("abcd"));
  EXPECT_EQ(image_geometry(path, pass_gate(path).header).orientation, StoredOrientation{});
}

TEST(ImageGeometry, RefusesAHeaderThatItkReadsInAnotherWayThanTheGate) {
  const TemporaryFolder folder;
  const auto path = folder.add("a.nii", NiftiFile({2, 2}).with("abcd"));
  const FrameHeader header = pass_gate(path).header;
  const auto refusal_with = [&](auto change) {
    FrameHeader other = header;
    change(other);
    return testing::refusal_of([&] { (void)image_geometry(path, other); });
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

}  // namespace
}  // namespace segnoise
