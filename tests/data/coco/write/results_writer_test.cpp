#include "data/coco/write/results_writer.h"

#include "core/random/rng.h"
#include "data/coco/evaluate/results_file.h"
#include "support/coco_by_hand.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::coco {
namespace {

using ::testing::IsEmpty;
using testing::TemporaryFolder;

constexpr shape::Size kFrame{100, 80};

/// A mask without a pattern.
shape::RunLengths scattered_runs(random::Rng& rng) {
  shape::Mask mask(kFrame, shape::frame_box(kFrame));
  for (int i = 0; i < 40; ++i)
    mask.set(static_cast<int>(rng.below(100)), static_cast<int>(rng.below(80)));
  return shape::run_lengths(mask);
}

TEST(ResultsWriter, WritesALineForEachInstance) {
  const TemporaryFolder folder;
  const auto path = folder.path() / "dt.json";
  shape::Mask mask({4, 3}, shape::frame_box({4, 3}));
  mask.set(1, 1);
  mask.set(1, 2);
  ResultsWriter writer(path);
  writer.add({.image_id = 9, .category_id = 2, .score = 0.5, .mask = shape::run_lengths(mask)});
  writer.add(
      {.image_id = 4,
       .category_id = 1,
       .score = 1.0,
       .mask = shape::RunLengths({4, 3}, {12}),
       .box = CocoBox{0.25, 1.0, 2.5, 3.0},
       .annotation_id = 77});
  writer.finish();
  EXPECT_EQ(testing::bytes_of_file(path), R"([
{"image_id":9,"category_id":2,"bbox":[1,1,1,2],"segmentation":{"size":[3,4],"counts":"426"},"score":0.5},
{"image_id":4,"category_id":1,"bbox":[0.25,1,2.5,3],"segmentation":{"size":[3,4],"counts":"<"},"score":1,"annotation_id":77}
]
)");
}

TEST(ResultsWriter, IsReadBackToTheBit) {
  const TemporaryFolder folder;
  const CocoFile truth(folder.add(
      "gt.json", testing::made_coco(testing::made_image(9) + "," + testing::made_image(4), {})));
  const auto path = folder.path() / "dt.json";
  random::Rng rng(3);
  std::vector<DetectedInstance> written;
  for (int i = 0; i < 300; ++i) {
    written.push_back(
        {.image_id = rng.chance(0.5) ? 9 : 4,
         .category_id = 1 + static_cast<noise::CategoryId>(rng.below(3)),
         .score = rng.uniform(),
         .mask = scattered_runs(rng)});
    if (rng.chance(0.5)) {
      written.back().box = CocoBox{rng.uniform(), 100.0 * rng.uniform(), 1e-7, rng.uniform()};
    }
    if (rng.chance(0.5)) written.back().annotation_id = i;
  }
  ResultsWriter writer(path);
  for (const DetectedInstance& each : written) writer.add(each);
  writer.finish();

  const ResultsFile results(path, truth, InvalidAnnotations::kRefused);
  ASSERT_EQ(results.entries().size(), written.size());
  SegmentationReader segmentations(results.text());
  for (std::size_t i = 0; i < written.size(); ++i) {
    const ResultEntry& entry = results.entries()[i];
    EXPECT_EQ(truth.images()[entry.image].id, written[i].image_id);
    EXPECT_EQ(truth.categories()[entry.category].id, written[i].category_id);
    EXPECT_EQ(entry.score, written[i].score);
    EXPECT_EQ(entry.annotation_id, written[i].annotation_id);
    EXPECT_EQ(read_mask(entry, segmentations, kFrame), written[i].mask);
    const CocoBox box = read_box(results.text(), entry.bbox);
    const shape::Box extent = shape::bounding_box(written[i].mask);
    EXPECT_EQ(box.x, written[i].box ? written[i].box->x : extent.x);
    EXPECT_EQ(box.height, written[i].box ? written[i].box->height : extent.height);
  }
}

TEST(ResultsWriter, MayWriteNone) {
  const TemporaryFolder folder;
  ResultsWriter writer(folder.path() / "dt.json");
  writer.finish();
  const CocoFile truth(folder.add("gt.json", testing::made_coco(testing::made_image(9), {})));
  EXPECT_THAT(
      ResultsFile(folder.path() / "dt.json", truth, InvalidAnnotations::kRefused).entries(),
      IsEmpty());
}

TEST(ResultsWriter, LeavesNothingUnlessItIsFinished) {
  const TemporaryFolder folder;
  {
    ResultsWriter writer(folder.path() / "dt.json");
    for (int i = 0; i < 30'000; ++i) {  // more than is held back
      writer.add({.image_id = i, .mask = shape::RunLengths({4, 3}, {12})});
    }
  }
  EXPECT_THAT(testing::names_in(folder.path()), IsEmpty());
}

TEST(ResultsWriter, RefusesNumbersThatJsonDoesNotHaveAndGoesOn) {
  const TemporaryFolder folder;
  const auto path = folder.path() / "dt.json";
  const shape::RunLengths empty({4, 3}, {12});
  ResultsWriter writer(path);
  for (const double bad :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    EXPECT_THROW(writer.add({.score = bad, .mask = empty}), std::invalid_argument);
    EXPECT_THROW(
        writer.add({.mask = empty, .box = CocoBox{0.0, 0.0, bad, 1.0}}), std::invalid_argument);
  }
  writer.finish();
  EXPECT_EQ(testing::bytes_of_file(path), "[\n]\n");
}

}  // namespace
}  // namespace segnoise::coco
