#include "core/noise/draws.h"

#include "base/overloaded.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <span>
#include <stdexcept>

namespace segnoise::noise {
namespace {

double draw_length(const RectifiedNormal& length, random::Rng& rng) {
  return std::max(0.0, length.mean + length.sigma * rng.normal());
}

DrawnMorphology draw_morphology(
    const RectifiedNormal& kernel, const PixelScale& scale, MorphologyKind kind, random::Rng& rng) {
  return {.kind = kind, .kernel_px = scale.kernel(draw_length(kernel, rng))};
}

/// One of the ids but `own`, each as likely; own if there is no other.
CategoryId draw_other(std::span<const CategoryId> ids, CategoryId own, random::Rng& rng) {
  if (ids.size() < 2) return own;
  const auto index = rng.below(static_cast<std::uint32_t>(ids.size() - 1));
  return ids[index] < own ? ids[index] : ids[index + 1];  // ids ascend, and own is one of them
}

CategoryId next_after(std::span<const CategoryId> ids, CategoryId own) {
  const auto next = std::ranges::upper_bound(ids, own);
  return next == ids.end() ? ids.front() : *next;
}

CategoryId draw_category(
    const ClassConfusion& confusion,
    CategoryId own,
    const CategoryTable& categories,
    random::Rng& rng) {
  const bool confused = rng.chance(confusion.probability);
  if (categories.empty()) return own;
  const auto ids = confusable(confusion.kind, own, categories);
  if (!confused) return own;
  switch (confusion.kind) {
    case ConfusionKind::kSupercategory:
    case ConfusionKind::kSymmetric:
      return draw_other(ids, own, rng);
    case ConfusionKind::kAsymmetric:
    case ConfusionKind::kAsymmetricAll:
      return next_after(ids, own);
    case ConfusionKind::kMixing:
      return ids[rng.below(static_cast<std::uint32_t>(ids.size()))];
  }
  return own;
}

/// A copy somewhere in the frame: displaced by whole pixels, every place that fits as likely.
PerAxis draw_place(const PixelBounds& bounds, shape::Size frame, random::Rng& rng) {
  const auto along = [&rng](double low, double high, int side) {
    const double least = std::ceil(-low);
    const double most = std::floor(side - high);
    if (!(least < most)) return 0.0;
    return least + rng.below(static_cast<std::uint32_t>(most - least) + 1);
  };
  const double x_px = along(bounds.low.x, bounds.high.x, frame.width);
  return {x_px, along(bounds.low.y, bounds.high.y, frame.height)};
}

PerAxis draw_shift(const RectifiedNormal& distance, const PixelScale& scale, random::Rng& rng) {
  const PerAxis unit = scale.unit();
  const double length = draw_length(distance, rng);
  const auto [x, y] = rng.direction();
  return {rounded_px(length * x * unit.x_px), rounded_px(length * y * unit.y_px)};
}

/// Units are as coarse as 1 / 50 of themselves matters; of a hundredth of that nobody will tell.
double rounded_units(double length) {
  constexpr double kStepsPerUnit = 1e6;
  return std::round(length * kStepsPerUnit) / kStepsPerUnit;
}

DrawnBaseShift draw_base_shift(
    const BaseShift& shift, const DrawContext& context, random::Rng& rng) {
  if (!context.long_axis) {
    throw std::invalid_argument("base-shift needs the long axis of a left ventricle, got none");
  }
  constexpr double kGreatestTilt_deg = 60.0;
  const auto& [base, apex] = *context.long_axis;
  const double by = shift.mean + shift.sigma * rng.normal();
  const double tilt_deg =
      std::clamp(shift.tilt_sigma_deg * rng.normal(), -kGreatestTilt_deg, kGreatestTilt_deg);
  return {
      .by = rounded_units(by),
      .slope = rounded_units(std::tan(tilt_deg * std::numbers::pi / 180.0)),
      .unit = context.scale.unit(),
      .axis = {{rounded_px(base.x), rounded_px(base.y)}, {rounded_px(apex.x), rounded_px(apex.y)}}};
}

CategoryId draw_any(const CategoryTable& categories, CategoryId own, random::Rng& rng) {
  const auto ids = categories.ids();
  return ids.empty() ? own : ids[rng.below(static_cast<std::uint32_t>(ids.size()))];
}

}  // namespace

std::span<const CategoryId> confusable(
    ConfusionKind kind, CategoryId own, const CategoryTable& categories) {
  const auto siblings = categories.siblings(own);
  const bool is_within =
      kind == ConfusionKind::kSupercategory || kind == ConfusionKind::kAsymmetric;
  return is_within ? siblings : categories.ids();
}

Draw draw(
    const Operation& operation,
    const DrawContext& context,
    const CategoryTable& categories,
    random::Rng& rng) {
  const PixelScale& scale = context.scale;
  return std::visit(
      base::Overloaded{
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
          [&](const Shift& o) -> Draw { return DrawnShift{draw_shift(o.distance, scale, rng)}; },
          [&](const ContourWalk& o) -> Draw {
            DrawnWalk walk{
                .rings = std::vector<double>(context.ring_count),
                .bias = o.bias,
                .correlation = o.correlation,
                .unit = scale.unit(),
                .key = rng.bits64()};
            for (double& ring : walk.rings) ring = rounded_units(draw_length(o.spread, rng));
            return walk;
          },
          [&](const Markov& o) -> Draw {
            return DrawnMarkov{o.steps, o.grow_probability, o.flip_probability, rng.bits64()};
          },
          [&](const BaseShift& o) -> Draw { return draw_base_shift(o, context, rng); },
          [&](const Duplicate& o) -> Draw {
            if (!rng.chance(o.probability)) return DrawnCopy{DrawnCopy::Kind::kDuplicate};
            const PerAxis by = draw_shift(o.distance, scale, rng);
            return DrawnCopy{DrawnCopy::Kind::kDuplicate, true, by, context.category};
          },
          [&](const Spurious& o) -> Draw {
            if (!rng.chance(o.probability)) return DrawnCopy{DrawnCopy::Kind::kSpurious};
            const PerAxis by = draw_place(context.bounds, context.frame, rng);
            const CategoryId category = draw_any(categories, context.category, rng);
            return DrawnCopy{DrawnCopy::Kind::kSpurious, true, by, category};
          },
          [&](const ClassConfusion& o) -> Draw {
            return DrawnCategory{draw_category(o, context.category, categories, rng)};
          },
          [&](const Deletion& o) -> Draw { return DrawnDeletion{rng.chance(o.probability)}; }},
      operation);
}

std::string_view acting_as(const Draw& draw, CategoryId category) {
  const auto if_any = [](bool acts, std::string_view name) {
    return acts ? name : std::string_view{};
  };
  const auto is_some = [](double length) { return length != 0.0; };
  const auto moves = [](const PerAxis& by) { return by != PerAxis{}; };
  return std::visit(
      base::Overloaded{
          [](const NothingDrawn&) { return std::string_view{}; },
          [&](const DrawnTolerances& d) {
            return if_any(std::ranges::any_of(d.rings_px, is_some), "approximation");
          },
          [&](const DrawnJitter& d) {
            return if_any(std::ranges::any_of(d.rings, moves), "localization");
          },
          [&](const DrawnMorphology& d) {
            return if_any(d.kernel_px != shape::Kernel{}, name_of(d.kind));
          },
          [&](const DrawnShift& d) { return if_any(moves(d.by), "shift"); },
          [&](const DrawnWalk& d) {
            return if_any(is_some(d.bias) || std::ranges::any_of(d.rings, is_some), "contour-walk");
          },
          [&](const DrawnMarkov& d) {
            return if_any(d.steps > 0 && is_some(d.flip_probability), "markov");
          },
          [&](const DrawnBaseShift& d) {
            return if_any(is_some(d.by) || is_some(d.slope), "base-shift");
          },
          [&](const DrawnCategory& d) { return if_any(d.category != category, "class-confusion"); },
          [&](const DrawnDeletion& d) { return if_any(d.deleted, "deletion"); },
          [&](const DrawnCopy& d) {
            return if_any(d.made, d.kind == DrawnCopy::Kind::kDuplicate ? "duplicate" : "spurious");
          }},
      draw);
}

const Operation& chosen(const Step& step, random::Rng& rng) {
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
  if (last == nullptr) throw std::invalid_argument("no choice of a one-of has a weight above 0");
  return last->operation;
}

}  // namespace segnoise::noise
