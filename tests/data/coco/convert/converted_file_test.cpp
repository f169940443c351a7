#include "data/coco/convert/converted_file.h"

#include "core/random/rng.h"
#include "core/shape/coco_polygon.h"
#include "data/coco/convert/cityscapes.h"
#include "data/coco/convert/value_masks.h"
#include "data/coco/convert/viper.h"
#include "data/coco/read/annotation.h"
#include "data/coco/read/coco_file.h"
#include "support/instance_folders.h"
#include "support/shapes.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::coco {
namespace {

using testing::bytes_of_file;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::TemporaryFolder;

void ignore_progress(std::size_t /*done*/, std::size_t /*of*/) {}

/// A data set of frames whose values are classes 1 to 9 times 10, plus an instance; below 10
/// groups.
InstanceDataSet set_of(const std::vector<images::PixelValues>& frames) {
  InstanceDataSet set{
      .description = "a \"set\"", .classes = {{1, "one", "all"}, {2, "two", "all"}}};
  for (std::size_t i = 0; i < frames.size(); ++i) {
    set.file_names.push_back("a/" + std::to_string(i) + ".png");
  }
  set.labels = [frames](std::size_t i) { return frames[i]; };
  set.meaning = [](std::uint32_t value) -> std::optional<PixelMeaning> {
    const noise::CategoryId id = value < 10 ? value : value / 10;
    if (id != 1 && id != 2) return std::nullopt;
    return PixelMeaning{id, value < 10};
  };
  return set;
}

std::string written(const InstanceDataSet& set, const ConversionOptions& options = {}) {
  const TemporaryFolder folder;
  (void)write_converted(set, options, folder.path() / "a.json", ignore_progress);
  return bytes_of_file(folder.path() / "a.json");
}

/// What our own readers find in a file.
struct ReadBack {
  std::vector<Annotation> annotations = {};
  std::vector<shape::Mask> masks = {};
};

ReadBack read_back(const std::filesystem::path& path) {
  const CocoFile file(path);
  AnnotationReader reader(file.text());
  ReadBack found;
  Elements elements(file.text(), file.annotations_place());
  while (const auto place = elements.next()) {
    Annotation annotation = reader.read(*place);
    const shape::Size size = file.images()[*file.index_of_image(annotation.image_id)].size;
    const auto* polygons = std::get_if<shape::Polygon>(&annotation.segmentation);
    found.masks.push_back(
        polygons != nullptr ? shape::coco_mask(*polygons, size)
                            : mask_of(std::get<shape::RunLengths>(annotation.segmentation)));
    const shape::Box box = found.masks.back().extent();
    std::string expected;
    for (const int side : {box.x, box.y, box.width, box.height}) {
      expected += (expected.empty() ? '[' : ',') + std::to_string(side);
    }
    EXPECT_EQ(annotation.bbox_place->of(file.text()), expected + ']');
    EXPECT_EQ(annotation.area_place->of(file.text()), std::to_string(found.masks.back().count()));
    found.annotations.push_back(std::move(annotation));
  }
  return found;
}

/// Writes a data set, reads the file, and compares every pixel with the labels.
void expect_pixels_kept(
    const InstanceDataSet& set,
    const ConversionOptions& options,
    const std::filesystem::path& path) {
  const ConversionCounts counts = write_converted(set, options, path, ignore_progress);
  const ReadBack found = read_back(path);
  ASSERT_EQ(found.annotations.size(), counts.instances + counts.groups);
  std::size_t next = 0;
  for (std::size_t image = 0; image < set.file_names.size(); ++image) {
    const images::PixelValues labels = set.labels(image);
    for (const ValueMask& each :
         masks_of_values(labels, [&](std::uint32_t v) { return set.meaning(v).has_value(); })) {
      ASSERT_LT(next, found.annotations.size());
      const Annotation& annotation = found.annotations[next];
      EXPECT_EQ(annotation.id, static_cast<std::int64_t>(next) + 1);
      EXPECT_EQ(annotation.image_id, static_cast<std::int64_t>(image) + 1);
      EXPECT_EQ(
          (PixelMeaning{annotation.category_id, annotation.is_crowd}), set.meaning(each.value));
      EXPECT_EQ(found.masks[next], each.mask) << image << ", value " << each.value;
      ++next;
    }
  }
  EXPECT_EQ(next, found.annotations.size());
}

/// Blobs that touch, overlap, lie apart, have holes and single pixels.
images::PixelValues blobs(unsigned seed) {
  random::Rng rng(seed);
  const auto below = [&](int limit) {
    return static_cast<int>(rng.below(static_cast<std::uint32_t>(limit)));
  };
  const shape::Size size{150 + below(60), 90 + below(40)};
  images::PixelValues values({.size = size});
  for (int i = 0; i < 14; ++i) {
    const shape::Point centre{
        static_cast<double>(below(size.width)), static_cast<double>(below(90))};
    const shape::Mask blob = testing::ellipse(size, centre, 2.0 + below(40), 2.0 + below(20));
    const auto value = static_cast<std::uint32_t>(below(31));
    for (int y = 0; y < size.height; ++y) {
      for (int x = 0; x < size.width; ++x) {
        if (blob(x, y) && below(50) != 0) values(x, y) = value;
      }
    }
  }
  return values;
}

TEST(ConvertedFile, IsCocoAsItsReadersExpectIt) {
  const images::PixelValues frame =
      testing::drawn({20, 8}, {{{1, 2, 3, 4}, 20}, {{10, 0, 10, 8}, 2}});
  EXPECT_EQ(
      written(
          set_of({frame, images::PixelValues({.size = {5, 6}})}),
          {.program = "p", .version = "1.2"}),
      R"({"info":{"description":"a \"set\"","program":"p","version":"1.2"},
"categories":[
{"id":1,"name":"one","supercategory":"all"},
{"id":2,"name":"two","supercategory":"all"}],
"annotations":[
{"id":1,"image_id":1,"category_id":2,"iscrowd":1,"area":80,"bbox":[10,0,10,8],"segmentation":{"size":[8,20],"counts":"`2`2"}},
{"id":2,"image_id":1,"category_id":2,"iscrowd":0,"area":12,"bbox":[1,2,3,4],"segmentation":[[1,2,4,2,4,6,1,6]]}],
"images":[
{"id":1,"file_name":"a/0.png","width":20,"height":8},
{"id":2,"file_name":"a/1.png","width":5,"height":6}]}
)");
}

TEST(ConvertedFile, HoldsTheVeryPixelsAsPolygonsAndAsRunLengths) {
  std::vector<images::PixelValues> frames;
  for (unsigned seed = 0; seed < 12; ++seed) frames.push_back(blobs(seed));
  const TemporaryFolder folder;
  const auto path = folder.path() / "a.json";
  expect_pixels_kept(set_of(frames), {}, path);
  expect_pixels_kept(set_of(frames), {.segmentations = Segmentations::kRunLengths}, path);
}

TEST(ConvertedFile, HoldsTheVeryPixelsOfNoise) {
  const TemporaryFolder folder;
  const auto path = folder.path() / "a.json";
  random::Rng rng(2);
  images::PixelValues frame({.size = {61, 47}});
  for (std::uint32_t& value : frame.pixels()) value = 8 + rng.below(6);
  expect_pixels_kept(set_of({frame}), {}, path);
  for (std::uint32_t& value : frame.pixels()) value = rng.below(9) == 0 ? 10 : 0;
  expect_pixels_kept(set_of({frame}), {}, path);  // pixels and corners, few holes
}

TEST(ConvertedFile, HoldsTheVeryPixelsOfTheMadeDataSets) {
  const TemporaryFolder folder;
  testing::make_cityscapes(folder.path() / "c");
  testing::make_viper(folder.path() / "v");
  const auto path = folder.path() / "a.json";
  expect_pixels_kept(cityscapes(folder.path() / "c", "train", {}), {}, path);
  expect_pixels_kept(cityscapes(folder.path() / "c", "val", {}), {}, path);
  expect_pixels_kept(
      viper(folder.path() / "v", "train", {}, folder.path() / "v/classes.csv"), {}, path);
}

TEST(ConvertedFile, WritesPolygonsAlsoWhereThereIsAHole) {
  const TemporaryFolder folder;
  testing::make_cityscapes(folder.path());
  const auto path = folder.path() / "a.json";
  const auto set = cityscapes(folder.path(), "train", {});
  const ConversionCounts counts = write_converted(set, {}, path, ignore_progress);
  EXPECT_EQ(counts.images, 2U);
  EXPECT_EQ(counts.instances, 6U);
  EXPECT_EQ(counts.groups, 2U);
  EXPECT_EQ(counts.with_holes, 2U);
  const ReadBack found = read_back(path);
  std::vector<std::string> kinds;
  for (std::size_t i = 0; i < 4; ++i) {
    const Annotation& each = found.annotations[i];
    kinds.push_back(
        std::to_string(each.category_id) + (each.is_crowd ? " group" : "") +
        (each.segmentation.index() == 0 ? " polygons" : " runs"));
  }
  EXPECT_THAT(kinds, ElementsAre("33 group runs", "24 polygons", "26 polygons", "26 polygons"));
}

TEST(ConvertedFile, DoesNotTakeAnInletForAHole) {
  // The background in the middle reaches out over a corner.
  const shape::Mask ring = testing::picture({"###.", "#.#.", "###.", "...#"});
  images::PixelValues frame({.size = {4, 4}});
  for (int y = 0; y < 4; ++y) {
    for (int x = 0; x < 4; ++x) frame(x, y) = ring(x, y) ? 10 : 0;
  }
  frame(2, 2) = 0;
  EXPECT_THAT(written(set_of({frame})), HasSubstr("\"segmentation\":[["));
  frame(2, 2) = 10;
  EXPECT_THAT(written(set_of({frame})), HasSubstr("\"segmentation\":[[0,0,3,0,3,1,0,1],[0,1,1,1,"));
}

TEST(ConvertedFile, DoesNotDependOnThreads) {
  std::vector<images::PixelValues> frames;
  for (unsigned seed = 20; seed < 60; ++seed) frames.push_back(blobs(seed));
  const std::string one = written(set_of(frames), {.threads = 1});
  EXPECT_EQ(written(set_of(frames), {.threads = 3}), one);
  EXPECT_EQ(written(set_of(frames), {.threads = 64}), one);
}

TEST(ConvertedFile, TellsHowFarItIs) {
  const TemporaryFolder folder;
  const images::PixelValues frame({.size = {3, 3}});
  std::vector<std::size_t> told;
  (void)write_converted(
      set_of({frame, frame}), {}, folder.path() / "a", [&](std::size_t done, std::size_t of) {
        told.insert(told.end(), {done, of});
      });
  EXPECT_THAT(told, ElementsAre(1, 2, 2, 2));
}

TEST(ConvertedFile, IsNotThereIfAnImageFailsOrTheUserGivesUp) {
  const TemporaryFolder folder;
  const images::PixelValues frame({.size = {3, 3}});
  InstanceDataSet set = set_of({frame, frame, frame});
  const auto give_up = [](std::size_t done, std::size_t) {
    if (done == 2) throw std::runtime_error("enough");
  };
  EXPECT_EQ(
      testing::refusal_of([&] { write_converted(set, {}, folder.path() / "a", give_up); }),
      "enough");
  set.labels = [&](std::size_t i) {
    if (i > 0) throw std::runtime_error("image " + std::to_string(i) + " is damaged");
    return frame;
  };
  for (const int threads : {1, 4}) {
    EXPECT_EQ(
        testing::refusal_of([&] {
          write_converted(set, {.threads = threads}, folder.path() / "a", ignore_progress);
        }),
        "image 1 is damaged");
  }
  EXPECT_THAT(testing::names_in(folder.path()), IsEmpty());
}

}  // namespace
}  // namespace segnoise::coco
