// coco-eval: average precision of detections in COCO's format, by COCO's rules or LVIS's.

#include "cli/app_main.h"
#include "cli/arguments.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "cli/threads.h"
#include "coco_eval_page.h"
#include "data/coco/evaluate/evaluation.h"
#include "data/coco/evaluate/evaluation_comparison.h"
#include "data/coco/evaluate/evaluation_json.h"
#include "data/coco/evaluate/evaluation_text.h"
#include "data/coco/evaluate/paired_results.h"
#include "data/coco/evaluate/results_file.h"
#include "data/coco/read/coco_file.h"
#include "storage/write_file.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace segnoise;
namespace fs = std::filesystem;

namespace {

struct Arguments {
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

  void parse(int argc, char** argv) {
    command.parse(argc, argv);
    cli::require_within(dilation_ratio, 0.0, 1.0);
    cli::require_within(threads, 0, 1024);
    cli::require_within(resamples, 2U, 10'000'000U);
    require_page(plots);
    if (compare.getValue()) {
      for (const TCLAP::Arg* other : std::initializer_list<const TCLAP::Arg*>{
               &results, &paired, &per_category, &errors, &csv, &plots}) {
        cli::require_absent(*other, "cannot be with --compare");
      }
    } else {
      cli::require_absent(resamples, "is for --compare");
      cli::require_absent(seed, "is for --compare");
    }
    take_files();
    if (paired.getValue()) {
      for (const TCLAP::Arg* other : std::initializer_list<const TCLAP::Arg*>{
               &kind, &style, &foreground, &max_dets, &per_category, &errors, &csv, &plots}) {
        cli::require_absent(*other, "cannot be with --paired");
      }
    }
    if (!errors.getValue()) cli::require_absent(min_score, "is for --errors");
  }

  /// @throws UsageError  if a file is missing, or one is too many
  void take_files() {
    results_paths = files.getValue();
    if (truth.isSet()) {
      truth_path = truth.getValue();
    } else if (results_paths.empty()) {
      throw cli::UsageError("the truth must be given, as the first FILE or by --truth");
    } else {
      truth_path = results_paths.front();
      results_paths.erase(results_paths.begin());
    }
    if (results.isSet()) results_paths.insert(results_paths.begin(), results.getValue());
    if (compare.getValue()) {
      if (results_paths.size() == 2) return;
      throw cli::UsageError(
          "--compare must be followed by two files of results, got " +
          std::to_string(results_paths.size()));
    }
    if (results_paths.empty()) {
      throw cli::UsageError(
          "results must be given, as a FILE after the truth, by --results, or by --compare A.json "
          "B.json");
    }
    if (results_paths.size() > 1) {
      throw cli::UsageError(
          "there must be one file of results, or --compare and two, got '" + results_paths[0] +
          "' and '" + results_paths[1] + '\'');
    }
  }
};

/// "1,10,100".
std::vector<std::uint32_t> numbers_of(const std::string& text) {
  std::vector<std::uint32_t> numbers;
  const char* at = text.data();
  const char* const end = at + text.size();
  for (bool has_more = true; has_more; ++at) {
    std::uint32_t number = 0;
    const auto [stopped, error] = std::from_chars(at, end, number);
    at = stopped;
    has_more = at != end && *at == ',';
    const bool ascends = numbers.empty() || number > numbers.back();
    if (error != std::errc{} || number == 0 || !ascends || (at != end && !has_more)) {
      throw cli::UsageError("--max-dets must be numbers above 0, ascending, got '" + text + "'");
    }
    numbers.push_back(number);
  }
  return numbers;
}

std::vector<coco::IouKind> kinds_of(const Arguments& arguments, const coco::ResultsFile& results) {
  constexpr std::array kKinds{coco::IouKind::kSegm, coco::IouKind::kBbox, coco::IouKind::kBoundary};
  std::vector<coco::IouKind> kinds;
  for (const std::string& name : arguments.kind.getValue()) {
    const auto* kind =
        std::ranges::find(kKinds, name, [](coco::IouKind k) { return coco::name_of(k); });
    assert(kind != kKinds.end());
    if (std::ranges::find(kinds, *kind) == kinds.end()) kinds.push_back(*kind);
  }
  if (!kinds.empty()) return kinds;
  const bool has_boxes_alone =
      !results.entries().empty() && !results.entries().front().has_segmentation();
  return {has_boxes_alone ? coco::IouKind::kBbox : coco::IouKind::kSegm};
}

detection::DetectionStyle style_of(const Arguments& arguments, const coco::CocoFile& truth) {
  if (arguments.style.getValue() == "auto") return coco::style_of(truth);
  return arguments.style.getValue() == "lvis" ? detection::DetectionStyle::kLvis
                                              : detection::DetectionStyle::kCoco;
}

/// The options that do not depend on the results.
coco::EvaluationOptions options_of(
    const Arguments& arguments, const coco::CocoFile& truth, cli::Progress& progress) {
  coco::EvaluationOptions options{
      .style = style_of(arguments, truth),
      .foreground = arguments.foreground.getValue(),
      .boundary_share_of_diagonal = arguments.dilation_ratio.getValue(),
      .with_errors = arguments.errors.getValue(),
      .confusion_least_score = arguments.min_score.getValue(),
      .threads = cli::threads_of(arguments.threads.getValue())};
  if (options.style == detection::DetectionStyle::kLvis) options.most_detections = {300};
  if (arguments.max_dets.isSet()) {
    options.most_detections = numbers_of(arguments.max_dets.getValue());
    if (options.style == detection::DetectionStyle::kLvis && options.most_detections.size() > 1) {
      throw cli::UsageError("--max-dets must be one number for LVIS's rules");
    }
  }
  if (arguments.skip_invalid.getValue()) options.invalid = coco::InvalidAnnotations::kSkipped;
  options.on_progress = [&progress](std::size_t done, std::size_t of) {
    cli::throw_if_interrupted();
    progress.update("evaluated " + std::to_string(done) + " of " + std::to_string(of) + " images");
  };
  return options;
}

coco::ResultsFile read_results(
    const fs::path& path,
    const coco::CocoFile& truth,
    coco::InvalidAnnotations invalid,
    cli::Progress& progress) {
  return {path, truth, invalid, [&](std::size_t done, std::size_t of) {
            cli::throw_if_interrupted();
            progress.update("reading results: " + std::to_string(100 * done / of) + " %");
          }};
}

/// Names the first that were left out.
void remark_on(
    const std::string& what, const std::vector<std::string>& invalid, cli::Progress& progress) {
  constexpr std::size_t kNamed = 10;
  if (invalid.empty()) return;
  progress.line("left out " + std::to_string(invalid.size()) + ' ' + what + ", not valid:");
  for (std::size_t i = 0; i < std::min(kNamed, invalid.size()); ++i) {
    progress.line("  " + invalid[i]);
  }
}

void remark_on_truth(const coco::Evidence& evidence, cli::Progress& progress) {
  remark_on("true annotations", evidence.invalid_truths, progress);
  if (evidence.stray_rings == 0) return;
  progress.line(
      "left out " + std::to_string(evidence.stray_rings) +
      " rings of true annotations, of fewer than 3 points or an odd count of coordinates");
}

coco::EvaluationProvenance provenance_of(
    const Arguments& arguments, std::vector<std::string> results) {
  return {
      .program = "coco-eval " SEGNOISE_VERSION,
      .truth = arguments.truth_path,
      .results = std::move(results)};
}

void write_if_asked(const TCLAP::ValueArg<std::string>& file, const std::string& text) {
  if (file.isSet()) storage::write_file(file.getValue(), text);
}

void run_paired(const Arguments& arguments, const coco::CocoFile& truth, cli::Progress& progress) {
  const coco::EvaluationOptions options = options_of(arguments, truth, progress);
  const coco::ResultsFile results =
      read_results(arguments.results_paths.front(), truth, options.invalid, progress);
  const coco::PairedScores scores = coco::score_pairs(truth, results, options);
  remark_on("true annotations", scores.invalid_truths, progress);
  remark_on("results", scores.invalid, progress);
  std::cout << coco::paired_text(scores);
  write_if_asked(
      arguments.json,
      coco::paired_json(scores, provenance_of(arguments, {results.path().string()})));
}

void run_comparison(
    const Arguments& arguments, const coco::CocoFile& truth, cli::Progress& progress) {
  coco::EvaluationOptions options = options_of(arguments, truth, progress);
  const std::vector<std::string>& paths = arguments.results_paths;
  std::vector<coco::Evidence> evidence;
  for (const std::string& path : paths) {
    const coco::ResultsFile results = read_results(path, truth, options.invalid, progress);
    if (evidence.empty()) options.kinds = kinds_of(arguments, results);
    evidence.push_back(coco::gather_evidence(truth, results, options));
    if (evidence.size() == 1) remark_on_truth(evidence.front(), progress);
    remark_on("results", evidence.back().invalid, progress);
  }
  options.on_progress = [&](std::size_t done, std::size_t of) {
    cli::throw_if_interrupted();
    progress.update("resampled " + std::to_string(done) + " of " + std::to_string(of));
  };
  const coco::ComparedResultsOptions comparison{
      .resamples = arguments.resamples.getValue(), .seed = arguments.seed.getValue()};
  const auto results = coco::compare_results(evidence[0], evidence[1], options, comparison);
  std::cout << "A: " << paths[0] << "\nB: " << paths[1] << '\n'
            << coco::comparison_text(results, comparison);
  write_if_asked(
      arguments.json, coco::comparison_json(results, comparison, provenance_of(arguments, paths)));
}

void run_evaluation(
    const Arguments& arguments, const coco::CocoFile& truth, cli::Progress& progress) {
  coco::EvaluationOptions options = options_of(arguments, truth, progress);
  const coco::ResultsFile results =
      read_results(arguments.results_paths.front(), truth, options.invalid, progress);
  options.kinds = kinds_of(arguments, results);
  const coco::Evidence evidence = coco::gather_evidence(truth, results, options);
  remark_on_truth(evidence, progress);
  remark_on("results", evidence.invalid, progress);
  const std::vector<coco::KindScores> scores = coco::scores_of(evidence, options);
  const auto colours =
      cli::stdout_shows_colours() ? coco::TextColours::kTerminal : coco::TextColours::kNone;
  std::cout << coco::evaluation_text(evidence, scores, options, colours);
  if (arguments.per_category.getValue()) std::cout << coco::categories_text(evidence, scores);
  write_if_asked(arguments.csv, coco::evaluation_csv(evidence, scores));
  const auto provenance = provenance_of(arguments, {results.path().string()});
  if (arguments.plots.isSet()) {
    write_evaluation_page(arguments.plots.getValue(), scores, provenance);
  }
  write_if_asked(arguments.json, coco::evaluation_json(evidence, scores, options, provenance));
}

void run(const Arguments& arguments) {
  cli::Progress progress;
  const coco::CocoFile truth(arguments.truth_path);
  if (arguments.paired.getValue()) {
    run_paired(arguments, truth, progress);
  } else if (arguments.compare.getValue()) {
    run_comparison(arguments, truth, progress);
  } else {
    run_evaluation(arguments, truth, progress);
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
