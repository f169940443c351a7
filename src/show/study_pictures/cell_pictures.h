#pragma once

#include "show/study_pictures/patient_pictures.h"
#include "study/analysis/measurement.h"
#include "study/engine/patient_division.h"
#include "study/engine/planned_study.h"

#include <span>

namespace segnoise::study_pictures {

/// Writes the pictures of a study of cells into its folder: panels of patients_with_panel(), and of
/// networks also its gallery(). Shown is the noise of the last condition under the first seed, and
/// what networks drew, shown_outlines().
///
/// @param measurements  of the cells that are there
/// @throws  as write_panels() does
void write_cell_pictures(
    const engine::PlannedStudy& study,
    engine::Networks networks,
    std::span<const analysis::Measurement> measurements,
    const PatientReader& read,
    engine::Observer& observer);

}  // namespace segnoise::study_pictures
