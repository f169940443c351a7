#include "core/cardiac/echo.h"

#include <algorithm>
#include <string_view>

namespace segnoise::cardiac {

std::string_view name_of(View view) { return view == View::kTwoChamber ? "2CH" : "4CH"; }

std::string_view name_of(Instant instant) { return instant == Instant::kEndDiastole ? "ED" : "ES"; }

std::string_view name_of(Quality quality) {
  switch (quality) {
    case Quality::kGood:
      return "Good";
    case Quality::kMedium:
      return "Medium";
    case Quality::kPoor:
      break;
  }
  return "Poor";
}

std::string_view name_of(Sex sex) { return sex == Sex::kFemale ? "F" : "M"; }

namespace {

bool has_both_instants(const Patient& patient, View view) {
  return std::ranges::all_of(
      kInstants, [&](Instant instant) { return patient.frames(view, instant).has_value(); });
}

}  // namespace

bool Patient::has_both_views() const {
  return std::ranges::all_of(kViews, [this](View view) { return has_both_instants(*this, view); });
}

bool Patient::has_a_view() const {
  return std::ranges::any_of(kViews, [this](View view) { return has_both_instants(*this, view); });
}

}  // namespace segnoise::cardiac
