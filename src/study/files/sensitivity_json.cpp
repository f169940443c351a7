#include "data/setups/setup_file.h"
#include "json/json_object.h"
#include "study/analysis/measures.h"
#include "study/files/left_out.h"
#include "study/files/sensitivity_files.h"

namespace segnoise::study_files {
namespace {

json::Json json_of(const std::optional<analysis::VarianceShares>& variance) {
  if (!variance) return nullptr;
  return {{"ed", variance->ed}, {"es", variance->es}, {"joint", variance->joint}};
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
  json::Json ci95 = nullptr;
  if (stratum.ef_bias_ci95) ci95 = {stratum.ef_bias_ci95->lower, stratum.ef_bias_ci95->upper};
  return {
      {"by", stratum.by},
      {"name", stratum.name},
      {"patients", stratum.patients},
      {analysis::kEfBias.id,
       {{"mean", stratum.ef_bias_pp.mean}, {"sd", stratum.ef_bias_pp.sd}, {"ci95", ci95}}},
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
      {"variance_fractions", json_of(stratum.variance)},
      {"closed_form",
       {{analysis::kEfBias.id, stratum.propagated.bias_pp},
        {analysis::kEfSd.id, stratum.propagated.sd_pp}}},
      {"parts", parts}};
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
      {"strata", strata}};
  return json.dump(2) + '\n';
}

}  // namespace segnoise::study_files
