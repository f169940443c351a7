#include "data/coco/write/relabelled_file.h"

#include "core/shape/mask.h"
#include "support/coco_by_hand.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <utility>

namespace segnoise::coco {
namespace {

using testing::box_polygon;
using ::testing::HasSubstr;
using testing::made_coco;
using testing::made_image;
using testing::TemporaryFolder;

/// A square, a crowd, a box alone and another square.
const std::string kFewOfEach = made_coco(
    made_image(9),
    {{.id = 1, .segmentation = box_polygon(10, 20, 8, 6), .more = R"(, "area": 48)"},
     {.id = 2, .segmentation = R"({"size": [80, 100], "counts": [0, 8000]})", .is_crowd = true},
     {.id = 3, .segmentation = "[]"},
     {.id = 4, .category_id = 2, .segmentation = box_polygon(50, 20, 4, 4)}});

struct Rewritten {
  RelabelSummary summary;
  std::string text = {};
  std::string records = {};
};

Rewritten rewritten(const Relabel& relabel, RelabelledFileJob job = {}) {
  const TemporaryFolder folder;
  const CocoFile file(folder.add("clean.json", kFewOfEach));
  job.output = folder.path() / "new.json";
  job.records = folder.path() / "new.jsonl";
  job.rules.keep_records = true;
  if (relabel) job.start_source = [&](const noise::CategoryTable&) { return relabel; };
  Rewritten result{.summary = write_relabelled_file(file, job)};
  result.text = testing::bytes_of_file(job.output);
  result.records = testing::bytes_of_file(*job.records);
  return result;
}

/// The clean file with other text in some places, and its info.
std::string changed(std::vector<std::pair<std::string, std::string>> changes) {
  std::string text = kFewOfEach;
  text.insert(1, R"("info":{"noise":[{}]},)");
  for (const auto& [from, to] : changes) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    if (at != std::string::npos) text.replace(at, from.size(), to);
  }
  return text;
}

NewLabel same(const CleanAnnotation& clean) { return {.outcome = {.instance = clean.instance}}; }

TEST(RelabelledFile, WithoutASourceIsTheCleanOne) {
  const Rewritten result = rewritten({});
  EXPECT_EQ(result.text, changed({}));
  EXPECT_EQ(result.summary.read, 4);
  EXPECT_EQ(result.summary.written, 4);
  EXPECT_THAT(result.records, HasSubstr(R"("fate":"untouched")"));
}

TEST(RelabelledFile, WhoseLabelsStayIsTheCleanOne) {
  const Rewritten result = rewritten(same);
  EXPECT_EQ(result.text, changed({}));
  EXPECT_EQ(result.summary.other_shape, 0);
  EXPECT_EQ(result.summary.crowds, 1);
  EXPECT_EQ(result.summary.without_mask, 1);
  EXPECT_DOUBLE_EQ(result.summary.all_sizes().mean().value(), 1.0);
}

TEST(RelabelledFile, TakesTheShapesOfItsSource) {
  // As a network would: a mask for each annotation, whatever it was before.
  const auto wider = [](const CleanAnnotation& clean) {
    NewLabel label = same(clean);
    if (!clean.annotation.has_mask) return label;
    const shape::Box box =
        noise::pixels_of(clean.instance.shape, clean.frame, clean.instance.fill_rule).extent();
    shape::Mask mask(clean.frame, shape::frame_box(clean.frame));
    for (int y = box.y; y < box.bottom(); ++y) {
      for (int x = box.x; x < box.right() + 2; ++x) mask.set(x, y);
    }
    label.outcome.instance.shape = std::move(mask);
    label.drawn = "two pixels wider";
    label.operations = {"widen"};
    return label;
  };
  const Rewritten result = rewritten(wider);
  EXPECT_EQ(
      result.text,
      changed(
          {{box_polygon(10, 20, 8, 6), box_polygon(10, 20, 10, 6)},
           {R"("area": 48)", R"("area": 60)"},
           {box_polygon(50, 20, 4, 4), box_polygon(50, 20, 6, 4)}}));
  EXPECT_EQ(result.summary.other_shape, 2);
  EXPECT_EQ(result.summary.operations.at("widen"), 2);
  EXPECT_DOUBLE_EQ(result.summary.all_sizes().mean().value(), (0.8 + 4.0 / 6.0) / 2.0);
  EXPECT_THAT(result.records, HasSubstr("two pixels wider"));

  RelabelledFileJob job;
  job.rules.as_run_lengths = true;
  EXPECT_THAT(rewritten(wider, job).text, Not(HasSubstr("[[")));
}

TEST(RelabelledFile, LeavesOutWhatIsDeletedOrLostAndAddsCopies) {
  const auto source = [](const CleanAnnotation& clean) {
    NewLabel label = same(clean);
    if (clean.annotation.id == 1) label.outcome.fate = noise::Fate::kDeleted;
    if (clean.annotation.id == 3) label.outcome.instance.category = 3;
    if (clean.annotation.id == 4) {
      label.outcome.added = {clean.instance};
      label.outcome.instance.shape = shape::Mask(clean.frame);
    }
    return label;
  };
  RelabelledFileJob job;
  job.most_added = 1;
  job.rules.crowds_too = true;
  const Rewritten result = rewritten(source, job);
  EXPECT_EQ(result.summary.deleted, 1);
  EXPECT_THAT(result.summary.lost_ids, ::testing::ElementsAre(4));
  EXPECT_EQ(result.summary.added, 1);
  EXPECT_EQ(result.summary.other_category, 1);
  EXPECT_EQ(result.summary.crowds, 0);
  EXPECT_THAT(result.text, Not(HasSubstr(R"("id": 1, "image_id")")));
  EXPECT_THAT(result.text, HasSubstr(R"("id": 3, "image_id": 9, "category_id": 3)"));
  EXPECT_THAT(result.text, HasSubstr(R"({"id": 8, "image_id": 9, "category_id": 2)"));  // 5 + 3
}

TEST(RelabelledFile, IsNotThereIfItsSourceFails) {
  const TemporaryFolder folder;
  const CocoFile file(folder.add("clean.json", kFewOfEach));
  RelabelledFileJob job{.output = folder.path() / "new.json"};
  job.start_source = [](const noise::CategoryTable&) -> Relabel {
    return [](const CleanAnnotation&) -> NewLabel { throw std::runtime_error("out of power"); };
  };
  EXPECT_THROW((void)write_relabelled_file(file, job), std::runtime_error);
  EXPECT_THAT(testing::names_in(folder.path()), ::testing::ElementsAre("clean.json"));
}

}  // namespace
}  // namespace segnoise::coco
