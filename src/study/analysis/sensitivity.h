#pragma once

#include "core/cardiac/ef_category.h"
#include "core/cardiac/propagation.h"
#include "core/statistics/bootstrap.h"
#include "study/plan/results.h"
#include "study/plan/ventricle_labels.h"
#include "study/readings/impossible.h"
#include "study/readings/method_ef.h"
#include "study/readings/shape_errors.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

namespace segnoise::analysis {

/// Of so many draws EF is measured by the other methods, too: one of them is slow.
inline constexpr int kMethodDraws = 10;

struct SensitivityOptions {
  int draws = 1000;  ///< of the whole setup for each label, >= 2
  int draws_alone =
      100;  ///< of each of its steps alone, and of those that are looked at closely
            ///< (outlines, single readings), >= 2: the first of the draws, at most all
  std::uint64_t seed = 1;
  cardiac::VolumeMethod volume_method = cardiac::VolumeMethod::kBiplaneAse;
};

/// How a number spreads over the draws.
struct Spread {
  double clean = 0.0;  ///< from the clean labels
  double bias = 0.0;   ///< mean of the draws minus clean
  double sd = 0.0;
  statistics::Interval central95 = {};  ///< the percentiles 2.5 and 97.5 of the draws

  [[nodiscard]] double bias_percent() const { return 100.0 * bias / clean; }  ///< of clean
};

/// What one part of the noise does by itself; the rest of the labels, or of the noise, is clean.
struct PartEffect {
  std::string part = {};  ///< "all", "ED labels", "ES labels", or a step: "dilation (ES)"
  int draws = 0;          ///< that gave an EF
  double ef_bias_pp = 0.0;
  double ef_sd_pp = 0.0;
  double edv_bias_percent = 0.0;  ///< of the clean volume
  double esv_bias_percent = 0.0;
};

/// Shares of the variance of EF, as fractions that add up to 1: Sobol's first-order indices of the
/// labels at ED and at ES as if they were drawn independently, what only both together would then
/// explain, and what the variance that was found differs by.
struct VarianceShares {
  double ed = 0.0;
  double es = 0.0;
  double joint = 0.0;
  double covariance = 0.0;  ///< < 0 where errors at ED and ES go together, and cancel in EF
};

/// What one reading of a patient gives: one draw of each of his labels.
struct Reading {
  int draw = 0;  ///< from 1
  double edv_ml = 0.0;
  double esv_ml = 0.0;
  double ef_percent = 0.0;
};

/// How far the ejection fraction of one patient moves if his labels are noisy.
struct PatientSensitivity {
  std::string patient = {};
  cardiac::VolumeMethod method =
      cardiac::VolumeMethod::kBiplaneAse;        ///< single-plane where one view is missing
  std::optional<cardiac::Quality> quality = {};  ///< the worse of the views that were used
  std::optional<cardiac::Sex> sex = {};
  int draws = 0;             ///< that gave an EF, and not an impossible one: all below is of these
  int draws_without_ef = 0;  ///< a label was deleted, lost, or has no long axis
  readings::FailedOutlines failed = {};  ///< gave what no heart is; counted, and left aside

  Spread edv_ml = {};
  Spread esv_ml = {};
  Spread ef_percent = {};
  double ef_mae_pp = 0.0;
  double within_5_pp = 0.0;   ///< fraction of the draws
  double within_10_pp = 0.0;  ///< fraction of the draws

  std::array<double, cardiac::kEfCategories.size()> category_probability = {};
  double crossing_40_probability = 0.0;  ///< of an EF on the other side of 40 % than the clean one
  double crossing_50_probability = 0.0;

  std::optional<VarianceShares> variance = {};  ///< nothing if EF does not vary
  std::optional<double> volume_error_correlation =
      {};  ///< ρ of the errors of EDV and ESV over the draws; nothing if either has none
  cardiac::PropagatedEf propagated =
      {};  ///< from means, SDs and correlation of the relative volume errors
  std::vector<PartEffect> parts = {};            ///< "all" first, steps in their order last
  readings::PatientShapes shapes = {};           ///< over the first draws_alone draws
  std::vector<readings::MethodEf> methods = {};  ///< over the first kMethodDraws, by each method
  std::vector<Reading> readings = {};            ///< of the same
  std::vector<std::string> remarks = {};         ///< on his clean labels, see Patient
};

/// A patient of whom nothing can be said.
struct LeftOut {
  std::string patient = {};
  std::string reason = {};
};

/// Draws noise on the LV labels of one patient, again and again, and measures what EF becomes.
///
/// Draw r (from 1) of a label depends on the seed and on "patient0001/2CH/ED/draw r" alone. A step
/// alone draws what it draws within the setup, so that its effect differs by what it does and not
/// by chance. Where the method needs both views, and only one is measurable at both instants, the
/// single-plane volumes of that one are taken; also where the method needs the other view.
///
/// The shares of variance follow from EF = 100 · (1 - ESV / EDV): with x = 1 - EF where only ED is
/// noisy, y where only ES is, and z where both are,
/// V_ED : V_ES : V_joint = mean(y)² var(x) : mean(x)² var(y) : var(x) var(y), were the two instants
/// independent, all over var(z) (1 - clean EF)². What is missing to 1 is their covariance (and,
/// with the method kBiplaneCamus, that all four frames share an axis).
///
/// Draws that give what no heart is (readings::impossible()) count as failed outlines, by kind, and
/// not in any mean.
///
/// @param stop  once it says so, the result is without meaning, but soon there
/// @return  LeftOut if no view is measurable at both instants, or fewer than two draws give an EF
/// @throws std::invalid_argument  as corrupted() does, or if options are out of range
/// Source: I. M. Sobol, Mathematics and Computers in Simulation 55, 271-280 (2001), for the shares.
[[nodiscard]] std::variant<PatientSensitivity, LeftOut> patient_sensitivity(
    const plan::VentricleLabels& labels,
    const noise::NoiseSetup& setup,
    const SensitivityOptions& options,
    const std::stop_token& stop = {});

/// A whole cohort, patients in their order.
struct CohortSensitivity {
  std::vector<PatientSensitivity> patients = {};
  std::vector<LeftOut> left_out = {};
};

/// The same for each patient, on some threads; the result does not depend on how many.
///
/// @param threads  >= 1
/// @param on_done  told on this thread how many patients are done; see for_each_index()
/// @throws std::invalid_argument  as patient_sensitivity() does
[[nodiscard]] CohortSensitivity cohort_sensitivity(
    std::span<const plan::VentricleLabels> patients,
    const noise::NoiseSetup& setup,
    const SensitivityOptions& options,
    int threads,
    const std::function<void(std::size_t)>& on_done);

}  // namespace segnoise::analysis
