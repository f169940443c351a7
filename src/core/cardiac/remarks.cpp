#include "core/cardiac/remarks.h"

#include "base/number_text.h"
#include "core/cardiac/ejection.h"
#include "core/shape/components.h"
#include "core/shape/label_map.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <utility>

namespace segnoise::cardiac {
namespace {

constexpr double kElongated = 1.5;  ///< of the ventricle's length by its width

std::string frame_name(View view, Instant instant) {
  return std::string(name_of(view)) + ' ' + std::string(name_of(instant));
}

/// Second moments of a mask, mm².
struct Moments {
  double xx = 0.0;
  double yy = 0.0;
  double xy = 0.0;
};

Moments moments_of(const shape::Mask& mask, const shape::Spacing& spacing_mm) {
  const shape::Point centre = shape::centroid(mask);
  const shape::Box window = mask.window();
  Moments moments;
  for (int y = window.y; y < window.bottom(); ++y) {
    for (int x = window.x; x < window.right(); ++x) {
      if (!mask(x, y)) continue;
      const double dx = (x + 0.5 - centre.x) * spacing_mm.x_mm;
      const double dy = (y + 0.5 - centre.y) * spacing_mm.y_mm;
      moments.xx += dx * dx;
      moments.yy += dy * dy;
      moments.xy += dx * dy;
    }
  }
  return moments;
}

/// From straight up, 0 to 180 degrees, of a direction on the screen.
double tilt_of(double right_mm, double down_mm) {
  return std::atan2(std::abs(right_mm), -down_mm) * 180.0 / std::numbers::pi;
}

/// How far the ventricle is turned from standing on its base, degrees; nothing if nothing tells.
std::optional<double> tilt_of(const shape::LabelMap& labels) {
  const shape::Mask ventricle = shape::largest_component(mask_of(labels, kLeftVentricle));
  if (ventricle.empty()) return std::nullopt;
  const shape::Spacing& spacing_mm = labels.spacing_mm();
  const shape::Point centre = shape::centroid(ventricle);
  const auto tilt_between = [&](shape::Point base, shape::Point apex) {
    return tilt_of((apex.x - base.x) * spacing_mm.x_mm, (apex.y - base.y) * spacing_mm.y_mm);
  };
  if (const shape::Mask atrium = mask_of(labels, kLeftAtrium); !atrium.empty()) {
    return tilt_between(shape::centroid(atrium), centre);
  }
  if (const shape::Mask myocardium = mask_of(labels, kMyocardium); !myocardium.empty()) {
    return tilt_between(centre, shape::centroid(myocardium));
  }
  const auto [xx, yy, xy] = moments_of(ventricle, spacing_mm);
  const double mean = 0.5 * (xx + yy);
  const double spread = std::hypot(0.5 * (xx - yy), xy);
  if (!(mean + spread > kElongated * kElongated * (mean - spread))) return std::nullopt;
  const double from_x = 0.5 * std::atan2(2.0 * xy, xx - yy);
  const double tilt = tilt_of(std::cos(from_x), std::sin(from_x));
  return std::min(tilt, 180.0 - tilt);
}

void add_tilts(std::vector<std::string>& remarks, const Patient& patient) {
  for (const View view : kViews) {
    for (const Instant instant : kInstants) {
      const auto& frame = patient.frames(view, instant);
      const auto tilt = frame ? tilt_of(frame->labels) : std::nullopt;
      if (!tilt || *tilt <= kMostTiltDegrees) continue;
      remarks.push_back(
          frame_name(view, instant) + ": the apex lies " + (*tilt > 90.0 ? "below" : "beside") +
          " the base (the ventricle is turned by " + base::decimal_text(*tilt, 0) +
          " degrees); was the frame's direction lost in a re-export?");
    }
  }
}

std::optional<std::string> axes_remark(const PerFrame<std::optional<Disks>>& disks) {
  std::string axes;
  for (const View view : kViews) {
    for (const Instant instant : kInstants) {
      const auto& of_frame = disks(view, instant);
      if (!of_frame) continue;
      const double length_mm = of_frame->axis.length_mm;
      if (length_mm >= kShortestAxisMm && length_mm <= kLongestAxisMm) continue;
      axes += (axes.empty() ? "" : ", ") + base::decimal_text(length_mm, 1) + " mm (" +
              frame_name(view, instant) + ')';
    }
  }
  if (axes.empty()) return std::nullopt;
  return "implausible long axis: " + axes + ", expected " + base::decimal_text(kShortestAxisMm, 0) +
         " to " + base::decimal_text(kLongestAxisMm, 0) + " mm; is the spacing right?";
}

std::optional<std::string> volume_remark(const Ejection& ejection) {
  if (ejection.edv_ml >= kSmallestEdvMl && ejection.edv_ml <= kLargestEdvMl) return std::nullopt;
  return "implausible volume: EDV of " + base::decimal_text(ejection.edv_ml, 1) + " mL, expected " +
         base::decimal_text(kSmallestEdvMl, 0) + " to " + base::decimal_text(kLargestEdvMl, 0) +
         " mL; is the spacing right?";
}

using FrameDisks = PerFrame<std::optional<Disks>>;

FrameDisks disks_by(const Patient& patient, VolumeMethod method) {
  FrameDisks measured;
  for (const View view : kViews) {
    for (const Instant instant : kInstants) {
      const auto& frame = patient.frames(view, instant);
      if (!frame) continue;
      const shape::Spacing& spacing_mm = frame->labels.spacing_mm();
      measured(view, instant) = disks({mask_of(frame->labels, kLeftVentricle), spacing_mm}, method);
    }
  }
  return measured;
}

/// Compares with whichever of both conventions comes nearer.
std::optional<std::string> stated_ef_remark(const Patient& patient, const FrameDisks& by_ase) {
  if (!patient.stated_ef_percent) return std::nullopt;
  const auto ase = ejection(by_ase, VolumeMethod::kBiplaneAse);
  const auto camus =
      ejection(disks_by(patient, VolumeMethod::kBiplaneCamus), VolumeMethod::kBiplaneCamus);
  if (!ase || !camus) return std::nullopt;
  const double stated = *patient.stated_ef_percent;
  const double measured = std::abs(ase->ef_percent - stated) < std::abs(camus->ef_percent - stated)
                              ? ase->ef_percent
                              : camus->ef_percent;
  if (std::abs(measured - stated) <= kMostEfDifferencePp) return std::nullopt;
  return "EF is stated as " + base::decimal_text(stated, 0) + " %, but " +
         base::decimal_text(measured, 0) + " % is measured on the labels";
}

}  // namespace

std::vector<std::string> remarks_on(const Patient& patient) {
  std::vector<std::string> remarks;
  add_tilts(remarks, patient);
  const auto add = [&](std::optional<std::string> remark) {
    if (remark) remarks.push_back(*std::move(remark));
  };
  const FrameDisks measured = disks_by(patient, VolumeMethod::kBiplaneAse);
  add(axes_remark(measured));
  if (const auto method = method_for(measured, VolumeMethod::kBiplaneAse)) {
    const Ejection found = ejection(measured, *method).value();
    add(volume_remark(found));
    remarks.insert(remarks.end(), found.warnings.begin(), found.warnings.end());
  }
  add(stated_ef_remark(patient, measured));
  return remarks;
}

}  // namespace segnoise::cardiac
