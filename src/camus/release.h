#pragma once

#include "cardiac/echo.h"

#include <array>
#include <filesystem>

namespace segnoise {

/// Which frames of a view's sequence were annotated, as its cfg file says.
struct SequenceInfo {
  int end_diastole = 1;  ///< frame numbers, from 1
  int end_systole = 2;
  int frame_count = 2;
  double frame_rate_hz = 50.0;
};

/// Writes a patient as the NIfTI release of CAMUS has it: root/database_nifti/<id>/ with an image
/// and a label file per frame, and a cfg file per view that has a frame. Each file is written whole
/// or not at all; folders are made where they are missing.
///
/// @param sequences  by View
/// @throws std::invalid_argument  if the id is not "patient" and digits (see also write_image)
/// @throws std::runtime_error     one line: the file or folder that cannot be written, and why
void write_patient(
    const std::filesystem::path& root,
    const Patient& patient,
    const std::array<SequenceInfo, 2>& sequences);

/// Writes root/database_split/subgroup_{training,validation,testing}.txt, one id a line.
/// @throws std::runtime_error  one line: the file or folder that cannot be written, and why
void write_split(const std::filesystem::path& root, const Split& split);

}  // namespace segnoise
