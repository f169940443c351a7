#pragma once

#include "core/cardiac/disks.h"
#include "core/cardiac/echo.h"
#include "core/cardiac/ejection.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace segnoise::plan {

/// The left ventricles of a patient as labelled, and what divides a cohort; without the images.
struct VentricleLabels {
  std::string patient = {};
  cardiac::PerFrame<std::optional<cardiac::Cavity>> cavities = {};
  std::array<std::optional<cardiac::Quality>, cardiac::kViews.size()> quality = {};  ///< by view
  std::optional<cardiac::Sex> sex = {};
  std::vector<std::string> remarks = {};  ///< see Patient

  /// Of the views that a method uses; nothing if none states its quality.
  [[nodiscard]] std::optional<cardiac::Quality> worst_quality(cardiac::VolumeMethod method) const;
};

[[nodiscard]] VentricleLabels ventricle_labels(const cardiac::Patient& patient);

/// The disks of all labels that there are, as a method needs them.
[[nodiscard]] cardiac::PerFrame<std::optional<cardiac::Disks>> disks_of(
    const VentricleLabels& labels, cardiac::VolumeMethod method);

}  // namespace segnoise::plan
