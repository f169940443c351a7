#pragma once

#include "study/analysis/measures.h"
#include "study/analysis/sensitivity.h"
#include "study/plan/results.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace segnoise::analysis {

/// The measures of a structure by name, and where they are.
struct NamedMeasure {
  std::string_view name;
  std::optional<double> plan::StructureMeasures::*value;
};

inline constexpr std::array kStructureMeasures{
    NamedMeasure{"dice", &plan::StructureMeasures::dice},
    NamedMeasure{"iou", &plan::StructureMeasures::iou},
    NamedMeasure{"hd_mm", &plan::StructureMeasures::hd_mm},
    NamedMeasure{"hd95_mm", &plan::StructureMeasures::hd95_mm},
    NamedMeasure{"assd_mm", &plan::StructureMeasures::assd_mm}};

/// The structures of a frame by name, and where their measures are.
struct NamedStructure {
  std::string_view name;
  plan::StructureMeasures plan::FrameResult::*measures;
};

inline constexpr std::array kStructures{
    NamedStructure{"lv", &plan::FrameResult::left_ventricle},
    NamedStructure{"myocardium", &plan::FrameResult::myocardium},
    NamedStructure{"la", &plan::FrameResult::left_atrium}};

/// Numbers about one patient by the id of their measure (measures.h), or of structure, frame and
/// measure; those that are undefined are left out.
using PatientMeasures = std::vector<std::pair<std::string, double>>;

/// What a network makes of a patient: first the measures of Table 7, each over both views
/// (dice_ed_percent, dice_es_percent, hd_ed_mm, hd_es_mm, ef_error_pp), then EF and volumes,
/// predicted and from the clean labels (ef_percent, reference_ef_percent, edv_ml, ...), then every
/// measure of every structure in every frame (lv_2ch_ed_dice, as a fraction, ...).
[[nodiscard]] PatientMeasures measures_of(const plan::PatientResult& patient);

/// How far noisy labels move a patient's volumes and EF, from sensitivity.h: ef_bias_pp, ef_sd_pp,
/// ef_central95_width_pp, ef_mae_pp, probabilities, volume biases; and how well the draws predict
/// the clean EF: central95_covers_clean (1 if their 95 % interval holds it, else 0),
/// ef_category_brier (see brier_score()).
[[nodiscard]] PatientMeasures measures_of(const PatientSensitivity& patient);

}  // namespace segnoise::analysis
