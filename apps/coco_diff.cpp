// coco-diff: label quality between two annotation files of the same images.

#include "cli/app_main.h"
#include "cli/arguments.h"
#include "cli/progress.h"
#include "cli/threads.h"
#include "coco/coco_file.h"
#include "coco/comparison.h"
#include "coco/comparison_json.h"
#include "coco/comparison_summary.h"
#include "coco/comparison_text.h"
#include "coco/text_table.h"
#include "coco_diff_pictures.h"
#include "report/histograms.h"
#include "storage/write_file.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

using namespace segnoise;
namespace fs = std::filesystem;

namespace {

struct Arguments {
  CommandLine command{
      "Compare two annotation files of the same images, in COCO's format: how alike the masks are "
      "(IoU, boundary IoU, Dice), which classes changed, what is missing and what was added.",
      "coco-diff clean.json noisy.json --figure quality.png\n"
      "coco-diff first.json second.json --match iou --json quality.json\n"
      "coco-diff clean.json noisy.json --pictures pictures --images val2017 --limit 50"};
  TCLAP::UnlabeledValueArg<std::string> a =
      positional<std::string>(command, "A.json", "file", "the annotations to compare with");
  TCLAP::UnlabeledValueArg<std::string> b = positional<std::string>(
      command, "B.json", "file", "the annotations whose quality is asked for");
  TCLAP::ValueArg<std::string> match = option<std::string>(
      command,
      "match",
      "auto|id|iou",
      "how instances are matched: by annotation id, or by the IoU of their masks, greatest first, "
      "whatever their classes; auto takes ids, but IoU where images are matched by name",
      "auto");
  TCLAP::ValueArg<std::string> match_images = option<std::string>(
      command,
      "match-images",
      "auto|id|name",
      "how images are matched: auto takes their ids, but their file names where the two disagree, "
      "as files do that number the same images differently, and says so",
      "auto");
  TCLAP::ValueArg<double> min_iou = option(
      command,
      "min-iou",
      "fraction",
      "with --match iou, the least IoU of a pair, above 0",
      ComparisonOptions{}.min_iou);
  TCLAP::ValueArg<std::string> json = optional_option<std::string>(
      command, "json", "output file", "write the numbers as JSON, too");
  TCLAP::ValueArg<std::string> figure = optional_option<std::string>(
      command, "figure", "output file.png", "draw histograms of IoU, boundary IoU and Dice");
  TCLAP::ValueArg<std::string> pictures = optional_option<std::string>(
      command,
      "pictures",
      "output folder",
      "a new folder for pictures of the images with the outlines of both files, by image id");
  TCLAP::ValueArg<std::string> images = optional_option<std::string>(
      command,
      "images",
      "folder",
      "with --pictures, where the images are (JPEG or PNG, by their file_name); plain ground "
      "without");
  TCLAP::ValueArg<int> limit = option(
      command,
      "limit",
      "count",
      "with --pictures, of how many images",
      static_cast<int>(PicturesWanted{}.limit));
  TCLAP::ValueArg<int> threads =
      option(command, "threads", "count", "0 takes one for each core", 0);

  void parse(int argc, char** argv) {
    command.parse(argc, argv);
    require_within(min_iou, 1e-6, 1.0);
    require_within(threads, 0, 1024);
    require_within(limit, 1, 1'000'000);
    if (!pictures.isSet()) {
      require_absent(images, "is for --pictures");
      require_absent(limit, "is for --pictures");
    }
    if (match.getValue() != "iou") require_absent(min_iou, "is for --match iou");
  }

  [[nodiscard]] ComparisonOptions options() const {
    ComparisonOptions options{
        .min_iou = min_iou.getValue(), .threads = threads_of(threads.getValue())};
    if (match.getValue() == "id") options.match_by = MatchBy::kId;
    if (match.getValue() == "iou") options.match_by = MatchBy::kIou;
    if (match_images.getValue() == "id") options.images_by = ImagesBy::kId;
    if (match_images.getValue() == "name") options.images_by = ImagesBy::kName;
    return options;
  }

  [[nodiscard]] PicturesWanted pictures_wanted() const {
    PicturesWanted wanted{
        .folder = pictures.getValue(), .limit = static_cast<std::size_t>(limit.getValue())};
    if (images.isSet()) wanted.images = images.getValue();
    return wanted;
  }
};

/// Says what one should know of before one believes the numbers.
/// @throws std::runtime_error  if ids match nothing at all
void remark_on(const Comparison& comparison) {
  const ComparedFile& a = comparison.a;
  const ComparedFile& b = comparison.b;
  if (comparison.options.match_by == MatchBy::kId && comparison.pairs.empty() &&
      a.compared_annotations > 0 && b.compared_annotations > 0) {
    throw std::runtime_error(
        a.path + " and " + b.path +
        " share no annotation id on any image; --match iou matches by overlap instead");
  }
  Progress progress;
  const bool by_name = comparison.options.images_by == ImagesBy::kName;
  const std::size_t common = a.images - a.images_alone;
  if (2 * common < std::min(a.images, b.images)) {
    progress.line(
        "warning: only " + grouped(common) + " of the " + grouped(a.images) + " images of " +
        a.path + " and of the " + grouped(b.images) + " of " + b.path + " were matched, by " +
        (by_name ? "file name" : "id") + "; the others are not compared");
  }
  if (const std::size_t ids = comparison.ids_on_other_images; ids > 0) {
    progress.line(
        "warning: " + std::to_string(ids) +
        " annotation ids are on other images in the other file; where files number their "
        "annotations differently, use --match iou");
  }
  if (const auto& renamed = comparison.renamed_categories; !renamed.empty()) {
    progress.line(
        "warning: categories have other names in the other file, such as id " +
        std::to_string(renamed.front()) + "; classes are compared by id");
  }
}

void remark_on(const PicturesDrawn& pictures, const PicturesWanted& wanted) {
  if (!wanted.images || pictures.with_image == pictures.drawn) return;
  Progress().line(
      "warning: " + grouped(pictures.drawn - pictures.with_image) + " of " +
      grouped(pictures.drawn) + " images were not found in " + wanted.images->string() +
      ", or could not be read; their pictures are on plain ground and say why");
}

FractionHistogram histogram_of(
    const std::string& measure, const std::optional<FractionDistribution>& values) {
  FractionHistogram histogram{.measure = measure};
  histogram.counts.resize(kFractionBins);
  if (values) {
    std::ranges::copy(values->histogram, histogram.counts.begin());
    histogram.mean = values->mean;
    histogram.median = values->median;
  }
  return histogram;
}

void write_figure(
    const fs::path& path, const Comparison& comparison, const ComparisonSummary& summary) {
  const auto name = [](const ComparedFile& file) {
    return fs::path(file.path).filename().string();
  };
  const PairQuality& all = summary.all;
  write_histograms(
      path,
      name(comparison.b) + " against " + name(comparison.a) + ": " + grouped(all.pairs) + " pairs",
      "Pairs",
      {histogram_of("IoU", all.iou),
       histogram_of("Boundary IoU", all.boundary_iou),
       histogram_of("Dice", all.dice)});
}

void run(const Arguments& arguments) {
  const CocoFile a(arguments.a.getValue());
  const CocoFile b(arguments.b.getValue());
  const Comparison comparison = compare(a, b, arguments.options());
  remark_on(comparison);
  const ComparisonSummary summary = summarise(comparison.pairs);
  std::cout << comparison_text(comparison, summary);
  if (arguments.json.isSet()) {
    write_file(
        arguments.json.getValue(),
        comparison_json(comparison, summary, "coco-diff " SEGNOISE_VERSION));
  }
  if (arguments.figure.isSet()) write_figure(arguments.figure.getValue(), comparison, summary);
  if (arguments.pictures.isSet()) {
    const PicturesWanted wanted = arguments.pictures_wanted();
    remark_on(write_pictures(a, b, comparison, wanted), wanted);
  }
}

}  // namespace

int main(int argc, char** argv) {
  return app_main(argv[0], [&] {
    Arguments arguments;
    arguments.parse(argc, argv);
    run(arguments);
  });
}
