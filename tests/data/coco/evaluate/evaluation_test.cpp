#include "data/coco/evaluate/evaluation.h"

#include "data/coco/read/annotation.h"
#include "support/coco_by_hand.h"
#include "support/coco_sample.h"
#include "support/made_coco.h"
#include "support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::coco {
namespace {

namespace fs = std::filesystem;
using testing::box_polygon;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::made_coco;
using testing::made_image;
using testing::made_results;
using testing::MadeAnnotation;
using testing::MadeFormat;
using testing::MadeResult;
using testing::TemporaryFolder;
using ::testing::ThrowsMessage;

using Numbers = std::map<std::string, std::optional<double>>;

Numbers numbers_of(const KindScores& scores) {
  Numbers numbers;
  for (const detection::SummaryNumber& number : scores.summary) numbers[number.key] = number.value;
  return numbers;
}

Evidence evidence_of(
    const fs::path& truth_path, const fs::path& results_path, const EvaluationOptions& options) {
  const CocoFile truth(truth_path);
  const ResultsFile results(results_path, truth, options.invalid);
  return gather_evidence(truth, results, options);
}

/// The numbers of the first kind.
Numbers evaluate(
    const std::string& truth, const std::string& results, const EvaluationOptions& options = {}) {
  const TemporaryFolder folder;
  const Evidence evidence =
      evidence_of(folder.add("gt.json", truth), folder.add("dt.json", results), options);
  return numbers_of(scores_of(evidence, options).front());
}

std::string evaluation_refusal(
    const std::string& truth, const std::string& results, const EvaluationOptions& options = {}) {
  try {
    (void)evaluate(truth, results, options);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

/// One cat of 20 x 20 pixels on image 9.
MadeAnnotation cat(std::int64_t id = 1, const std::string& more = R"(, "area": 400)") {
  return {.id = id, .segmentation = box_polygon(10, 20, 20, 20), .more = more};
}

std::string one_cat() { return made_coco(made_image(9), {cat()}); }

TEST(Evaluate, MeetsCocosPublishedFigures) {
  if (!testing::has_coco_sample()) GTEST_SKIP() << "there is no coco-sample";
  const fs::path folder = testing::coco_sample_folder();
  const std::vector<std::string> keys{
      "AP", "AP50", "AP75", "APs", "APm", "APl", "AR1", "AR10", "AR100", "ARs", "ARm", "ARl"};
  const std::map<IouKind, std::vector<double>> published{
      {IouKind::kSegm, {.320, .562, .299, .387, .310, .327, .268, .415, .417, .469, .377, .381}},
      {IouKind::kBbox, {.505, .697, .573, .586, .519, .501, .387, .594, .595, .640, .566, .564}}};
  for (const auto& [kind, figures] : published) {
    const EvaluationOptions options{.kinds = {kind}, .threads = 2};
    const Evidence evidence = evidence_of(
        folder / "instances_val2014_100.json",
        folder / ("fake" + std::string(name_of(kind)) + "_results.json"),
        options);
    const Numbers numbers = numbers_of(scores_of(evidence, options).front());
    for (std::size_t i = 0; i < keys.size(); ++i) {
      EXPECT_NEAR(numbers.at(keys[i]).value(), figures[i], 5.0001e-4) << keys[i];
    }
  }
}

TEST(Evaluate, GivesTheBoundaryNumbersOfItsApi) {
  if (!testing::has_coco_sample()) GTEST_SKIP() << "there is no coco-sample";
  const fs::path folder = testing::coco_sample_folder();
  const EvaluationOptions options{.kinds = {IouKind::kBoundary}};
  const Evidence evidence =
      evidence_of(folder / "instances_val2014_100.json", folder / "fakesegm_results.json", options);
  const Numbers numbers = numbers_of(scores_of(evidence, options).front());
  EXPECT_NEAR(numbers.at("AP").value(), 0.22639400050237551, 1e-9);
  EXPECT_NEAR(numbers.at("APl").value(), 0.07554378414806898, 1e-9);
  EXPECT_NEAR(numbers.at("AR100").value(), 0.3140431150818811, 1e-9);
}

TEST(Evaluate, FindsATruthWhoseIdIsZero) {
  const std::string truth = made_coco(made_image(9), {cat(0)});
  const Numbers numbers =
      evaluate(truth, made_results({{.segmentation = box_polygon(10, 20, 20, 20)}}));
  EXPECT_NEAR(*numbers.at("AP"), 1.0, 1e-12);
}

TEST(Evaluate, CountsImagesThatOnlyDetectionsAreOn) {
  const std::string truth = made_coco(made_image(9) + ", " + made_image(4), {cat()});
  const Numbers numbers = evaluate(
      truth,
      made_results(
          {{.score = 0.5, .segmentation = box_polygon(10, 20, 20, 20)},
           {.image_id = 4, .score = 0.9, .segmentation = box_polygon(10, 20, 20, 20)}}));
  EXPECT_NEAR(*numbers.at("AP"), 0.5, 1e-12);
}

TEST(Evaluate, TellsCategoriesApartUnlessForegroundIsAskedFor) {
  const std::string results =
      made_results({{.category_id = 2, .segmentation = box_polygon(10, 20, 20, 20)}});
  EXPECT_EQ(*evaluate(one_cat(), results).at("AP"), 0.0);
  EXPECT_NEAR(*evaluate(one_cat(), results, {.foreground = true}).at("AP"), 1.0, 1e-12);
}

TEST(Evaluate, CountsOnlySoManyDetections) {
  const std::string results = made_results(
      {{.score = 0.5, .segmentation = box_polygon(10, 20, 20, 20)},
       {.score = 0.9, .segmentation = box_polygon(60, 20, 20, 20)}});
  const Numbers numbers = evaluate(one_cat(), results, {.most_detections = {1, 2}});
  EXPECT_EQ(*numbers.at("AR1"), 0.0);
  EXPECT_EQ(*numbers.at("AR2"), 1.0);
}

/// The cat, and a crowd that is the right half of the image.
std::string cat_beside_crowd() {
  return made_coco(
      made_image(9),
      {cat(),
       {.id = 2,
        .segmentation = R"({"size": [80, 100], "counts": [4000, 4000]})",
        .is_crowd = true,
        .more = R"(, "area": 4000)"}});
}

TEST(Evaluate, LeavesCrowdsAside) {
  const Numbers numbers = evaluate(
      cat_beside_crowd(),
      made_results(
          {{.score = 0.9, .segmentation = box_polygon(60, 20, 20, 20)},
           {.score = 0.8, .segmentation = box_polygon(70, 20, 20, 20)},
           {.score = 0.5, .segmentation = box_polygon(10, 20, 20, 20)}}));
  EXPECT_NEAR(*numbers.at("AP"), 1.0, 1e-12);
}

TEST(Evaluate, LeavesCrowdsAsideByTheirMasksWhereBoundariesCount) {
  // The detection of greatest score lies in the crowd, far from the crowd's own boundary.
  const Numbers numbers = evaluate(
      cat_beside_crowd(),
      made_results(
          {{.score = 0.9, .segmentation = box_polygon(65, 30, 20, 20)},
           {.score = 0.5, .segmentation = box_polygon(10, 20, 20, 20)}}),
      {.kinds = {IouKind::kBoundary}});
  EXPECT_NEAR(*numbers.at("AP"), 1.0, 1e-12);
}

TEST(Evaluate, PassesOverIgnoreAsCocosApiDoesAndThatOfBoundariesDoesNot) {
  const std::string truth = made_coco(
      made_image(9),
      {cat(),
       {.id = 2,
        .segmentation = box_polygon(60, 20, 20, 20),
        .more = R"(, "area": 400, "ignore": 1)"}});
  const std::string results = made_results({{.segmentation = box_polygon(10, 20, 20, 20)}});
  EXPECT_EQ(*evaluate(truth, results).at("AR100"), 0.5);
  EXPECT_EQ(*evaluate(truth, results, {.kinds = {IouKind::kBoundary}}).at("AR100"), 1.0);
}

TEST(Evaluate, TakesAreasOfTruthsAsStatedAndOfDetectionsFromTheirMasks) {
  // Stated to be medium; its detection, found or not, is small.
  const std::string truth = made_coco(made_image(9), {cat(1, R"(, "area": 5000)")});
  const std::string found = made_results({{.segmentation = box_polygon(10, 20, 20, 20)}});
  EXPECT_FALSE(evaluate(truth, found).at("APs"));
  EXPECT_NEAR(*evaluate(truth, found).at("APm"), 1.0, 1e-12);
  // A wrong detection of 400 pixels that says it has a box of 5000 is still not medium, so that it
  // does not count there.
  const std::string wrong = made_results(
      {{.score = 0.9,
        .segmentation = box_polygon(60, 20, 20, 20),
        .more = R"(, "bbox": [0, 0, 50, 100])"},
       {.score = 0.5, .segmentation = box_polygon(10, 20, 20, 20)}});
  EXPECT_NEAR(*evaluate(truth, wrong).at("APm"), 1.0, 1e-12);
  // LVIS's API goes by the box.
  const std::string lvis =
      R"({"images": [{"id": 9, "width": 100, "height": 80, "neg_category_ids": [],)"
      R"( "not_exhaustive_category_ids": []}], "annotations": [{"id": 1, "image_id": 9, "category_id": 1,)"
      R"( "area": 5000, "segmentation": )" +
      box_polygon(10, 20, 20, 20) +
      R"(}], "categories": [{"id": 1, "name": "cat", "frequency": "f"}]})";
  EXPECT_NEAR(
      *evaluate(lvis, wrong, {.style = detection::DetectionStyle::kLvis, .most_detections = {300}})
           .at("APm"),
      0.5,
      1e-12);
}

TEST(Evaluate, TakesAreasFromMasksWhereNoneIsStated) {
  const Numbers numbers = evaluate(
      made_coco(made_image(9), {cat(1, "")}),
      made_results({{.segmentation = box_polygon(10, 20, 20, 20)}}));
  EXPECT_NEAR(*numbers.at("APs"), 1.0, 1e-12);
  EXPECT_FALSE(numbers.at("APm"));
}

TEST(Evaluate, ComparesBoxesOfResultsWithoutMasksAndOfMasksWithoutBoxes) {
  const std::string truth =
      made_coco(made_image(9), {cat(1, R"(, "area": 400, "bbox": [10, 20, 20, 20])")});
  const EvaluationOptions boxes{.kinds = {IouKind::kBbox}};
  EXPECT_NEAR(
      *evaluate(truth, made_results({{.more = R"(, "bbox": [10, 20, 20, 20])"}}), boxes).at("AP"),
      1.0,
      1e-12);
  EXPECT_NEAR(
      *evaluate(truth, made_results({{.segmentation = box_polygon(10, 20, 20, 20)}}), boxes)
           .at("AP"),
      1.0,
      1e-12);
  EXPECT_THAT(
      evaluation_refusal(
          one_cat(), made_results({{.more = R"(, "bbox": [10, 20, 20, 20])"}}), boxes),
      HasSubstr("gt.json, byte 69: annotation 1: bbox is missing"));
}

/// An image on which 1 is there, 2 is known not to be, 3 is unknown; 1 was not annotated
/// everywhere.
std::string lvis_truth() {
  return R"({"images": [{"id": 9, "width": 100, "height": 80, "neg_category_ids": [2],)"
         R"( "not_exhaustive_category_ids": [1]}], "annotations": [{"id": 1, "image_id": 9,)"
         R"( "category_id": 1, "area": 400, "segmentation": )" +
         box_polygon(10, 20, 20, 20) +
         R"(}], "categories": [{"id": 1, "name": "cat", "frequency": "r"},)"
         R"( {"id": 2, "name": "dog", "frequency": "c"}, {"id": 3, "name": "car", "frequency": "f"}]})";
}

TEST(Evaluate, TakesLvissCategoriesForWhatIsKnownOfThem) {
  const TemporaryFolder folder;
  const EvaluationOptions options{
      .style = detection::DetectionStyle::kLvis, .most_detections = {300}};
  const Evidence evidence = evidence_of(
      folder.add("gt.json", lvis_truth()),
      folder.add(
          "dt.json",
          made_results(
              {{.score = 0.9, .segmentation = box_polygon(60, 20, 20, 20)},
               {.score = 0.8, .segmentation = box_polygon(10, 20, 20, 20)},
               {.category_id = 2, .segmentation = box_polygon(60, 20, 20, 20)},
               {.category_id = 3, .segmentation = box_polygon(60, 20, 20, 20)}})),
      options);
  const auto& categories = evidence.kinds.front().categories;
  EXPECT_EQ(categories[0].detections.size(), 2);
  EXPECT_EQ(categories[1].detections.size(), 1);
  EXPECT_EQ(categories[2].detections.size(), 0);
  const Numbers numbers = numbers_of(scores_of(evidence, options).front());
  EXPECT_NEAR(*numbers.at("APr"), 1.0, 1e-12);  // the other cat may be one
  EXPECT_FALSE(numbers.at("APc"));
}

TEST(Evaluate, CountsBoundariesOf32PixelsSquaredAsMediumInLvisAlone) {
  const std::string small_area = "\"area\": 400";
  std::string truth = lvis_truth();
  truth.replace(truth.find(small_area), small_area.size(), "\"area\": 1024");
  const std::string polygon = box_polygon(10, 20, 32, 32);
  const std::string small_polygon = box_polygon(10, 20, 20, 20);
  truth.replace(truth.find(small_polygon), small_polygon.size(), polygon);
  const std::string results = made_results({{.segmentation = polygon}});
  const EvaluationOptions lvis{.style = detection::DetectionStyle::kLvis, .most_detections = {300}};
  for (const IouKind kind : {IouKind::kSegm, IouKind::kBoundary}) {
    EvaluationOptions options = lvis;
    options.kinds = {kind};
    const Numbers numbers = evaluate(truth, results, options);
    EXPECT_EQ(numbers.at("APs").has_value(), kind == IouKind::kSegm);
    EXPECT_EQ(numbers.at("ARs").has_value(), kind == IouKind::kSegm);
    EXPECT_NEAR(*numbers.at("APm"), 1.0, 1e-12);
  }
  const Numbers coco = evaluate(truth, results, {.kinds = {IouKind::kBoundary}});
  EXPECT_NEAR(*coco.at("APs"), 1.0, 1e-12);
}

TEST(Evaluate, LeavesFrequenciesUndefinedWhereLvissCategoriesArePooled) {
  const Numbers numbers = evaluate(
      lvis_truth(),
      made_results({{.segmentation = box_polygon(10, 20, 20, 20)}}),
      {.style = detection::DetectionStyle::kLvis, .foreground = true, .most_detections = {300}});
  EXPECT_NEAR(*numbers.at("AP"), 1.0, 1e-12);
  for (const char* key : {"APr", "APc", "APf"}) EXPECT_FALSE(numbers.at(key)) << key;
}

TEST(Evaluate, KeepsOfLvissImagesTheDetectionsOfGreatestScore) {
  const std::string results = made_results(
      {{.category_id = 3, .score = 0.9, .segmentation = box_polygon(60, 20, 20, 20)},
       {.score = 0.8, .segmentation = box_polygon(10, 20, 20, 20)}});
  EvaluationOptions options{.style = detection::DetectionStyle::kLvis, .most_detections = {2}};
  EXPECT_NEAR(*evaluate(lvis_truth(), results, options).at("AP"), 1.0, 1e-12);
  options.most_detections = {1};
  EXPECT_EQ(*evaluate(lvis_truth(), results, options).at("AP"), 0.0);
}

TEST(Evaluate, NeedsOfLvissFilesWhatItsApiNeeds) {
  const EvaluationOptions options{
      .style = detection::DetectionStyle::kLvis, .most_detections = {300}};
  EXPECT_THAT(
      evaluation_refusal(one_cat(), "[]", options), HasSubstr("category 1: frequency is missing"));
  std::string truth = lvis_truth();
  truth.replace(truth.find("[2]"), 3, "2");
  EXPECT_THAT(evaluation_refusal(truth, "[]", options), HasSubstr("image 9: "));
  truth = lvis_truth();
  truth.replace(truth.find("[2]"), 3, "[\"x\"]");
  EXPECT_THAT(
      evaluation_refusal(truth, "[]", options),
      HasSubstr("image 9: neg_category_ids must be an array of category ids"));
}

TEST(Evaluate, NamesResultsWhoseShapesAreNotValid) {
  const std::string good = box_polygon(10, 20, 20, 20);
  EXPECT_THAT(
      evaluation_refusal(
          one_cat(),
          made_results(
              {{.segmentation = good},
               {.segmentation = R"({"size": [80, 99], "counts": [7920]})"}})),
      HasSubstr("result 1: segmentation: the size must be the image's, 100 x 80"));
  EXPECT_THAT(
      evaluation_refusal(one_cat(), made_results({{.segmentation = "[[1, 2]]"}})),
      HasSubstr("result 0: segmentation: a ring must have"));
  EXPECT_THAT(
      evaluation_refusal(one_cat(), made_results({{.more = R"(, "bbox": [1, 2, 3, 4])"}})),
      HasSubstr("result 0: segmentation is missing"));
  EXPECT_THAT(
      evaluation_refusal(
          one_cat(), made_results({{.segmentation = good, .more = R"(, "bbox": [1])"}})),
      HasSubstr("result 0: bbox must be four numbers"));
}

TEST(Evaluate, LeavesOutInvalidResultsIfItIsTold) {
  const TemporaryFolder folder;
  const EvaluationOptions options{.invalid = InvalidAnnotations::kSkipped};
  const Evidence evidence = evidence_of(
      folder.add("gt.json", one_cat()),
      folder.add(
          "dt.json",
          made_results(
              {{.score = 0.9, .segmentation = "[[1, 2]]"},
               {.image_id = 5, .score = 0.8, .segmentation = "[]"},
               {.score = 0.7, .segmentation = box_polygon(10, 20, 20, 20)}})),
      options);
  EXPECT_EQ(evidence.detections, 1);
  EXPECT_THAT(evidence.invalid, ElementsAre(HasSubstr("result 1: "), HasSubstr("result 0: ")));
  EXPECT_NEAR(*numbers_of(scores_of(evidence, options).front()).at("AP"), 1.0, 1e-12);
}

TEST(Evaluate, NamesTruthsThatAreNotValid) {
  EXPECT_THAT(
      evaluation_refusal(
          made_coco(made_image(9), {{.category_id = 7, .segmentation = box_polygon(1, 1, 5, 5)}}),
          "[]"),
      HasSubstr("annotation 1: category_id must be the id of a category of the file, got 7"));
  EXPECT_THAT(
      evaluation_refusal(
          made_coco(made_image(9), {{.segmentation = R"({"size": [80, 99], "counts": [7920]})"}}),
          "[]"),
      HasSubstr("annotation 1: segmentation: the size must be the image's"));
}

TEST(Evaluate, CountsNoTruthsThatItLeavesOut) {
  const TemporaryFolder folder;
  const EvaluationOptions options{.invalid = InvalidAnnotations::kSkipped};
  const Evidence evidence = evidence_of(
      folder.add(
          "gt.json",
          made_coco(
              made_image(9),
              {cat(), {.id = 2, .segmentation = R"({"size": [80, 99], "counts": [7920]})"}})),
      folder.add("dt.json", made_results({{.segmentation = box_polygon(10, 20, 20, 20)}})),
      options);
  EXPECT_EQ(evidence.truths, 1);
  EXPECT_THAT(evidence.invalid_truths, ElementsAre(HasSubstr("annotation 2: ")));
}

/// Results for a made file: its own shapes and others, scores that tie.
std::string some_results(const fs::path& truth_path) {
  const CocoFile truth(truth_path);
  AnnotationReader reader(truth.text());
  random::Rng rng(21);
  std::vector<MadeResult> results;
  for (const AnnotationEntry& entry :
       index_annotations(truth, InvalidAnnotations::kRefused, 1).entries) {
    const Annotation annotation = reader.read(entry.place);
    for (int copy = 0; copy < 3; ++copy) {
      const auto x = static_cast<int>(rng.below(60));
      results.push_back(
          {.image_id = annotation.image_id,
           .category_id = rng.chance(0.8) ? annotation.category_id : 2,
           .score = 0.1 * rng.below(10),
           .segmentation = rng.chance(0.5)
                               ? std::string(annotation.segmentation_place.of(truth.text()))
                               : box_polygon(x, x, 30, 20)});
    }
  }
  return made_results(results);
}

TEST(Evaluate, DoesNotDependOnThreads) {
  const TemporaryFolder folder;
  for (const MadeFormat format : {MadeFormat::kCoco, MadeFormat::kLvis}) {
    const fs::path truth = folder.add("gt.json", testing::made_file(60, format));
    const fs::path results = folder.add("dt.json", some_results(truth));
    EvaluationOptions options{
        .kinds = {IouKind::kBoundary, IouKind::kBbox, IouKind::kSegm}, .with_errors = true};
    if (format == MadeFormat::kLvis) {
      options.style = detection::DetectionStyle::kLvis;
      options.most_detections = {300};
    }
    std::vector<std::vector<Numbers>> all;
    for (const int threads : {1, 2, 8}) {
      options.threads = threads;
      auto& numbers = all.emplace_back();
      for (const KindScores& kind : scores_of(evidence_of(truth, results, options), options)) {
        numbers.push_back(numbers_of(kind));
        numbers.back()["error"] = kind.errors->costs[0].ap50_gain;
      }
    }
    EXPECT_EQ(all[0], all[1]);
    EXPECT_EQ(all[0], all[2]);
    EXPECT_GT(*all[0][2].at("AP"), 0.1);
    EXPECT_LE(*all[0][0].at("AP"), *all[0][2].at("AP"));  // boundaries are the harder ones
    // One kind at a time gives the same.
    options.kinds = {IouKind::kBoundary};
    EXPECT_EQ(
        numbers_of(scores_of(evidence_of(truth, results, options), options)[0]).at("AP"),
        all[0][0].at("AP"));
  }
}

TEST(Evaluate, SplitsErrorsOfWholeImages) {
  const TemporaryFolder folder;
  const EvaluationOptions options{.with_errors = true, .confusion_least_score = 0.3};
  const Evidence evidence = evidence_of(
      folder.add("gt.json", one_cat()),
      folder.add(
          "dt.json",
          made_results(
              {{.category_id = 2, .score = 0.9, .segmentation = box_polygon(10, 20, 20, 20)},
               {.category_id = 3, .score = 0.2, .segmentation = box_polygon(10, 20, 20, 20)}})),
      options);
  const auto scores = scores_of(evidence, options);
  EXPECT_EQ(scores[0].errors->costs[0].count, 2);  // class
  EXPECT_NEAR(scores[0].errors->costs[0].ap50_gain, 1.0, 1e-12);
  ASSERT_EQ(evidence.kinds[0].confusion.size(), 1);
  EXPECT_EQ(evidence.kinds[0].confusion.begin()->first.first, 0);
  EXPECT_EQ(evidence.kinds[0].confusion.begin()->first.second, 1);
}

TEST(Evaluate, SplitsNoErrorsOfClassWhereAllCategoriesAreOne) {
  const TemporaryFolder folder;
  const EvaluationOptions options{.foreground = true, .with_errors = true};
  const Evidence evidence = evidence_of(
      folder.add(
          "gt.json",
          made_coco(
              made_image(9),
              {{.id = 1, .category_id = 2, .segmentation = box_polygon(10, 20, 20, 20)}})),
      folder.add(
          "dt.json",
          made_results(
              {{.category_id = 3, .score = 0.9, .segmentation = box_polygon(10, 20, 20, 20)}})),
      options);
  const auto scores = scores_of(evidence, options);
  EXPECT_NEAR(*scores[0].errors->ap50, 1.0, 1e-12);
  for (const detection::ErrorCost& cost : scores[0].errors->costs) EXPECT_EQ(cost.count, 0);
  EXPECT_EQ(evidence.kinds[0].confusion, (detection::Confusion{{{0, 0}, 1}}));
}

TEST(Evaluate, SplitsErrorsOfTheDetectionsThatCountWhereAllCategoriesAreOne) {
  const TemporaryFolder folder;
  const EvaluationOptions options{.foreground = true, .most_detections = {1}, .with_errors = true};
  const Evidence evidence = evidence_of(
      folder.add("gt.json", one_cat()),
      folder.add(
          "dt.json",
          made_results(
              {{.score = 0.9, .segmentation = box_polygon(10, 20, 20, 20)},
               {.category_id = 2, .score = 0.8, .segmentation = box_polygon(60, 50, 20, 20)}})),
      options);
  EXPECT_EQ(scores_of(evidence, options)[0].errors->costs[4].count, 0);  // background
}

TEST(Evaluate, TellsWhatIsBesideItsTruthFromBackground) {
  // Moved by half, of each box's mask a third of both is common.
  const TemporaryFolder folder;
  for (const IouKind kind : {IouKind::kSegm, IouKind::kBbox}) {
    const EvaluationOptions options{.kinds = {kind}, .with_errors = true};
    const Evidence evidence = evidence_of(
        folder.add(
            "gt.json",
            made_coco(made_image(9), {cat(1, R"(, "area": 400, "bbox": [10, 20, 20, 20])")})),
        folder.add("dt.json", made_results({{.segmentation = box_polygon(20, 20, 20, 20)}})),
        options);
    const auto scores = scores_of(evidence, options);
    EXPECT_EQ(scores[0].errors->costs[1].count, 1);  // localisation
    EXPECT_NEAR(scores[0].errors->costs[1].ap50_gain, 1.0, 1e-12);
    EXPECT_EQ(scores[0].errors->costs[4].count, 0);  // background
  }
}

TEST(Evaluate, AddsUpWhatImagesHold) {
  const TemporaryFolder folder;
  const EvaluationOptions options{.with_errors = true};
  const std::string with_stray_rings = "[[10,20,30,20,30,40,10,40],[1,2],[3,4,5,6]]";
  std::vector<MadeAnnotation> truths;
  std::vector<MadeResult> results;
  for (const int image : {9, 4, 5}) {
    truths.push_back({.id = image, .image_id = image, .segmentation = with_stray_rings});
    results.push_back(
        {.image_id = image, .category_id = 2, .segmentation = box_polygon(10, 20, 20, 20)});
  }
  const Evidence evidence = evidence_of(
      folder.add(
          "gt.json", made_coco(made_image(9) + "," + made_image(4) + "," + made_image(5), truths)),
      folder.add("dt.json", made_results(results)),
      options);
  EXPECT_EQ(evidence.truths, 3U);
  EXPECT_EQ(evidence.detections, 3U);
  EXPECT_EQ(evidence.stray_rings, 6U);
  EXPECT_EQ(evidence.kinds[0].confusion, (detection::Confusion{{{0, 1}, 3}}));
}

TEST(StyleOf, GoesByWhatTheFileHolds) {
  const TemporaryFolder folder;
  EXPECT_EQ(style_of(CocoFile(folder.add("a.json", one_cat()))), detection::DetectionStyle::kCoco);
  EXPECT_EQ(
      style_of(CocoFile(folder.add("b.json", lvis_truth()))), detection::DetectionStyle::kLvis);
  EXPECT_EQ(
      style_of(CocoFile(folder.add("c.json", made_coco("", {})))),
      detection::DetectionStyle::kCoco);
}

TEST(KindOf, GoesByTheFirstResult) {
  const TemporaryFolder folder;
  const CocoFile truth(folder.add("gt.json", one_cat()));
  const auto kind_in = [&](const std::string& results) {
    const auto path = folder.add("dt.json", results);
    return kind_of(ResultsFile(path, truth, InvalidAnnotations::kRefused));
  };
  const std::string box =
      R"({"image_id": 9, "category_id": 1, "score": 0.5, "bbox": [1, 2, 3, 4]})";
  const std::string mask = made_results({{.segmentation = box_polygon(10, 20, 20, 20)}});
  EXPECT_EQ(kind_in("[]"), IouKind::kSegm);
  EXPECT_EQ(kind_in(mask), IouKind::kSegm);
  EXPECT_EQ(kind_in('[' + box + ']'), IouKind::kBbox);
  EXPECT_EQ(kind_in('[' + box + ',' + mask.substr(mask.find('{'))), IouKind::kBbox);
}

TEST(Evaluate, OfNothingIsNothing) {
  const Numbers numbers = evaluate(made_coco("", {}), "[]");
  EXPECT_FALSE(numbers.at("AP"));
  EXPECT_FALSE(numbers.at("AR100"));
}

}  // namespace
}  // namespace segnoise::coco
