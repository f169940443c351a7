#include "data/coco/noise/noisy_file.h"

#include "core/noise/corrupt.h"
#include "core/noise/draw_log.h"
#include "core/noise/variants.h"
#include "data/coco/noise/noise_summary.h"
#include "data/coco/read/annotation.h"
#include "data/coco/write/annotation_text.h"
#include "data/coco/write/merged_file.h"
#include "data/coco/write/written_shape.h"
#include "support/coco_sample.h"
#include "support/made_coco.h"
#include "support/naive_coco.h"
#include "support/setups.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace segnoise::coco {
namespace {

using testing::bytes_of_file;
using ::testing::HasSubstr;
using testing::made_file;
using testing::MadeFormat;
using testing::TemporaryFolder;
using Json = nlohmann::json;

noise::NoiseSetup low() { return testing::benchmark_n(testing::tiers().at(0)); }
noise::NoiseSetup setup_of(std::vector<noise::Operation> operations) {
  noise::NoiseSetup setup{.name = "test"};
  for (const noise::Operation& operation : operations) setup.steps.push_back({operation});
  return setup;
}

/// Makes a noisy version of a text.
struct Made {
  std::string text;
  std::string records;
  RelabelSummary summary;

  [[nodiscard]] Json json() const { return Json::parse(text); }
};

Made made(const std::string& clean, NoisyFileJob job) {
  const TemporaryFolder folder;
  const CocoFile file(folder.add("clean.json", clean));
  job.file.output = folder.path() / "noisy.json";
  if (job.file.rules.keep_records) job.file.records = folder.path() / "noisy.jsonl";
  Made result;
  result.summary = write_noisy_file(file, job);
  result.text = bytes_of_file(job.file.output);
  if (job.file.records) result.records = bytes_of_file(*job.file.records);
  EXPECT_EQ(testing::names_in(folder.path()).size(), job.file.records ? 3U : 2U);
  return result;
}

NoisyFileJob job_with(noise::NoiseSetup setup) {
  NoisyFileJob job;
  job.setup = std::move(setup);
  return job;
}

std::string refusal(const std::string& clean, const NoisyFileJob& job) {
  const TemporaryFolder folder;
  const std::string message = testing::refusal_of<std::exception>([&] {
    const CocoFile file(folder.add("clean.json", clean));
    NoisyFileJob with_output = job;
    with_output.file.output = folder.path() / "noisy.json";
    (void)write_noisy_file(file, with_output);
  });
  EXPECT_EQ(testing::names_in(folder.path()).size(), 1U) << "left behind";
  return message;
}

/// The pixels that COCO's readers make of an annotation, by an independent reader and rasteriser.
shape::Mask naive_pixels(const Json& annotation, shape::Size size) {
  const Json& segmentation = annotation.at("segmentation");
  if (segmentation.is_array()) {
    shape::Polygon rings;
    for (const Json& ring : segmentation) {
      EXPECT_GE(ring.size(), 6U);
      EXPECT_EQ(ring.size() % 2, 0U);
      rings.push_back(testing::coco_ring(ring));
    }
    return testing::naive_coco_mask(rings, size);
  }
  EXPECT_EQ(segmentation.at("size"), (Json{size.height, size.width}));
  const Json& counts = segmentation.at("counts");
  if (counts.is_array()) {
    return testing::naive_mask(shape::RunLengths(size, counts.get<std::vector<std::uint32_t>>()));
  }
  return testing::naive_mask(shape::decompressed(counts.get<std::string>(), size));
}

std::map<std::int64_t, Json> by_id(const Json& list) {
  std::map<std::int64_t, Json> found;
  for (const Json& one : list) {
    EXPECT_TRUE(found.emplace(one.at("id").get<std::int64_t>(), one).second) << "twice";
  }
  return found;
}

/// What every reader of COCO relies on: unique ids, images and categories that are there, an area
/// and a box that are those of the pixels wherever noise has changed a shape.
void expect_consistent(const Json& clean, const Json& noisy) {
  const auto clean_annotations = by_id(clean.at("annotations"));
  const auto images = by_id(noisy.at("images"));
  const auto categories = by_id(noisy.at("categories"));
  for (const auto& [id, annotation] : by_id(noisy.at("annotations"))) {
    ASSERT_TRUE(images.contains(annotation.at("image_id").get<std::int64_t>()));
    ASSERT_TRUE(categories.contains(annotation.at("category_id").get<std::int64_t>()));
    const Json& image = images.at(annotation.at("image_id").get<std::int64_t>());
    const shape::Size size{image.at("width").get<int>(), image.at("height").get<int>()};
    const auto before = clean_annotations.find(id);
    if (before != clean_annotations.end() &&
        before->second.at("segmentation") == annotation.at("segmentation")) {
      EXPECT_EQ(before->second.at("area"), annotation.at("area"));
      EXPECT_EQ(before->second.at("bbox"), annotation.at("bbox"));
      continue;
    }
    const shape::Mask pixels = naive_pixels(annotation, size);
    const shape::Box box = pixels.extent();
    EXPECT_GT(pixels.count(), 0) << id;
    EXPECT_EQ(annotation.at("area"), pixels.count()) << id;
    EXPECT_EQ(annotation.at("bbox"), (Json{box.x, box.y, box.width, box.height})) << id;
  }
}

TEST(NoisyFile, WithoutNoiseIsTheSameButForItsInfo) {
  const std::string clean = made_file(20);
  NoisyFileJob job = job_with(setup_of({}));
  job.file.provenance = R"({"seed":1})";
  const Made same = made(clean, job);
  std::string expected = clean;
  const std::string info = R"("url": "")";
  expected.replace(expected.find(info), info.size(), info + R"(,"noise":[{"seed":1}])");
  EXPECT_EQ(same.text, expected);
  EXPECT_EQ(same.summary.written, 80);

  job.file.provenance = R"({"seed":2})";
  const Made twice = made(same.text, job);
  EXPECT_THAT(twice.text, HasSubstr(R"("noise":[{"seed":1},{"seed":2}]})"));
}

TEST(NoisyFile, ThatHadNoInfoGetsOne) {
  const std::string clean = R"({"images":[],"annotations":[ ],"categories":[]})";
  EXPECT_EQ(
      made(clean, job_with(low())).text,
      R"({"info":{"noise":[{}]},"images":[],"annotations":[ ],"categories":[]})");
  const std::string empty = R"({"images":[],"annotations":[],"categories":[],"info":{ }})";
  EXPECT_THAT(made(empty, job_with(low())).text, HasSubstr(R"("info":{"noise":[{}] })"));
}

TEST(NoisyFile, IsConsistentForReadersInAllTiers) {
  for (const MadeFormat format : {MadeFormat::kCoco, MadeFormat::kLvis}) {
    const std::string clean = made_file(30, format);
    for (noise::NoiseSetup setup : testing::published_setups()) {
      setup.unit = noise::Unit::kPx;
      for (noise::Step& step : setup.steps) step.only.clear();
      if (format == MadeFormat::kLvis && has_operation<noise::ClassConfusion>(setup)) {
        setup = noise::with_class_confusion(setup, noise::ConfusionKind::kSymmetric, {});
      }
      const Made noisy = made(clean, job_with(setup));
      expect_consistent(Json::parse(clean), noisy.json());
      EXPECT_GT(noisy.summary.other_shape, 20) << setup.name;
    }
  }
}

TEST(NoisyFile, OfTheSampleIsConsistentInAllTiers) {
  if (!testing::has_coco_sample()) GTEST_SKIP() << "no coco-sample beside the checkout";
  const std::string clean =
      bytes_of_file(testing::coco_sample_folder() / "instances_val2014_100.json");
  for (const auto& tier : testing::tiers()) {
    const Made noisy = made(clean, job_with(testing::benchmark_n(tier)));
    expect_consistent(Json::parse(clean), noisy.json());
    EXPECT_GT(noisy.summary.other_shape, 600);
    EXPECT_GT(noisy.summary.other_category, 20);
    EXPECT_GT(noisy.summary.deleted, 20);
    EXPECT_EQ(noisy.summary.crowds, 9);
  }
  for (const auto& tier : testing::one_of_tiers()) {
    expect_consistent(Json::parse(clean), made(clean, job_with(testing::one_of(tier))).json());
  }
}

TEST(NoisyFile, IsTheSameForAnyThreadsAndShards) {
  noise::NoiseSetup setup = low();
  setup.steps.push_back({noise::Operation{noise::Duplicate{0.2, {5, 2}}}});
  setup.steps.push_back({noise::Operation{noise::Spurious{0.2}}});
  for (const MadeFormat format : {MadeFormat::kCoco, MadeFormat::kLvis}) {
    const std::string clean = made_file(299, format);
    NoisyFileJob job =
        job_with(noise::with_class_confusion(setup, noise::ConfusionKind::kSymmetric, {}));
    job.file.rules.keep_records = true;
    const Made one = made(clean, job);
    ASSERT_GT(one.summary.added, 100);
    for (const int threads : {2, 8}) {
      job.file.threads = threads;
      const Made many = made(clean, job);
      EXPECT_EQ(many.text, one.text);
      EXPECT_EQ(many.records, one.records);
      EXPECT_EQ(json_of(many.summary), json_of(one.summary));
    }
    for (const std::size_t of : {1U, 2U, 4U, 300U}) {
      const TemporaryFolder folder;
      const CocoFile file(folder.add("clean.json", clean));
      std::vector<std::filesystem::path> shards;
      for (std::size_t i = 0; i < of; ++i) {
        job.file.shard = Shard{i, of};
        job.file.output = shards.emplace_back(folder.path() / ("shard" + std::to_string(i)));
        job.file.rules.keep_records = false;
        (void)write_noisy_file(file, job);
      }
      std::ranges::reverse(shards);
      merge_shards(shards, folder.path() / "whole.json");
      EXPECT_EQ(bytes_of_file(folder.path() / "whole.json"), one.text) << of << " shards";
    }
  }
}

TEST(NoisyFile, ShardHoldsItsImagesAndTheirAnnotationsAlone) {
  const std::string clean = made_file(10);
  NoisyFileJob job = job_with(low());
  job.file.shard = Shard{1, 3};
  const Json shard = made(clean, job).json();
  std::set<std::int64_t> images;
  for (const Json& image : shard.at("images")) images.insert(image.at("id").get<std::int64_t>());
  EXPECT_EQ(images, (std::set<std::int64_t>{999, 996, 993}));
  EXPECT_GT(shard.at("annotations").size(), 6U);
  expect_consistent(Json::parse(clean), shard);
}

TEST(NoisyFile, KeepsWhatNoiseDoesNotTouchByteByByte) {
  const std::string clean = made_file(20);
  const Made noisy = made(
      clean, job_with(setup_of({noise::ClassConfusion{noise::ConfusionKind::kSymmetric, 1.0}})));
  const Json before = Json::parse(clean);
  const Json after = noisy.json();
  ASSERT_EQ(after.at("annotations").size(), 80U);
  std::string expected = clean;
  std::size_t at = 0;
  for (std::size_t i = 0; i < 80; ++i) {
    const Json& annotation = before.at("annotations")[i];
    const std::string key = R"("category_id": )";
    at = expected.find(key, at) + key.size();
    const std::string category = after.at("annotations")[i].at("category_id").dump();
    EXPECT_EQ(category == annotation.at("category_id").dump(), annotation.at("iscrowd") == 1);
    expected.replace(at, 1, category);
  }
  EXPECT_EQ(
      noisy.text.substr(noisy.text.find("licenses")), expected.substr(expected.find("licenses")));
}

/// One image with a person, alone in its supercategory, and two animals.
const std::string kPersonAndAnimals = R"({"images": [{"id": 1, "width": 20, "height": 20}],
  "annotations": [
    {"id": 1, "image_id": 1, "category_id": 1, "iscrowd": 0, "area": 36, "bbox": [2, 2, 6, 6],
     "segmentation": [[2, 2, 8, 2, 8, 8, 2, 8]]},
    {"id": 2, "image_id": 1, "category_id": 17, "iscrowd": 0, "area": 36, "bbox": [2, 2, 6, 6],
     "segmentation": [[2, 2, 8, 2, 8, 8, 2, 8]]},
    {"id": 3, "image_id": 1, "category_id": 18, "iscrowd": 0, "area": 36, "bbox": [2, 2, 6, 6],
     "segmentation": [[2, 2, 8, 2, 8, 8, 2, 8]]}],
  "categories": [{"id": 1, "name": "person", "supercategory": "person"},
    {"id": 17, "name": "cat", "supercategory": "animal"},
    {"id": 18, "name": "dog", "supercategory": "animal"}]})";

TEST(NoisyFile, CountsThoseWhoseSupercategoryHasNoOtherCategory) {
  const auto confused = [](noise::ConfusionKind kind) {
    return made(kPersonAndAnimals, job_with(setup_of({noise::ClassConfusion{kind, 1.0}})));
  };
  for (const noise::ConfusionKind kind :
       {noise::ConfusionKind::kAsymmetric, noise::ConfusionKind::kSupercategory}) {
    const Made within = confused(kind);
    EXPECT_EQ(within.summary.without_other_category, 1);
    EXPECT_EQ(within.summary.other_category, 2);
    EXPECT_EQ(within.json().at("annotations")[0].at("category_id"), 1);
    EXPECT_THAT(table_of(within.summary), HasSubstr("no other category to confuse with"));
    EXPECT_EQ(Json::parse(json_of(within.summary)).at("no_other_category"), 1);
  }
  const Made all = confused(noise::ConfusionKind::kAsymmetricAll);
  EXPECT_EQ(all.summary.without_other_category, 0);
  EXPECT_EQ(all.summary.other_category, 3);
  const Json annotations = all.json().at("annotations");
  EXPECT_EQ(annotations[0].at("category_id"), 17);
  EXPECT_EQ(annotations[2].at("category_id"), 1);
}

TEST(NoisyFile, WithoutAnAnnotationLeftIsAnEmptyList) {
  const Made noisy =
      made(made_file(5, MadeFormat::kLvis), job_with(setup_of({noise::Deletion{1.0}})));
  EXPECT_THAT(noisy.text, HasSubstr("\"annotations\": [\n    \n  ],"));
  EXPECT_EQ(noisy.summary.deleted, 20);
  const Json json = noisy.json();
  for (const Json& category : json.at("categories")) {
    EXPECT_EQ(category.at("instance_count"), 0);
    EXPECT_EQ(category.at("image_count"), 0);
  }
}

TEST(NoisyFile, CountsWhatLvisCounts) {
  const std::string clean = made_file(40, MadeFormat::kLvis);
  const std::string moved = [&] {  // categories first, as some files have them
    Json json = Json::parse(clean);
    return Json{{"Annotations", 1}, {"categories", json.at("categories")}}.dump().substr(0, 1) +
           R"("categories":)" + json.at("categories").dump() + R"(,"images":)" +
           json.at("images").dump() + R"(,"annotations":)" + json.at("annotations").dump() + "}";
  }();
  noise::NoiseSetup setup =
      noise::with_class_confusion(low(), noise::ConfusionKind::kSymmetric, 0.5);
  for (const std::string& text : {clean, moved}) {
    const Json noisy = made(text, job_with(setup)).json();
    std::map<std::int64_t, std::int64_t> instances;
    std::map<std::int64_t, std::set<std::int64_t>> images;
    for (const Json& annotation : noisy.at("annotations")) {
      const auto category = annotation.at("category_id").get<std::int64_t>();
      ++instances[category];
      images[category].insert(annotation.at("image_id").get<std::int64_t>());
    }
    for (const Json& category : noisy.at("categories")) {
      const auto id = category.at("id").get<std::int64_t>();
      EXPECT_EQ(category.at("instance_count"), instances[id]);
      EXPECT_EQ(category.at("image_count"), images[id].size());
      EXPECT_EQ(category.at("frequency"), "f");
    }
  }
}

noise::Instance instance_of(const Json& annotation) {
  const std::string text = annotation.dump();
  const Annotation read = AnnotationReader(text).read({0, text.size()});
  noise::Instance instance{
      .shape = {}, .category = read.category_id, .fill_rule = noise::FillRule::kCoco};
  if (const auto* rings = std::get_if<shape::Polygon>(&read.segmentation)) {
    instance.shape = *rings;
  } else {
    instance.shape = mask_of(std::get<shape::RunLengths>(read.segmentation));
  }
  return instance;
}

/// What stands in the file for a noisy instance that was made of this one.
struct Replayed {
  WrittenShape shape;
  Json segmentation = {};
  noise::CategoryId category = 0;
};

Replayed replayed(const noise::Instance& clean, const noise::Instance& noisy) {
  const bool was_polygon = std::holds_alternative<shape::Polygon>(clean.shape);
  Replayed result{
      .shape = shape_to_write(noisy, was_polygon, testing::kMadeSize, {}),
      .category = noisy.category};
  std::string json;
  if (result.shape.rings) {
    append_polygons(*result.shape.rings, json);
  } else {
    append_run_lengths(shape::run_lengths(result.shape.pixels), json);
  }
  result.segmentation = Json::parse(json);
  return result;
}

void expect_written(const Replayed& expected, const Json& written) {
  EXPECT_EQ(written.at("segmentation"), expected.segmentation) << written.at("id");
  EXPECT_EQ(written.at("category_id"), expected.category) << written.at("id");
}

/// Expects what became of an annotation to be what its record tells.
void expect_replay(
    const Json& record, const Json& annotation, const std::map<std::int64_t, Json>& written) {
  const auto id = record.at("id").get<std::int64_t>();
  EXPECT_EQ(record.at("category_id"), annotation.at("category_id"));
  EXPECT_EQ(record.at("image_id"), annotation.at("image_id"));
  const noise::Instance clean = instance_of(annotation);
  const noise::Outcome again = apply_noise(
      noise::parse_drawn(record.at("drawn").get<std::string>()), clean, testing::kMadeSize);
  if (again.fate == noise::Fate::kDeleted || record.at("fate") != "kept") {
    EXPECT_FALSE(written.contains(id));
    EXPECT_EQ(record.at("fate"), again.fate == noise::Fate::kDeleted ? "deleted" : "lost");
    return;
  }
  ASSERT_EQ(again.fate, noise::Fate::kKept);
  const Json& result = written.at(id);
  EXPECT_EQ(record.at("noisy_category_id"), again.instance.category);
  if (again.instance.shape == clean.shape) {
    EXPECT_EQ(result.at("segmentation"), annotation.at("segmentation"));
  } else {
    expect_written(replayed(clean, again.instance), result);
  }
  const shape::Mask before = naive_pixels(annotation, testing::kMadeSize);
  const shape::Mask after = naive_pixels(result, testing::kMadeSize);
  const double iou =
      static_cast<double>((before & after).count()) / static_cast<double>((before | after).count());
  EXPECT_NEAR(record.at("iou").get<double>(), iou, 1e-6);
  EXPECT_LE(record.at("boundary_iou").get<double>(), 1.0);
}

/// Every operation that a file of instances can go through and the paper's setups do not have.
noise::NoiseSetup beyond_the_paper() {
  return setup_of(
      {noise::Duplicate{0.4, {4, 1}},
       noise::ContourWalk{{1, 0.5}, 6.0, 0.2},
       noise::Shift{{3, 1}},
       noise::Spurious{0.4},
       noise::Morphology{noise::MorphologyKind::kOpening, {3, 1}},
       noise::Markov{4, 0.6, 0.2},
       noise::ClassConfusion{noise::ConfusionKind::kSymmetric, 0.3},
       noise::Deletion{0.1}});
}

TEST(NoisyFile, RecordsWhatReplaysWithoutTheSeed) {
  const std::string clean = made_file(60);
  const auto annotations = by_id(Json::parse(clean).at("annotations"));
  for (const noise::NoiseSetup& setup : {low(), beyond_the_paper()}) {
    NoisyFileJob job = job_with(setup);
    job.file.rules.keep_records = true;
    const Made noisy = made(clean, job);
    const auto written = by_id(noisy.json().at("annotations"));
    std::map<std::string, int> fates;
    std::map<std::int64_t, std::vector<noise::Instance>> copies;  // by what they were made of
    std::istringstream lines(noisy.records);
    for (std::string line; std::getline(lines, line);) {
      const Json record = Json::parse(line);
      const auto id = record.at("id").get<std::int64_t>();
      const auto fate = record.at("fate").get<std::string>();
      ++fates[fate];
      if (fate == "untouched") {
        EXPECT_EQ(written.at(id), annotations.at(id));
      } else if (fate == "added") {
        auto& left = copies.at(record.at("copy_of").get<std::int64_t>());
        ASSERT_FALSE(left.empty());
        const noise::Instance clean_one = instance_of(annotations.at(record.at("copy_of")));
        expect_written(replayed(clean_one, left.front()), written.at(id));
        left.erase(left.begin());
      } else {
        expect_replay(record, annotations.at(id), written);
        copies[id] = apply_noise(
                         noise::parse_drawn(record.at("drawn").get<std::string>()),
                         instance_of(annotations.at(id)),
                         testing::kMadeSize)
                         .added;
      }
    }
    for (const auto& [id, left] : copies) EXPECT_TRUE(left.empty()) << id;
    EXPECT_EQ(fates["added"], noisy.summary.added);
    EXPECT_EQ(fates["deleted"], noisy.summary.deleted);
    EXPECT_EQ(static_cast<std::size_t>(fates["lost"]), noisy.summary.lost_ids.size());
    EXPECT_EQ(fates["kept"] + fates["untouched"] + fates["added"], noisy.summary.written);
    EXPECT_GT(fates["kept"], 100);
    EXPECT_GT(fates["deleted"], 3);
  }
}

TEST(NoisyFile, LeavesCrowdsUnlessAskedNotTo) {
  const std::string clean = made_file(30);
  const auto before = by_id(Json::parse(clean).at("annotations"));
  NoisyFileJob job = job_with(setup_of({noise::Shift{{5, 0}}}));
  const auto left = by_id(made(clean, job).json().at("annotations"));
  job.file.rules.crowds_too = true;
  const Made noisy = made(clean, job);
  const auto moved = by_id(noisy.json().at("annotations"));
  EXPECT_EQ(noisy.summary.crowds, 0);
  int crowds = 0;
  for (const auto& [id, annotation] : before) {
    if (annotation.at("iscrowd") == 0) continue;
    ++crowds;
    EXPECT_EQ(left.at(id), annotation);
    EXPECT_NE(moved.at(id), annotation);
    EXPECT_EQ(moved.at(id).at("iscrowd"), 1);
    EXPECT_TRUE(moved.at(id).at("segmentation").at("counts").is_string());
  }
  EXPECT_GE(crowds, 5);
}

TEST(NoisyFile, CanBeRunLengthsThroughout) {
  const std::string clean = made_file(20);
  NoisyFileJob job = job_with(low());
  job.file.rules.as_run_lengths = true;
  const Json noisy = made(clean, job).json();
  for (const Json& annotation : noisy.at("annotations")) {
    ASSERT_TRUE(annotation.at("segmentation").at("counts").is_string());
  }
  // The pixels are those of the polygons, but for what rounding these to 0.01 px moves.
  job.file.rules.as_run_lengths = false;
  const auto polygons = by_id(made(clean, job).json().at("annotations"));
  for (const Json& annotation : noisy.at("annotations")) {
    const Json& other = polygons.at(annotation.at("id").get<std::int64_t>());
    EXPECT_EQ(
        naive_pixels(annotation, testing::kMadeSize), naive_pixels(other, testing::kMadeSize));
  }
}

TEST(NoisyFile, CollapsesCategories) {
  for (const MadeFormat format : {MadeFormat::kCoco, MadeFormat::kLvis}) {
    NoisyFileJob job = job_with(setup_of({}));
    job.file.rules.foreground = true;
    const Json noisy = made(made_file(5, format), job).json();
    ASSERT_EQ(noisy.at("categories").size(), 1U);
    EXPECT_EQ(noisy.at("categories")[0].at("id"), 1);
    for (const Json& annotation : noisy.at("annotations")) {
      EXPECT_EQ(annotation.at("category_id"), 1);
    }
    if (format == MadeFormat::kLvis) {
      EXPECT_EQ(noisy.at("categories")[0].at("instance_count"), 20);
      EXPECT_EQ(noisy.at("categories")[0].at("image_count"), 5);
    }
  }
}

TEST(NoisyFile, NotesInAnnotationsWhatWasDoneIfAskedTo) {
  NoisyFileJob job = job_with(low());
  job.file.rules.annotate = true;
  const Made once = made(made_file(5), job);
  const Json noisy = once.json();
  for (const Json& annotation : noisy.at("annotations")) {
    EXPECT_TRUE(annotation.at("noise").contains("fate"));
    EXPECT_TRUE(annotation.at("noise").contains("category_id"));
  }
  // A second run replaces the note.
  const Json twice = made(once.text, job).json();
  EXPECT_TRUE(twice.at("annotations")[0].at("noise").contains("fate"));
}

TEST(NoisyFile, GivesAddedAnnotationsIdsOfTheirOwn) {
  NoisyFileJob job = job_with(
      setup_of({noise::Duplicate{1.0, {3, 1}}, noise::Spurious{0.5}, noise::Deletion{0.5}}));
  job.file.rules.keep_records = true;
  const Made noisy = made(made_file(10), job);
  const auto annotations =
      by_id(noisy.json().at("annotations"));  // checks that none is there twice
  EXPECT_GT(noisy.summary.added, 35);
  std::int64_t added = 0;
  std::istringstream lines(noisy.records);
  for (std::string line; std::getline(lines, line);) {
    const Json record = Json::parse(line);
    if (record.at("fate") != "added") continue;
    ++added;
    EXPECT_GT(record.at("id"), 10 + 3 * 39);
    EXPECT_LE(record.at("copy_of"), 10 + 3 * 39);
    EXPECT_TRUE(annotations.contains(record.at("id").get<std::int64_t>()));
  }
  EXPECT_EQ(added, noisy.summary.added);
}

TEST(NoisyFile, LeavesWhatHasNoPixelAndCountsWhatIsLost) {
  const std::string clean =
      R"({"images":[{"id":1,"width":50,"height":40}],"categories":[{"id":1}],"annotations":[
      {"id":1,"image_id":1,"category_id":1,"segmentation":[[5.1,5.1,5.2,5.1,5.2,5.2]]},
      {"id":2,"image_id":1,"category_id":1,"segmentation":[[5,5,7,5,7,7,5,7]]},
      {"id":3,"image_id":1,"category_id":1,"segmentation":[[5,5,25,5,25,25,5,25]]}]})";
  const noise::NoiseSetup erosion =
      setup_of({noise::Morphology{noise::MorphologyKind::kErosion, {5, 0}}});
  const Made noisy = made(clean, job_with(erosion));
  const auto left = by_id(noisy.json().at("annotations"));
  EXPECT_EQ(left.size(), 2U);
  EXPECT_EQ(left.at(1), Json::parse(clean).at("annotations")[0]);
  EXPECT_EQ(naive_pixels(left.at(3), {50, 40}).count(), 16 * 16);
  EXPECT_EQ(noisy.summary.lost_ids, std::vector<std::int64_t>{2});
  EXPECT_EQ(noisy.summary.without_pixels, 1);
  // No area is stated, so the class goes by the pixels; and none is invented.
  EXPECT_EQ(noisy.summary.by_size.at(0).instances, 1);
  EXPECT_NEAR(*noisy.summary.by_size.at(0).mean(), 256.0 / 400.0, 1e-12);
  EXPECT_FALSE(left.at(3).contains("area"));
}

/// An image of 200 x 150 pixels, of which boundaries are 5 wide, with one square of 20 x 20.
std::string one_square(const std::string& segmentation, const std::string& more = "") {
  return R"({"images":[{"id":1,"width":200,"height":150}],"categories":[{"id":1},{"id":2}],)"
         R"("annotations":[{"id":7,"image_id":1,"category_id":1,"segmentation":)" +
         segmentation + more + "}]}";
}

const std::string kSquareRing = "[20,30,40,30,40,50,20,50]";

TEST(NoisyFile, RecordsHowMuchIsLeftOfShapesAndTheirBoundaries) {
  // 16 x 16 of 20 x 20 pixels are left. Their boundaries are 16 x 16 - 6 x 6 and 20 x 20 - 10 x 10
  // pixels, 16 x 16 - 10 x 10 of which are common.
  NoisyFileJob job =
      job_with(setup_of({noise::Morphology{noise::MorphologyKind::kErosion, {5, 0}}}));
  job.file.rules.keep_records = true;
  const Made noisy = made(one_square("[" + kSquareRing + "]"), job);
  const Json record = Json::parse(noisy.records);
  EXPECT_NEAR(record.at("iou").get<double>(), 0.64, 1e-6);
  EXPECT_NEAR(record.at("boundary_iou").get<double>(), 156.0 / (220 + 300 - 156), 1e-6);
}

TEST(NoisyFile, TakesTheSizeOfAnAnnotationFromTheAreaThatItStates) {
  const NoisyFileJob job =
      job_with(setup_of({noise::Morphology{noise::MorphologyKind::kErosion, {5, 0}}}));
  const Made noisy = made(one_square("[" + kSquareRing + "]", R"(,"area":5000.5)"), job);
  EXPECT_EQ(noisy.summary.by_size.at(0).instances, 0);
  EXPECT_EQ(noisy.summary.by_size.at(1).instances, 1);
  EXPECT_NEAR(*noisy.summary.by_size.at(1).mean(), 0.64, 1e-12);
}

TEST(NoisyFile, CountsRingsThatItLeavesOut) {
  const std::string clean = one_square("[[1,2]," + kSquareRing + ",[3,4,5,6]]");
  EXPECT_EQ(made(clean, job_with(setup_of({noise::Shift{{2, 0}}}))).summary.stray_rings, 2);
}

TEST(NoisyFile, CountsAConfusionThatGivesACategoryBack) {
  const noise::ClassConfusion always{
      noise::ConfusionKind::kSymmetric, 1.0};  // of two categories, to the other
  const Made back = made(one_square("[" + kSquareRing + "]"), job_with(setup_of({always, always})));
  EXPECT_EQ(back.summary.other_category, 0);
  EXPECT_EQ(back.summary.operations.at("class-confusion"), 2);
}

TEST(NoisyFile, MissesNoCategoryWhereNoneIsConfused) {
  const noise::NoiseSetup never =
      setup_of({noise::ClassConfusion{noise::ConfusionKind::kAsymmetric, 0.0}});
  EXPECT_EQ(made(kPersonAndAnimals, job_with(never)).summary.without_other_category, 0);
}

std::string with_annotation(const std::string& annotation) {
  return R"({"images":[{"id":1,"width":50,"height":40}],)"
         R"("categories":[{"id":1,"name":"cat"},{"id":2,"name":"dog"}],)"
         R"("annotations":[{"id":1,"image_id":1,"category_id":1,"segmentation":[[5,5,9,5,9,9]]},)" +
         annotation + "]}";
}

TEST(NoisyFile, NamesTheAnnotationThatIsWrong) {
  const NoisyFileJob job = job_with(setup_of({noise::Shift{{2, 0}}}));
  const auto refused = [&](const std::string& members) {
    return refusal(with_annotation(R"({"id":7,)" + members + "}"), job);
  };
  const std::string square = R"("segmentation":[[5,5,9,5,9,9]])";
  EXPECT_THAT(
      refused(R"("image_id":2,"category_id":1,)" + square),
      HasSubstr("annotation 7: image_id must be the id of an image of the file, got 2"));
  EXPECT_THAT(
      refused(R"("image_id":1,"category_id":3,)" + square),
      HasSubstr("annotation 7: category_id must be the id of a category of the file, got 3"));
  const std::string known = R"("image_id":1,"category_id":1,)";
  for (const auto& [segmentation, message] : std::vector<std::pair<std::string, std::string>>{
           {R"([[1,2,3,4,5]])", "annotation 7: segmentation: a ring must have an even number"},
           {R"([[1,2,3,4]])", "6 or more, got 4"},
           {R"([[1,2,3,4,5,2e6]])", "annotation 7: a COCO polygon's coordinates must lie within"},
           {R"([[1,2,3,4,5,NaN]])", "annotation 7: expected a value, got NaN]]"},
           {R"({"size":[40,50],"counts":[1,2000]})", "annotation 7: segmentation: "},
           {R"({"size":[40,50],"counts":[-5,2005]})", "annotation 7: segmentation"},
           {R"({"size":[40,50],"counts":"zzzzzzzzzzzz"})", "annotation 7: segmentation: "},
           {R"({"size":[50,40],"counts":[2000]})",
            "size must be the image's height and width, 40 x 50, got 50 x 40"},
           {R"("none")", "annotation 7: segmentation must be a list of rings"}}) {
    const std::string got = refused(known + R"("segmentation":)" + segmentation);
    EXPECT_THAT(got, HasSubstr(message)) << segmentation;
    EXPECT_THAT(got, HasSubstr("clean.json, byte "));
  }
  EXPECT_THAT(
      refusal(with_annotation(R"({"id":1,"image_id":1,"category_id":1,)" + square + "}"), job),
      HasSubstr("annotation 1: another one before it has the same id"));
}

TEST(NoisyFile, RefusesWhatItWouldCopyAndIsNoJson) {
  const NoisyFileJob job = job_with(setup_of({noise::Shift{{2, 0}}}));
  const std::string known =
      R"({"id":7,"image_id":1,"category_id":1,"segmentation":[[5,5,9,5,9,9]],"x":)";
  const std::string clean = with_annotation(known + "012}");
  EXPECT_THAT(
      refusal(clean, job),
      HasSubstr(
          "byte " + std::to_string(clean.find("012")) +
          ": annotation 7: expected a number without leading zeros, got 012}"));
  NoisyFileJob skipping = job;
  skipping.file.invalid = InvalidAnnotations::kSkipped;
  const Made result = made(clean, skipping);
  EXPECT_THAT(
      result.summary.invalid, ::testing::ElementsAre(HasSubstr("annotation 7: expected a number")));
  EXPECT_EQ(result.text.find("012"), std::string::npos);

  const std::string rest = with_annotation(known + "1}");
  for (const char* member : {"\"licenses\":[x],", "\"a\\q\":1,", "\"info\":{\"year\":02026},"}) {
    std::string broken = rest;
    broken.insert(1, member);
    EXPECT_THAT(refusal(broken, job), HasSubstr("expected ")) << member;
  }
}

TEST(NoisyFile, LeavesWhatHasNoMaskToDeletionAndClassConfusion) {
  const std::string box = R"({"id": 7, "image_id": 1, "category_id": 1, "segmentation": [],
      "bbox": [1, 2, 3.5, 4], "area": null})";
  const std::string clean = with_annotation(box);
  const Made moved = made(clean, job_with(setup_of({noise::Shift{{2, 0}}})));
  EXPECT_THAT(moved.text, HasSubstr(box));
  EXPECT_EQ(moved.summary.without_mask, 1);
  EXPECT_EQ(moved.summary.other_shape, moved.summary.written - 1);
  EXPECT_THAT(table_of(moved.summary), HasSubstr("without a mask, no spatial noise"));
  EXPECT_THAT(json_of(moved.summary), HasSubstr(R"("without_mask":1)"));
  NoisyFileJob in_rle = job_with(setup_of({noise::Shift{{2, 0}}}));
  in_rle.file.rules.as_run_lengths = true;
  EXPECT_THAT(made(clean, in_rle).text, HasSubstr(box));
  const Made deleted = made(clean, job_with(setup_of({noise::Deletion{1.0}})));
  EXPECT_EQ(deleted.summary.written, 0);
  EXPECT_EQ(deleted.summary.deleted, deleted.summary.read);
  const Made confused = made(
      clean,
      job_with(setup_of(
          {noise::Shift{{2, 0}}, noise::ClassConfusion{noise::ConfusionKind::kSymmetric, 1.0}})));
  EXPECT_EQ(confused.summary.other_category, confused.summary.written);
  EXPECT_EQ(by_id(confused.json().at("annotations")).at(7).at("category_id"), 2);
}

TEST(NoisyFile, SkipsWhatIsInvalidIfAskedTo) {
  NoisyFileJob job = job_with(setup_of({noise::Shift{{2, 0}}}));
  job.file.invalid = InvalidAnnotations::kSkipped;
  const std::string clean = with_annotation(
      R"({"id":7,"image_id":3},{"id":8,"image_id":1,"category_id":1,"segmentation":[[1,2]]},)"
      R"({"id":9,"image_id":1,"category_id":1,"segmentation":[[5,5,9,5,9,9]]})");
  const Made noisy = made(clean, job);
  EXPECT_EQ(by_id(noisy.json().at("annotations")).size(), 2U);
  ASSERT_EQ(noisy.summary.invalid.size(), 2U);
  EXPECT_THAT(noisy.summary.invalid[0], HasSubstr("annotation 7"));
  EXPECT_THAT(noisy.summary.invalid[1], HasSubstr("annotation 8"));
  EXPECT_EQ(noisy.summary.read, 2);
  EXPECT_THAT(table_of(noisy.summary), HasSubstr("annotation 8: segmentation: a ring"));
}

TEST(NoisyFile, RefusesSetupsThatFilesCannotServe) {
  const std::string clean = with_annotation("{}");
  noise::NoiseSetup in_mm = setup_of({noise::Shift{{2, 0}}});
  in_mm.unit = noise::Unit::kMm;
  EXPECT_THAT(refusal(clean, job_with(in_mm)), HasSubstr("is in mm"));
  EXPECT_THAT(refusal(clean, job_with(setup_of({noise::BaseShift{}}))), HasSubstr("long axis"));
  EXPECT_THAT(refusal(clean, job_with(setup_of({noise::Observer{}}))), HasSubstr("long axis"));
  noise::NoiseSetup at_es = setup_of({noise::Shift{{2, 0}}});
  at_es.steps[0].only = "ES";
  EXPECT_THAT(refusal(clean, job_with(at_es)), HasSubstr("ES only"));
  EXPECT_THAT(
      refusal(clean, job_with(setup_of({noise::Deletion{2.0}}))), HasSubstr("[0, 1], got 2"));
  const std::string info = R"({"info":3,"images":[],"annotations":[],"categories":[]})";
  EXPECT_THAT(refusal(info, job_with(setup_of({}))), HasSubstr("info must be an object"));
}

}  // namespace
}  // namespace segnoise::coco
