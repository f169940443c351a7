#include "cardiac/ef_category.h"

namespace segnoise {

EfCategory ef_category(double ef_percent) {
  if (ef_percent <= kReducedUpToEf_percent) return EfCategory::kReduced;
  return ef_percent < kPreservedFromEf_percent ? EfCategory::kMildlyReduced
                                               : EfCategory::kPreserved;
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

}  // namespace segnoise
