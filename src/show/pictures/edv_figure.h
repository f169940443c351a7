#pragma once

#include "core/cardiac/echo.h"
#include "show/pictures/picture.h"
#include "study/analysis/edv_example.h"

#include <filesystem>

namespace segnoise::pictures {

/// What noise at end-diastole can do to one patient's EF: the outlines that underestimate EDV most
/// and overestimate it most, with their disks and over the clean ones; under each what EDV and EF
/// become. The figure that arXiv:2406.10891 describes as its Figure 13.
///
/// Needs neither OpenGL nor a display.
///
/// @param patient  whose example it is, with images
/// @throws std::invalid_argument  if the patient lacks a frame of the example
[[nodiscard]] Picture draw_edv_example(
    const analysis::EdvExample& example, const cardiac::Patient& patient);

/// Writes the above as a PNG file.
/// @throws  as above, and std::runtime_error naming the path if it cannot be written
void write_edv_example(
    const std::filesystem::path& path,
    const analysis::EdvExample& example,
    const cardiac::Patient& patient);

}  // namespace segnoise::pictures
