#include "noise/draws.h"

#include "noise/overloaded.h"

#include <algorithm>
#include <span>

namespace segnoise {
namespace {

double draw_length(const RectifiedNormal& length, Rng& rng) {
  return std::max(0.0, length.mean + length.sigma * rng.normal());
}

DrawnMorphology draw_morphology(
    const RectifiedNormal& kernel, const PixelScale& scale, MorphologyKind kind, Rng& rng) {
  return {.kind = kind, .kernel_px = scale.kernel(draw_length(kernel, rng))};
}

/// One of the ids but `own`, each as likely; own if there is no other.
CategoryId draw_other(std::span<const CategoryId> ids, CategoryId own, Rng& rng) {
  if (ids.size() < 2) return own;
  const auto index = rng.below(static_cast<std::uint32_t>(ids.size() - 1));
  return ids[index] < own ? ids[index] : ids[index + 1];  // ids ascend, and own is one of them
}

CategoryId next_after(std::span<const CategoryId> ids, CategoryId own) {
  const auto next = std::ranges::upper_bound(ids, own);
  return next == ids.end() ? ids.front() : *next;
}

CategoryId draw_category(
    const ClassConfusion& confusion, CategoryId own, const CategoryTable& categories, Rng& rng) {
  const bool confused = rng.chance(confusion.probability);
  if (categories.empty()) return own;
  const auto siblings = categories.siblings(own);
  if (!confused) return own;
  switch (confusion.kind) {
    case ConfusionKind::kSupercategory:
      return draw_other(siblings, own, rng);
    case ConfusionKind::kSymmetric:
      return draw_other(categories.ids(), own, rng);
    case ConfusionKind::kAsymmetric:
      return next_after(siblings, own);
    case ConfusionKind::kMixing:
      return categories.ids()[rng.below(static_cast<std::uint32_t>(categories.ids().size()))];
  }
  return own;
}

}  // namespace

Draw draw(
    const Operation& operation,
    const DrawContext& context,
    const CategoryTable& categories,
    Rng& rng) {
  const PixelScale& scale = context.scale;
  return std::visit(
      Overloaded{
          [](const NoOperation&) -> Draw { return NothingDrawn{}; },
          [&](const Approximation& o) -> Draw {
            DrawnTolerances tolerances{std::vector<double>(context.ring_count)};
            for (double& ring : tolerances.rings_px) {
              ring = scale.mean_px(draw_length(o.tolerance, rng));
            }
            return tolerances;
          },
          [&](const Localization& o) -> Draw {
            DrawnJitter jitter{std::vector<PerAxis>(context.ring_count), rng.bits64()};
            for (PerAxis& ring : jitter.rings) {
              ring = scale.per_axis(draw_length(o.spread, rng));
            }
            return jitter;
          },
          [&](const Scale& o) -> Draw {
            const auto kind =
                rng.chance(0.5) ? MorphologyKind::kDilation : MorphologyKind::kErosion;
            return draw_morphology(o.kernel, scale, kind, rng);
          },
          [&](const Morphology& o) -> Draw {
            return draw_morphology(o.kernel, scale, o.kind, rng);
          },
          [&](const Shift& o) -> Draw {
            const PerAxis distance = scale.unit();
            const double length = draw_length(o.distance, rng);
            const auto [x, y] = rng.direction();
            return DrawnShift{
                {rounded_px(length * x * distance.x_px), rounded_px(length * y * distance.y_px)}};
          },
          [&](const ClassConfusion& o) -> Draw {
            return DrawnCategory{draw_category(o, context.category, categories, rng)};
          },
          [&](const Deletion& o) -> Draw { return DrawnDeletion{rng.chance(o.probability)}; }},
      operation);
}

const Operation& chosen(const Step& step, Rng& rng) {
  if (const auto* only = std::get_if<Operation>(&step.action)) return *only;
  const auto& choices = std::get<OneOf>(step.action);
  double sum = 0.0;
  for (const Choice& choice : choices) sum += choice.weight;
  double left = rng.uniform() * sum;
  const Choice* last = nullptr;
  for (const Choice& choice : choices) {
    if (choice.weight <= 0.0) continue;  // rounding must not lead to an alternative of no weight
    last = &choice;
    left -= choice.weight;
    if (left < 0.0) break;
  }
  return last->operation;
}

}  // namespace segnoise
