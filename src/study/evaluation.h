#pragma once

#include "study/results.h"

#include <functional>
#include <string>

namespace segnoise {

/// A network at work: labels of an image, on the image's grid.
using Predictor = std::function<LabelMap(const Image&)>;

/// Dice, IoU and surface distances of a structure against the truth (see StructureMeasures).
/// @throws std::invalid_argument  if the masks differ in size
[[nodiscard]] StructureMeasures measured(
    const Mask& structure, const Mask& truth, const Spacing& spacing_mm);

/// The left ventricles of a patient, as labelled.
[[nodiscard]] PerFrame<std::optional<Cavity>> cavities_of(const Patient& patient);

/// Predicts every frame of a patient, cleans the prediction up (shape/label_map.h) and measures it
/// against the patient's labels, at the native grid.
[[nodiscard]] PatientResult evaluated(
    const Patient& patient,
    const std::string& condition,
    const Predictor& predict,
    VolumeMethod method);

}  // namespace segnoise
