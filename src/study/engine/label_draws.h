#pragma once

#include "study/analysis/sensitivity.h"
#include "study/engine/observer.h"
#include "study/files/sensitivity_files.h"
#include "study/plan/results.h"
#include "study/plan/ventricle_labels.h"
#include "study/readings/panel.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace segnoise::engine {

/// The options of so many draws: of each step alone there are fewer, where there are many.
[[nodiscard]] analysis::SensitivityOptions draw_options(
    int draws, std::uint64_t seed, cardiac::VolumeMethod method);

/// Draws a setup's noise on the labels of every patient, and measures what EF becomes: a cell of a
/// study of labels, and all of one without cells. Those who are left out are named as warnings.
///
/// @param phase    of the observer's steps, a patient each
/// @param threads  >= 1
/// @throws std::invalid_argument  as patient_sensitivity() does
[[nodiscard]] analysis::CohortSensitivity draw_labels(
    std::span<const plan::VentricleLabels> labels,
    const noise::NoiseSetup& setup,
    const analysis::SensitivityOptions& options,
    int threads,
    const std::string& phase,
    Observer& observer);

/// Writes the folder's patients.csv, parts.csv, readings_files(), and panels.csv where there
/// were panels.
void write_draws(const std::filesystem::path& folder, const study_files::SensitivityReport& report);

/// Of the patients measured by the method asked for, if any is, the one whose EF spreads like that
/// of half of them.
/// @param report  of one patient at least
[[nodiscard]] const analysis::PatientSensitivity& median_patient(
    const study_files::SensitivityReport& report);

/// A study of labels without cells: draws on every patient and sums up.
/// @param description  with setup, seed and data set
/// @param consensus    by which panels of readers are fused; none leaves panels out
/// @throws std::runtime_error  if no patient can be measured; with the first reason
[[nodiscard]] study_files::SensitivityReport run_label_study(
    plan::StudyDescription description,
    const analysis::SensitivityOptions& options,
    std::span<const plan::VentricleLabels> labels,
    std::span<const readings::Consensus> consensus,
    int threads,
    Observer& observer);

}  // namespace segnoise::engine
