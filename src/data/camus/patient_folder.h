#pragma once

#include "core/cardiac/echo.h"
#include "storage/sha256.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace segnoise::camus {

/// Where the files of one patient are.
struct PatientFolder {
  std::string id;  ///< "patient0001": the folder's name, and how its image files begin
  std::filesystem::path path;
};

/// A patient as far as its files can be trusted, and what is wrong with the others.
struct LoadedPatient {
  cardiac::Patient patient;
  std::vector<std::string> warnings;            ///< one line each: the file and the reason
  std::vector<std::filesystem::path> unscaled;  ///< images and labels whose slope or intercept is
                                                ///< not finite, and left aside
  std::vector<storage::FileDigest> files;       ///< what was used, as "patient0001/Info_2CH.cfg"
};

/// Whether a name is that of a CAMUS patient: "patient" and digits.
[[nodiscard]] bool is_patient_id(const std::string& name);

/// How the files of a frame begin: "patient0001_2CH_ED".
[[nodiscard]] std::string frame_stem(
    const std::string& id, cardiac::View view, cardiac::Instant instant);

/// The file of a folder that has one of these names, the first one first; where none has exactly
/// one, also in letters of another case. Empty if there is none. What cannot be opened counts.
[[nodiscard]] std::filesystem::path file_named(
    const std::filesystem::path& folder, std::span<const std::string> names);

/// The path of a frame's image or labels, in whichever format it is there; empty if in none.
/// @param suffix  "" for the image, "_gt" for its labels
[[nodiscard]] std::filesystem::path frame_path(
    const PatientFolder& folder,
    cardiac::View view,
    cardiac::Instant instant,
    const std::string& suffix);

/// Loads the four frames and both cfg files of a patient, of either release.
///
/// A frame that has neither an image nor labels of its own is taken from the view's half sequence,
/// where that has labels and its cfg file says which of its frames are ED and ES.
///
/// A defect never stops the loading. It costs what cannot be trusted any more and leaves a warning:
///
/// | defect                                                       | what is left out     |
/// |--------------------------------------------------------------|----------------------|
/// | image or labels missing, damaged, unreadable, out of range   | the frame            |
/// | image and labels of different size or spacing                | the frame            |
/// | image and labels turned differently, and not in one place    | the frame            |
/// | no left-ventricle pixel                                      | the frame            |
/// | a cfg file missing; a cfg line that is unknown or none       | what it would say    |
/// | the folder cannot be opened                                  | the patient          |
/// | sex, age or EF not the same in both cfg files                | that value           |
/// | image and labels turned alike, but not in one place          | nothing              |
/// | several components of the left ventricle                     | nothing              |
/// | a frame of more than 400 mm; what remarks_on() says          | nothing              |
/// | ED and ES the same frame of the sequence                     | nothing              |
[[nodiscard]] LoadedPatient load_patient(const PatientFolder& folder);

}  // namespace segnoise::camus
