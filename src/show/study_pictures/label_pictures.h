#pragma once

#include "show/study_pictures/patient_pictures.h"
#include "study/files/sensitivity_files.h"
#include "study/plan/ventricle_labels.h"

#include <filesystem>
#include <span>

namespace segnoise::study_pictures {

/// Writes the pictures of a study of labels without cells: ef-intervals.png; of the median patient
/// edv-example.png, severity-ladder.png and ventricle-3d.png; and panels of patients_with_panel().
///
/// Where there is no OpenGL driver, the first and the last of the single ones are missing, which
/// the observer is told: the numbers are worth having without.
///
/// @param labels  of the patients, one of whom is the median
/// @param ladder  the setups of the severity ladder, whatever the study's is
/// @throws  as write_panels() does
void write_label_pictures(
    const std::filesystem::path& folder,
    const study_files::SensitivityReport& report,
    std::span<const plan::VentricleLabels> labels,
    std::span<const noise::NoiseSetup> ladder,
    const PatientReader& read,
    engine::Observer& observer);

}  // namespace segnoise::study_pictures
