#pragma once

#include "core/cardiac/echo.h"
#include "data/phantom/phantom.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace segnoise::camus {

/// Called after each patient; what it throws ends the work and leaves nothing behind.
using PhantomProgress = std::function<void(int done, int of)>;

/// Writes a phantom data set in the layout of the NIfTI release: database_nifti/, database_split/
/// with 70/10/20 % of the patients, and truth.csv.
///
/// It is written into a folder beside the root, which gets the root's name when it is complete.
///
/// @param root  must not exist, or be an empty folder; parents are made
/// @throws std::invalid_argument  if options.patients is not 3 ... 9999
/// @throws std::runtime_error     one line: the file or folder that cannot be written, and why
void write_phantom(
    const std::filesystem::path& root,
    const phantom::PhantomOptions& options,
    const PhantomProgress& progress = {});

/// The phantom data set with these options in a cache folder; made if it is not there yet, and made
/// again if it is not what its SHA256SUMS says. Its folder is named for the options and
/// kPhantomVersion.
///
/// @return  the data set's root
/// @throws std::invalid_argument  if options name a hand
/// @throws  as write_phantom(), and std::runtime_error if its folder holds something else
[[nodiscard]] std::filesystem::path ensure_phantom(
    const std::filesystem::path& cache_root,
    const phantom::PhantomOptions& options,
    const PhantomProgress& progress = {});

/// Whether a data set is a phantom: truth.csv, as write_phantom() writes it, stands in its root.
///
/// @param root  as for open_data_set(); the phantom's database_nifti/ will do
[[nodiscard]] bool is_phantom(const std::filesystem::path& root);

/// The patients of a phantom data set by part: the last 20 % for testing, the 10 % before them for
/// validation (rounded, one at least); they are independent of one another, so any order is random.
[[nodiscard]] cardiac::Split phantom_split(int patients);

/// truth.csv: one row per patient, units in the column names.
[[nodiscard]] std::string truth_csv(const std::vector<phantom::PhantomPatient>& patients);

}  // namespace segnoise::camus
