#include "noise/draw_log.h"

#include "random/rng.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace segnoise {
namespace {

using ::testing::HasSubstr;

const DrawnNoise kAllKinds{
    .outline_step = PerAxis{2.1523, 1.7734},
    .draws = {
        DrawnTolerances{{5.0, 4.7501}},
        DrawnJitter{{{4.6133, 4.2}, {0.0, 0.0001}}, 0x0f86d081884c7d65},
        DrawnMorphology{MorphologyKind::kDilation, {13, 11}},
        DrawnMorphology{MorphologyKind::kClosing, {1, 3}},
        DrawnShift{{-3.2, 1.0}},
        DrawnCategory{18},
        DrawnCategory{-1},
        NothingDrawn{},
        DrawnTolerances{},
        DrawnJitter{{}, 0},
        DrawnDeletion{false},
        DrawnDeletion{true}}};

TEST(Describe, SaysInOneLineWhatWasDrawn) {
  EXPECT_EQ(
      describe(kAllKinds),
      "outline step=2.1523x1.7734 px; approximation tolerance=5/4.7501 px; localization "
      "spread=4.6133x4.2/0x0.0001 px key=0f86d081884c7d65; dilation kernel=13x11 px; closing "
      "kernel=1x3 px; shift by=-3.2x1 px; category 18; category -1; none; approximation tolerance= "
      "px; localization spread= px key=0000000000000000; deletion no; deletion yes");
  EXPECT_EQ(describe({}), "");
}

TEST(ParseDrawn, ReadsBackWhatDescribeSays) {
  EXPECT_EQ(parse_drawn(describe(kAllKinds)), kAllKinds);
  EXPECT_EQ(parse_drawn(""), DrawnNoise{});
}

TEST(ParseDrawn, IsExactForEveryDrawnLength) {
  const PixelScale scale(Unit::kPx256, {{549, 389}, {0.308, 0.308}}, 0.0);
  Rng rng(12);
  DrawnNoise drawn{.outline_step = scale.outline_step()};
  const DrawContext about{.scale = scale, .ring_count = 100};
  const CategoryTable none;
  drawn.draws.push_back(draw(Localization{{2.0, 0.5}}, about, none, rng));
  drawn.draws.push_back(draw(Approximation{{2.0, 0.5}}, about, none, rng));
  drawn.draws.push_back(draw(Shift{{2.0, 0.5}}, about, none, rng));
  EXPECT_EQ(parse_drawn(describe(drawn)), drawn);
}

TEST(ParseDrawn, RejectsWhatIsNoDrawAndQuotesIt) {
  for (const std::string bad :
       {"swirl by=1",
        "none; ",
        "nonesuch",
        "category x",
        "category 99999999999999999999",
        "shift by=1 px",
        "shift by=1x2",
        "shift by=nanx2 px",
        "shift by=1x2 px; shift by=infx2 px",
        "dilation kernel=0x3 px",
        "dilation kernel=3x99999999999 px",
        "approximation tolerance=-1 px",
        "approximation tolerance=1/ px",
        "localization spread=1x-1 px key=00",
        "localization spread=1x1 px",
        "localization spread=1x1 px key=g",
        "localization spread=1x1 px key=10000000000000000",
        "outline step=0x1 px",
        "none; outline step=1x1 px",
        "deletion maybe",
        ";"}) {
    EXPECT_THROW((void)parse_drawn(bad), std::invalid_argument) << bad;
  }
  try {
    (void)parse_drawn("none; shift by=1 px");
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_THAT(error.what(), HasSubstr("\"shift by=1 px\": expected \"x\" at \" px\""));
  }
}

}  // namespace
}  // namespace segnoise
