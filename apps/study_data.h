#pragma once

#include "cli/progress.h"
#include "data/camus/data_set.h"
#include "study/plan/results.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace segnoise {

/// What whoever uses the data of a study owes their makers, as a line for the terminal; empty where
/// nothing is known to be owed.
[[nodiscard]] std::string duty_to_data(const plan::StudyDescription& study);

/// Where the patients of a study come from.
struct DataSource {
  std::optional<std::filesystem::path> root = {};  ///< of a data set; nothing for the phantom
  int phantom_patients = 0;
  std::uint64_t phantom_seed = 1;
  std::filesystem::path phantom_cache = {};  ///< where phantoms are kept
};

/// The folder of the data set; a phantom that is not there yet is made first.
/// @throws Interrupted  on Ctrl-C
[[nodiscard]] std::filesystem::path data_root(const DataSource& source, cli::Progress& progress);

/// Reads every patient, and describes the data set in a study; its warnings are shown.
/// @param take  is given each patient
/// @throws Interrupted  on Ctrl-C; else as for_each_patient() does
void read_patients(
    const camus::DataSet& data_set,
    plan::StudyDescription& study,
    cli::Progress& progress,
    const std::function<void(cardiac::Patient)>& take);

/// A patient of the data set, read again.
/// @throws std::runtime_error  if there is none of that id, or as load_patient() does
[[nodiscard]] cardiac::Patient patient_of(const camus::DataSet& data_set, const std::string& id);

/// Who is trained on, chosen by and tested on, and what divided them.
struct DividedPatients {
  cardiac::Split split = {};
  std::string source = {};  ///< in words, for reports
};

/// The data set's own split, or one of 70/10/20 % by the seed where it has none.
[[nodiscard]] DividedPatients divided_patients(
    const camus::DataSet& data_set, const std::vector<std::string>& ids, std::uint64_t seed);

}  // namespace segnoise
