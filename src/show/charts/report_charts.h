#pragma once

#include "show/charts/chart.h"
#include "study/analysis/report_data.h"

#include <optional>

namespace segnoise::charts {

// The charts of a report. Each is nothing where there are no values to draw. Marks that stand for
// one patient name him when pointed at, and open his panel when clicked.

/// EF by each network against that of the clean labels, one mark per patient (mean over seeds and
/// folds), with the line of identity and the lines at 40 and 50 %.
[[nodiscard]] std::optional<Chart> ef_scatter_chart(const analysis::ReportData& data);

/// Bland and Altman: differences on means, with bias and limits of agreement by condition.
[[nodiscard]] std::optional<Chart> ef_bland_altman_chart(const analysis::ReportData& data);

/// Patients by EF category, of the clean labels and predicted (or drawn), as counts in a matrix for
/// each condition.
[[nodiscard]] std::optional<Chart> reclassification_chart(const analysis::ReportData& data);

/// Box plots with points: Dice at ED and ES by condition; every patient a point.
[[nodiscard]] std::optional<Chart> dice_chart(const analysis::ReportData& data);

/// The same of the Hausdorff distance in mm.
[[nodiscard]] std::optional<Chart> hausdorff_chart(const analysis::ReportData& data);

/// Severity curves, the form of the paper's Table 6: a measure by severity, a line for each kind of
/// noise, with intervals of the mean. Nothing without a kind of two or more severities.
[[nodiscard]] std::optional<Chart> severity_chart(const analysis::ReportData& data);

/// 95 % intervals of EF over the draws, patients sorted by clean EF, with the lines at 40 and 50 %.
[[nodiscard]] std::optional<Chart> ef_intervals_chart(const analysis::ReportData& data);

/// How often intervals around a single reading hold the clean EF, against what they claim. Nothing
/// of several conditions.
[[nodiscard]] std::optional<Chart> ef_calibration_chart(const analysis::ReportData& data);

/// Error of EF by the number of readers whose outlines were fused, a line for each rule. Nothing of
/// several conditions.
[[nodiscard]] std::optional<Chart> panels_chart(const analysis::ReportData& data);

/// Bias and spread of EF by stratum: image quality, sex, EF category, size of the LV.
[[nodiscard]] std::optional<Chart> strata_chart(const analysis::ReportData& data);

/// Validation Dice and training loss by epoch, a line for each network.
[[nodiscard]] std::optional<Chart> training_chart(const analysis::ReportData& data);

}  // namespace segnoise::charts
