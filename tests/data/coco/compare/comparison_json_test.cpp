#include "data/coco/compare/comparison_json.h"

#include "data/coco/compare/compared_by_hand.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace segnoise::coco {
namespace {

using testing::small_comparison;

TEST(ComparisonJson, HoldsTheSame) {
  const Comparison comparison = small_comparison();
  const auto json = nlohmann::json::parse(
      comparison_json(comparison, summarise(comparison.pairs), "coco-diff 1.0"));
  EXPECT_EQ(json["program"], "coco-diff 1.0");
  EXPECT_EQ(json["a"]["file"], "clean \"1\".json");
  EXPECT_EQ(json["a"]["images_in_this_file_only"], 3);
  EXPECT_EQ(json["a"]["annotations_on_images_in_this_file_only"], 7);
  EXPECT_EQ(json["b"]["compared_annotations"], 4);
  EXPECT_EQ(json["matched_by"], "id");
  EXPECT_EQ(json["ids_on_other_images"], 1);
  EXPECT_EQ(json["matched"], 4);
  EXPECT_EQ(json["missing"], 2);
  EXPECT_EQ(json["missing_fraction_of_a"], 0.333333);
  EXPECT_EQ(json["added_fraction_of_b"], 0.0);
  EXPECT_EQ(json["class_changed_fraction"], 0.5);
  EXPECT_EQ(json["pairs_without_pixels"], 1);
  const auto& medium = json["quality"]["medium"];
  EXPECT_EQ(medium["pairs"], 3);
  EXPECT_EQ(medium["identical_fraction"], 0.333333);
  EXPECT_EQ(medium["iou"]["mean"], 0.75);
  EXPECT_EQ(medium["boundary_iou"]["median"], 0.1875);
  EXPECT_EQ(medium["dice"]["histogram"], nlohmann::json::parse("[0,0,0,0,0,0,1,0,1,1]"));
  EXPECT_TRUE(json["quality"]["small"]["iou"].is_null());
  EXPECT_EQ(json["class_changes"], nlohmann::json::parse(R"([
        {"from_id": 1, "from": "cat", "to_id": 2, "to": "do\u001bg", "pairs": 1},
        {"from_id": 2, "from": "do\u001bg", "to_id": 17, "to": "category 17", "pairs": 1}])"));
}

TEST(ComparisonJson, HasNullsWhereThereIsNothing) {
  Comparison nothing;
  nothing.options = {.match_by = MatchBy::kIou, .min_iou = 0.25};
  const auto json = nlohmann::json::parse(comparison_json(nothing, summarise({}), "coco-diff"));
  EXPECT_EQ(json["matched_by"], "iou");
  EXPECT_EQ(json["min_iou"], 0.25);
  EXPECT_TRUE(json["missing_fraction_of_a"].is_null());
  EXPECT_TRUE(json["class_changes"].empty());
}

}  // namespace
}  // namespace segnoise::coco
