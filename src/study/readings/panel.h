#pragma once

#include "core/noise/setup.h"
#include "core/shape/mask.h"
#include "study/plan/ventricle_labels.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace segnoise::readings {

/// How the outlines of several readers of one frame become one.
struct Consensus {
  std::string name = {};  ///< "majority", "STAPLE"
  std::function<shape::Mask(std::span<const shape::Mask>)> fuse = {};
};

/// How many readers are put together: odd numbers, so that no vote is a tie.
inline constexpr std::array kPanelSizes{1, 3, 5, 7};

/// Who is read by panels of readers, and how often.
struct PanelOptions {
  int patients = 12;  ///< at most: evenly over the cohort
  int panels = 3;     ///< of each size, for each of them
  std::uint64_t seed = 1;
  cardiac::VolumeMethod volume_method = cardiac::VolumeMethod::kBiplaneAse;
};

/// EF of one patient from the fused outlines of one panel of readers.
struct PanelEf {
  std::string patient = {};
  std::string rule = {};  ///< the consensus's name; of one reader "one reader"
  int readers = 0;
  int panel = 0;  ///< from 1
  double clean_percent = 0.0;
  std::optional<double> ef_percent =
      {};  ///< nothing where outlines gave none, or an impossible one
};

inline constexpr const char* kOneReader = "one reader";

/// Draws outlines for panels of readers, fuses them frame by frame, and measures EF.
///
/// Reader k (from 1) of panel p is draw 7 (p - 1) + k of patient_sensitivity(); smaller panels are
/// the first readers of the greatest. A reader without an outline of a frame is left out of it.
///
/// @return  by patient, panel, size and rule; patients without a measurable view are passed over
/// @throws std::invalid_argument  if options are < 1, or as corrupted() does
[[nodiscard]] std::vector<PanelEf> panel_efs(
    std::span<const plan::VentricleLabels> patients,
    const noise::NoiseSetup& setup,
    std::span<const Consensus> rules,
    const PanelOptions& options,
    int threads,
    const std::function<void(std::size_t)>& on_done);

/// Panels of one size and rule.
struct PanelSummary {
  std::string rule = {};
  int readers = 0;
  int patients = 0;
  int panels = 0;      ///< over the patients, that gave an EF
  int without_ef = 0;  ///< that did not
  double bias_pp = 0.0;
  double sd_pp = 0.0;   ///< of the errors over all panels
  double mae_pp = 0.0;  ///< mean of |EF - clean EF|
};

/// In the order of appearance; none of which no panel gave an EF.
[[nodiscard]] std::vector<PanelSummary> panel_summaries(std::span<const PanelEf> panels);

/// "Three readers ...": what fusing most readers by each rule buys back; "" where there is nothing
/// to compare.
[[nodiscard]] std::string panel_sentence(std::span<const PanelSummary> panels);

/// The table for a terminal.
[[nodiscard]] std::string panels_text(std::span<const PanelSummary> panels);

}  // namespace segnoise::readings
