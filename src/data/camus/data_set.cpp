#include "data/camus/data_set.h"

#include "base/lower_case.h"
#include "data/frames/input_file.h"
#include "data/frames/text.h"
#include "storage/byte_order_mark.h"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

namespace segnoise::camus {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestList = std::size_t{1} << 20;

/// The patients' folders directly inside a folder, by id; none if it is no folder.
/// @throws std::runtime_error  if the folder is there, and cannot be opened
std::map<std::string, fs::path> patients_in(
    const fs::path& folder, std::vector<std::string>& warnings) {
  std::map<std::string, fs::path> found;
  std::error_code error;
  if (!fs::exists(fs::symlink_status(folder, error))) return found;
  std::set<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder, error)) paths.insert(entry.path());
  if (error) throw std::runtime_error(folder.string() + ": cannot be opened: " + error.message());
  for (const fs::path& path : paths) {
    const std::string id = base::lower_case(path.filename().string());
    if (!is_patient_id(id)) continue;
    const auto leave_out = [&](const std::string& reason) {
      warnings.push_back(path.string() + ": " + reason + "; the patient is left out");
    };
    if (!fs::is_directory(path, error)) {
      leave_out(error ? "cannot be opened: " + error.message() : "is no folder");
    } else if (!found.emplace(id, path).second) {
      leave_out("has the name of another folder but for the case of its letters");
    }
  }
  return found;
}

CamusRelease release_of(const std::map<std::string, fs::path>& patients) {
  for (const auto& [id, path] : patients) {
    for (const cardiac::View view : cardiac::kViews) {
      const auto image = frame_path({id, path}, view, cardiac::Instant::kEndDiastole, "");
      if (image.empty()) continue;
      const std::string extension = base::lower_case(image.extension().string());
      return extension == ".mhd" || extension == ".mha" ? CamusRelease::kLegacy
                                                        : CamusRelease::kNifti;
    }
  }
  return CamusRelease::kNifti;
}

/// The folders of training/ and testing/ together; the challenge numbered both from 1.
std::map<std::string, fs::path> legacy_patients(
    const fs::path& root, std::vector<std::string>& warnings) {
  auto patients = patients_in(root / "training", warnings);
  std::size_t doubles = 0;
  for (const auto& [id, path] : patients_in(root / "testing", warnings)) {
    if (!patients.emplace(id, path).second) ++doubles;
  }
  if (doubles > 0) {
    warnings.push_back(
        (root / "testing").string() + ": " + std::to_string(doubles) +
        " patients have the id of one in training/ and are left out");
  }
  return patients;
}

DataSet find_patients(const fs::path& root) {
  std::error_code error;
  if (const auto status = fs::status(root, error); !fs::is_directory(status)) {
    const std::string reason = status.type() == fs::file_type::not_found ? "not found"
                               : fs::exists(status) && !error            ? "is no folder"
                                                                         : error.message();
    throw std::runtime_error(
        root.string() + ": " + reason + ", expected the folder of a CAMUS data set");
  }
  DataSet data_set{.root = root};
  auto patients = patients_in(root / "database_nifti", data_set.warnings);
  if (patients.empty()) patients = legacy_patients(root, data_set.warnings);
  if (patients.empty()) patients = patients_in(root, data_set.warnings);
  if (patients.empty()) {
    if (!data_set.warnings.empty()) throw std::runtime_error(data_set.warnings.front());
    throw std::runtime_error(
        root.string() +
        ": is no CAMUS data set, expected database_nifti/patient0001/, training/patient0001/ or "
        "patient0001/ in it");
  }
  data_set.release = release_of(patients);
  for (auto& [id, path] : patients) data_set.patients.push_back({id, std::move(path)});
  return data_set;
}

/// The ids of a list, one a line; those of absent patients are passed over.
std::vector<std::string> ids_in(
    const fs::path& path,
    const std::set<std::string>& present,
    std::vector<storage::FileDigest>& files) {
  try {
    frames::InputFile file(path);
    const std::string text = file.read_text(kLongestList);
    files.push_back({"database_split/" + path.filename().string(), file.sha256()});
    std::set<std::string> ids;
    std::string_view rest = storage::without_byte_order_mark(text);
    while (!rest.empty()) {
      const auto end = std::min(rest.find_first_of("\r\n"), rest.size());
      std::string id = base::lower_case(frames::trimmed(rest.substr(0, end)));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (present.contains(id)) ids.insert(std::move(id));
    }
    return {ids.begin(), ids.end()};
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(
        path.string() + ": " + error.what() + ", expected a list of patients, one a line");
  }
}

void require_disjoint(
    const cardiac::Split& split, const fs::path& folder, std::set<std::string>& assigned) {
  for (const auto* ids : {&split.training, &split.validation, &split.testing}) {
    for (const std::string& id : *ids) {
      if (!assigned.insert(id).second) {
        throw std::runtime_error(
            folder.string() + ": " + id + " is in two of the lists, expected it in one");
      }
    }
  }
}

void read_split(const fs::path& folder, DataSet& data_set) {
  std::set<std::string> present;
  for (const auto& patient : data_set.patients) present.insert(patient.id);
  const auto ids = [&](const char* name) { return ids_in(folder / name, present, data_set.files); };
  cardiac::Split split{
      .training = ids("subgroup_training.txt"),
      .validation = ids("subgroup_validation.txt"),
      .testing = ids("subgroup_testing.txt")};
  std::set<std::string> assigned;
  require_disjoint(split, folder, assigned);
  if (assigned.empty()) {
    data_set.warnings.push_back(
        folder.string() + ": names no patient that is here, so there is no official split");
    data_set.files.clear();
    return;
  }
  if (assigned.size() < present.size()) {
    data_set.warnings.push_back(
        folder.string() + ": " + std::to_string(present.size() - assigned.size()) +
        " patients are in none of its lists and take no part in the official split");
  }
  data_set.split = std::move(split);
}

}  // namespace

DataSet open_data_set(const fs::path& root) {
  DataSet data_set = find_patients(root);
  // "ROOT/." has the parent ROOT; only the canonical path has the folder above as its parent.
  for (const auto& above : {root, fs::canonical(root).parent_path()}) {
    const auto folder = above / "database_split";
    if (!fs::is_directory(folder)) continue;
    read_split(folder, data_set);
    break;
  }
  return data_set;
}

LoadedDataSet for_each_patient(
    const DataSet& data_set,
    const std::function<void(cardiac::Patient)>& take,
    const LoadProgress& progress) {
  LoadedDataSet loaded;
  int number = 0;
  std::vector<storage::FileDigest> files = data_set.files;
  bool any = false;
  std::vector<fs::path> unscaled;
  for (const PatientFolder& folder : data_set.patients) {
    if (progress) progress(++number, static_cast<int>(data_set.patients.size()));
    auto one = load_patient(folder);
    loaded.warnings.insert(loaded.warnings.end(), one.warnings.begin(), one.warnings.end());
    unscaled.insert(unscaled.end(), one.unscaled.begin(), one.unscaled.end());
    const bool has_frames = std::ranges::any_of(cardiac::kViews, [&](cardiac::View view) {
      return std::ranges::any_of(cardiac::kInstants, [&](cardiac::Instant instant) {
        return one.patient.frames(view, instant).has_value();
      });
    });
    if (has_frames) {
      any = true;
      take(std::move(one.patient));
      files.insert(files.end(), one.files.begin(), one.files.end());
    } else {
      loaded.warnings.push_back(
          folder.path.string() + ": no readable frame; the patient is left out");
    }
  }
  if (!any) {
    throw std::runtime_error(
        data_set.root.string() + ": none of its " + std::to_string(data_set.patients.size()) +
        " patients has a readable frame, the first because of this: " + loaded.warnings.front());
  }
  if (!unscaled.empty()) {
    loaded.warnings.push_back(
        unscaled.front().string() + ": its scl_slope or scl_inter is not a finite number, so its " +
        "values are taken as they are stored" +
        (unscaled.size() == 1
             ? ""
             : "; so are those of " + std::to_string(unscaled.size() - 1) + " other files"));
  }
  loaded.fingerprint = storage::fingerprint_of(std::move(files));
  return loaded;
}

LoadedDataSet load_patients(const DataSet& data_set, const LoadProgress& progress) {
  std::vector<cardiac::Patient> patients;
  const auto keep = [&](cardiac::Patient patient) { patients.push_back(std::move(patient)); };
  LoadedDataSet loaded = for_each_patient(data_set, keep, progress);
  loaded.patients = std::move(patients);
  return loaded;
}

}  // namespace segnoise::camus
