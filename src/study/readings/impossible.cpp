#include "study/readings/impossible.h"

#include "core/cardiac/remarks.h"

namespace segnoise::readings {
namespace {

bool is_edv(double edv_ml) {
  return edv_ml >= cardiac::kSmallestEdvMl && edv_ml <= cardiac::kLargestEdvMl;
}

bool is_axis(const std::optional<cardiac::Disks>& disks) {
  if (!disks) return true;
  const double length_mm = disks->axis.length_mm;
  return length_mm >= cardiac::kShortestAxisMm && length_mm <= cardiac::kLongestAxisMm;
}

}  // namespace

std::optional<Impossible> impossible(const Measured& reading, const Measured& clean) {
  if (reading.ejection.ef_percent < 0.0 && clean.ejection.ef_percent >= 0.0)
    return Impossible::kNegativeEf;
  if (!is_edv(reading.ejection.edv_ml) && is_edv(clean.ejection.edv_ml)) return Impossible::kEdv;
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      if (!is_axis(reading.disks(view, instant)) && is_axis(clean.disks(view, instant)))
        return Impossible::kLongAxis;
    }
  }
  return std::nullopt;
}

void FailedOutlines::add(Impossible kind) {
  switch (kind) {
    case Impossible::kNegativeEf:
      ++negative_ef;
      return;
    case Impossible::kEdv:
      ++edv;
      return;
    case Impossible::kLongAxis:
      ++long_axis;
      return;
  }
}

FailedOutlines& FailedOutlines::operator+=(const FailedOutlines& others) {
  negative_ef += others.negative_ef;
  edv += others.edv;
  long_axis += others.long_axis;
  return *this;
}

}  // namespace segnoise::readings
