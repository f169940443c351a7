#include "data/coco/compare/comparison_remarks.h"

#include "data/coco/compare/compared_by_hand.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace segnoise::coco {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::small_comparison;
using ::testing::ThrowsMessage;

TEST(ComparisonRemarks, AreNoneWhereAllIsWell) {
  Comparison comparison = small_comparison();
  comparison.ids_on_other_images = 0;
  EXPECT_THAT(remarks_on(comparison), IsEmpty());
}

TEST(ComparisonRemarks, TellOfIdsOnOtherImagesAndOfOtherNames) {
  Comparison comparison = small_comparison();
  comparison.renamed_categories = {7, 9};
  EXPECT_THAT(
      remarks_on(comparison),
      ElementsAre(
          HasSubstr("1 annotation ids are on other images in the other file"),
          HasSubstr("such as id 7; classes are compared by id")));
}

TEST(ComparisonRemarks, TellOfFilesThatShareLessThanHalfOfTheirImages) {
  Comparison comparison = small_comparison();
  comparison.ids_on_other_images = 0;
  comparison.options.images_by = ImagesBy::kName;
  comparison.a.images_alone = 7;  // 4 of b's 8 are half
  EXPECT_THAT(remarks_on(comparison), IsEmpty());
  comparison.a.images_alone = 8;
  EXPECT_THAT(
      remarks_on(comparison),
      ElementsAre(HasSubstr("only 3 of the 11 images of clean \"1\".json and of the 8 of "
                            "noisy.json were matched, by file name")));
}

TEST(ComparisonRemarks, RefuseIdsThatMatchNothing) {
  Comparison comparison = small_comparison();
  comparison.pairs.clear();
  comparison.options.match_by = MatchBy::kIou;
  EXPECT_NO_THROW((void)remarks_on(comparison));
  comparison.options.match_by = MatchBy::kId;
  EXPECT_THAT(
      [&] { (void)remarks_on(comparison); },
      ThrowsMessage<std::runtime_error>(HasSubstr("share no annotation id on any image")));
  comparison.b.compared_annotations = 0;  // nothing there to be matched
  EXPECT_NO_THROW((void)remarks_on(comparison));
}

}  // namespace
}  // namespace segnoise::coco
