#pragma once

#include "study/plan/results.h"

#include <functional>
#include <string>

namespace segnoise::plan {

/// A network at work: labels of an image, on the image's grid.
using Predictor = std::function<shape::LabelMap(const shape::Image&)>;

/// Dice, IoU and surface distances of a structure against the truth (see StructureMeasures).
/// @throws std::invalid_argument  if the masks differ in size
[[nodiscard]] StructureMeasures measured(
    const shape::Mask& structure, const shape::Mask& truth, const shape::Spacing& spacing_mm);

/// The left ventricles of a patient, as labelled.
[[nodiscard]] cardiac::PerFrame<std::optional<cardiac::Cavity>> cavities_of(
    const cardiac::Patient& patient);

/// Predicts every frame of a patient, cleans the prediction up (shape/label_map.h) and measures it
/// against the patient's labels, at the native grid.
[[nodiscard]] PatientResult evaluated(
    const cardiac::Patient& patient,
    const std::string& condition,
    const Predictor& predict,
    cardiac::VolumeMethod method);

}  // namespace segnoise::plan
