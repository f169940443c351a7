#include "data/coco/noise/noise_summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

namespace segnoise::coco {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// Every number another, those of one summary powers of ten of the other's.
RelabelSummary made_summary(std::int64_t factor) {
  return {
      .read = 1 * factor,
      .written = 2 * factor,
      .crowds = 3 * factor,
      .without_pixels = 4 * factor,
      .without_mask = 5 * factor,
      .stray_rings = 6 * factor,
      .deleted = 7 * factor,
      .lost_ids = {8 * factor},
      .added = 9 * factor,
      .other_category = 11 * factor,
      .without_other_category = 12 * factor,
      .other_shape = 13 * factor,
      .cut_for_holes = 14 * factor,
      .holes_filled = 15 * factor,
      .invalid = {"no. " + std::to_string(factor)},
      .operations = {{"shift", 16 * factor}},
      .by_size = {
          MeanIou{.instances = 2 * factor, .iou_sum = 1.0 * static_cast<double>(factor)},
          MeanIou{.instances = 4 * factor, .iou_sum = 1.0 * static_cast<double>(factor)},
          MeanIou{}}};
}

RelabelSummary sum() {
  RelabelSummary sum = made_summary(1);
  sum.operations["scale"] = 3;
  sum.add(made_summary(100));
  return sum;
}

TEST(NoiseSummary, AddsEveryNumber) {
  EXPECT_EQ(
      json_of(sum()),
      R"({"read":101,"written":202,"other_shape":1313,"other_category":1111,)"
      R"("no_other_category":1212,"added":909,"cut_for_holes":1414,"holes_filled":1515,)"
      R"("deleted":707,"lost":2,"crowds_untouched":303,"without_pixels_untouched":404,)"
      R"("without_mask":505,"stray_rings":606,"invalid":2,"lost_ids":[8,800],)"
      R"("invalid_annotations":["no. 1","no. 100"],"operations":{"scale":3,"shift":1616},)"
      R"("iou_by_size":{"small":{"instances":202,"mean_iou":0.500000},)"
      R"("medium":{"instances":404,"mean_iou":0.250000},)"
      R"("large":{"instances":0,"mean_iou":null},)"
      R"("all":{"instances":606,"mean_iou":0.333333}}})"
      "\n");
}

const std::string kTable =
    "annotations\n"
    "  read                                     101\n"
    "  written                                  202\n"
    "    with another shape                   1,313\n"
    "    with another category                1,111\n"
    "    added                                  909\n"
    "    polygons cut at their holes          1,414\n"
    "    with holes filled                    1,515\n"
    "  deleted                                  707\n"
    "  lost, no pixel left                        2  ids 8 800\n"
    "  no other category to confuse with       1,212\n"
    "  crowds, left as they were                303\n"
    "  without a pixel, left alone              404\n"
    "  without a mask, no spatial noise         505\n"
    "  rings of < 3 points, left out            606\n"
    "  invalid, skipped                           2\n"
    "    no. 1                                     \n"
    "    no. 100                                   \n"
    "\n"
    "operations, by the instances that they changed\n"
    "  scale                                      3\n"
    "  shift                                  1,616\n"
    "\n"
    "mean IoU of the kept instances with the clean ones\n"
    "  small                                 0.5000  of 202\n"
    "  medium                                0.2500  of 404\n"
    "  large                                      -  of 0\n"
    "  all                                   0.3333  of 606\n";

TEST(NoiseSummary, IsATableForPeople) { EXPECT_EQ(table_of(sum()), kTable); }

TEST(NoiseSummary, ShowsTenIdsAndMessagesAtMost) {
  RelabelSummary summary;
  summary.lost_ids.resize(10);
  std::iota(summary.lost_ids.begin(), summary.lost_ids.end(), 21);
  EXPECT_THAT(table_of(summary), HasSubstr("ids 21 22 23 24 25 26 27 28 29 30\n"));
  summary.lost_ids.push_back(31);
  EXPECT_THAT(table_of(summary), HasSubstr("ids 21 22 23 24 25 26 27 28 29 30 ...\n"));
  for (int i = 1; i <= 11; ++i) summary.invalid.push_back("message " + std::to_string(i));
  EXPECT_THAT(table_of(summary), HasSubstr("message 10 "));
  EXPECT_THAT(table_of(summary), Not(HasSubstr("message 11")));
}

TEST(SizeClass, HoldsItsUpperBorder) {
  EXPECT_EQ(size_class(0), SizeClass::kSmall);
  EXPECT_EQ(size_class(1024), SizeClass::kSmall);
  EXPECT_EQ(size_class(1024.5), SizeClass::kMedium);
  EXPECT_EQ(size_class(9216), SizeClass::kMedium);
  EXPECT_EQ(size_class(9216.5), SizeClass::kLarge);
}

}  // namespace
}  // namespace segnoise::coco
