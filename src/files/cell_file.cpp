#include "files/cell_file.h"

#include "files/json_object.h"
#include "files/left_out.h"
#include "files/setup_file.h"

#include <exception>
#include <new>
#include <stdexcept>

namespace segnoise {
namespace {

constexpr std::size_t kGreatestCellFile = 1U << 30U;

/// A setup without what is said about it.
Json noise_json(const std::optional<NoiseSetup>& setup) {
  if (!setup) return nullptr;
  Json json = Json::parse(to_json_line(*setup));
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
    const StudyPlan& plan, const Cell& cell, const CellEnvironment& environment) {
  Json json{
      {"kind", name_of(plan.kind)},
      {"setup", noise_json(cell.condition.setup)},
      {"seed", cell.seed},
      {"volume_method", name_of(plan.volume_method)}};
  if (plan.kind == StudyKind::kTraining) {
    if (cell.condition.setup) json["noisy_fraction"] = cell.condition.noisy_fraction;
    json["training_patients"] = nullptr;
    if (cell.condition.training_patients) {
      json["training_patients"] = *cell.condition.training_patients;
    }
    json["split_seed"] = plan.split_seed();
    json["fold"] = cell.fold;
    json["folds"] = plan.folds;
    json["learning"] = texts_json(environment.learning);
  } else {
    json["draws"] = plan.draws;
  }
  json["data_sha256"] = environment.data_fingerprint;
  json["code_sha256"] = environment.code_digest;
  json["libraries"] = texts_json(environment.libraries);
  return json.dump();
}

std::string cell_json(const CellResult& result, const std::string& inputs) {
  Json patients = Json::object();
  for (const auto& [id, measures] : result.patients) {
    Json& patient = patients[id] = Json::object();
    for (const auto& [name, value] : measures) patient[name] = value;
  }
  Json json{{"id", result.id}, {"inputs", Json::parse(inputs)}, {"patients", patients}};
  if (!result.left_out.empty()) json["left_out"] = left_out_json(result.left_out);
  return json.dump(1) + '\n';
}

CellResult read_cell(const std::string& path) {
  const std::string text = read_text(path, "the results of a cell", kGreatestCellFile);
  try {
    const Json json = parse_json(text);
    JsonObject object(json, "");
    CellResult result{.id = object.text("id")};
    if (!is_cell_id(result.id)) object.reject("id", kCellIdExpected, result.id);
    for (const auto& [id, measures] : json.at("patients").items()) {
      auto& [patient, values] = result.patients.emplace_back(id, PatientMeasures{});
      for (const auto& [name, value] : measures.items()) {
        values.emplace_back(name, value.get<double>());
      }
    }
    if (json.contains("left_out")) result.left_out = left_out_of(json["left_out"]);
    return result;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    throw std::runtime_error(path + ": is not the result of a cell: " + error.what());
  }
}

std::vector<Measurement> measurements_of(const CellResult& result, const Cell& cell) {
  std::vector<Measurement> rows;
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

}  // namespace segnoise
