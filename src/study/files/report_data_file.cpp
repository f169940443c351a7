#include "study/files/report_data_file.h"

#include "data/setups/setup_file.h"
#include "json/json_object.h"
#include "study/files/cell_file.h"
#include "study/files/comparison_files.h"
#include "study/files/left_out.h"
#include "study/files/readings_files.h"
#include "study/files/sensitivity_files.h"
#include "study/files/study_files.h"
#include "study/files/study_summary_file.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <utility>

namespace segnoise::study_files {
namespace {

namespace fs = std::filesystem;

/// A cell of a study as summary.json lists it.
struct ListedCell {
  std::string id = {};
  std::string condition = {};
  std::uint64_t seed = 0;
  int fold = 1;
  bool is_complete = false;
};

std::uint64_t seed_of(json::JsonObject& object, const std::string& key, const json::Json& value) {
  if (!value.is_number_unsigned()) object.reject(key, "a whole number >= 0", value);
  return value.get<std::uint64_t>();
}

bool flag_of(json::JsonObject& object, const std::string& key) {
  const json::Json& value = object.at(key);
  if (!value.is_boolean()) object.reject(key, "true or false", value);
  return value.get<bool>();
}

/// What texts_json() wrote.
std::vector<std::pair<std::string, std::string>> texts_of(
    json::JsonObject& object, const std::string& key) {
  std::vector<std::pair<std::string, std::string>> texts;
  for (const auto& [name, value] : object.at(key).items()) {
    if (!value.is_string()) object.reject(key, "an object of names and texts", object.at(key));
    texts.emplace_back(name, value.get<std::string>());
  }
  return texts;
}

/// What both kinds of summary.json say of a study.
plan::StudyDescription read_description(json::JsonObject& summary, json::JsonObject& data) {
  plan::StudyDescription description{
      .command_line = summary.text_or("command", ""),
      .program_version = summary.text("version"),
      .libraries = texts_of(summary, "libraries"),
      .data_root = data.text("root"),
      .origin = data.one_of("origin", cardiac::kDataOrigins),
      .licence = data.text_or("licence", ""),
      .data_fingerprint = data.text("fingerprint_sha256")};
  for (const json::Json& warning : data.array("warnings")) {
    if (!warning.is_string()) data.reject("warnings", "an array of texts", warning);
    description.warnings.push_back(warning.get<std::string>());
  }
  if (summary.find("frames_shown") != nullptr) {
    description.shows_frames = flag_of(summary, "frames_shown");
  }
  description.volume_method = summary.one_of("volume_method", cardiac::kVolumeMethods);
  return description;
}

plan::Condition read_condition(const json::Json& json, const std::string& where) {
  json::JsonObject object(json, where);
  plan::Condition condition{
      .name = object.text("name"),
      .noise = object.text("noise"),
      .severity = object.text("severity")};
  if (const json::Json& setup = object.at("setup"); !setup.is_null()) {
    condition.setup = setups::parse_setup(setup.dump(), object.place("setup"));
    condition.noisy_fraction = object.number("noisy_fraction");
  }
  if (!object.at("training_patients").is_null()) {
    condition.training_patients = object.whole_number("training_patients");
  }
  return condition;
}

std::vector<ListedCell> read_cells(json::JsonObject& summary) {
  std::vector<ListedCell> cells;
  for (const json::Json& json : summary.array("cells")) {
    json::JsonObject object(json, "cells[" + std::to_string(cells.size()) + "]");
    cells.push_back(
        {.id = object.text("id"),
         .condition = object.text("condition"),
         .seed = seed_of(object, "seed", object.at("seed")),
         .fold = object.whole_number("fold"),
         .is_complete = flag_of(object, "complete")});
    if (!is_cell_id(cells.back().id)) object.reject("id", kCellIdExpected, cells.back().id);
  }
  return cells;
}

/// What study_summary_json() says, without the numbers.
std::vector<ListedCell> read_study_summary(json::JsonObject& summary, analysis::ReportData& data) {
  json::JsonObject study(summary.at("study"), "study");
  json::JsonObject data_set(summary.at("data"), "data");
  data.plan.name = study.text("name");
  data.plan.description = study.text("description");
  data.plan.kind = study.one_of("kind", plan::kStudyKinds);
  data.description = read_description(summary, data_set);
  data.plan.volume_method = data.description.volume_method;
  data.code_digest = summary.text("code_sha256");
  data.plan.seeds.clear();
  for (const json::Json& seed : summary.array("seeds")) {
    data.plan.seeds.push_back(seed_of(summary, "seeds", seed));
  }
  if (data.plan.seeds.empty()) {
    summary.reject("seeds", "an array that is not empty", summary.at("seeds"));
  }
  data.description.seed = data.plan.split_seed();
  if (data.plan.kind == plan::StudyKind::kTraining) {
    data.plan.folds = summary.whole_number("folds");
    data.description.split_source = data_set.text("split");
    data.description.training_patients = data_set.whole_number("training_patients");
    data.description.validation_patients = data_set.whole_number("validation_patients");
    data.description.testing_patients = data_set.whole_number("testing_patients");
    data.description.learning = texts_of(summary, "learning");
  } else {
    data.plan.draws = summary.whole_number("draws");
  }
  for (const json::Json& condition : summary.array("conditions")) {
    const std::string where = "conditions[" + std::to_string(data.plan.conditions.size()) + "]";
    data.plan.conditions.push_back(read_condition(condition, where));
  }
  data.is_complete = flag_of(summary, "complete");
  return read_cells(summary);
}

/// The seed of the draws is that of the bootstrap too.
analysis::ConditionSensitivity sensitivity_of(
    const std::string& condition,
    std::uint64_t seed,
    const fs::path& folder,
    std::vector<analysis::LeftOut> left_out) {
  analysis::ConditionSensitivity found{
      .condition = condition,
      .seed = seed,
      .patients =
          read_sensitivity_csv((folder / "patients.csv").string(), (folder / "parts.csv").string()),
      .left_out = std::move(left_out)};
  read_readings(folder, found.patients);
  if (!found.patients.empty()) found.summary = analysis::summarised(found.patients, seed);
  return found;
}

/// The numbers of the cells that are complete.
void read_numbers(
    const fs::path& folder, const std::vector<ListedCell>& cells, analysis::ReportData& data) {
  const std::string results = (folder / "results.csv").string();
  data.measurements = read_results_csv(results);
  for (const ListedCell& cell : cells) {
    if (!cell.is_complete) continue;
    const fs::path own = folder / "cells" / cell.id;
    if (data.plan.kind == plan::StudyKind::kLabels) {
      std::vector<analysis::LeftOut> left_out = read_cell((own / "cell.json").string()).left_out;
      data.sensitivity.push_back(
          sensitivity_of(cell.condition, cell.seed, own, std::move(left_out)));
      continue;
    }
    if (const fs::path labels = own / "noise.csv"; fs::exists(labels)) {
      std::vector<plan::NoiseRecord> noise = read_noise_csv(labels.string());
      if (!noise.empty()) data.training_labels.push_back({cell.condition, std::move(noise)});
    }
    append_training_curves(own.string(), cell.condition, cell.seed, cell.fold, data.training);
  }
  try {
    data.comparison = analysis::compared(
        data.measurements, data.plan.conditions, data.plan.split_seed(), data.training);
  } catch (const std::invalid_argument& error) {
    throw std::runtime_error(results + ": " + error.what());
  }
}

/// What sensitivity_json() says, without the numbers.
/// @return  who was left out
std::vector<analysis::LeftOut> read_label_summary(
    json::JsonObject& summary, analysis::ReportData& data) {
  json::JsonObject data_set(summary.at("data"), "data");
  data.description = read_description(summary, data_set);
  data.description.seed = seed_of(summary, "seed", summary.at("seed"));
  data.description.setup = setups::parse_setup(summary.at("setup").dump(), "setup");
  const noise::NoiseSetup& setup = data.description.setup;
  data.plan = {
      .name = setup.name,
      .description = setup.description,
      .kind = plan::StudyKind::kLabels,
      .conditions = {{.name = setup.name, .noise = setup.name, .setup = setup}},
      .seeds = {data.description.seed},
      .volume_method = data.description.volume_method,
      .draws = summary.whole_number("draws")};
  return left_out_of(data_set.array("left_out"));
}

}  // namespace

analysis::ReportData read_report_data(const std::string& folder) {
  if (!fs::is_directory(folder)) throw std::runtime_error(folder + ": is no folder");
  const std::string path = (fs::path(folder) / "summary.json").string();
  const std::string text = json::read_text(path, "the summary of a study", kGreatestSummaryBytes);
  analysis::ReportData data;
  std::vector<ListedCell> cells;
  std::vector<analysis::LeftOut> left_out;
  bool has_cells = false;
  json::naming(path, [&] {
    const json::Json json = json::parse_json(text);
    json::JsonObject summary(json, "");
    has_cells = summary.text("program") != kLabelsOnlyProgram;
    if (has_cells) {
      cells = read_study_summary(summary, data);
    } else {
      left_out = read_label_summary(summary, data);
    }
  });
  if (!has_cells) {
    const plan::Condition& condition = data.plan.conditions.front();
    data.sensitivity.push_back(
        sensitivity_of(condition.name, data.description.seed, folder, std::move(left_out)));
    const fs::path panels = fs::path(folder) / "panels.csv";
    if (fs::exists(panels)) data.sensitivity.back().panels = read_panels_csv(panels.string());
    return data;
  }
  if (std::ranges::none_of(cells, &ListedCell::is_complete)) {
    throw std::runtime_error(
        folder + ": the study " + data.plan.name + " has no complete cell yet");
  }
  read_numbers(folder, cells, data);
  return data;
}

}  // namespace segnoise::study_files
