#include "data/coco/compare/comparison.h"

#include "core/shape/rle.h"
#include "data/coco/write/annotation_text.h"
#include "support/coco_by_hand.h"
#include "support/coco_sample.h"
#include "support/shapes.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace segnoise::coco {
namespace {

using testing::box_polygon;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::made_coco;
using testing::made_image;
using testing::MadeAnnotation;
using testing::TemporaryFolder;

// 2 % of the diagonal of 100 x 80 pixels are 2.56: the boundary region is 3 wide.
const std::string kImages = made_image(9) + "," + made_image(4);
const std::string kSquare = box_polygon(30, 20, 20, 20);
const std::string kShifted = box_polygon(34, 20, 20, 20);
const std::string kElsewhere = box_polygon(70, 50, 10, 10);
const std::string kOutside = box_polygon(-30, -30, 10, 10);

Comparison compared_texts(
    const std::string& a, const std::string& b, const ComparisonOptions& options = {}) {
  const TemporaryFolder folder;
  const CocoFile file_a(folder.add("a.json", a));
  const CocoFile file_b(folder.add("b.json", b));
  return compare(file_a, file_b, options);
}

Comparison compared(
    const std::vector<MadeAnnotation>& a,
    const std::vector<MadeAnnotation>& b,
    const ComparisonOptions& options = {}) {
  return compared_texts(made_coco(kImages, a), made_coco(kImages, b), options);
}

std::string comparison_refusal(
    const std::string& a, const std::string& b, const ComparisonOptions& options = {}) {
  return testing::refusal_of([&] { (void)compared_texts(a, b, options); });
}

/// "id of a-id of b" of every pair.
std::vector<std::string> ids(const Comparison& comparison) {
  std::vector<std::string> result;
  for (const AnnotationPair& pair : comparison.pairs) {
    result.push_back(std::to_string(pair.id_a) + "-" + std::to_string(pair.id_b));
  }
  return result;
}

constexpr ComparisonOptions kByIou{.match_by = MatchBy::kIou};

TEST(Likeness, OfShiftedSquaresIsWorkedOutByHand) {
  // 20 x 20 pixels, 4 further right. In common are 16 x 20 of 24 x 20 pixels; of the boundaries of
  // 400 - 14 x 14 = 204 pixels each, 6 rows of 16.
  const shape::Size frame{100, 80};
  const auto shifted = likeness(
      testing::rectangle(frame, {30, 20, 20, 20}), testing::rectangle(frame, {34, 20, 20, 20}));
  ASSERT_TRUE(shifted);
  EXPECT_DOUBLE_EQ(shifted->iou, 2.0 / 3.0);
  EXPECT_DOUBLE_EQ(shifted->dice, 0.8);
  EXPECT_DOUBLE_EQ(shifted->boundary_iou, 96.0 / (2 * 204 - 96));
  EXPECT_FALSE(shifted->is_identical());
}

TEST(Likeness, IsOneOfTheSamePixelsAndZeroOfNoneInCommon) {
  const shape::Mask square = testing::rectangle({100, 80}, {30, 20, 20, 20});
  const shape::Mask beside = testing::rectangle({100, 80}, {50, 20, 20, 20});
  const auto same = likeness(square, square);
  EXPECT_TRUE(same->is_identical());
  EXPECT_EQ(same->boundary_iou, 1.0);
  EXPECT_EQ(same->dice, 1.0);
  for (const shape::Mask& other : {beside, shape::Mask({100, 80})}) {
    const auto apart = likeness(square, other);
    EXPECT_EQ(apart->iou, 0.0);
    EXPECT_EQ(apart->boundary_iou, 0.0);
    EXPECT_EQ(apart->dice, 0.0);
  }
  EXPECT_FALSE(likeness(shape::Mask({100, 80}), shape::Mask({100, 80})));
}

TEST(Compare, FindsAFileEqualToItself) {
  const std::vector<MadeAnnotation> all{
      {.id = 1, .segmentation = kSquare},
      {.id = 2, .image_id = 4, .segmentation = kShifted},
      {.id = 3, .segmentation = kElsewhere}};
  for (const MatchBy match_by : {MatchBy::kId, MatchBy::kIou}) {
    const Comparison same = compared(all, all, {.match_by = match_by});
    EXPECT_THAT(ids(same), ElementsAre("2-2", "1-1", "3-3"));
    for (const AnnotationPair& pair : same.pairs) EXPECT_TRUE(pair.likeness->is_identical());
    EXPECT_EQ(same.missing(), 0U);
    EXPECT_EQ(same.added(), 0U);
  }
}

TEST(Compare, MeasuresPairsAndFindsWhatIsMissingAddedAndRenamed) {
  const Comparison changed = compared(
      {{.id = 1, .category_id = 1, .segmentation = kSquare},
       {.id = 2, .category_id = 2, .segmentation = kElsewhere}},
      {{.id = 3, .segmentation = kElsewhere},
       {.id = 5, .image_id = 4, .segmentation = kElsewhere},
       {.id = 1, .category_id = 3, .segmentation = kShifted}});
  ASSERT_THAT(ids(changed), ElementsAre("1-1"));
  const AnnotationPair& pair = changed.pairs.front();
  EXPECT_EQ(pair.image_id, 9);
  EXPECT_EQ(pair.category_a, 1);
  EXPECT_EQ(pair.category_b, 3);
  EXPECT_EQ(pair.area_a_px2, 400);
  EXPECT_DOUBLE_EQ(pair.likeness->iou, 2.0 / 3.0);
  EXPECT_EQ(changed.missing(), 1U);
  EXPECT_EQ(changed.added(), 2U);
  EXPECT_EQ(changed.a.annotations, 2U);
  EXPECT_EQ(changed.b.compared_annotations, 3U);
  EXPECT_EQ(changed.category_names.at(3), "car");
}

TEST(Compare, ByIouNeedsNoIds) {
  const std::vector<MadeAnnotation> a{
      {.id = 1, .segmentation = kSquare},
      {.id = 2, .segmentation = kElsewhere},
      {.id = 3, .image_id = 4, .segmentation = kSquare}};
  const std::vector<MadeAnnotation> b{
      {.id = 3, .category_id = 2, .segmentation = kElsewhere},
      {.id = 1, .segmentation = kShifted},
      {.id = 7, .image_id = 4, .segmentation = kElsewhere}};
  const Comparison half = compared(a, b, kByIou);
  EXPECT_THAT(ids(half), ElementsAre("1-1", "2-3"));
  EXPECT_DOUBLE_EQ(half.pairs[0].likeness->iou, 2.0 / 3.0);
  EXPECT_EQ(half.pairs[1].category_b, 2);
  EXPECT_EQ(half.missing(), 1U);
  EXPECT_EQ(half.added(), 1U);
  const Comparison more = compared(a, b, {.match_by = MatchBy::kIou, .min_iou = 0.7});
  EXPECT_THAT(ids(more), ElementsAre("2-3"));
}

TEST(Compare, MatchesNoIdsOfDifferentImages) {
  const Comparison moved = compared(
      {{.id = 1, .segmentation = kSquare}, {.id = 2, .segmentation = kSquare}},
      {{.id = 1, .image_id = 4, .segmentation = kSquare}, {.id = 2, .segmentation = kSquare}});
  EXPECT_THAT(ids(moved), ElementsAre("2-2"));
  EXPECT_EQ(moved.ids_on_other_images, 1U);
}

TEST(Compare, LeavesOutCrowds) {
  const std::string crowd = R"({"size": [80, 100], "counts": [0, 8000]})";
  const std::vector<MadeAnnotation> a{
      {.id = 1, .segmentation = crowd, .is_crowd = true}, {.id = 2, .segmentation = kSquare}};
  std::vector<MadeAnnotation> b = a;
  b.push_back({.id = 3, .segmentation = crowd, .is_crowd = true});
  const Comparison both = compared(a, b);
  EXPECT_THAT(ids(both), ElementsAre("2-2"));
  EXPECT_EQ(both.a.crowds, 1U);
  EXPECT_EQ(both.b.crowds, 2U);
  EXPECT_EQ(both.a.compared_annotations, 1U);
  EXPECT_EQ(both.a.annotations_alone, 0U);
  EXPECT_EQ(both.missing() + both.added(), 0U);
}

TEST(Compare, TakesRunLengthsAndPolygonsOfTheSamePixelsForIdentical) {
  std::string runs;
  append_run_lengths(shape::run_lengths(testing::rectangle({100, 80}, {30, 20, 20, 20})), runs);
  const Comparison same = compared({{.segmentation = kSquare}}, {{.segmentation = runs}});
  EXPECT_TRUE(same.pairs.at(0).likeness->is_identical());
}

TEST(Compare, HasNoLikenessWhereNeitherHasPixels) {
  const Comparison none = compared(
      {{.id = 1, .segmentation = kOutside}, {.id = 2, .segmentation = kOutside}},
      {{.id = 1, .segmentation = kOutside}, {.id = 2, .segmentation = kSquare}});
  ASSERT_EQ(none.pairs.size(), 2U);
  EXPECT_FALSE(none.pairs[0].likeness);
  EXPECT_EQ(none.pairs[1].likeness->iou, 0.0);
  EXPECT_EQ(none.pairs[1].area_a_px2, 0);
}

TEST(Compare, LeavesOutImagesOfOneFileAlone) {
  const std::string a = made_coco(
      made_image(9) + "," + made_image(4),
      {{.id = 1, .segmentation = kSquare}, {.id = 2, .image_id = 4, .segmentation = kSquare}});
  const std::string b = made_coco(
      made_image(5) + "," + made_image(9) + "," + made_image(6),
      {{.id = 2, .image_id = 5, .segmentation = kSquare}, {.id = 1, .segmentation = kSquare}});
  const Comparison common = compared_texts(a, b);
  EXPECT_THAT(ids(common), ElementsAre("1-1"));
  EXPECT_EQ(common.a.images, 2U);
  EXPECT_EQ(common.a.images_alone, 1U);
  EXPECT_EQ(common.b.images_alone, 2U);
  EXPECT_EQ(common.a.annotations, 2U);
  EXPECT_EQ(common.a.annotations_alone, 1U);
  EXPECT_EQ(common.b.annotations_alone, 1U);
  EXPECT_EQ(common.missing() + common.added(), 0U);
}

TEST(Compare, TakesFilesWithoutAnnotationsOrImages) {
  const Comparison all_missing = compared({{.segmentation = kSquare}}, {});
  EXPECT_THAT(all_missing.pairs, IsEmpty());
  EXPECT_EQ(all_missing.missing(), 1U);
  EXPECT_EQ(compared({}, {{.segmentation = kSquare}}).added(), 1U);
  EXPECT_THAT(compared({}, {}).pairs, IsEmpty());
  EXPECT_EQ(compared_texts(made_coco("", {}), made_coco("", {})).a.images, 0U);
}

TEST(Compare, KnowsTheNamesOfCategoriesAndWhichDiffer) {
  std::string other = made_coco(kImages, {});
  other.replace(other.find("dog"), 3, "fox");
  other.replace(other.find(R"("id": 3, "name": "car")"), 8, R"("id": 44, )");
  const Comparison names = compared_texts(made_coco(kImages, {}), other);
  EXPECT_THAT(names.renamed_categories, ElementsAre(2));
  EXPECT_EQ(names.category_names.at(2), "dog");
  EXPECT_EQ(names.category_names.at(44), "car");
}

TEST(Compare, NamesWhatIsWrongAndWhere) {
  const std::string good = made_coco(kImages, {{.segmentation = kSquare}});
  const auto with = [&](const MadeAnnotation& annotation) {
    return made_coco(kImages, {{.id = 16, .segmentation = kSquare}, annotation});
  };
  EXPECT_THAT(
      comparison_refusal(good, with({.id = 17, .segmentation = "[[1,2,3]]"})),
      HasSubstr("b.json, byte 285: annotation 17: segmentation: a ring must have"));
  EXPECT_THAT(
      comparison_refusal(with({.id = 17, .image_id = 99, .segmentation = kSquare}), good),
      HasSubstr("a.json, byte 234: annotation 17: image_id must be the id of an image of the file, "
                "got 99"));
  EXPECT_THAT(
      comparison_refusal(good, made_coco(made_image(8), {})),
      HasSubstr("have no image id in common"));
  EXPECT_THAT(
      comparison_refusal(good, made_coco(made_image(4, 101), {})),
      HasSubstr("image 4 is 100 x 80 in "));
}

TEST(Compare, RefusesAnIdTwice) {
  const std::string twice = made_coco(
      kImages, {{.id = 1, .segmentation = kSquare}, {.id = 1, .segmentation = kElsewhere}});
  const std::string once = made_coco(kImages, {{.id = 1, .segmentation = kSquare}});
  EXPECT_THAT(
      comparison_refusal(once, twice), HasSubstr("b.json, byte 210: annotation 1: another one"));
}

TEST(Compare, GivesTheSameWhateverTheThreads) {
  std::string images;
  std::vector<MadeAnnotation> a;
  std::vector<MadeAnnotation> b;
  for (int i = 0; i < 200; ++i) {
    images += (i == 0 ? "" : ",") + made_image(1000 - i);
    for (int j = 0; j < 20; ++j) {
      const int id = j * 200 + i;
      a.push_back(
          {.id = id, .image_id = 1000 - i, .segmentation = box_polygon(4 * j, i % 9, 9, 9)});
      b.push_back(
          {.id = id, .image_id = 1000 - i, .segmentation = box_polygon(4 * j, i % 7, 8, 9)});
    }
  }
  for (const MatchBy match_by : {MatchBy::kId, MatchBy::kIou}) {
    const auto with = [&](int threads) {
      return compared_texts(
          made_coco(images, a),
          made_coco(images, b),
          {.match_by = match_by, .min_iou = 0.3, .threads = threads});
    };
    const Comparison alone = with(1);
    EXPECT_GT(alone.pairs.size(), 3000U);
    for (const int threads : {2, 5}) {
      const Comparison shared = with(threads);
      EXPECT_EQ(ids(shared), ids(alone));
      for (std::size_t i = 0; i < alone.pairs.size(); ++i) {
        EXPECT_EQ(shared.pairs[i].likeness->boundary_iou, alone.pairs[i].likeness->boundary_iou);
      }
    }
  }
}

TEST(Compare, AddsUpWhatManyImagesHold) {
  // More images than are compared at once, each with a crowd, a box, a square alone and a pair.
  constexpr int kMany = 40;
  const std::string crowd = R"({"size": [80, 100], "counts": [0, 8000]})";
  std::string images;
  std::vector<MadeAnnotation> a;
  std::vector<MadeAnnotation> b;
  for (int i = 0; i < kMany; ++i) {
    images += made_image(i + 1) + ",";
    const auto add = [&](std::vector<MadeAnnotation>& to, int id, const std::string& shape) {
      to.push_back(
          {.id = id + i, .image_id = i + 1, .segmentation = shape, .is_crowd = shape == crowd});
    };
    for (const int id : {100, 200, 300, 400}) {
      add(a, id, id == 100 ? crowd : id == 200 ? "[]" : kSquare);
    }
    add(b, 100, crowd);
    add(b, 300, kShifted);
    add(b, 500, "[]");
    add(b, 600, "[]");
  }
  // An image that the other file does not have, with one annotation.
  a.push_back({.id = 1, .image_id = 99, .segmentation = kSquare});
  const Comparison sum =
      compared_texts(made_coco(images + made_image(99), a), made_coco(images + made_image(98), b));
  EXPECT_EQ(sum.pairs.size(), 40U);
  EXPECT_EQ(sum.a.annotations, 161U);
  EXPECT_EQ(sum.a.annotations_alone, 1U);
  EXPECT_EQ(sum.a.crowds, 40U);
  EXPECT_EQ(sum.a.without_mask, 40U);
  EXPECT_EQ(sum.a.compared_annotations, 80U);
  EXPECT_EQ(sum.b.annotations, 160U);
  EXPECT_EQ(sum.b.annotations_alone, 0U);
  EXPECT_EQ(sum.b.without_mask, 80U);
  EXPECT_EQ(sum.b.compared_annotations, 40U);
  EXPECT_EQ(sum.missing(), 40U);
  EXPECT_EQ(sum.added(), 0U);
}

TEST(Compare, FindsTheSampleEqualToItself) {
  if (!testing::has_coco_sample()) {
    GTEST_SKIP() << "no annotations at " << testing::coco_sample_folder();
  }
  const CocoFile file(testing::coco_sample_folder() / "instances_val2014_100.json");
  for (const MatchBy match_by : {MatchBy::kId, MatchBy::kIou}) {
    const Comparison same = compare(file, file, {.match_by = match_by, .threads = 2});
    EXPECT_EQ(same.pairs.size(), 830U);
    EXPECT_EQ(same.a.crowds, 9U);
    for (const AnnotationPair& pair : same.pairs) {
      EXPECT_EQ(pair.id_a, pair.id_b);
      EXPECT_TRUE(pair.likeness->is_identical());
    }
  }
}

TEST(ForEachComparedImage, ShowsWhatIsComparedImageByImage) {
  const TemporaryFolder folder;
  const std::string images = kImages + "," + made_image(7) + "," + made_image(11);
  const CocoFile a(folder.add(
      "a.json",
      made_coco(
          images,
          {{.id = 1, .category_id = 2, .segmentation = kSquare},
           {.id = 2, .segmentation = kElsewhere},
           {.id = 3, .image_id = 4, .segmentation = kSquare}})));
  const CocoFile b(folder.add(
      "b.json",
      made_coco(
          images,
          {{.id = 5, .segmentation = kElsewhere},
           {.id = 1, .segmentation = kShifted},
           {.id = 6, .image_id = 11, .segmentation = kSquare}})));
  const auto shown = [&](const ComparisonOptions& options, std::size_t limit) {
    std::vector<ComparedImage> all;
    for_each_compared_image(
        a, b, options, limit, [&](const ComparedImage& image) { all.push_back(image); });
    return all;
  };
  // Image 7 has nothing to be shown, image 4 something in A alone, image 11 in B alone.
  const auto by_id = shown({}, 9);
  ASSERT_EQ(by_id.size(), 3U);
  EXPECT_EQ(by_id[0].image.id, 4);
  EXPECT_THAT(by_id[0].matches, IsEmpty());
  EXPECT_EQ(by_id[1].image.id, 9);
  EXPECT_EQ(by_id[1].image.size, (shape::Size{100, 80}));
  EXPECT_THAT(by_id[1].a.ids, ElementsAre(1, 2));
  EXPECT_THAT(by_id[1].b.ids, ElementsAre(5, 1));
  EXPECT_EQ(by_id[1].b.masks[1], testing::rectangle({100, 80}, {34, 20, 20, 20}));
  EXPECT_THAT(by_id[1].matches, ElementsAre(Match{0, 1}));
  EXPECT_EQ(by_id[2].image.id, 11);
  EXPECT_THAT(by_id[2].b.ids, ElementsAre(6));
  EXPECT_THAT(shown(kByIou, 9)[1].matches, ElementsAre(Match{0, 1}, Match{1, 0}));
  EXPECT_EQ(shown({}, 1).size(), 1U);
  EXPECT_EQ(shown({}, 0).size(), 0U);
}

}  // namespace
}  // namespace segnoise::coco
