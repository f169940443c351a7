#include "data/camus/phantom_release.h"

#include "base/lower_case.h"
#include "base/number_text.h"
#include "data/camus/release.h"
#include "data/phantom/traced_labels.h"
#include "storage/file_descriptor.h"
#include "storage/output_folder.h"
#include "storage/regular_file.h"
#include "storage/sha256.h"
#include "storage/write_file.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace segnoise::camus {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kTruthFile = "truth.csv";
constexpr std::string_view kManifest = "SHA256SUMS";

void require_valid(const phantom::PhantomOptions& options) {
  if (options.patients < phantom::kLeastPhantomPatients ||
      options.patients > phantom::kMostPhantomPatients) {
    throw std::invalid_argument(
        "patients must be " + std::to_string(phantom::kLeastPhantomPatients) + " to " +
        std::to_string(phantom::kMostPhantomPatients) + ", got " +
        std::to_string(options.patients));
  }
}

std::string number(double value) {
  constexpr int kDecimals = 6;
  return base::decimal_text(value, kDecimals);
}

bool is_truth(const fs::path& path) {
  std::ifstream file(path);
  std::string heading;
  return std::getline(file, heading) && heading.starts_with("patient,edv_ml,esv_ml,ef_percent,");
}

/// Columns and one patient's cells, side by side so that they cannot part.
std::vector<std::pair<std::string, std::string>> truth_row(const phantom::PhantomPatient& made) {
  const phantom::PhantomTruth& truth = made.truth;
  std::vector<std::pair<std::string, std::string>> row{
      {"patient", made.patient.id},
      {"edv_ml", number(truth.edv_ml)},
      {"esv_ml", number(truth.esv_ml)},
      {"ef_percent", number(truth.ef_percent)},
      {"foreshortened", truth.foreshortened ? "yes" : "no"}};
  for (const cardiac::Instant instant : cardiac::kInstants) {
    const auto i = static_cast<std::size_t>(instant);
    const std::string name = base::lower_case(cardiac::name_of(instant));
    row.emplace_back("length_" + name + "_mm", number(truth.length_mm.at(i)));
    row.emplace_back("wall_" + name + "_mm", number(truth.wall_mm.at(i)));
    row.emplace_back("wall_" + name + "_ml", number(truth.wall_ml.at(i)));
  }
  for (const cardiac::View view : cardiac::kViews) {
    const auto v = static_cast<std::size_t>(view);
    const std::string name = base::lower_case(cardiac::name_of(view));
    row.emplace_back("quality_" + name, cardiac::name_of(made.patient.quality.at(v).value()));
    row.emplace_back("elevation_" + name + "_deg", number(truth.elevation_deg.at(v)));
    row.emplace_back("tilt_" + name + "_deg", number(truth.tilt_deg.at(v)));
    row.emplace_back("depth_" + name + "_mm", number(truth.depth_mm.at(v)));
    for (const cardiac::Instant instant : cardiac::kInstants) {
      row.emplace_back(
          "section_length_" + name + "_" + base::lower_case(cardiac::name_of(instant)) + "_mm",
          number(truth.section_length_mm(view, instant)));
    }
  }
  return row;
}

/// All files of a phantom and their SHA-256, as `sha256sum` prints and checks them, by name.
std::string manifest_of(const fs::path& root) {
  std::vector<std::string> lines;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const std::string name = entry.path().lexically_relative(root).generic_string();
    // What a process holds while it makes the folder is none of its files.
    if (!entry.is_regular_file() || name == kManifest || name == storage::kFolderLock) continue;
    lines.push_back(name);
  }
  std::ranges::sort(lines);
  std::string text;
  for (const std::string& name : lines) {
    text += storage::sha256_of(storage::read_file(root / name)) + "  " + name + '\n';
  }
  return text;
}

/// Whether a folder holds a phantom to the last byte.
bool is_whole(const fs::path& root) {
  std::error_code problem;
  if (!fs::is_regular_file(root / kManifest, problem)) return false;
  try {
    return storage::read_file(root / kManifest) == manifest_of(root);
  } catch (const std::exception&) {
    return false;
  }
}

}  // namespace

void write_phantom(
    const fs::path& root, const phantom::PhantomOptions& options, const PhantomProgress& progress) {
  require_valid(options);
  storage::OutputFolder folder(root);
  std::vector<phantom::PhantomPatient> truths;
  for (int patient = 1; patient <= options.patients; ++patient) {
    phantom::PhantomPatient made = phantom::make_phantom_patient(patient, options.seed);
    if (options.hand) phantom::trace_labels(made.patient, *options.hand, options.seed);
    write_patient(folder.unfinished(), made.patient, {made.sequences[0], made.sequences[1]});
    made.patient.frames = {};
    truths.push_back(std::move(made));
    if (progress) progress(patient, options.patients);
  }
  write_split(folder.unfinished(), phantom_split(options.patients));
  storage::write_file(folder.unfinished() / kTruthFile, truth_csv(truths));
  storage::write_file(folder.unfinished() / kManifest, manifest_of(folder.unfinished()));
  folder.finish();
}

fs::path ensure_phantom(
    const fs::path& cache_root,
    const phantom::PhantomOptions& options,
    const PhantomProgress& progress) {
  require_valid(options);
  if (options.hand) throw std::invalid_argument("phantoms that a hand has labelled are not kept");
  fs::path root =
      cache_root / ("phantom-v" + std::to_string(phantom::kPhantomVersion) + "-n" +
                    std::to_string(options.patients) + "-seed" + std::to_string(options.seed));
  if (is_whole(root)) return root;
  if (is_phantom(root)) fs::remove_all(root);  // damaged, or of a version without a manifest
  try {
    write_phantom(root, options, progress);
  } catch (const std::runtime_error&) {
    if (!is_whole(root)) throw;  // else another process was faster
  }
  return root;
}

bool is_phantom(const fs::path& root) {
  std::error_code error;
  const auto place = fs::canonical(root, error);  // "ROOT/." has the parent ROOT
  if (error) return false;
  return is_truth(place / kTruthFile) || is_truth(place.parent_path() / kTruthFile);
}

cardiac::Split phantom_split(int patients) {
  require_valid({.patients = patients});
  const auto share = [&](double fraction) {
    return std::max(1, static_cast<int>(std::lround(fraction * patients)));
  };
  const int testing = share(0.2);
  const int validation = share(0.1);
  cardiac::Split split;
  for (int patient = 1; patient <= patients; ++patient) {
    const int left = patients - patient;
    auto& part = left < testing                ? split.testing
                 : left < testing + validation ? split.validation
                                               : split.training;
    part.push_back(phantom::phantom_id(patient));
  }
  return split;
}

std::string truth_csv(const std::vector<phantom::PhantomPatient>& patients) {
  std::string text;
  for (const phantom::PhantomPatient& patient : patients) {
    std::string heads;
    std::string cells;
    for (const auto& [head, cell] : truth_row(patient)) {
      const std::string comma = heads.empty() ? "" : ",";
      heads += comma + head;
      cells += comma + cell;
    }
    if (text.empty()) text = heads + '\n';
    text += cells + '\n';
  }
  return text;
}

}  // namespace segnoise::camus
