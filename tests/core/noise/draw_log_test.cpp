#include "core/noise/draw_log.h"

#include "core/random/rng.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace segnoise::noise {
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
        DrawnWalk{{1.25, 0.0}, -0.5, 12.0, {3.25, 3.5}, 0xabcdef},
        DrawnWalk{{}, 0.0, 1.0, {1.0, 1.0}, 0},
        DrawnMarkov{100, 0.8, 0.02, 0x10},
        DrawnBaseShift{-1.5, 0.0875, {3.25, 3.5}, {{300.5, 400.25}, {310.0, 99.5}}},
        DrawnObserver{{0.5, -1.25, 2.0}, 1.5, -0.5, 0.125, {3.25, 3.5}, {{300, 400}, {310, 99}}},
        DrawnCopy{DrawnCopy::Kind::kDuplicate, true, {-3.0, 4.5}, 18},
        DrawnCopy{DrawnCopy::Kind::kSpurious, true, {100.0, 0.0}, -1},
        DrawnCopy{DrawnCopy::Kind::kDuplicate},
        DrawnCopy{DrawnCopy::Kind::kSpurious},
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
      "kernel=1x3 px; shift by=-3.2x1 px; contour-walk spread=1.25/0 bias=-0.5 correlation=12 "
      "unit=3.25x3.5 px key=0000000000abcdef; contour-walk spread= bias=0 correlation=1 unit=1x1 "
      "px "
      "key=0000000000000000; markov steps=100 grow=0.8 flip=0.02 key=0000000000000010; base-shift "
      "by=-1.5 slope=0.0875 unit=3.25x3.5 px base=300.5x400.25 apex=310x99.5; "
      "observer waves=0.5/-1.25/2 base-by=1.5 apex-by=-0.5 slope=0.125 unit=3.25x3.5 px "
      "base=300x400 apex=310x99; duplicate by=-3x4.5 "
      "px category 18; spurious by=100x0 px category -1; duplicate no; spurious no; category 18; "
      "category -1; none; approximation tolerance= "
      "px; localization spread= px key=0000000000000000; deletion no; deletion yes");
  EXPECT_EQ(describe({}), "");
}

TEST(ParseDrawn, ReadsBackWhatDescribeSays) {
  EXPECT_EQ(parse_drawn(describe(kAllKinds)), kAllKinds);
  EXPECT_EQ(parse_drawn(""), DrawnNoise{});
}

TEST(ParseDrawn, IsExactForEveryDrawnLength) {
  const PixelScale scale(Unit::kPx256, {{549, 389}, {0.308, 0.308}}, 0.0);
  random::Rng rng(12);
  DrawnNoise drawn{.outline_step = scale.outline_step()};
  const CategoryTable none;
  const DrawContext about{.scale = scale, .categories = none, .ring_count = 100};
  drawn.draws.push_back(draw(Localization{{2.0, 0.5}}, about, rng));
  drawn.draws.push_back(draw(Approximation{{2.0, 0.5}}, about, rng));
  drawn.draws.push_back(draw(Shift{{2.0, 0.5}}, about, rng));
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
        "contour-walk spread=-1 bias=0 correlation=1 unit=1x1 px key=0",
        "contour-walk spread=1 bias=inf correlation=1 unit=1x1 px key=0",
        "contour-walk spread=1 bias=0 correlation=0 unit=1x1 px key=0",
        "contour-walk spread=1 bias=0 correlation=1 unit=0x1 px key=0",
        "markov steps=-1 grow=0.5 flip=0.5 key=0",
        "markov steps=1 grow=1.5 flip=0.5 key=0",
        "markov steps=1 grow=0.5 flip=-0.5 key=0",
        "base-shift by=1 slope=0 unit=1x1 px base=1 apex=1x1",
        "base-shift by=nan slope=0 unit=1x1 px base=1x1 apex=1x1",
        "observer waves=1/nan/1 base-by=1 apex-by=1 slope=0 unit=1x1 px base=1x1 apex=1x1",
        "observer waves=1 base-by=1 slope=0 unit=1x1 px base=1x1 apex=1x1",
        "duplicate maybe",
        "spurious by=1x1 px",
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
}  // namespace segnoise::noise
