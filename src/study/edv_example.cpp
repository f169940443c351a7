#include "study/edv_example.h"

#include "noise/corrupt.h"
#include "study/ventricle.h"

#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

namespace segnoise {
namespace {

constexpr double kStepPx = 0.25;

/// From a place in a mask to where it ends in a direction.
Point end_of(const Mask& mask, Point from, Point direction) {
  Point at = from;
  for (;;) {
    const Point next{at.x + kStepPx * direction.x, at.y + kStepPx * direction.y};
    const int x = static_cast<int>(std::floor(next.x));
    const int y = static_cast<int>(std::floor(next.y));
    if (!mask(x, y)) return at;
    at = next;
  }
}

/// Lines across the long axis, perpendicular to it in the body, at the middles of its disks.
std::vector<Ring> disk_lines(const Mask& mask, const LongAxis& axis, const Spacing& spacing_mm) {
  const double along_x = axis.apex.x - axis.base.x;
  const double along_y = axis.apex.y - axis.base.y;
  const double across_x = -along_y * spacing_mm.y_mm / spacing_mm.x_mm;
  const double across_y = along_x * spacing_mm.x_mm / spacing_mm.y_mm;
  const double length = std::hypot(across_x, across_y);
  const Point right{across_x / length, across_y / length};
  std::vector<Ring> lines;
  for (std::size_t i = 0; i < kDiskCount; ++i) {
    const double part = (static_cast<double>(i) + 0.5) / kDiskCount;
    const Point middle{axis.base.x + part * along_x, axis.base.y + part * along_y};
    lines.push_back({end_of(mask, middle, {-right.x, -right.y}), end_of(mask, middle, right)});
  }
  return lines;
}

/// The label of one view under many draws.
struct NoisyView {
  View view;
  Spacing spacing_mm;
  RepeatedNoise noise;
};

std::vector<NoisyView> noisy_views(
    const VentricleLabels& labels, const NoiseSetup& setup, VolumeMethod method) {
  std::vector<NoisyView> views;
  for (const View view : kViews) {
    if (!uses(method, view)) continue;
    const Cavity& cavity = *labels.cavities(view, Instant::kEndDiastole);
    const FrameId frame{labels.patient, view, Instant::kEndDiastole};
    views.push_back(
        {view,
         cavity.spacing_mm,
         RepeatedNoise(
             setup,
             ventricle_instance(cavity.mask, cavity.spacing_mm, frame, setup),
             {cavity.mask.size(), cavity.spacing_mm})});
  }
  return views;
}

}  // namespace

std::optional<EdvExample> edv_example(
    const VentricleLabels& labels,
    const NoiseSetup& setup,
    const SensitivityOptions& options,
    int draws) {
  if (draws < 1) throw std::invalid_argument("draws must be >= 1, got " + std::to_string(draws));
  require_for_ventricle(setup);
  const auto clean_disks = disks_of(labels, options.volume_method);
  const auto method = method_for(clean_disks, options.volume_method);
  if (!method) return std::nullopt;
  EdvExample example{.patient = labels.patient, .clean = ejection(clean_disks, *method).value()};

  auto views = noisy_views(labels, setup, *method);
  for (int draw = 1; draw <= draws; ++draw) {
    EdvDraw drawn{.draw = draw};
    auto measured = clean_disks;
    for (NoisyView& view : views) {
      const FrameId frame{labels.patient, view.view, Instant::kEndDiastole};
      Outcome outcome = view.noise(subject_of_draw(frame, options.seed, draw)).outcome;
      auto& of_view = measured(view.view, Instant::kEndDiastole);
      of_view.reset();
      if (outcome.fate != Fate::kKept) continue;
      Cavity cavity{std::get<Mask>(std::move(outcome.instance.shape)), view.spacing_mm};
      of_view = disks(cavity, options.volume_method);
      if (!of_view) continue;
      std::vector<Ring> lines = disk_lines(cavity.mask, of_view->axis, view.spacing_mm);
      drawn.labels.push_back({view.view, std::move(cavity.mask), std::move(lines)});
    }
    const auto found = ejection(measured, *method);
    if (!found) continue;
    drawn.ejection = *found;
    if (example.least.draw == 0 || found->edv_ml < example.least.ejection.edv_ml) {
      example.least = drawn;
    }
    if (example.greatest.draw == 0 || found->edv_ml > example.greatest.ejection.edv_ml) {
      example.greatest = std::move(drawn);
    }
  }
  if (example.least.draw == 0) return std::nullopt;
  return example;
}

}  // namespace segnoise
