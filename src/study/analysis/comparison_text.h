#pragma once

#include "study/analysis/comparison.h"

#include <string>
#include <string_view>

namespace segnoise::analysis {

/// The tables of a study for a terminal, each under a line that says what it holds. All are ""
/// where the study has nothing of the kind.

/// How the interval of a mean over patients is made.
inline constexpr std::string_view kIntervalOfMean = "t below 20 patients, else BCa";

/// How interval and p of differences are made, and what they are adjusted for; or why there are
/// none. One sentence or more, the same on a terminal and on a page.
[[nodiscard]] std::string differences_caption(const StudyComparison& comparison);

/// What each condition differs by from its reference, a row for each of kTestedMeasures and
/// condition: mean difference [95 % interval], p, p adjusted by Holm.
[[nodiscard]] std::string differences_text(const StudyComparison& comparison);

/// The paper's Table 7, one row per condition: mean ± SD over patients [95 % interval of the mean]
/// of Dice, EF error and HD.
[[nodiscard]] std::string means_text(const StudyComparison& comparison);

/// The same of EF and ESV, network minus clean labels.
[[nodiscard]] std::string signed_errors_text(const StudyComparison& comparison);

/// Table 7 once more, a row for each condition and image quality.
[[nodiscard]] std::string qualities_text(const StudyComparison& comparison);

/// Names the conditions whose networks learned nothing, one line each; "" if there are none.
[[nodiscard]] std::string learned_nothing_text(const StudyComparison& comparison);

/// How many patients' EF is of one view; "" if none's is.
[[nodiscard]] std::string single_plane_text(const StudyComparison& comparison);

/// In the form of the paper's Table 6, for mean Dice and for EF error: a row for each kind of
/// noise, a column for each severity, in order of appearance; the first row is that of clean
/// labels, the same in all columns.
///
/// Only of conditions whose training labels are all noisy and whose training set is the largest;
/// "" unless there are two kinds of noise and one of them has a severity.
[[nodiscard]] std::string severities_text(const StudyComparison& comparison);

/// What noisy labels do to volumes and EF by themselves: mean ± SD over patients [95 % interval].
[[nodiscard]] std::string label_effects_text(const StudyComparison& comparison);

/// Bland and Altman's analysis of EF, and measures of agreement: value [95 % interval].
[[nodiscard]] std::string ef_agreement_text(const StudyComparison& comparison);

/// How many patients change EF category, a table and a kappa for each condition.
[[nodiscard]] std::string reclassification_text(const StudyComparison& comparison);

/// All of these that have something, a blank line between them.
[[nodiscard]] std::string comparison_text(const StudyComparison& comparison);

}  // namespace segnoise::analysis
