#include "coco_eval_plots.h"

#include "data/coco/evaluate/evaluation_json.h"
#include "show/pictures/evaluation_charts.h"

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <system_error>

namespace segnoise {
namespace {

pictures::PrecisionRecallCurve curve_of(
    const std::string& name, const coco::KindScores& scores, std::optional<std::size_t> threshold) {
  pictures::PrecisionRecallCurve curve{.name = name};
  const auto precisions = coco::mean_precisions(scores.categories, threshold);
  for (std::size_t r = 0; precisions && r < precisions->size(); ++r) {
    curve.points.push_back({detection::coco_recall_thresholds().at(r), precisions->at(r)});
  }
  return curve;
}

std::vector<pictures::PrecisionRecallCurve> curves_of(const coco::KindScores& scores) {
  return {
      curve_of("IoU 0.50", scores, detection::kIou50),
      curve_of("IoU 0.75", scores, detection::kIou75),
      curve_of("mean of 0.50 to 0.95", scores, std::nullopt)};
}

pictures::FractionSeries by_size(const coco::KindScores& scores) {
  pictures::FractionSeries series{.name = std::string(name_of(scores.kind))};
  for (const char* key : {"AP", "APs", "APm", "APl"}) {
    for (const detection::SummaryNumber& number : scores.summary) {
      if (number.key == key) series.values.push_back(number.value);
    }
  }
  return series;
}

std::vector<pictures::CostBar> costs_of(const detection::ErrorSplit& split) {
  std::vector<pictures::CostBar> costs;
  for (std::size_t i = 0; i < detection::kDetectionErrors.size(); ++i) {
    costs.push_back(
        {std::string(name_of(detection::kDetectionErrors.at(i))), split.costs.at(i).ap50_gain});
  }
  return costs;
}

}  // namespace

void write_evaluation_plots(
    const std::filesystem::path& folder,
    const std::string& heading,
    const std::vector<coco::KindScores>& scores) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    throw std::runtime_error(folder.string() + ": cannot be made: " + error.message());
  }
  std::vector<pictures::FractionSeries> sizes;
  for (const coco::KindScores& kind : scores) {
    const std::string name(name_of(kind.kind));
    std::string title = heading;
    title += ", " + name;
    write_precision_recall(folder / ("precision_recall_" + name + ".png"), title, curves_of(kind));
    if (kind.errors) {
      write_error_costs(
          folder / ("errors_" + name + ".png"),
          title + ": AP at IoU 0.50 gained without an error",
          "AP50",
          costs_of(*kind.errors));
    }
    sizes.push_back(by_size(kind));
  }
  write_fraction_bars(
      folder / "ap_by_size.png",
      heading + ": AP by size",
      "AP",
      {"all", "small", "medium", "large"},
      sizes);
}

}  // namespace segnoise
