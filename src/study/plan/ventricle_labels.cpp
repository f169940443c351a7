#include "study/plan/ventricle_labels.h"

#include "study/plan/evaluation.h"

#include <algorithm>
#include <cstddef>

namespace segnoise::plan {

std::optional<cardiac::Quality> VentricleLabels::worst_quality(cardiac::VolumeMethod method) const {
  std::optional<cardiac::Quality> worst;
  for (const cardiac::View view : cardiac::kViews) {
    const auto& of_view = quality[static_cast<std::size_t>(view)];
    if (cardiac::uses(method, view) && of_view)
      worst = std::max(worst.value_or(*of_view), *of_view);
  }
  return worst;
}

cardiac::PerFrame<std::optional<cardiac::Disks>> disks_of(
    const VentricleLabels& labels, cardiac::VolumeMethod method) {
  cardiac::PerFrame<std::optional<cardiac::Disks>> measured;
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const auto& cavity = labels.cavities(view, instant);
      if (cavity) measured(view, instant) = cardiac::disks(*cavity, method);
    }
  }
  return measured;
}

VentricleLabels ventricle_labels(const cardiac::Patient& patient) {
  return {
      .patient = patient.id,
      .cavities = cavities_of(patient),
      .quality = patient.quality,
      .sex = patient.sex,
      .remarks = patient.remarks};
}

}  // namespace segnoise::plan
