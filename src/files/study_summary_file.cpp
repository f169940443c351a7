#include "files/study_summary_file.h"

#include "files/comparison_files.h"
#include "files/json_object.h"

#include <algorithm>

namespace segnoise {

std::string study_summary_json(const StudySummary& summary) {
  const auto& [description, plan, environment, cells, comparison] = summary;
  Json json{
      {"program", "camus-noise"},
      {"version", description.program_version},
      {"command", description.command_line},
      {"libraries", texts_json(environment.libraries)},
      {"code_sha256", environment.code_digest},
      {"study",
       {{"name", plan.name}, {"description", plan.description}, {"kind", name_of(plan.kind)}}},
      {"data",
       {{"root", description.data_root},
        {"origin", name_of(description.origin)},
        {"licence", description.licence},
        {"fingerprint_sha256", description.data_fingerprint},
        {"warnings", description.warnings}}},
      {"frames_shown", description.shows_frames},
      {"seeds", plan.seeds},
      {"volume_method", name_of(plan.volume_method)}};
  if (plan.kind == StudyKind::kTraining) {
    json["folds"] = plan.folds;
    json["data"]["split"] = description.split_source;
    json["data"]["training_patients"] = description.training_patients;
    json["data"]["validation_patients"] = description.validation_patients;
    json["data"]["testing_patients"] = description.testing_patients;
    json["learning"] = texts_json(environment.learning);
  } else {
    json["draws"] = plan.draws;
  }
  if (description.command_line.empty()) json.erase("command");
  json["complete"] = std::ranges::all_of(cells, &StudySummary::CellState::is_complete);
  Json& list = json["cells"] = Json::array();
  for (const auto& [cell, id, is_complete] : cells) {
    list.push_back(
        {{"id", id},
         {"condition", cell.condition.name},
         {"seed", cell.seed},
         {"fold", cell.fold},
         {"complete", is_complete}});
  }
  json["conditions"] = Json::parse(comparison_json(comparison));
  return json.dump(2) + '\n';
}

}  // namespace segnoise
