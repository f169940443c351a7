#pragma once

#include "data/camus/data_set.h"
#include "study/engine/observer.h"
#include "study/plan/results.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace segnoise {

/// Where the patients of a study come from.
struct DataSource {
  std::optional<std::filesystem::path> root = {};  ///< of a data set; nothing for the phantom
  int phantom_patients = 0;
  std::uint64_t phantom_seed = 1;
  std::filesystem::path phantom_cache = {};  ///< where phantoms are kept
};

/// The folder of the data set; a phantom that is not there yet is made first.
/// @throws  what the observer throws
[[nodiscard]] std::filesystem::path data_root(const DataSource& source, engine::Observer& observer);

/// Reads every patient, and describes the data set in a study; its warnings are shown.
/// @param take  is given each patient
/// @throws  what the observer throws; else as for_each_patient() does
void read_patients(
    const camus::DataSet& data_set,
    plan::StudyDescription& study,
    engine::Observer& observer,
    const std::function<void(cardiac::Patient)>& take);

/// A patient of the data set, read again.
/// @throws std::runtime_error  if there is none of that id, or as load_patient() does
[[nodiscard]] cardiac::Patient patient_of(const camus::DataSet& data_set, const std::string& id);

}  // namespace segnoise
