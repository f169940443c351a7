#pragma once

#include "core/cardiac/disks.h"
#include "core/cardiac/echo.h"
#include "core/shape/mask.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::cardiac {

/// The LV cavity as outlined in one frame, at its native grid.
struct Cavity {
  shape::Mask mask = {};
  shape::Spacing spacing_mm = {};
};

/// Left-ventricle volumes at end-diastole and end-systole, and what follows from them.
struct Ejection {
  double edv_ml = 0.0;
  double esv_ml = 0.0;
  double ef_percent = 0.0;  ///< 100 · (EDV - ESV) / EDV; negative if ESV exceeds EDV
  std::vector<std::string> warnings = {};  ///< one line each, e.g. foreshortening
};

/// How volumes are computed from outlines.
enum class VolumeMethod {
  kBiplaneAse,  ///< ASE/EACVI 2015: V = π/4 Σ aᵢ bᵢ h, h = a twentieth of the phase's longer axis
  kBiplaneCamus,    ///< the data set's own script, so that EF agrees with its cfg files: h = a
                    ///< twentieth of the longest axis of all four frames
  kSinglePlane2ch,  ///< V = π/4 Σ aᵢ² h
  kSinglePlane4ch,
  kAreaLength,  ///< V = 8 A2 A4 / (3 π L), L the phase's shorter axis (H. T. Dodge et al., 1960)
};

/// In the order of their definition.
inline constexpr std::array kVolumeMethods{
    VolumeMethod::kBiplaneAse,
    VolumeMethod::kBiplaneCamus,
    VolumeMethod::kSinglePlane2ch,
    VolumeMethod::kSinglePlane4ch,
    VolumeMethod::kAreaLength};

/// "ase", "camus", "2ch", "4ch", "area-length".
[[nodiscard]] std::string_view name_of(VolumeMethod method);

/// @throws std::invalid_argument  if no method has that name; the message lists them
[[nodiscard]] VolumeMethod volume_method_named(std::string_view name);

/// Whether a method measures a view.
[[nodiscard]] bool uses(VolumeMethod method, View view);

/// The disks of a frame that a method needs: camus_disks() for kBiplaneCamus, else ase_disks().
[[nodiscard]] std::optional<Disks> disks(const Cavity& cavity, VolumeMethod method);

/// The volume that one view alone suggests, as if all disks were circles: V = π/4 Σ aᵢ² L / 20.
[[nodiscard]] double single_plane_volume_ml(const Disks& disks);

/// Volumes and ejection fraction from the disks of a patient's frames.
///
/// Nothing is rounded. Warnings tell of long axes of one phase that differ by more than 10 % of the
/// longer one (a foreshortened view), where the method uses both views, and of ESV > EDV.
///
/// @return  nothing if the disks of a frame that the method needs are absent, or EDV is 0
[[nodiscard]] std::optional<Ejection> ejection(
    const PerFrame<std::optional<Disks>>& disks, VolumeMethod method);

/// The same, from the outlines.
///
/// @param cavities  the largest component of each is used
/// @return  nothing if an outline that the method needs is absent, empty, or has no long axis
/// @throws std::invalid_argument  if a spacing is not finite and > 0
[[nodiscard]] std::optional<Ejection> ejection(
    const PerFrame<std::optional<Cavity>>& cavities, VolumeMethod method);

/// The method that a patient's measurable views allow: the wanted one, else single-plane in 2CH or
/// in 4CH; nothing if none.
[[nodiscard]] std::optional<VolumeMethod> method_for(
    const PerFrame<std::optional<Disks>>& disks, VolumeMethod wanted);

/// As the cfg files of CAMUS state it: volumes rounded to whole mL, the ejection fraction computed
/// from those and rounded to whole percent; halves to even.
///
/// @return  the same if EDV rounds to 0
[[nodiscard]] Ejection rounded(Ejection ejection);

}  // namespace segnoise::cardiac
