#include "study/engine/planned_study.h"

#include "storage/regular_file.h"
#include "storage/sha256.h"
#include "storage/write_file.h"

#include <algorithm>
#include <array>
#include <set>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace segnoise::engine {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCellList = "cells.txt";

/// The identities in cells.txt.
std::set<std::string> listed_ids(const fs::path& list) {
  std::istringstream file(storage::read_file(list));
  std::set<std::string> ids;
  for (std::string line; std::getline(file, line);) ids.insert(line.substr(0, line.find(' ')));
  return ids;
}

/// Whether a folder has what would be written over, and is not a study's.
bool holds_other_results(const fs::path& folder) {
  if (!fs::exists(folder)) return false;
  if (!fs::is_directory(folder)) return true;
  if (fs::exists(folder / kCellList)) return false;
  constexpr std::array kResults{"results.csv", "summary.json", "tables.txt", "report.html"};
  return std::ranges::any_of(kResults, [&](const char* name) { return fs::exists(folder / name); });
}

/// Whether a folder is free for a study of these cells, or its already.
bool is_for(const std::vector<PlannedCell>& cells, const fs::path& folder) {
  if (holds_other_results(folder)) return false;
  if (!fs::exists(folder / kCellList)) return true;
  const auto ids = listed_ids(folder / kCellList);
  return std::ranges::any_of(
      cells, [&](const PlannedCell& planned) { return ids.contains(planned.id); });
}

/// The folder that was asked for, or that of the name.
fs::path folder_for(
    const std::vector<PlannedCell>& cells,
    const std::string& name,
    const std::optional<fs::path>& wanted) {
  if (wanted) {
    if (!is_for(cells, *wanted)) {
      throw std::runtime_error(
          wanted->string() +
          ": holds another study: of other settings, other data, or by another "
          "version of the program; --out must name another folder");
    }
    return *wanted;
  }
  const fs::path base = fs::path("results") / name;
  fs::path folder = base;
  for (int i = 2; !is_for(cells, folder); ++i) {
    folder = base;
    folder += '-' + std::to_string(i);
  }
  return folder;
}

}  // namespace

std::string PlannedCell::name() const {
  return cell.condition.name + ", seed " + std::to_string(cell.seed) + ", fold " +
         std::to_string(cell.fold);
}

bool PlannedCell::is_complete() const { return fs::is_directory(folder); }

const PlannedCell& PlannedStudy::cell_of(const std::string& id) const {
  const auto found = std::ranges::find(cells, id, &PlannedCell::id);
  if (found == cells.end()) {
    throw std::runtime_error(
        "the study " + plan.name + " has no cell \"" + id +
        "\" on this data set; --cells lists them");
  }
  return *found;
}

PlannedStudy planned_study(
    plan::StudyPlan plan,
    plan::StudyDescription description,
    study_files::CellEnvironment environment,
    const std::optional<fs::path>& folder) {
  PlannedStudy study{
      .plan = std::move(plan),
      .description = std::move(description),
      .environment = std::move(environment)};
  for (plan::Cell& cell : plan::cells_of(study.plan)) {
    std::string inputs = study_files::cell_inputs(study.plan, cell, study.environment);
    std::string id = storage::sha256_of(inputs).substr(0, study_files::kCellIdDigits);
    study.cells.push_back(
        {.cell = std::move(cell), .inputs = std::move(inputs), .id = std::move(id)});
  }
  study.folder = folder_for(study.cells, study.plan.name, folder);
  for (PlannedCell& planned : study.cells) planned.folder = study.folder / "cells" / planned.id;
  return study;
}

void require_no_other_results(const fs::path& folder) {
  if (!holds_other_results(folder)) return;
  throw std::runtime_error(
      folder.string() +
      ": already holds results, which are not of this study; --out must name another folder");
}

void claim_folder(const PlannedStudy& study) {
  std::error_code error;
  fs::create_directories(study.folder, error);
  if (error) {
    throw std::runtime_error(
        "cannot make the folder " + study.folder.string() + ": " + error.message());
  }
  std::string list;
  for (const PlannedCell& planned : study.cells) list += planned.id + ' ' + planned.name() + '\n';
  storage::write_file(study.folder / kCellList, list);
}

}  // namespace segnoise::engine
