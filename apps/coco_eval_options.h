#pragma once

#include "cli/arguments.h"
#include "data/coco/evaluate/evaluation.h"
#include "data/coco/evaluate/evaluation_comparison.h"
#include "data/coco/evaluate/evaluation_json.h"
#include "data/coco/evaluate/results_file.h"
#include "data/coco/read/coco_file.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace segnoise {

/// What `coco-eval` is asked for.
struct CocoEvalArguments {
  cli::CommandLine command{
      "Average precision of detections, in COCO's format of results, against true annotations: "
      "masks, boxes and boundaries, by COCO's rules or LVIS's, to the last digit.",
      "coco-eval instances_val2017.json masks.json\n"
      "coco-eval --truth lvis_v1_val.json --results masks.json --kind segm --kind boundary --json "
      "numbers.json\n"
      "coco-eval --truth instances_val2017.json --compare clean_trained.json noisy_trained.json"};
  TCLAP::ValueArg<std::string> truth = cli::optional_option<std::string>(
      command, "truth", "file", "the true annotations (default: the first FILE)");
  TCLAP::ValueArg<std::string> results = cli::optional_option<std::string>(
      command, "results", "file", "the detections (default: the other FILE)");
  TCLAP::MultiArg<std::string> kind = cli::repeated_option<std::string>(
      command,
      "kind",
      "segm|bbox|boundary",
      "overlap of masks, of boxes, or the lesser of masks' and their boundaries'; may be repeated "
      "(default: segm if the first result has a segmentation, else bbox)");
  TCLAP::ValueArg<std::string> style = cli::option<std::string>(
      command,
      "style",
      "auto|coco|lvis",
      "whose rules and numbers; auto takes LVIS's for files with neg_category_ids",
      "auto");
  TCLAP::SwitchArg foreground =
      cli::flag(command, "foreground", "take all categories for one: class-agnostic");
  TCLAP::ValueArg<std::string> max_dets = cli::optional_option<std::string>(
      command,
      "max-dets",
      "numbers",
      "detections that count, ascending: for COCO of an image and category, default 1,10,100; for "
      "LVIS of an image, default 300");
  TCLAP::ValueArg<double> dilation_ratio = cli::option(
      command,
      "dilation-ratio",
      "fraction",
      "how far boundaries reach into masks, as a share of the image's diagonal",
      coco::EvaluationOptions{}.boundary_share_of_diagonal);
  TCLAP::SwitchArg per_category =
      cli::flag(command, "per-category", "print a table of the categories");
  TCLAP::SwitchArg errors = cli::flag(
      command,
      "errors",
      "tell what is wrong with wrong detections (class, localisation, both, duplicate, background, "
      "missed), what each costs, and which categories are taken for which");
  TCLAP::ValueArg<double> min_score = cli::option(
      command,
      "min-score",
      "score",
      "with --errors, the least score of detections in the table of confusions",
      coco::EvaluationOptions{}.confusion_least_score);
  TCLAP::SwitchArg paired = cli::flag(
      command,
      "paired",
      "mean IoU and F1 of masks that each name their annotation as \"annotation_id\", as prompted "
      "networks make them; instead of average precision");
  TCLAP::SwitchArg compare = cli::flag(
      command,
      "compare",
      "compare two files of results, A.json B.json, with paired bootstrap over images");
  TCLAP::ValueArg<std::uint32_t> resamples = cli::option(
      command, "resamples", "count", "of the bootstrap", coco::ComparedResultsOptions{}.resamples);
  TCLAP::ValueArg<std::uint64_t> seed = cli::option(
      command, "seed", "number", "of the bootstrap", coco::ComparedResultsOptions{}.seed);
  TCLAP::ValueArg<std::string> json = cli::optional_option<std::string>(
      command, "json", "output file", "write all numbers as JSON, in full precision");
  TCLAP::ValueArg<std::string> csv = cli::optional_option<std::string>(
      command,
      "csv",
      "output file",
      "write the numbers of all categories as CSV, in full precision");
  TCLAP::ValueArg<std::string> plots = cli::optional_option<std::string>(
      command,
      "plots",
      "output file.html",
      "chart precision over recall, AP by size, and with --errors what errors cost, as a page");
  TCLAP::SwitchArg skip_invalid =
      cli::flag(command, "skip-invalid", "leave out annotations and results that are not valid");
  TCLAP::ValueArg<int> threads =
      cli::option(command, "threads", "count", "0 takes one for each core", 0);
  TCLAP::UnlabeledMultiArg<std::string> files = cli::optional_positionals<std::string>(
      command,
      "FILE",
      "file",
      "the true annotations, unless --truth names them; then the detections, unless --results "
      "does, or A.json and B.json of --compare");

  std::string truth_path = {};
  std::vector<std::string> results_paths = {};  ///< one, or with --compare two

  /// @throws UsageError  if a file is missing, or one is too many; if the options contradict each
  ///                     other, or this build cannot do what they ask
  void parse(int argc, char** argv);

  /// All but what depends on the results.
  /// @throws UsageError  if --max-dets is not for the rules of the truth
  [[nodiscard]] coco::EvaluationOptions options(
      const coco::CocoFile& truth_file,
      std::function<void(std::size_t, std::size_t)> on_progress) const;

  /// Those asked for, or the one that the results ask for by what they hold.
  [[nodiscard]] std::vector<coco::IouKind> kinds(const coco::ResultsFile& file) const;

  [[nodiscard]] coco::EvaluationProvenance provenance() const;

 private:
  void take_files();
};

}  // namespace segnoise
