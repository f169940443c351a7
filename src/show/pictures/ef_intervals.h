#pragma once

#include "show/pictures/picture.h"
#include "study/analysis/sensitivity.h"

#include <filesystem>
#include <span>

namespace segnoise::pictures {

/// The patients of a label-side study side by side, by ascending EF from the clean labels: that EF,
/// the mean EF from noisy labels, and the interval that holds 95 % of them; lines at 40 and 50 %,
/// where EF categories meet.
///
/// @throws std::invalid_argument  if there is no patient
/// @throws std::runtime_error     if there is no usable OpenGL driver
[[nodiscard]] Picture draw_ef_intervals(std::span<const analysis::PatientSensitivity> patients);

/// Writes the above as a PNG file.
/// @throws  as above, and std::runtime_error naming the path if it cannot be written
void write_ef_intervals(
    const std::filesystem::path& path, std::span<const analysis::PatientSensitivity> patients);

}  // namespace segnoise::pictures
