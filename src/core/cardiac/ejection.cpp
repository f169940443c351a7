#include "core/cardiac/ejection.h"

#include "base/number_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace segnoise::cardiac {
namespace {

constexpr std::array<std::pair<std::string_view, VolumeMethod>, 5> kMethods{{
    {"ase", VolumeMethod::kBiplaneAse},
    {"camus", VolumeMethod::kBiplaneCamus},
    {"2ch", VolumeMethod::kSinglePlane2ch},
    {"4ch", VolumeMethod::kSinglePlane4ch},
    {"area-length", VolumeMethod::kAreaLength},
}};

constexpr double kMm3PerMl = 1000.0;
constexpr double kForeshortened = 0.1;

/// The two views of one phase, of which a method may need one only.
struct Phase {
  const Disks* two_chamber = nullptr;
  const Disks* four_chamber = nullptr;

  [[nodiscard]] double longer_axis_mm() const {
    return std::max(two_chamber->axis.length_mm, four_chamber->axis.length_mm);
  }
  [[nodiscard]] double shorter_axis_mm() const {
    return std::min(two_chamber->axis.length_mm, four_chamber->axis.length_mm);
  }
};

/// π/4 Σ aᵢ bᵢ h.
double stacked_ml(const Disks& a, const Disks& b, double height_mm) {
  double sum = 0.0;
  for (std::size_t i = 0; i < kDiskCount; ++i) sum += a.diameters_mm[i] * b.diameters_mm[i];
  return std::numbers::pi / 4.0 * sum * height_mm / kMm3PerMl;
}

double volume_ml(const Phase& phase, VolumeMethod method, double longest_axis_mm) {
  constexpr auto kDisks = static_cast<double>(kDiskCount);
  switch (method) {
    case VolumeMethod::kSinglePlane2ch:
      return single_plane_volume_ml(*phase.two_chamber);
    case VolumeMethod::kSinglePlane4ch:
      return single_plane_volume_ml(*phase.four_chamber);
    case VolumeMethod::kBiplaneAse:
      return stacked_ml(*phase.two_chamber, *phase.four_chamber, phase.longer_axis_mm() / kDisks);
    case VolumeMethod::kBiplaneCamus:
      return stacked_ml(*phase.two_chamber, *phase.four_chamber, longest_axis_mm / kDisks);
    case VolumeMethod::kAreaLength:
      return 8.0 * phase.two_chamber->area_mm2 * phase.four_chamber->area_mm2 /
             (3.0 * std::numbers::pi * phase.shorter_axis_mm()) / kMm3PerMl;
  }
  return 0.0;
}

std::optional<std::string> foreshortening(const Phase& phase, Instant instant) {
  const double difference = 1.0 - phase.shorter_axis_mm() / phase.longer_axis_mm();
  if (!(difference > kForeshortened)) return std::nullopt;
  return std::string(name_of(instant)) + ": long axes of " +
         base::decimal_text(phase.two_chamber->axis.length_mm, 1) + " mm (2CH) and " +
         base::decimal_text(phase.four_chamber->axis.length_mm, 1) + " mm (4CH) differ by " +
         base::decimal_text(100.0 * difference, 0) + " %; is a view foreshortened?";
}

}  // namespace

std::string_view name_of(VolumeMethod method) {
  for (const auto& [name, named] : kMethods) {
    if (named == method) return name;
  }
  return {};
}

VolumeMethod volume_method_named(std::string_view name) {
  std::string names;
  for (const auto& [known, method] : kMethods) {
    if (known == name) return method;
    names += (names.empty() ? "" : ", ") + std::string(known);
  }
  throw std::invalid_argument(
      "volume method must be one of " + names + ", got '" + std::string(name) + "'");
}

bool uses(VolumeMethod method, View view) {
  switch (method) {
    case VolumeMethod::kSinglePlane2ch:
      return view == View::kTwoChamber;
    case VolumeMethod::kSinglePlane4ch:
      return view == View::kFourChamber;
    case VolumeMethod::kBiplaneAse:
    case VolumeMethod::kBiplaneCamus:
    case VolumeMethod::kAreaLength:
      return true;
  }
  return true;
}

double single_plane_volume_ml(const Disks& disks) {
  return stacked_ml(disks, disks, disks.axis.length_mm / static_cast<double>(kDiskCount));
}

std::optional<Disks> disks(const Cavity& cavity, VolumeMethod method) {
  return method == VolumeMethod::kBiplaneCamus ? camus_disks(cavity.mask, cavity.spacing_mm)
                                               : ase_disks(cavity.mask, cavity.spacing_mm);
}

std::optional<Ejection> ejection(const PerFrame<std::optional<Disks>>& disks, VolumeMethod method) {
  std::array<Phase, kInstants.size()> phases;
  double longest_axis_mm = 0.0;
  for (const Instant instant : kInstants) {
    Phase& phase = phases[static_cast<std::size_t>(instant)];
    for (const View view : kViews) {
      if (!uses(method, view)) continue;
      const auto& of_frame = disks(view, instant);
      if (!of_frame) return std::nullopt;
      (view == View::kTwoChamber ? phase.two_chamber : phase.four_chamber) = &*of_frame;
      longest_axis_mm = std::max(longest_axis_mm, of_frame->axis.length_mm);
    }
  }

  const auto& [diastole, systole] = phases;
  Ejection result{
      .edv_ml = volume_ml(diastole, method, longest_axis_mm),
      .esv_ml = volume_ml(systole, method, longest_axis_mm)};
  if (!(result.edv_ml > 0.0)) return std::nullopt;
  result.ef_percent = 100.0 * (result.edv_ml - result.esv_ml) / result.edv_ml;

  if (uses(method, View::kTwoChamber) && uses(method, View::kFourChamber)) {
    for (const Instant instant : kInstants) {
      auto warning = foreshortening(phases[static_cast<std::size_t>(instant)], instant);
      if (warning) result.warnings.push_back(std::move(*warning));
    }
  }
  if (result.esv_ml > result.edv_ml) {
    result.warnings.push_back(
        "ESV of " + base::decimal_text(result.esv_ml, 1) + " mL exceeds EDV of " +
        base::decimal_text(result.edv_ml, 1) + " mL");
  }
  return result;
}

std::optional<Ejection> ejection(
    const PerFrame<std::optional<Cavity>>& cavities, VolumeMethod method) {
  PerFrame<std::optional<Disks>> measured;
  for (const Instant instant : kInstants) {
    for (const View view : kViews) {
      const auto& cavity = cavities(view, instant);
      if (cavity && uses(method, view)) measured(view, instant) = disks(*cavity, method);
    }
  }
  return ejection(measured, method);
}

std::optional<VolumeMethod> method_for(
    const PerFrame<std::optional<Disks>>& disks, VolumeMethod wanted) {
  for (const VolumeMethod method :
       {wanted, VolumeMethod::kSinglePlane2ch, VolumeMethod::kSinglePlane4ch}) {
    if (ejection(disks, method)) return method;
  }
  return std::nullopt;
}

Ejection rounded(Ejection ejection) {
  const double edv_ml = std::nearbyint(ejection.edv_ml);
  if (edv_ml == 0.0) return ejection;
  ejection.edv_ml = edv_ml;
  ejection.esv_ml = std::nearbyint(ejection.esv_ml);
  ejection.ef_percent =
      std::nearbyint(100.0 * (ejection.edv_ml - ejection.esv_ml) / ejection.edv_ml);
  return ejection;
}

}  // namespace segnoise::cardiac
