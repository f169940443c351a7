// coco-eval --plots: the charts of an evaluation, on a page.

#include "coco_eval_page.h"

#include "show/page/evaluation_page.h"

#include <cstddef>
#include <optional>

namespace segnoise {
namespace {

namespace fs = std::filesystem;

charts::PrecisionRecallCurve curve_of(
    const std::string& name, const coco::KindScores& scores, std::optional<std::size_t> threshold) {
  charts::PrecisionRecallCurve curve{.name = name};
  const auto precisions = coco::mean_precisions(scores.categories, threshold);
  for (std::size_t r = 0; precisions && r < precisions->size(); ++r) {
    curve.points.push_back({detection::coco_recall_thresholds().at(r), precisions->at(r)});
  }
  return curve;
}

charts::DetectionScores charted(const coco::KindScores& scores) {
  charts::DetectionScores charted{
      .kind = std::string(name_of(scores.kind)),
      .curves = {
          curve_of("IoU 0.50", scores, detection::kIou50),
          curve_of("IoU 0.75", scores, detection::kIou75),
          curve_of("mean of 0.50 to 0.95", scores, std::nullopt)}};
  for (const auto& [key, size] :
       {std::pair("AP", "all"), {"APs", "small"}, {"APm", "medium"}, {"APl", "large"}}) {
    for (const detection::SummaryNumber& number : scores.summary) {
      if (number.key == key) charted.by_size.push_back({size, number.value});
    }
  }
  for (std::size_t i = 0; scores.errors && i < detection::kDetectionErrors.size(); ++i) {
    charted.error_gains.push_back(
        {std::string(name_of(detection::kDetectionErrors.at(i))),
         scores.errors->costs.at(i).ap50_gain});
  }
  return charted;
}

}  // namespace

void require_page(const TCLAP::ValueArg<std::string>& /*page*/) {}

void write_evaluation_page(
    const fs::path& path,
    const std::vector<coco::KindScores>& scores,
    const coco::EvaluationProvenance& provenance) {
  page::EvaluationReport evaluated{
      .results = fs::path(provenance.results.front()).filename().string(),
      .truth = fs::path(provenance.truth).filename().string(),
      .program = provenance.program};
  for (const coco::KindScores& kind : scores) evaluated.scores.push_back(charted(kind));
  page::write_html(path, page::evaluation_page(evaluated));
}

}  // namespace segnoise
