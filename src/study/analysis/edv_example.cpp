#include "study/analysis/edv_example.h"

#include "core/noise/corrupt.h"
#include "study/plan/ventricle.h"
#include "study/readings/impossible.h"

#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

namespace segnoise::analysis {
namespace {

constexpr double kStepPx = 0.25;

/// From a place in a mask to where it ends in a direction.
shape::Point end_of(const shape::Mask& mask, shape::Point from, shape::Point direction) {
  shape::Point at = from;
  for (;;) {
    const shape::Point next{at.x + kStepPx * direction.x, at.y + kStepPx * direction.y};
    const int x = static_cast<int>(std::floor(next.x));
    const int y = static_cast<int>(std::floor(next.y));
    if (!mask(x, y)) return at;
    at = next;
  }
}

/// Lines across the long axis, perpendicular to it in the body, at the middles of its disks.
std::vector<shape::Ring> disk_lines(
    const shape::Mask& mask, const cardiac::LongAxis& axis, const shape::Spacing& spacing_mm) {
  const double along_x = axis.apex.x - axis.base.x;
  const double along_y = axis.apex.y - axis.base.y;
  const double across_x = -along_y * spacing_mm.y_mm / spacing_mm.x_mm;
  const double across_y = along_x * spacing_mm.x_mm / spacing_mm.y_mm;
  const double length = std::hypot(across_x, across_y);
  const shape::Point right{across_x / length, across_y / length};
  std::vector<shape::Ring> lines;
  for (std::size_t i = 0; i < cardiac::kDiskCount; ++i) {
    const double part = (static_cast<double>(i) + 0.5) / cardiac::kDiskCount;
    const shape::Point middle{axis.base.x + part * along_x, axis.base.y + part * along_y};
    lines.push_back({end_of(mask, middle, {-right.x, -right.y}), end_of(mask, middle, right)});
  }
  return lines;
}

/// The label of one view under many draws.
struct NoisyView {
  cardiac::View view;
  shape::Spacing spacing_mm;
  noise::RepeatedNoise noise;
};

std::vector<NoisyView> noisy_views(
    const plan::VentricleLabels& labels,
    const noise::NoiseSetup& setup,
    cardiac::VolumeMethod method) {
  std::vector<NoisyView> views;
  for (const cardiac::View view : cardiac::kViews) {
    if (!cardiac::uses(method, view)) continue;
    const cardiac::Cavity& cavity = *labels.cavities(view, cardiac::Instant::kEndDiastole);
    const plan::FrameId frame{labels.patient, view, cardiac::Instant::kEndDiastole};
    views.push_back(
        {view,
         cavity.spacing_mm,
         noise::RepeatedNoise(
             setup,
             ventricle_instance(cavity.mask, cavity.spacing_mm, frame, setup),
             {cavity.mask.size(), cavity.spacing_mm})});
  }
  return views;
}

}  // namespace

std::optional<EdvExample> edv_example(
    const plan::VentricleLabels& labels,
    const noise::NoiseSetup& setup,
    const SensitivityOptions& options,
    int draws) {
  if (draws < 1) throw std::invalid_argument("draws must be >= 1, got " + std::to_string(draws));
  plan::require_for_ventricle(setup);
  const auto clean_disks = plan::disks_of(labels, options.volume_method);
  const auto method = cardiac::method_for(clean_disks, options.volume_method);
  if (!method) return std::nullopt;
  EdvExample example{
      .patient = labels.patient, .clean = cardiac::ejection(clean_disks, *method).value()};

  const readings::Measured clean{.disks = clean_disks, .ejection = example.clean};
  auto views = noisy_views(labels, setup, *method);
  for (int draw = 1; draw <= draws; ++draw) {
    EdvDraw drawn{.draw = draw};
    auto measured = clean_disks;
    for (NoisyView& view : views) {
      const plan::FrameId frame{labels.patient, view.view, cardiac::Instant::kEndDiastole};
      const auto quality = labels.quality.at(static_cast<std::size_t>(view.view));
      noise::Outcome outcome =
          view.noise(plan::subject_of_draw(frame, quality, options.seed, draw)).outcome;
      auto& of_view = measured(view.view, cardiac::Instant::kEndDiastole);
      of_view.reset();
      if (outcome.fate != noise::Fate::kKept) continue;
      cardiac::Cavity cavity{
          std::get<shape::Mask>(std::move(outcome.instance.shape)), view.spacing_mm};
      of_view = cardiac::disks(cavity, options.volume_method);
      if (!of_view) continue;
      std::vector<shape::Ring> lines = disk_lines(cavity.mask, of_view->axis, view.spacing_mm);
      drawn.labels.push_back({view.view, std::move(cavity.mask), std::move(lines)});
    }
    const auto found = cardiac::ejection(measured, *method);
    if (!found || readings::impossible({measured, *found}, clean)) continue;
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

}  // namespace segnoise::analysis
