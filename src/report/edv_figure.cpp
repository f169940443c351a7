#include "report/edv_figure.h"

#include "report/encoded_picture.h"
#include "report/overlay.h"
#include "shape/contours.h"
#include "shape/label_map.h"
#include "storage/write_file.h"

#include <array>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise {
namespace {

std::string one_decimal(double value) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%.1f", value);
  return text.data();
}

Panel panel_of(
    const RedrawnLabel& label,
    const std::string& what,
    const Ejection& noisy,
    const EdvExample& example,
    const Patient& patient) {
  const auto& frame = patient.frames(label.view, Instant::kEndDiastole);
  if (!frame) {
    throw std::invalid_argument(
        patient.id + " has no frame " + std::string(name_of(label.view)) + " at end-diastole");
  }
  const Mask clean = mask_of(frame->labels, kLeftVentricle);
  return {
      .image = frame->image,
      .outlines =
          {{label.disks, OutlineRole::kNoisy},
           {trace(label.mask), OutlineRole::kNoisy},
           {trace(clean), OutlineRole::kClean}},
      .title = std::string(name_of(label.view)) + ", " + what,
      .caption = "EDV " + one_decimal(noisy.edv_ml) + " mL instead of " +
                 one_decimal(example.clean.edv_ml) + ", EF " + one_decimal(noisy.ef_percent) +
                 " % instead of " + one_decimal(example.clean.ef_percent)};
}

}  // namespace

Picture draw_edv_example(const EdvExample& example, const Patient& patient) {
  std::vector<Panel> panels;
  for (const RedrawnLabel& label : example.least.labels) {
    panels.push_back(
        panel_of(label, "EDV underestimated", example.least.ejection, example, patient));
  }
  for (const RedrawnLabel& label : example.greatest.labels) {
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
    const std::filesystem::path& path, const EdvExample& example, const Patient& patient) {
  write_file(path, png_bytes(draw_edv_example(example, patient)));
}

}  // namespace segnoise
