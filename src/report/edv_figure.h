#pragma once

#include "cardiac/echo.h"
#include "report/picture.h"
#include "study/edv_example.h"

#include <filesystem>

namespace segnoise {

/// What noise at end-diastole can do to one patient's EF: the outlines that underestimate EDV most
/// and overestimate it most, with their disks and over the clean ones; under each what EDV and EF
/// become. The figure that arXiv:2406.10891 describes as its Figure 13.
///
/// Needs neither OpenGL nor a display.
///
/// @param patient  whose example it is, with images
/// @throws std::invalid_argument  if the patient lacks a frame of the example
[[nodiscard]] Picture draw_edv_example(const EdvExample& example, const Patient& patient);

/// Writes the above as a PNG file.
/// @throws  as above, and std::runtime_error naming the path if it cannot be written
void write_edv_example(
    const std::filesystem::path& path, const EdvExample& example, const Patient& patient);

}  // namespace segnoise
