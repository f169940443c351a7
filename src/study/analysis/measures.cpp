#include "study/analysis/measures.h"

namespace segnoise::analysis {

std::string_view symbol_of(MeasureUnit unit) {
  return unit == MeasureUnit::kPercentagePoints ? "p.p." : words_of(unit);
}

std::string_view words_of(MeasureUnit unit) {
  switch (unit) {
    case MeasureUnit::kNone:
      return "";
    case MeasureUnit::kPercent:
      return "%";
    case MeasureUnit::kPercentagePoints:
      return "percentage points";
    case MeasureUnit::kMm:
      return "mm";
    case MeasureUnit::kMl:
      return "mL";
  }
  return "";
}

std::string_view name_of(Better better) {
  switch (better) {
    case Better::kHigher:
      return "higher";
    case Better::kLower:
      return "lower";
    case Better::kNearZero:
      return "nearer to zero";
    case Better::kNeither:
      return "";
  }
  return "";
}

std::string Measure::heading_with_unit() const {
  std::string text(heading);
  if (unit != MeasureUnit::kNone) (text += ' ') += symbol_of(unit);
  return text;
}

std::string Measure::title_with_unit(std::string_view between) const {
  std::string text(title);
  if (unit != MeasureUnit::kNone) (text += between) += words_of(unit);
  return text;
}

}  // namespace segnoise::analysis
