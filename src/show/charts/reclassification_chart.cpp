#include "core/cardiac/ef_category.h"
#include "show/charts/chart_spec.h"
#include "show/charts/report_charts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace segnoise::charts {
namespace {

/// Patients of a condition by clean category (row) and the other one (column).
struct Matrix {
  std::string condition = {};
  statistics::CrossTable patients = {};
};

// Of predictions where there are any, else of draws: the mean over seeds.
std::vector<Matrix> matrices_of(const analysis::ReportData& data) {
  std::vector<Matrix> matrices;
  for (const analysis::ConditionComparison& each : data.comparison.conditions) {
    if (each.ef) matrices.push_back({each.condition.name, each.ef->reclassification});
  }
  if (!matrices.empty()) return matrices;
  for (const plan::Condition& condition : data.plan.conditions) {
    statistics::CrossTable sum(
        cardiac::kEfCategories.size(), std::vector<double>(cardiac::kEfCategories.size(), 0.0));
    double seeds = 0.0;
    for (const analysis::ConditionSensitivity& each : data.sensitivity) {
      if (each.condition != condition.name) continue;
      ++seeds;
      for (std::size_t row = 0; row < sum.size(); ++row) {
        for (std::size_t column = 0; column < sum.size(); ++column)
          sum[row][column] += each.summary.reclassification[row][column];
      }
    }
    if (seeds == 0.0) continue;
    for (auto& row : sum) {
      for (double& patients : row) patients /= seeds;
    }
    matrices.push_back({condition.name, std::move(sum)});
  }
  return matrices;
}

}  // namespace

std::optional<Chart> reclassification_chart(const analysis::ReportData& data) {
  const std::vector<Matrix> matrices = matrices_of(data);
  if (matrices.empty()) return std::nullopt;
  const Json ranges = {"≤ 40", "40–50", "≥ 50"};
  Json rows = Json::array();
  Json names = Json::array();
  bool is_whole = true;
  for (const Matrix& matrix : matrices) {
    names.push_back(matrix.condition);
    for (std::size_t row = 0; row < cardiac::kEfCategories.size(); ++row) {
      double of_row = 0.0;
      for (const double patients : matrix.patients[row]) of_row += patients;
      for (std::size_t column = 0; column < cardiac::kEfCategories.size(); ++column) {
        const double patients = matrix.patients[row][column];
        is_whole = is_whole && patients == std::round(patients);
        rows.push_back(
            {{"condition", matrix.condition},
             {"clean", ranges[row]},
             {"other", ranges[column]},
             {"from", cardiac::name_of(cardiac::kEfCategories.at(row))},
             {"to", cardiac::name_of(cardiac::kEfCategories.at(column))},
             {"patients", rounded(patients)},
             {"share", rounded(of_row > 0.0 ? patients / of_row : 0.0)},
             {"same", row == column}});
      }
    }
  }
  constexpr int kColumns = 6;
  constexpr int kWidestPx = 210;
  const Tiles layout = tiles(matrices.size(), kColumns, kWidestPx);
  const bool is_narrow = layout.width_px < kNarrowPx;
  const bool is_predicted = data.plan.kind == plan::StudyKind::kTraining;
  const Json x = {
      {"field", "other"},
      {"type", "nominal"},
      {"sort", ranges},
      {"title",
       is_narrow      ? (is_predicted ? "predicted, %" : "noisy, %")
       : is_predicted ? "EF predicted, %"
                      : "EF of noisy labels, %"},
      {"axis", {{"labelAngle", 0}, {"ticks", false}, {"domain", false}}}};
  const Json y = {
      {"field", "clean"},
      {"type", "nominal"},
      {"sort", Json::array({ranges[2], ranges[1], ranges[0]})},
      {"title", is_narrow ? "clean, %" : "EF of the clean labels, %"},
      {"axis", {{"ticks", false}, {"domain", false}}}};
  Json cells = Json::parse(R"json({"mark": {"type": "rect", "stroke": "var(--line)"},
    "encoding": {
      "fill": {"field": "same", "type": "nominal", "legend": null},
      "fillOpacity": {"field": "share", "type": "quantitative", "legend": null,
                      "scale": {"domain": [0, 1], "range": [0.02, 0.65]}},
      "tooltip": [{"field": "condition", "title": "Condition"},
                  {"field": "from", "title": "Clean labels"},
                  {"field": "to", "title": "Becomes"},
                  {"field": "patients", "title": "Patients", "format": ".3~f"},
                  {"field": "share", "title": "Of its row", "format": ".0%"}]}})json");
  cells["encoding"]["fill"]["scale"] = {
      {"domain", {true, false}}, {"range", {kCalmColour, kNoisyColour}}};
  Json counts = Json::parse(R"json({"mark": {"type": "text", "fontSize": 13},
    "encoding": {"text": {"field": "patients", "type": "quantitative"}}})json");
  counts["encoding"]["text"]["format"] = is_whole ? ".0f" : ".1f";
  for (Json* layer : {&cells, &counts}) {
    (*layer)["encoding"]["x"] = x;
    (*layer)["encoding"]["y"] = y;
  }
  const Json panel = {{"height", layout.width_px * 4 / 5}, {"layer", {cells, counts}}};
  return chart_of(
      "reclassification",
      by_condition(rows, names, layout, panel),
      std::string("Matrices of patients by EF category of the clean labels and ") +
          (is_predicted ? "predicted" : "of noisy labels") + ", one for each condition.",
      std::string("Rows are the categories of the clean labels, columns those ") +
          (is_predicted ? "predicted" : "that noisy labels give") +
          ". Patients on the blue diagonal keep their category, the others (vermillion) change it; "
          "the deeper a colour, the larger the share of its row. " +
          (is_whole ? ""
                    : (is_predicted ? "Counts are means over the seeds. "
                                    : "Counts are expected ones, over the draws. ")) +
          std::string(cardiac::kEfCategoryRule));
}

}  // namespace segnoise::charts
