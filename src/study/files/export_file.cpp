#include "study/files/export_file.h"

#include "core/cardiac/data_origin.h"
#include "data/setups/setup_file.h"
#include "json/json_object.h"

namespace segnoise::study_files {

std::string export_json(
    const plan::StudyDescription& description, std::span<const ExportedCondition> conditions) {
  json::Json json{
      {"program", "camus-noise"},
      {"version", description.program_version},
      {"command", description.command_line},
      {"data",
       {{"root", description.data_root},
        {"origin", cardiac::name_of(description.origin)},
        {"licence", description.licence},
        {"fingerprint_sha256", description.data_fingerprint},
        {"warnings", description.warnings},
        {"split", description.split_source},
        {"training_patients", description.training_patients},
        {"validation_patients", description.validation_patients},
        {"testing_patients", description.testing_patients}}}};
  json::Json& list = json["conditions"] = json::Json::array();
  for (const auto& [folder, condition, seed] : conditions) {
    json::Json each{{"folder", folder}, {"name", condition.name}, {"seed", seed}};
    each["setup"] = condition.setup ? json::parse_json(setups::to_json(*condition.setup)) : nullptr;
    if (condition.setup) each["noisy_fraction"] = condition.noisy_fraction;
    if (condition.training_patients) each["training_patients"] = *condition.training_patients;
    list.push_back(std::move(each));
  }
  constexpr int kIndent = 2;
  return json.dump(kIndent) + '\n';
}

}  // namespace segnoise::study_files
