// coco-eval: average precision of detections in COCO's format, by COCO's rules or LVIS's.

#include "cli/app_main.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "coco_eval_options.h"
#include "coco_eval_page.h"
#include "data/coco/evaluate/evaluation_remarks.h"
#include "data/coco/evaluate/evaluation_text.h"
#include "data/coco/evaluate/paired_results.h"
#include "storage/write_file.h"

#include <cstddef>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

using namespace segnoise;

namespace {

/// "evaluated image 3 of 5000".
std::function<void(std::size_t, std::size_t)> told(cli::Progress& progress, const char* phase) {
  return [&progress, phase](std::size_t done, std::size_t of) {
    cli::throw_if_interrupted();
    progress.update(phase, done, of);
  };
}

coco::ResultsFile read_results(
    const std::string& path,
    const coco::CocoFile& truth,
    const coco::EvaluationOptions& options,
    cli::Progress& progress) {
  return {path, truth, options.invalid, [&](std::size_t done, std::size_t of) {
            cli::throw_if_interrupted();
            progress.update("reading results: " + std::to_string(100 * done / of) + " %");
          }};
}

void tell(const std::vector<std::string>& remarks, cli::Progress& progress) {
  for (const std::string& remark : remarks) progress.line(remark);
}

void write_if_asked(const TCLAP::ValueArg<std::string>& file, const std::string& text) {
  if (file.isSet()) storage::write_file(file.getValue(), text);
}

void run_paired(
    const CocoEvalArguments& arguments, const coco::CocoFile& truth, cli::Progress& progress) {
  coco::EvaluationOptions options = arguments.options(truth, told(progress, "evaluated image"));
  const coco::ResultsFile results =
      read_results(arguments.results_paths.front(), truth, options, progress);
  const coco::PairedScores scores = coco::score_pairs(truth, results, options);
  tell(coco::left_out_remarks("true annotations", scores.invalid_truths), progress);
  tell(coco::left_out_remarks("results", scores.invalid), progress);
  std::cout << coco::paired_text(scores);
  write_if_asked(arguments.json, coco::paired_json(scores, arguments.provenance()));
}

void run_comparison(
    const CocoEvalArguments& arguments, const coco::CocoFile& truth, cli::Progress& progress) {
  coco::EvaluationOptions options = arguments.options(truth, told(progress, "evaluated image"));
  const std::vector<std::string>& paths = arguments.results_paths;
  std::vector<coco::Evidence> evidence;
  for (const std::string& path : paths) {
    const coco::ResultsFile results = read_results(path, truth, options, progress);
    if (evidence.empty()) options.kinds = arguments.kinds(results);
    evidence.push_back(coco::gather_evidence(truth, results, options));
    if (evidence.size() == 1) tell(coco::truth_remarks(evidence.front()), progress);
    tell(coco::left_out_remarks("results", evidence.back().invalid), progress);
  }
  options.on_progress = told(progress, "resample");
  const coco::ComparedResultsOptions comparison{
      .resamples = arguments.resamples.getValue(), .seed = arguments.seed.getValue()};
  const auto results = coco::compare_results(evidence[0], evidence[1], options, comparison);
  std::cout << "A: " << paths[0] << "\nB: " << paths[1] << '\n'
            << coco::comparison_text(results, comparison);
  write_if_asked(
      arguments.json, coco::comparison_json(results, comparison, arguments.provenance()));
}

void run_evaluation(
    const CocoEvalArguments& arguments, const coco::CocoFile& truth, cli::Progress& progress) {
  coco::EvaluationOptions options = arguments.options(truth, told(progress, "evaluated image"));
  const coco::ResultsFile results =
      read_results(arguments.results_paths.front(), truth, options, progress);
  options.kinds = arguments.kinds(results);
  const coco::Evidence evidence = coco::gather_evidence(truth, results, options);
  tell(coco::truth_remarks(evidence), progress);
  tell(coco::left_out_remarks("results", evidence.invalid), progress);
  const std::vector<coco::KindScores> scores = coco::scores_of(evidence, options);
  const bool is_coloured = cli::stdout_shows_colours();
  std::cout << coco::evaluation_text(evidence, scores, options, coco::TextColours{is_coloured});
  if (arguments.per_category.getValue()) std::cout << coco::categories_text(evidence, scores);
  write_if_asked(arguments.csv, coco::evaluation_csv(evidence, scores));
  if (arguments.plots.isSet()) {
    write_evaluation_page(arguments.plots.getValue(), scores, arguments.provenance());
  }
  write_if_asked(
      arguments.json, coco::evaluation_json(evidence, scores, options, arguments.provenance()));
}

}  // namespace

int main(int argc, char** argv) {
  return cli::app_main(argv[0], [&] {
    CocoEvalArguments arguments;
    arguments.parse(argc, argv);
    cli::Progress progress;
    const coco::CocoFile truth(arguments.truth_path);
    const auto run = arguments.paired.getValue()    ? run_paired
                     : arguments.compare.getValue() ? run_comparison
                                                    : run_evaluation;
    run(arguments, truth, progress);
  });
}
