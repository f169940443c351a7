#include "study/files/outlines_file.h"

#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace segnoise::study_files {
namespace {

using ::testing::HasSubstr;

PredictedOutlines read_from_file(const std::string& text) {
  const testing::TemporaryFolder folder;
  return read_outlines(folder.add("outlines.json", text).string());
}

std::string refusal(const std::string& text) {
  return testing::refusal_of([&] { (void)read_from_file(text); });
}

TEST(Outlines, ComeBackPixelByPixel) {
  PredictedOutlines outlines{{"patient0002", {}}, {"patient0001", {}}};
  shape::Mask mask({7, 4}, {0, 0, 7, 4});
  mask.set(6, 0);
  mask.set(2, 3);
  outlines[0].second(cardiac::View::kFourChamber, cardiac::Instant::kEndSystole) = mask;
  outlines[0].second(cardiac::View::kTwoChamber, cardiac::Instant::kEndDiastole) =
      shape::Mask({3, 3});  // nothing found
  const auto read = read_from_file(outlines_json(outlines));
  ASSERT_EQ(read.size(), 2U);
  EXPECT_EQ(read[0].first, "patient0002");
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      EXPECT_EQ(read[0].second(view, instant), outlines[0].second(view, instant));
      EXPECT_FALSE(read[1].second(view, instant));
    }
  }
}

TEST(Outlines, ThatAreDamagedAreNamed) {
  EXPECT_THAT(refusal("{"), HasSubstr("outlines.json: does not hold outlines"));
  EXPECT_THAT(refusal(R"({"a": {"2CH/ED": {"size": [2, 2]}}})"), HasSubstr("counts"));
  EXPECT_THAT(
      refusal(R"({"a": {"2CH/ED": {"size": [2, 2], "counts": "9"}}})"),
      HasSubstr("does not hold outlines"));
  EXPECT_THROW((void)read_outlines("absent.json"), std::runtime_error);
}

}  // namespace
}  // namespace segnoise::study_files
