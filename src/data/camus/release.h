#pragma once

#include "core/cardiac/echo.h"
#include "core/cardiac/sequence_info.h"

#include <array>
#include <filesystem>
#include <optional>

namespace segnoise::camus {

/// Writes a patient as the NIfTI release of CAMUS has it: root/database_nifti/<id>/ with an image
/// and a label file per frame, and a cfg file per view that has a frame. Each file is written whole
/// or not at all; folders are made where they are missing.
///
/// @param sequences  by View; cfg files leave out what is not known
/// @throws std::invalid_argument  if the id is not "patient" and digits (see also write_image)
/// @throws std::runtime_error     one line: the file or folder that cannot be written, and why
void write_patient(
    const std::filesystem::path& root,
    const cardiac::Patient& patient,
    const std::array<std::optional<cardiac::SequenceInfo>, 2>& sequences);

/// Writes root/database_split/subgroup_{training,validation,testing}.txt, one id a line.
/// @throws std::runtime_error  one line: the file or folder that cannot be written, and why
void write_split(const std::filesystem::path& root, const cardiac::Split& split);

}  // namespace segnoise::camus
