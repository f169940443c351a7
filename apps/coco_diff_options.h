#pragma once

#include "cli/arguments.h"
#include "coco_diff_pictures.h"
#include "data/coco/compare/comparison.h"

#include <string>

namespace segnoise {

/// What `coco-diff` is asked for.
struct CocoDiffArguments {
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

  /// @throws UsageError  if the options contradict each other, or this build cannot do what they
  /// ask
  void parse(int argc, char** argv);

  [[nodiscard]] coco::ComparisonOptions options() const;
  [[nodiscard]] PicturesWanted pictures_wanted() const;
};

}  // namespace segnoise
