#include "core/cardiac/ef_category.h"

namespace segnoise::cardiac {

EfCategory ef_category(double ef_percent) {
  if (ef_percent <= kReducedUpToPercent) return EfCategory::kReduced;
  return ef_percent < kPreservedFromPercent ? EfCategory::kMildlyReduced : EfCategory::kPreserved;
}

std::string_view name_of(EfCategory category) {
  switch (category) {
    case EfCategory::kReduced:
      return "reduced";
    case EfCategory::kMildlyReduced:
      return "mildly reduced";
    case EfCategory::kPreserved:
      break;
  }
  return "preserved";
}

}  // namespace segnoise::cardiac
