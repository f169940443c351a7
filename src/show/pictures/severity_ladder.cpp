#include "show/pictures/severity_ladder.h"

#include "core/metrics/effect.h"
#include "core/shape/contours.h"
#include "core/shape/label_map.h"
#include "show/pictures/encoded_picture.h"
#include "show/pictures/overlay.h"
#include "storage/write_file.h"
#include "study/analysis/text_numbers.h"
#include "study/plan/corruption.h"

#include <cmath>
#include <stdexcept>

namespace segnoise::pictures {
namespace {

constexpr double kMm2PerCm2 = 100.0;
constexpr double kPercent = 100.0;

/// "+12.3 %", with a minus sign that is as wide as the plus.
std::string signed_percent(double fraction) {
  const std::string size = analysis::fixed(kPercent * std::abs(fraction), 1);
  if (size == "0.0") return "0.0 %";
  return (fraction < 0.0 ? "−" : "+") + size + " %";
}

std::string area_text(const shape::Mask& mask, const shape::Spacing& spacing_mm) {
  const double area_mm2 = static_cast<double>(mask.count()) * spacing_mm.x_mm * spacing_mm.y_mm;
  return "Area " + analysis::fixed(area_mm2 / kMm2PerCm2, 1) + " cm²";
}

std::string measures_text(const metrics::Effect& effect) {
  std::string text;
  if (effect.overlap) text += "Dice " + analysis::fixed(effect.overlap->dice, 3);
  if (effect.distances) text += ", HD " + analysis::fixed(effect.distances->hd_mm, 1) + " mm";
  if (const auto change = effect.area_change()) text += ", area " + signed_percent(*change);
  return text;
}

void check(const std::vector<LadderFrame>& frames) {
  if (frames.empty()) throw std::invalid_argument("a ladder must have a frame, got none");
  for (const LadderFrame& frame : frames) {
    if (frame.rungs.size() != frames.front().rungs.size()) {
      throw std::invalid_argument(
          "frames must have the same number of rungs, got " +
          std::to_string(frames.front().rungs.size()) + " and " +
          std::to_string(frame.rungs.size()));
    }
    const auto fits = [&](const shape::Mask& mask) { return mask.size() == frame.image.size(); };
    bool all_fit = fits(frame.clean);
    for (const LadderRung& rung : frame.rungs) all_fit = all_fit && fits(rung.noisy);
    if (!all_fit) throw std::invalid_argument(frame.name + ": masks must be of the image's size");
  }
}

Panel clean_panel(const LadderFrame& frame) {
  return {
      .image = frame.image,
      .outlines = {{shape::trace(frame.clean), OutlineRole::kClean}},
      .title = frame.name + ", clean",
      .caption = area_text(frame.clean, frame.image.spacing_mm())};
}

Panel noisy_panel(const LadderFrame& frame, const LadderRung& rung) {
  const shape::Spacing& spacing_mm = frame.image.spacing_mm();
  Panel panel = clean_panel(frame);
  panel.title = frame.name + ", " + rung.severity;
  panel.caption = measures_text(metrics::effect_of(frame.clean, rung.noisy, spacing_mm));
  panel.outlines.push_back({shape::trace(rung.noisy), OutlineRole::kNoisy});
  if (const auto pair = metrics::hausdorff_pair(frame.clean, rung.noisy, spacing_mm)) {
    panel.hausdorff.push_back(*pair);
  }
  return panel;
}

}  // namespace

LadderFrame ladder_frame(
    const shape::LabelledImage& frame,
    const plan::FrameId& id,
    std::optional<cardiac::Quality> quality,
    std::span<const noise::NoiseSetup> setups,
    std::uint64_t seed) {
  LadderFrame ladder{
      .name =
          std::string(cardiac::name_of(id.view)) + " " + std::string(cardiac::name_of(id.instant)),
      .image = frame.image,
      .clean = shape::mask_of(frame.labels, cardiac::kLeftVentricle)};
  for (const noise::NoiseSetup& setup : setups) {
    const plan::NoisyLabels noisy = plan::corrupted(frame.labels, id, quality, setup, seed);
    ladder.rungs.push_back({setup.name, shape::mask_of(noisy.labels, cardiac::kLeftVentricle)});
  }
  return ladder;
}

Picture draw_severity_ladder(const std::string& heading, const std::vector<LadderFrame>& frames) {
  check(frames);
  std::vector<Panel> panels;
  for (const LadderFrame& frame : frames) {
    panels.push_back(clean_panel(frame));
    for (const LadderRung& rung : frame.rungs) panels.push_back(noisy_panel(frame, rung));
  }
  return draw_panels(
      panels,
      {.heading = heading,
       .columns = static_cast<int>(1 + frames.front().rungs.size()),
       .field = Field::kAroundOutlines,
       .frame_height_px = 560});
}

void write_severity_ladder(
    const std::filesystem::path& path,
    const std::string& heading,
    const std::vector<LadderFrame>& frames) {
  storage::write_file(path, png_bytes(draw_severity_ladder(heading, frames)));
}

}  // namespace segnoise::pictures
