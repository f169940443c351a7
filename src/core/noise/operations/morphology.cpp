#include "core/noise/operations/morphology.h"

#include "core/noise/working_shape.h"

namespace segnoise::noise {

std::string_view name_of(MorphologyKind kind) {
  switch (kind) {
    case MorphologyKind::kDilation:
      return "dilation";
    case MorphologyKind::kErosion:
      return "erosion";
    case MorphologyKind::kOpening:
      return "opening";
    case MorphologyKind::kClosing:
      return "closing";
  }
  return "";
}

std::vector<DrawnMorphology> DrawnMorphology::forms() {
  std::vector<DrawnMorphology> forms;
  forms.reserve(kMorphologyKinds.size());
  for (const MorphologyKind kind : kMorphologyKinds)
    forms.push_back({.kind = kind, .kernel_px = {}});
  return forms;
}

std::vector<Morphology> Morphology::forms() {
  std::vector<Morphology> forms;
  forms.reserve(kMorphologyKinds.size());
  for (const MorphologyKind kind : kMorphologyKinds) forms.push_back({.kind = kind, .kernel = {}});
  return forms;
}

DrawnMorphology Morphology::draw(const DrawContext& context, random::Rng& rng) const {
  return {.kind = kind, .kernel_px = context.scale.kernel(draw_length(kernel, rng))};
}

void DrawnMorphology::apply(WorkingShape& shape) const {
  if (kernel_px == shape::Kernel{}) return;
  switch (kind) {
    case MorphologyKind::kDilation:
      shape.set_mask(shape::dilated(shape.mask(), kernel_px));
      break;
    case MorphologyKind::kErosion:
      shape.set_mask(shape::eroded(shape.mask(), kernel_px));
      break;
    case MorphologyKind::kOpening:
      shape.set_mask(shape::opened(shape.mask(), kernel_px));
      break;
    case MorphologyKind::kClosing:
      shape.set_mask(shape::closed(shape.mask(), kernel_px));
      break;
  }
}

}  // namespace segnoise::noise
