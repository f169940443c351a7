#include "study/files/study_summary_file.h"

#include "json/json_object.h"
#include "study/files/comparison_files.h"

#include <algorithm>

namespace segnoise::study_files {

std::string study_summary_json(const StudySummary& summary) {
  const auto& [description, plan, environment, cells, comparison] = summary;
  json::Json json{
      {"program", "camus-noise"},
      {"version", description.program_version},
      {"command", description.command_line},
      {"libraries", json::texts_json(environment.libraries)},
      {"code_sha256", environment.code_digest},
      {"study",
       {{"name", plan.name},
        {"description", plan.description},
        {"kind", plan::name_of(plan.kind)}}},
      {"data",
       {{"root", description.data_root},
        {"origin", cardiac::name_of(description.origin)},
        {"licence", description.licence},
        {"fingerprint_sha256", description.data_fingerprint},
        {"warnings", description.warnings}}},
      {"frames_shown", description.shows_frames},
      {"seeds", plan.seeds},
      {"volume_method", cardiac::name_of(plan.volume_method)}};
  if (plan.kind == plan::StudyKind::kTraining) {
    json["folds"] = plan.folds;
    json["data"]["split"] = description.split_source;
    json["data"]["training_patients"] = description.training_patients;
    json["data"]["validation_patients"] = description.validation_patients;
    json["data"]["testing_patients"] = description.testing_patients;
    json["learning"] = json::texts_json(environment.learning);
  } else {
    json["draws"] = plan.draws;
  }
  if (description.command_line.empty()) json.erase("command");
  json["complete"] = std::ranges::all_of(cells, &StudySummary::CellState::is_complete);
  json::Json& list = json["cells"] = json::Json::array();
  for (const auto& [cell, id, is_complete] : cells) {
    list.push_back(
        {{"id", id},
         {"condition", cell.condition.name},
         {"seed", cell.seed},
         {"fold", cell.fold},
         {"complete", is_complete}});
  }
  json["conditions"] = json::Json::parse(comparison_json(comparison));
  return json.dump(2) + '\n';
}

}  // namespace segnoise::study_files
