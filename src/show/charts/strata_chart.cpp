#include "show/charts/chart_spec.h"
#include "show/charts/report_charts.h"

#include <algorithm>

namespace segnoise::charts {
namespace {

/// A stratum of one condition, the mean over the seeds.
struct StratumEf {
  std::string name = {};
  double patients = 0.0;
  double bias = 0.0;
  double lower = 0.0;  ///< of the bias's 95 % interval; equal to the bias where there is none
  double upper = 0.0;
  double sd = 0.0;
  double mae = 0.0;
  int seeds = 0;
};

// Whether it sets some patients apart from others.
bool divides(const analysis::StratumSummary& stratum, const analysis::SensitivitySummary& summary) {
  return stratum.by == "all" || stratum.patients < summary.strata.front().patients;
}

// "image quality: Good", "LV size: small"; where sizes end may differ between conditions.
std::string short_name(const analysis::StratumSummary& stratum) {
  if (stratum.by == "all") return "all patients";
  return stratum.by + ": " + stratum.name.substr(0, stratum.name.find(','));
}

std::vector<StratumEf> strata_of(const analysis::ReportData& data, const std::string& condition) {
  std::vector<StratumEf> strata;
  for (const analysis::ConditionSensitivity& each : data.sensitivity) {
    if (each.condition != condition) continue;
    for (const analysis::StratumSummary& stratum : each.summary.strata) {
      if (!divides(stratum, each.summary)) continue;
      const std::string name = short_name(stratum);
      auto found = std::ranges::find(strata, name, &StratumEf::name);
      if (found == strata.end()) found = strata.insert(found, {.name = name});
      const statistics::Summary& bias = stratum.ef_bias_pp;
      const statistics::Interval interval =
          stratum.ef_bias_ci95.value_or(statistics::Interval{bias.mean, bias.mean});
      found->patients += stratum.patients;
      found->bias += bias.mean;
      found->lower += interval.lower;
      found->upper += interval.upper;
      found->sd += stratum.ef_sd_pp;
      found->mae += stratum.ef_mae_pp;
      ++found->seeds;
    }
  }
  return strata;
}

}  // namespace

std::optional<Chart> strata_chart(const analysis::ReportData& data) {
  Json rows = Json::array();
  Json names = Json::array();
  std::vector<std::string> order;
  for (const plan::Condition& condition : data.plan.conditions) {
    const std::vector<StratumEf> strata = strata_of(data, condition.name);
    if (strata.empty()) continue;
    names.push_back(condition.name);
    for (const StratumEf& each : strata) {
      if (std::ranges::find(order, each.name) == order.end()) order.push_back(each.name);
      const double n = each.seeds;
      rows.push_back(
          {{"condition", condition.name},
           {"stratum", each.name},
           {"patients", rounded(each.patients / n, 1)},
           {"bias", rounded(each.bias / n)},
           {"lower", rounded(each.lower / n)},
           {"upper", rounded(each.upper / n)},
           {"sd", rounded(each.sd / n)},
           {"mae", rounded(each.mae / n)},
           {"low", rounded((each.bias - each.sd) / n)},
           {"high", rounded((each.bias + each.sd) / n)}});
    }
  }
  if (rows.empty()) return std::nullopt;

  Tiles layout = wide_tiles(names.size());
  constexpr int kLabelsPx = 190;
  layout.width_px -= kLabelsPx / layout.columns;
  const bool is_narrow = layout.width_px < kNarrowPx;
  const Json y = {
      {"field", "stratum"},
      {"type", "nominal"},
      {"sort", order},
      {"title", nullptr},
      {"axis", {{"ticks", false}, {"labelColor", "var(--ink)"}, {"grid", true}}}};
  const Json x = {
      {"type", "quantitative"},
      {"title", is_narrow ? "change, p.p." : "Change of EF, percentage points"},
      {"scale", {{"padding", 8}}},
      {"axis", {{"tickCount", is_narrow ? 5 : 8}}}};
  const Json tooltip = Json::parse(R"json([
    {"field": "stratum", "title": "Patients of"},
    {"field": "condition", "title": "Noise"},
    {"field": "patients", "title": "How many"},
    {"field": "bias", "title": "Bias, percentage points", "format": "+.2f"},
    {"field": "lower", "title": "95 % interval from", "format": "+.2f"},
    {"field": "upper", "title": "to", "format": "+.2f"},
    {"field": "sd", "title": "SD over the draws", "format": ".2f"},
    {"field": "mae", "title": "Mean error", "format": ".2f"}])json");
  const Json zero = Json::parse(R"json({"data": {"values": [{}]}, "mark": {"type": "rule"},
    "encoding": {"x": {"datum": 0}}})json");
  const auto bar = [&](const char* from, const char* to, const char* mark) {
    Json layer = {{"mark", Json::parse(mark)}};
    layer["mark"]["color"] = kCalmColour;
    layer["encoding"] = {{"x", x}, {"x2", {{"field", to}}}, {"y", y}, {"tooltip", tooltip}};
    layer["encoding"]["x"]["field"] = from;
    return layer;
  };
  const Json spread =
      bar("low", "high", R"json({"type": "rule", "strokeWidth": 7, "opacity": 0.28})json");
  const Json interval = bar("lower", "upper", R"json({"type": "rule", "strokeWidth": 2})json");
  Json bias = Json::parse(R"json({"mark": {"type": "circle", "size": 46, "opacity": 1}})json");
  bias["mark"]["color"] = kCalmColour;
  bias["encoding"] = {{"x", x}, {"y", y}, {"tooltip", tooltip}};
  bias["encoding"]["x"]["field"] = "bias";
  const Json panel = {
      {"height", {{"step", names.size() <= 4 ? 24 : 17}}},
      {"layer", {zero, spread, interval, bias}}};
  return chart_of(
      "strata",
      by_condition(rows, names, layout, panel),
      "Bias and spread of the ejection fraction by kind of patient: image quality, sex, EF "
      "category "
      "and size of the left ventricle.",
      "A dot is the mean over the patients of their bias, its thin bar the 95 % interval of that "
      "mean; the broad bar reaches one SD of a patient's draws to either side. A kind of patient "
      "whose dot lies apart is measured wrongly in one direction, one with a broad bar "
      "imprecisely.");
}

}  // namespace segnoise::charts
