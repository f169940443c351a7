#include "data/setups/setup_file.h"
#include "json/json_object.h"
#include "study/analysis/measures.h"
#include "study/files/left_out.h"
#include "study/files/sensitivity_files.h"

namespace segnoise::study_files {
namespace {

json::Json json_of(const std::optional<analysis::VarianceShares>& variance) {
  if (!variance) return nullptr;
  return {
      {"ed", variance->ed},
      {"es", variance->es},
      {"joint", variance->joint},
      {"covariance", variance->covariance}};
}

json::Json number_json(const std::optional<double>& value) {
  return value ? json::Json(*value) : json::Json(nullptr);
}

json::Json ends_json(const std::optional<statistics::Interval>& interval) {
  if (!interval) return nullptr;
  return {interval->lower, interval->upper};
}

json::Json sample_json(const statistics::Summary& summary) {
  return {{"n", summary.count}, {"mean", summary.mean}, {"sd", summary.sd}};
}

json::Json optional_sample_json(const std::optional<statistics::Summary>& summary) {
  return summary ? sample_json(*summary) : json::Json(nullptr);
}

json::Json json_of(const readings::Reliability& reading) {
  return {
      {"patients", reading.patients},
      {"sd_pp", reading.sd_pp},
      {"detectable_change_pp", readings::minimal_detectable_change(reading.sd_pp)},
      {"cv_percent", number_json(reading.cv_percent)},
      {"icc_2_1", number_json(reading.icc)},
      {"pearson_r", number_json(reading.r)},
      {"bias_pp", reading.bias_pp},
      {"difference_sd_pp", number_json(reading.difference_sd_pp)}};
}

json::Json methods_json(const analysis::SensitivitySummary& summary) {
  json::Json methods = json::Json::array();
  for (const readings::MethodSummary& method : summary.methods) {
    methods.push_back(
        {{"volume_method", name_of(method.method)},
         {"ef_clean_percent", sample_json(method.clean_percent)},
         {"difference_from_first_pp", optional_sample_json(method.difference_pp)},
         {"ef_bias_pp", sample_json(method.bias_pp)},
         {"ef_sd_pp", method.sd_pp}});
  }
  return methods;
}

json::Json panels_json(std::span<const readings::PanelEf> panels) {
  json::Json all = json::Json::array();
  for (const readings::PanelSummary& panel : readings::panel_summaries(panels)) {
    all.push_back(
        {{"fused_by", panel.rule},
         {"readers", panel.readers},
         {"patients", panel.patients},
         {"panels", panel.panels},
         {"without_ef", panel.without_ef},
         {"ef_bias_pp", panel.bias_pp},
         {"ef_sd_pp", panel.sd_pp},
         {"ef_mae_pp", panel.mae_pp}});
  }
  return all;
}

json::Json json_of(const readings::EfIntervalEnds& ends) {
  return {
      {"lower", {{"at_0_percent", ends.lower_at_0_percent}, {"slope", ends.lower_slope}}},
      {"upper", {{"at_0_percent", ends.upper_at_0_percent}, {"slope", ends.upper_slope}}}};
}

json::Json intervals_json(const analysis::SensitivitySummary& summary) {
  json::Json rules = json::Json::array();
  for (const readings::EfIntervalRule& rule : summary.ef_intervals) {
    json::Json one = json_of(rule.ends);
    one["probability"] = rule.probability;
    one["patients"] = rule.patients;
    one["readings"] = rule.readings;
    one["by_image_quality"] = json::Json::object();
    for (const cardiac::Quality quality : cardiac::kQualities) {
      if (const auto& ends = rule.of_quality.at(static_cast<std::size_t>(quality)))
        one["by_image_quality"][std::string(cardiac::name_of(quality))] = json_of(*ends);
    }
    rules.push_back(std::move(one));
  }
  json::Json coverage = json::Json::array();
  for (const readings::EfCoverage& tried : summary.ef_coverage) {
    coverage.push_back(
        {{"probability", tried.probability},
         {"covered", tried.covered},
         {"ci95", ends_json(tried.ci95)},
         {"patients", tried.patients},
         {"readings", tried.readings},
         {"mean_width_pp", tried.width_pp}});
  }
  return {{"rules", rules}, {"cross_validated_coverage", coverage}};
}

json::Json json_of(const analysis::StratumSummary& stratum) {
  json::Json parts = json::Json::array();
  for (const analysis::PartEffect& part : stratum.parts) {
    parts.push_back(
        {{"part", part.part},
         {"draws", part.draws},
         {analysis::kEfBias.id, part.ef_bias_pp},
         {analysis::kEfSd.id, part.ef_sd_pp},
         {analysis::kEdvBias.id, part.edv_bias_percent},
         {analysis::kEsvBias.id, part.esv_bias_percent}});
  }
  return {
      {"by", stratum.by},
      {"name", stratum.name},
      {"patients", stratum.patients},
      {analysis::kEfBias.id,
       {{"mean", stratum.ef_bias_pp.mean},
        {"sd", stratum.ef_bias_pp.sd},
        {"ci95", ends_json(stratum.ef_bias_ci95)}}},
      {analysis::kEfSd.id, stratum.ef_sd_pp},
      {analysis::kEfWidth.id, stratum.ef_central95_width_pp},
      {analysis::kEfMae.id, stratum.ef_mae_pp},
      {"within_5_pp_fraction", stratum.within_5_pp},
      {"within_10_pp_fraction", stratum.within_10_pp},
      {analysis::kEdvBias.id, stratum.edv_bias_percent},
      {analysis::kEsvBias.id, stratum.esv_bias_percent},
      {analysis::kOtherCategory.id, stratum.other_category_probability},
      {analysis::kCrossing40.id, stratum.crossing_40_probability},
      {analysis::kCrossing50.id, stratum.crossing_50_probability},
      {"reading", json_of(stratum.reliability)},
      {"edv_sd_fraction", stratum.edv_sd_fraction},
      {"esv_sd_fraction", stratum.esv_sd_fraction},
      {"draws", stratum.draws},
      {"draws_without_ef", stratum.draws_without_ef},
      {"failed",
       {{"negative_ef", stratum.failed.negative_ef},
        {"edv", stratum.failed.edv},
        {"long_axis", stratum.failed.long_axis}}},
      {"volume_error_correlation", optional_sample_json(stratum.volume_error_correlation)},
      {"variance_fractions", json_of(stratum.variance)},
      {"closed_form",
       {{analysis::kEfBias.id, stratum.propagated.bias_pp},
        {analysis::kEfSd.id, stratum.propagated.sd_pp}}},
      {"parts", parts}};
}

json::Json shapes_json(const analysis::SensitivitySummary& summary) {
  json::Json shapes = json::Json::array();
  for (const readings::ShapeSummary& shape : summary.shapes) {
    json::Json json{{"frames", shape.frames}, {"patients", shape.patients}, {"draws", shape.draws}};
    for (std::size_t i = 0; i < readings::kShapeErrors.size(); ++i) {
      json[std::string(readings::kShapeErrors[i].id)] = {
          {"mean", shape.errors[i].mean}, {"sd", shape.errors[i].sd}};
    }
    shapes.push_back(std::move(json));
  }
  return shapes;
}

json::Json reclassification_json(const analysis::SensitivitySummary& summary) {
  json::Json rows = json::Json::object();
  for (const cardiac::EfCategory clean : cardiac::kEfCategories) {
    json::Json row = json::Json::object();
    for (const cardiac::EfCategory noisy : cardiac::kEfCategories) {
      row[std::string(name_of(noisy))] =
          summary
              .reclassification[static_cast<std::size_t>(clean)][static_cast<std::size_t>(noisy)];
    }
    rows[std::string(name_of(clean))] = row;
  }
  return rows;
}

}  // namespace

std::string sensitivity_json(const SensitivityReport& report) {
  const plan::StudyDescription& study = report.description;
  json::Json strata = json::Json::array();
  for (const analysis::StratumSummary& stratum : report.summary.strata)
    strata.push_back(json_of(stratum));
  const json::Json json{
      {"program", kLabelsOnlyProgram},
      {"version", study.program_version},
      {"command", study.command_line},
      {"libraries", json::texts_json(study.libraries)},
      {"data",
       {{"root", study.data_root},
        {"origin", name_of(study.origin)},
        {"licence", study.licence},
        {"fingerprint_sha256", study.data_fingerprint},
        {"patients", report.cohort.patients.size()},
        {"left_out", left_out_json(report.cohort.left_out)},
        {"warnings", study.warnings}}},
      {"frames_shown", study.shows_frames},
      {"seed", report.options.seed},
      {"draws", report.options.draws},
      {"draws_of_a_step_alone", report.options.draws_alone},
      {"setup", json::Json::parse(setups::to_json(study.setup))},
      {"volume_method", name_of(report.options.volume_method)},
      {"elapsed_s", study.elapsed_s},
      {"ef_categories", cardiac::kEfCategoryRule},
      {"expected_patients_by_category", reclassification_json(report.summary)},
      {"quadratic_weighted_kappa",
       report.summary.kappa ? json::Json(*report.summary.kappa) : json::Json(nullptr)},
      {"median_ef_percent", report.summary.median_ef_percent},
      {"outlines", shapes_json(report.summary)},
      {"methods", methods_json(report.summary)},
      {"ef_intervals", intervals_json(report.summary)},
      {"panels_of_readers", panels_json(report.panels)},
      {"strata", strata}};
  return json.dump(2) + '\n';
}

}  // namespace segnoise::study_files
