#include "show/pictures/edv_figure.h"

#include "base/number_text.h"
#include "core/shape/contours.h"
#include "core/shape/label_map.h"
#include "show/pictures/encoded_picture.h"
#include "show/pictures/overlay.h"
#include "storage/write_file.h"

#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::pictures {
namespace {

std::string one_decimal(double value) { return base::decimal_text(value, 1); }

Panel panel_of(
    const analysis::RedrawnLabel& label,
    const std::string& what,
    const cardiac::Ejection& noisy,
    const analysis::EdvExample& example,
    const cardiac::Patient& patient) {
  const auto& frame = patient.frames(label.view, cardiac::Instant::kEndDiastole);
  if (!frame) {
    throw std::invalid_argument(
        patient.id + " has no frame " + std::string(cardiac::name_of(label.view)) +
        " at end-diastole");
  }
  const shape::Mask clean = shape::mask_of(frame->labels, cardiac::kLeftVentricle);
  return {
      .image = frame->image,
      .outlines =
          {{label.disks, OutlineRole::kNoisy},
           {shape::trace(label.mask), OutlineRole::kNoisy},
           {shape::trace(clean), OutlineRole::kClean}},
      .title = std::string(cardiac::name_of(label.view)) + ", " + what,
      .caption = "EDV " + one_decimal(noisy.edv_ml) + " mL instead of " +
                 one_decimal(example.clean.edv_ml) + ", EF " + one_decimal(noisy.ef_percent) +
                 " % instead of " + one_decimal(example.clean.ef_percent)};
}

}  // namespace

Picture draw_edv_example(const analysis::EdvExample& example, const cardiac::Patient& patient) {
  std::vector<Panel> panels;
  for (const analysis::RedrawnLabel& label : example.least.labels) {
    panels.push_back(
        panel_of(label, "EDV underestimated", example.least.ejection, example, patient));
  }
  for (const analysis::RedrawnLabel& label : example.greatest.labels) {
    panels.push_back(
        panel_of(label, "EDV overestimated", example.greatest.ejection, example, patient));
  }
  return draw_panels(
      panels,
      {.heading = example.patient + ": noise at end-diastole, and what EF becomes",
       .columns = static_cast<int>(panels.size()),
       .field = Field::kAroundOutlines});
}

void write_edv_example(
    const std::filesystem::path& path,
    const analysis::EdvExample& example,
    const cardiac::Patient& patient) {
  storage::write_file(path, png_bytes(draw_edv_example(example, patient)));
}

}  // namespace segnoise::pictures
