#include "study/label_pairs/label_pairs.h"

#include "core/shape/label_map.h"
#include "support/shapes.h"
#include "support/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::label_pairs {
namespace {

using metrics::LabelMeasures;
using metrics::Presence;

constexpr shape::Size kSize{30, 20};
const shape::Grid kGrid{.size = kSize, .spacing_mm = {.x_mm = 0.5, .y_mm = 2.0}};

shape::LabelMap rectangle_of(std::uint8_t label, const shape::Box& box) {
  return shape::with_structure(shape::LabelMap(kGrid), label, testing::rectangle(kSize, box));
}

std::vector<LabelMeasures> measured(const shape::LabelMap& a, const shape::LabelMap& b) {
  return metrics::label_measures(a, b, labels_of(a.pixels(), b.pixels()), {});
}

class LabelPairs : public ::testing::Test {
 protected:
  std::filesystem::path table(const std::string& text) {
    const auto path = folder_.path() / "pairs.csv";
    std::ofstream(path) << text;
    return path;
  }
  std::string refusal(const std::string& text) {
    try {
      (void)read_label_pairs(table(text));
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "no refusal";
  }

  testing::TemporaryFolder folder_;
};

TEST_F(LabelPairs, AreReadInTheirOrderWhateverTheOtherColumns) {
  const auto pairs = read_label_pairs(table("prediction,who,reference\nb,x,a\nd,y,c\nb,z,c\n"));
  ASSERT_EQ(pairs.size(), 3U);
  EXPECT_EQ(pairs[0].reference, "a");
  EXPECT_EQ(pairs[0].prediction, "b");
  EXPECT_EQ(pairs[2].reference, "c");
  EXPECT_EQ(pairs[2].prediction, "b");
}

TEST_F(LabelPairs, RefuseWhatIsNoPair) {
  EXPECT_NE(refusal("reference,prediction\n").find("has no row"), std::string::npos);
  EXPECT_NE(
      refusal("reference,prediction\na,b\na,\n").find("the path of a label map"),
      std::string::npos);
  EXPECT_NE(
      refusal("reference,prediction\n,b\n").find("the path of a label map"), std::string::npos);
  EXPECT_NE(
      refusal("reference,prediction\na,b\na,c\na,b\n").find("no pair twice"), std::string::npos);
  EXPECT_NE(refusal("reference,other\na,b\n").find("prediction"), std::string::npos);
}

TEST(LabelsOf, AreThoseOfEitherMapButBackground) {
  const std::vector<std::uint8_t> a{0, 255, 2, 2};
  const std::vector<std::uint8_t> b{1, 0, 0, 2};
  EXPECT_EQ(labels_of(a, b), (std::vector<std::uint8_t>{1, 2, 255}));
}

TEST(Complete, CountsALabelOfAnotherPairAsAbsent) {
  const auto one = rectangle_of(1, {2, 2, 10, 5});
  const auto nine = rectangle_of(9, {2, 2, 10, 5});
  std::vector<std::vector<LabelMeasures>> pairs{
      measured(nine, nine), measured(one, one), measured(one, nine)};
  complete(pairs);
  for (const auto& pair : pairs) {
    ASSERT_EQ(pair.size(), 2U);
    EXPECT_EQ(pair[0].label, 1);
    EXPECT_EQ(pair[1].label, 9);
  }
  EXPECT_EQ(pairs[0][0].presence, Presence::kAbsent);
  EXPECT_EQ(pairs[0][1].presence, Presence::kBoth);
  EXPECT_EQ(pairs[1][0].presence, Presence::kBoth);
  EXPECT_EQ(pairs[1][1].presence, Presence::kAbsent);
  EXPECT_EQ(pairs[2][0].presence, Presence::kMissed);
  EXPECT_EQ(pairs[2][1].presence, Presence::kSpurious);
}

TEST(MeasuresCsv, HasARowForEachNumberAndNoneForWhatHasNone) {
  const auto here = rectangle_of(1, {2, 2, 10, 5});
  const auto moved = rectangle_of(1, {4, 2, 10, 5});
  const std::vector<LabelPair> pairs{{"a,1", "b"}, {"c", "d"}};
  const std::vector<std::vector<LabelMeasures>> measures{
      measured(here, moved), measured(here, shape::LabelMap(kGrid))};
  const std::string csv = measures_csv(pairs, measures);
  EXPECT_TRUE(
      csv.starts_with("reference,prediction,label,presence,measure,value\n"
                      "\"a,1\",b,1,both,dice,0.8\n"))
      << csv;
  EXPECT_NE(csv.find("\"a,1\",b,1,both,hd_mm,1\n"), std::string::npos) << csv;
  EXPECT_NE(csv.find("c,d,1,missed,dice,\n"), std::string::npos) << csv;
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 1 + 2 * 12);
}

TEST(MeasuresText, SaysOfHowManyEachMeanIs) {
  const auto here = rectangle_of(1, {2, 2, 10, 5});
  const auto moved_2 = rectangle_of(1, {4, 2, 10, 5});
  const auto moved_5 = rectangle_of(1, {7, 2, 10, 5});
  const shape::LabelMap nothing(kGrid);
  std::vector<std::vector<LabelMeasures>> measures;
  metrics::LabelConfusion pooled(256);
  for (const auto& prediction : {moved_2, moved_5, nothing}) {
    measures.push_back(measured(here, prediction));
    pooled.add(here, prediction);
  }
  const std::string text = measures_text(measures, pooled, 1.5);
  EXPECT_TRUE(text.starts_with("3 pairs of label maps; NSD within 1.5 mm\n")) << text;
  // Dice 0.8 and 0.5: mean 0.65, SD 0.3 / sqrt(2).
  EXPECT_NE(text.find("1      dice                     2  0.6500  0.2121\n"), std::string::npos)
      << text;
  // 40 + 25 + 0 pixels in common of 60 + 75 + 50; 185 - 65 of 3 x 600 pixels are wrong.
  const std::string counts =
      "label  both  missed  spurious  absent  pooled IoU\n"
      "1         2       1         0       0      0.3514\n";
  EXPECT_NE(text.find(counts), std::string::npos) << text;
  EXPECT_NE(
      text.find("but 0 0.3514, share of pixels with the right label 0.9333\n"), std::string::npos)
      << text;
}

TEST(MeasuresText, SaysSoWhereNothingIsLabelled) {
  const std::vector<std::vector<LabelMeasures>> none{{}};
  EXPECT_EQ(
      measures_text(none, metrics::LabelConfusion(256), 1.0),
      "1 pair of label maps; NSD within 1 mm; no pixel has a label other than 0\n");
}

}  // namespace
}  // namespace segnoise::label_pairs
