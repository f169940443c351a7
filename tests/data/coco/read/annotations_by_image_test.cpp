#include "data/coco/read/annotations_by_image.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace segnoise::coco {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

AnnotationEntry entry(std::size_t image, std::size_t begin) {
  return {.image = image, .place = {begin, begin + 1}};
}

TEST(AnnotationsByImage, KeepsThoseOfEachImageInTheOrderOfTheFile) {
  const std::vector<AnnotationEntry> entries{
      entry(2, 10), entry(0, 20), entry(2, 30), entry(3, 40)};
  const AnnotationsByImage by_image(entries, 4);
  EXPECT_THAT(by_image.of_image(0), ElementsAre(Span{20, 21}));
  EXPECT_THAT(by_image.of_image(1), IsEmpty());
  EXPECT_THAT(by_image.of_image(2), ElementsAre(Span{10, 11}, Span{30, 31}));
  EXPECT_THAT(by_image.of_image(3), ElementsAre(Span{40, 41}));
  EXPECT_EQ(by_image.count(), 4U);
}

TEST(AnnotationsByImage, MayBeOfNone) {
  EXPECT_EQ(AnnotationsByImage({}, 0).count(), 0U);
  EXPECT_THAT(AnnotationsByImage({}, 2).of_image(1), IsEmpty());
}

}  // namespace
}  // namespace segnoise::coco
