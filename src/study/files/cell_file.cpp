#include "study/files/cell_file.h"

#include "data/setups/setup_file.h"
#include "json/json_object.h"
#include "study/files/left_out.h"

namespace segnoise::study_files {
namespace {

constexpr std::size_t kGreatestCellFile = 1U << 30U;

/// A setup without what is said about it.
json::Json noise_json(const std::optional<noise::NoiseSetup>& setup) {
  if (!setup) return nullptr;
  json::Json json = json::Json::parse(setups::to_json_line(*setup));
  json.erase("name");
  json.erase("description");
  return json;
}

}  // namespace

bool is_cell_id(std::string_view text) {
  return text.size() == kCellIdDigits &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string cell_inputs(
    const plan::StudyPlan& plan, const plan::Cell& cell, const CellEnvironment& environment) {
  json::Json json{
      {"kind", plan::name_of(plan.kind)},
      {"setup", noise_json(cell.condition.setup)},
      {"seed", cell.seed},
      {"volume_method", cardiac::name_of(plan.volume_method)}};
  if (plan.kind == plan::StudyKind::kTraining) {
    if (cell.condition.setup) json["noisy_fraction"] = cell.condition.noisy_fraction;
    json["training_patients"] = nullptr;
    if (cell.condition.training_patients) {
      json["training_patients"] = *cell.condition.training_patients;
    }
    json["split_seed"] = plan.split_seed();
    json["fold"] = cell.fold;
    json["folds"] = plan.folds;
    json["learning"] = json::texts_json(environment.learning);
  } else {
    json["draws"] = plan.draws;
  }
  json["data_sha256"] = environment.data_fingerprint;
  json["code_sha256"] = environment.code_digest;
  json["libraries"] = json::texts_json(environment.libraries);
  return json.dump();
}

std::string cell_json(const CellResult& result, const std::string& inputs) {
  json::Json patients = json::Json::object();
  for (const auto& [id, measures] : result.patients) {
    json::Json& patient = patients[id] = json::Json::object();
    for (const auto& [name, value] : measures) patient[name] = value;
  }
  json::Json json{{"id", result.id}, {"inputs", json::Json::parse(inputs)}, {"patients", patients}};
  if (!result.left_out.empty()) json["left_out"] = left_out_json(result.left_out);
  return json.dump(1) + '\n';
}

CellResult read_cell(const std::string& path) {
  const std::string text = json::read_text(path, "the results of a cell", kGreatestCellFile);
  return json::naming(path + ": is not the result of a cell", [&] {
    const json::Json json = json::parse_json(text);
    json::JsonObject object(json, "");
    CellResult result{.id = object.text("id")};
    if (!is_cell_id(result.id)) object.reject("id", kCellIdExpected, result.id);
    for (const auto& [id, measures] : json.at("patients").items()) {
      auto& [patient, values] = result.patients.emplace_back(id, analysis::PatientMeasures{});
      for (const auto& [name, value] : measures.items()) {
        values.emplace_back(name, value.get<double>());
      }
    }
    if (json.contains("left_out")) result.left_out = left_out_of(json["left_out"]);
    return result;
  });
}

std::vector<analysis::Measurement> measurements_of(
    const CellResult& result, const plan::Cell& cell) {
  std::vector<analysis::Measurement> rows;
  for (const auto& [patient, measures] : result.patients) {
    for (const auto& [name, value] : measures) {
      rows.push_back(
          {.cell = result.id,
           .condition = cell.condition.name,
           .seed = cell.seed,
           .fold = cell.fold,
           .patient = patient,
           .measure = name,
           .value = value});
    }
  }
  return rows;
}

}  // namespace segnoise::study_files
