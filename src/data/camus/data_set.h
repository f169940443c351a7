#pragma once

#include "core/cardiac/echo.h"
#include "data/camus/patient_folder.h"
#include "storage/sha256.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace segnoise::camus {

/// How CAMUS has been published: NIfTI files, or MetaImage files with training/ and testing/.
enum class CamusRelease : std::uint8_t { kNifti, kLegacy };

/// A CAMUS data set on disk, of which no image has been read yet.
struct DataSet {
  std::filesystem::path root;
  CamusRelease release = CamusRelease::kNifti;
  std::vector<PatientFolder> patients = {};     ///< by ascending id, none twice
  std::optional<cardiac::Split> split = {};     ///< the official one, of the patients that are here
  std::vector<std::string> warnings = {};       ///< one line each: the file and the reason
  std::vector<storage::FileDigest> files = {};  ///< the files of the split
};

/// Finds out what is at a path by looking.
///
/// @param root  what holds database_nifti/ (NIfTI release) or training/ and testing/ (legacy), or
/// the
///   folder that holds the patients' folders itself. database_split/ is looked for in it and beside
///   it. The ids of absent patients in it are passed over; patients that it does not name get a
///   warning; if it names none that is here, there is no split.
/// @throws std::runtime_error  one line: if root does not exist or has no patient in one of these
///   places; if database_split/ is there but lacks one of its three lists, or has a patient in two
[[nodiscard]] DataSet open_data_set(const std::filesystem::path& root);

/// The patients of a data set, in memory.
struct LoadedDataSet {
  std::vector<cardiac::Patient> patients;  ///< by ascending id, each with one frame at least
  std::vector<std::string> warnings;       ///< in the order of the patients
  std::string
      fingerprint;  ///< SHA-256 of everything that was used (see fingerprint_of), split included
};

/// Called before each patient is read, counted from 1; what it throws ends the reading.
using LoadProgress = std::function<void(int patient, int of)>;

/// Loads every patient (see load_patient); one without any frame is left out with a warning.
/// @throws std::runtime_error  one line: if no patient has a frame; with the first reason
[[nodiscard]] LoadedDataSet load_patients(
    const DataSet& data_set, const LoadProgress& progress = {});

/// The same, one patient after the other, for who does not need them all in memory.
/// @param take  is given each patient
/// @return      without patients
[[nodiscard]] LoadedDataSet for_each_patient(
    const DataSet& data_set,
    const std::function<void(cardiac::Patient)>& take,
    const LoadProgress& progress = {});

}  // namespace segnoise::camus
