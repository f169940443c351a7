#include "coco_eval_options.h"

#include "cli/threads.h"
#include "coco_eval_page.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace segnoise {

void CocoEvalArguments::parse(int argc, char** argv) {
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

void CocoEvalArguments::take_files() {
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

coco::EvaluationOptions CocoEvalArguments::options(
    const coco::CocoFile& truth_file,
    std::function<void(std::size_t, std::size_t)> on_progress) const {
  using detection::DetectionStyle;
  const DetectionStyle rules = style.getValue() == "auto"   ? coco::style_of(truth_file)
                               : style.getValue() == "lvis" ? DetectionStyle::kLvis
                                                            : DetectionStyle::kCoco;
  coco::EvaluationOptions wanted{
      .style = rules,
      .foreground = foreground.getValue(),
      .most_detections = coco::usual_most_detections(rules),
      .boundary_share_of_diagonal = dilation_ratio.getValue(),
      .with_errors = errors.getValue(),
      .confusion_least_score = min_score.getValue(),
      .threads = cli::threads_of(threads.getValue()),
      .on_progress = std::move(on_progress)};
  if (max_dets.isSet()) {
    wanted.most_detections = cli::ascending_numbers(max_dets);
    if (rules == DetectionStyle::kLvis && wanted.most_detections.size() > 1) {
      throw cli::UsageError("--max-dets must be one number for LVIS's rules");
    }
  }
  if (skip_invalid.getValue()) wanted.invalid = coco::InvalidAnnotations::kSkipped;
  return wanted;
}

std::vector<coco::IouKind> CocoEvalArguments::kinds(const coco::ResultsFile& file) const {
  if (!kind.isSet()) return {coco::kind_of(file)};
  std::vector<coco::IouKind> wanted;
  for (const std::string& name : kind.getValue()) {
    const coco::IouKind named =
        *std::ranges::find(coco::kIouKinds, name, [](coco::IouKind k) { return name_of(k); });
    if (std::ranges::find(wanted, named) == wanted.end()) wanted.push_back(named);
  }
  return wanted;
}

coco::EvaluationProvenance CocoEvalArguments::provenance() const {
  return {.program = "coco-eval " SEGNOISE_VERSION, .truth = truth_path, .results = results_paths};
}

}  // namespace segnoise
