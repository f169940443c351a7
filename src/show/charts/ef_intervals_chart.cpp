#include "show/charts/chart_spec.h"
#include "show/charts/report_charts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

namespace segnoise::charts {
namespace {

Json thresholds_json() { return {cardiac::kReducedUpToPercent, cardiac::kPreservedFromPercent}; }

/// EF of one patient over the draws, the mean over the seeds.
struct DrawnEf {
  std::string patient = {};
  double clean = 0.0;
  double mean = 0.0;
  double lower = 0.0;
  double upper = 0.0;
  double other_category = 0.0;  ///< probability
  int seeds = 0;

  void add(const analysis::PatientSensitivity& drawn) {
    const analysis::Spread& ef = drawn.ef_percent;
    clean += ef.clean;
    mean += ef.clean + ef.bias;
    lower += ef.central95.lower;
    upper += ef.central95.upper;
    other_category += 1.0 - drawn.category_probability.at(
                                static_cast<std::size_t>(cardiac::ef_category(ef.clean)));
    ++seeds;
  }
  void divide() {
    for (double* each : {&clean, &mean, &lower, &upper, &other_category}) *each /= seeds;
  }
  [[nodiscard]] bool holds(double threshold) const {
    return lower < threshold && threshold < upper;
  }
};

// Ascending by clean EF, then by name.
std::vector<DrawnEf> drawn_efs(const analysis::ReportData& data, const std::string& condition) {
  std::map<std::string, DrawnEf> by_patient;
  for (const analysis::ConditionSensitivity& each : data.sensitivity) {
    if (each.condition != condition) continue;
    for (const analysis::PatientSensitivity& patient : each.patients)
      by_patient[patient.patient].add(patient);
  }
  std::vector<DrawnEf> efs;
  for (auto& [patient, ef] : by_patient) {
    ef.patient = patient;
    ef.divide();
    efs.push_back(std::move(ef));
  }
  std::ranges::stable_sort(efs, {}, &DrawnEf::clean);
  return efs;
}

}  // namespace

std::optional<Chart> ef_intervals_chart(const analysis::ReportData& data) {
  const Json crossing = {"holds 40 or 50 %", "holds neither"};
  Json rows = Json::array();
  Json names = Json::array();
  std::size_t most = 1;
  for (const plan::Condition& condition : data.plan.conditions) {
    const std::vector<DrawnEf> efs = drawn_efs(data, condition.name);
    if (efs.empty()) continue;
    names.push_back(condition.name);
    most = std::max(most, efs.size());
    for (std::size_t i = 0; i < efs.size(); ++i) {
      const DrawnEf& ef = efs[i];
      const bool is_open =
          ef.holds(cardiac::kReducedUpToPercent) || ef.holds(cardiac::kPreservedFromPercent);
      rows.push_back(
          {{"condition", condition.name},
           {"patient", ef.patient},
           {"rank", i + 1},
           {"clean", rounded(ef.clean)},
           {"mean", rounded(ef.mean)},
           {"lower", rounded(ef.lower)},
           {"upper", rounded(ef.upper)},
           {"other", rounded(ef.other_category)},
           {"interval", crossing[is_open ? 0 : 1]}});
    }
  }
  if (rows.empty()) return std::nullopt;
  const Tiles layout = wide_tiles(names.size());
  const double pitch_px = static_cast<double>(layout.width_px) / static_cast<double>(most);

  const Json x = {
      {"field", "rank"},
      {"type", "quantitative"},
      {"title", layout.width_px < kNarrowPx ? "patients" : "Patients, by EF of the clean labels"},
      {"scale", {{"domain", {0, most + 1}}, {"nice", false}}},
      {"axis", {{"labels", false}, {"ticks", false}, {"grid", false}}}};
  const Json y = {
      {"field", "lower"},
      {"type", "quantitative"},
      {"title", "EF, %"},
      {"scale", {{"zero", false}}}};
  const Json tooltip = Json::parse(R"json([
    {"field": "patient", "title": "Patient"},
    {"field": "condition", "title": "Noise"},
    {"field": "clean", "title": "EF of the clean labels, %", "format": ".1f"},
    {"field": "mean", "title": "Mean over the draws, %", "format": ".1f"},
    {"field": "lower", "title": "95 % of the draws from, %", "format": ".1f"},
    {"field": "upper", "title": "to, %", "format": ".1f"},
    {"field": "other", "title": "Draws of another category", "format": ".0%"}])json");
  Json thresholds = Json::parse(R"json({"mark": {"type": "rule", "strokeDash": [2, 3]},
    "encoding": {"y": {"field": "ef", "type": "quantitative"}}})json");
  for (const Json& ef : thresholds_json()) thresholds["data"]["values"].push_back({{"ef", ef}});
  Json intervals = Json::parse(R"json({"mark": {"type": "rule", "cursor": "pointer"},
    "encoding": {"y2": {"field": "upper"},
      "color": {"field": "interval", "type": "nominal",
                "legend": {"title": "Interval", "orient": "top", "symbolType": "stroke"}}}})json");
  intervals["params"] = same_patient();
  intervals["mark"]["strokeWidth"] = rounded(std::clamp(0.62 * pitch_px, 0.8, 6.0), 2);
  intervals["encoding"]["x"] = x;
  intervals["encoding"]["y"] = y;
  intervals["encoding"]["opacity"] = faded_unless_same(0.8);
  intervals["encoding"]["tooltip"] = tooltip;
  intervals["encoding"]["color"]["scale"] = {
      {"domain", crossing}, {"range", {kNoisyColour, kCalmColour}}};
  Json clean = Json::parse(R"json({"mark": {"type": "circle", "color": "var(--ink)", "opacity": 1,
      "cursor": "pointer"},
    "encoding": {}})json");
  clean["encoding"]["y"] = y;
  clean["encoding"]["y"]["field"] = "clean";
  clean["mark"]["size"] = rounded(std::clamp(2.2 * pitch_px, 3.0, 22.0), 1);
  clean["encoding"]["x"] = x;
  clean["encoding"]["tooltip"] = tooltip;
  const Json panel = {
      {"height", std::min(340, layout.width_px * 7 / 10)},
      {"layer", {thresholds, intervals, clean}}};
  return chart_of(
      "ef-intervals",
      by_condition(rows, names, layout, panel),
      "Intervals that hold 95 % of the draws of each patient's ejection fraction, patients in the "
      "order of the EF of their clean labels, with the lines at 40 and 50 %.",
      "Each upright bar is a patient: 95 % of the EFs that noisy labels give lie within it, the "
      "dot "
      "is the EF of the clean labels. Where a bar holds 40 or 50 % (vermillion), imprecise "
      "outlines "
      "alone may move the patient to another category; a bar that leaves its dot tells of a bias.");
}

}  // namespace segnoise::charts
