// coco-diff: label quality between two annotation files of the same images.

#include "base/text_table.h"
#include "cli/app_main.h"
#include "cli/arguments.h"
#include "cli/progress.h"
#include "cli/threads.h"
#include "coco_diff_pictures.h"
#include "data/coco/compare/comparison.h"
#include "data/coco/compare/comparison_json.h"
#include "data/coco/compare/comparison_summary.h"
#include "data/coco/compare/comparison_text.h"
#include "data/coco/read/coco_file.h"
#include "show/pictures/histograms.h"
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
  cli::CommandLine command{
      "Compare two annotation files of the same images, in COCO's format: how alike the masks are "
      "(IoU, boundary IoU, Dice), which classes changed, what is missing and what was added.",
      "coco-diff clean.json noisy.json --figure quality.png\n"
      "coco-diff first.json second.json --match iou --json quality.json\n"
      "coco-diff clean.json noisy.json --pictures pictures --images val2017 --limit 50"};
  TCLAP::UnlabeledValueArg<std::string> a =
      cli::positional<std::string>(command, "A.json", "file", "the annotations to compare with");
  TCLAP::UnlabeledValueArg<std::string> b = cli::positional<std::string>(
      command, "B.json", "file", "the annotations whose quality is asked for");
  TCLAP::ValueArg<std::string> match = cli::option<std::string>(
      command,
      "match",
      "auto|id|iou",
      "how instances are matched: by annotation id, or by the IoU of their masks, greatest first, "
      "whatever their classes; auto takes ids, but IoU where images are matched by name",
      "auto");
  TCLAP::ValueArg<std::string> match_images = cli::option<std::string>(
      command,
      "match-images",
      "auto|id|name",
      "how images are matched: auto takes their ids, but their file names where the two disagree, "
      "as files do that number the same images differently, and says so",
      "auto");
  TCLAP::ValueArg<double> min_iou = cli::option(
      command,
      "min-iou",
      "fraction",
      "with --match iou, the least IoU of a pair, above 0",
      coco::ComparisonOptions{}.min_iou);
  TCLAP::ValueArg<std::string> json = cli::optional_option<std::string>(
      command, "json", "output file", "write the numbers as JSON, too");
  TCLAP::ValueArg<std::string> figure = cli::optional_option<std::string>(
      command, "figure", "output file.png", "draw histograms of IoU, boundary IoU and Dice");
  TCLAP::ValueArg<std::string> pictures = cli::optional_option<std::string>(
      command,
      "pictures",
      "output folder",
      "a new folder for pictures of the images with the outlines of both files, by image id");
  TCLAP::ValueArg<std::string> images = cli::optional_option<std::string>(
      command,
      "images",
      "folder",
      "with --pictures, where the images are (JPEG or PNG, by their file_name); plain ground "
      "without");
  TCLAP::ValueArg<int> limit = cli::option(
      command,
      "limit",
      "count",
      "with --pictures, of how many images",
      static_cast<int>(PicturesWanted{}.limit));
  TCLAP::ValueArg<int> threads =
      cli::option(command, "threads", "count", "0 takes one for each core", 0);

  void parse(int argc, char** argv) {
    command.parse(argc, argv);
    cli::require_within(min_iou, 1e-6, 1.0);
    cli::require_within(threads, 0, 1024);
    cli::require_within(limit, 1, 1'000'000);
    if (!pictures.isSet()) {
      cli::require_absent(images, "is for --pictures");
      cli::require_absent(limit, "is for --pictures");
    }
    if (match.getValue() != "iou") cli::require_absent(min_iou, "is for --match iou");
  }

  [[nodiscard]] coco::ComparisonOptions options() const {
    coco::ComparisonOptions options{
        .min_iou = min_iou.getValue(), .threads = cli::threads_of(threads.getValue())};
    if (match.getValue() == "id") options.match_by = coco::MatchBy::kId;
    if (match.getValue() == "iou") options.match_by = coco::MatchBy::kIou;
    if (match_images.getValue() == "id") options.images_by = coco::ImagesBy::kId;
    if (match_images.getValue() == "name") options.images_by = coco::ImagesBy::kName;
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
void remark_on(const coco::Comparison& comparison) {
  const coco::ComparedFile& a = comparison.a;
  const coco::ComparedFile& b = comparison.b;
  if (comparison.options.match_by == coco::MatchBy::kId && comparison.pairs.empty() &&
      a.compared_annotations > 0 && b.compared_annotations > 0) {
    throw std::runtime_error(
        a.path + " and " + b.path +
        " share no annotation id on any image; --match iou matches by overlap instead");
  }
  cli::Progress progress;
  const bool by_name = comparison.options.images_by == coco::ImagesBy::kName;
  const std::size_t common = a.images - a.images_alone;
  if (2 * common < std::min(a.images, b.images)) {
    progress.line(
        "warning: only " + base::grouped(common) + " of the " + base::grouped(a.images) +
        " images of " + a.path + " and of the " + base::grouped(b.images) + " of " + b.path +
        " were matched, by " + (by_name ? "file name" : "id") + "; the others are not compared");
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
  cli::Progress().line(
      "warning: " + base::grouped(pictures.drawn - pictures.with_image) + " of " +
      base::grouped(pictures.drawn) + " images were not found in " + wanted.images->string() +
      ", or could not be read; their pictures are on plain ground and say why");
}

pictures::FractionHistogram histogram_of(
    const std::string& measure, const std::optional<coco::FractionDistribution>& values) {
  pictures::FractionHistogram histogram{.measure = measure};
  histogram.counts.resize(coco::kFractionBins);
  if (values) {
    std::ranges::copy(values->histogram, histogram.counts.begin());
    histogram.mean = values->mean;
    histogram.median = values->median;
  }
  return histogram;
}

void write_figure(
    const fs::path& path,
    const coco::Comparison& comparison,
    const coco::ComparisonSummary& summary) {
  const auto name = [](const coco::ComparedFile& file) {
    return fs::path(file.path).filename().string();
  };
  const coco::PairQuality& all = summary.all;
  pictures::write_histograms(
      path,
      name(comparison.b) + " against " + name(comparison.a) + ": " + base::grouped(all.pairs) +
          " pairs",
      "Pairs",
      {histogram_of("IoU", all.iou),
       histogram_of("Boundary IoU", all.boundary_iou),
       histogram_of("Dice", all.dice)});
}

void run(const Arguments& arguments) {
  const coco::CocoFile a(arguments.a.getValue());
  const coco::CocoFile b(arguments.b.getValue());
  const coco::Comparison comparison = coco::compare(a, b, arguments.options());
  remark_on(comparison);
  const coco::ComparisonSummary summary = coco::summarise(comparison.pairs);
  std::cout << coco::comparison_text(comparison, summary);
  if (arguments.json.isSet()) {
    storage::write_file(
        arguments.json.getValue(),
        coco::comparison_json(comparison, summary, "coco-diff " SEGNOISE_VERSION));
  }
  if (arguments.figure.isSet()) write_figure(arguments.figure.getValue(), comparison, summary);
  if (arguments.pictures.isSet()) {
    const PicturesWanted wanted = arguments.pictures_wanted();
    remark_on(write_pictures(a, b, comparison, wanted), wanted);
  }
}

}  // namespace

int main(int argc, char** argv) {
  return cli::app_main(argv[0], [&] {
    Arguments arguments;
    arguments.parse(argc, argv);
    run(arguments);
  });
}
