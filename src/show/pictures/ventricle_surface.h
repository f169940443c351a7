#pragma once

#include "core/cardiac/echo.h"
#include "core/cardiac/ejection.h"
#include "show/pictures/picture.h"
#include "study/plan/results.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace segnoise::pictures {

/// A patient's LV as labelled, and as noisy labels have it.
struct VentricleChange {
  std::string heading = {};  ///< whose ventricle, and which noise
  cardiac::PerFrame<std::optional<cardiac::Cavity>> clean = {};
  cardiac::PerFrame<std::optional<cardiac::Cavity>> noisy = {};
};

/// What a setup makes of a patient's LV: corrupted() as a study of that setup and seed has it.
/// Frames that the patient lacks are absent.
/// @throws std::invalid_argument  as corrupted() does
[[nodiscard]] VentricleChange ventricle_change(
    const cardiac::Patient& patient, const noise::NoiseSetup& setup, std::uint64_t seed);

/// The LV as a stack of elliptic disks from both views (biplane_surface()) at end-diastole and
/// end-systole, each from two sides: the noisy surface in the colours of its distance to the clean
/// one, which is drawn as wires, with a bar of these colours in millimetres. All at one scale and,
/// where there are volumes, with these.
///
/// What lies in front of a wire makes it faint. Blue is inside, orange outside; the colour-blind
/// tell them apart.
///
/// @return  nothing if at no instant both views have a long axis on both labels
/// @throws std::runtime_error  if there is no usable OpenGL driver
[[nodiscard]] std::optional<Picture> draw_ventricle_change(const VentricleChange& change);

/// Writes the above as a PNG file.
/// @return  whether there was something to write
/// @throws  as above, and std::runtime_error naming the path if it cannot be written
[[nodiscard]] bool write_ventricle_change(
    const std::filesystem::path& path, const VentricleChange& change);

}  // namespace segnoise::pictures
