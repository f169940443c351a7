#include "files/outlines_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace segnoise {
namespace {

using ::testing::HasSubstr;

std::string written(const std::string& text) {
  const auto path = std::filesystem::path(::testing::TempDir()) / "segnoise_outlines.json";
  std::ofstream(path) << text;
  return path.string();
}

std::string refusal(const std::string& text) {
  const std::string path = written(text);
  try {
    (void)read_outlines(path);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "none";
}

TEST(Outlines, ComeBackPixelByPixel) {
  PredictedOutlines outlines{{"patient0002", {}}, {"patient0001", {}}};
  Mask mask({7, 4}, {0, 0, 7, 4});
  mask.set(6, 0);
  mask.set(2, 3);
  outlines[0].second(View::kFourChamber, Instant::kEndSystole) = mask;
  outlines[0].second(View::kTwoChamber, Instant::kEndDiastole) = Mask({3, 3});  // nothing found
  const auto read = read_outlines(written(outlines_json(outlines)));
  ASSERT_EQ(read.size(), 2U);
  EXPECT_EQ(read[0].first, "patient0002");
  for (const View view : kViews) {
    for (const Instant instant : kInstants) {
      EXPECT_EQ(read[0].second(view, instant), outlines[0].second(view, instant));
      EXPECT_FALSE(read[1].second(view, instant));
    }
  }
}

TEST(Outlines, ThatAreDamagedAreNamed) {
  EXPECT_THAT(refusal("{"), HasSubstr("segnoise_outlines.json: does not hold outlines"));
  EXPECT_THAT(refusal(R"({"a": {"2CH/ED": {"size": [2, 2]}}})"), HasSubstr("counts"));
  EXPECT_THAT(
      refusal(R"({"a": {"2CH/ED": {"size": [2, 2], "counts": "9"}}})"),
      HasSubstr("does not hold outlines"));
  EXPECT_THROW((void)read_outlines("absent.json"), std::runtime_error);
}

}  // namespace
}  // namespace segnoise
