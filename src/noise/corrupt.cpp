#include "noise/corrupt.h"

#include "noise/outline.h"
#include "noise/overloaded.h"
#include "random/rng.h"

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace segnoise {
namespace {

/// An instance between two operations.
struct Progress {
  WorkingShape shape;
  CategoryId category = 0;
  bool deleted = false;
  std::vector<Instance> added = {};

  [[nodiscard]] bool is_over() const { return deleted || shape.empty(); }
};

bool has_pixels(const Instance& instance, Size size) {
  if (const auto* mask = std::get_if<Mask>(&instance.shape)) return !mask->empty();
  return !pixels_of(instance.shape, size, instance.fill_rule).empty();
}

/// What has become of a shape; nothing if no pixel is left of it.
std::optional<Instance> as_instance(WorkingShape shape, CategoryId category, Size size) {
  Instance instance{.shape = shape.take(), .category = category};
  instance.fill_rule = shape.fill_rule();
  if (!has_pixels(instance, size)) return std::nullopt;
  return instance;
}

void add_copy(const DrawnCopy& drawn, Size size, Progress& progress) {
  if (!drawn.made) return;
  WorkingShape copy = progress.shape;
  copy.apply(DrawnShift{drawn.by});
  std::optional<Instance> added = as_instance(std::move(copy), drawn.category, size);
  if (added) progress.added.push_back(*std::move(added));
}

void apply(const Draw& draw, Size size, Progress& progress) {
  std::visit(
      Overloaded{
          [](const NothingDrawn&) {},
          [&](const DrawnCategory& drawn) { progress.category = drawn.category; },
          [&](const DrawnDeletion& drawn) { progress.deleted = drawn.deleted; },
          [&](const DrawnCopy& drawn) { add_copy(drawn, size, progress); },
          [&](const auto& drawn) { progress.shape.apply(drawn); }},
      draw);
}

Outcome outcome_of(Progress progress, Size size) {
  Outcome outcome{.fate = Fate::kDeleted, .added = std::move(progress.added)};
  if (progress.deleted) return outcome;
  auto instance = as_instance(std::move(progress.shape), progress.category, size);
  outcome.fate = instance ? Fate::kKept : Fate::kLost;
  if (instance) outcome.instance = *std::move(instance);
  return outcome;
}

PixelScale scale_of(Unit unit, const Instance& instance, const Grid& frame) {
  double area_px = 0.0;
  if (unit == Unit::kRelative) {
    const Mask pixels = pixels_of(instance.shape, frame.size, instance.fill_rule);
    area_px = static_cast<double>(pixels.count());
  }
  return {unit, frame, area_px};
}

bool concerns(const Step& step, std::string_view instant) {
  if (step.only.empty()) return true;
  if (instant.empty()) {
    throw std::invalid_argument(
        "a step of the setup is for " + step.only + " only, but the instance has no instant");
  }
  return step.only == instant;
}

bool draws_per_ring(const Operation& operation) {
  return std::holds_alternative<Approximation>(operation) ||
         std::holds_alternative<Localization>(operation) ||
         std::holds_alternative<ContourWalk>(operation);
}

}  // namespace

NoisyInstance corrupt(
    const NoiseSetup& setup,
    const Subject& subject,
    const Instance& instance,
    const Grid& frame,
    const CategoryTable& categories) {
  validate(setup);
  const PixelScale scale = scale_of(setup.unit, instance, frame);
  Progress progress{
      .shape = WorkingShape(instance.shape, frame.size, scale.outline_step(), instance.fill_rule),
      .category = instance.category};

  DrawnNoise drawn;
  for (std::size_t i = 0; i < setup.steps.size() && !progress.is_over(); ++i) {
    const Step& step = setup.steps[i];
    if (!concerns(step, subject.instant)) continue;
    Rng rng(subject.seed, subject.identity, static_cast<std::uint32_t>(i));
    const Operation& operation = chosen(step, rng);
    DrawContext context{
        .scale = scale,
        .category = progress.category,
        .long_axis = instance.long_axis,
        .frame = frame.size};
    if (draws_per_ring(operation)) {
      context.ring_count = progress.shape.ring_count();
      drawn.outline_step = scale.outline_step();
    }
    if (std::holds_alternative<Spurious>(operation)) context.bounds = progress.shape.bounds();
    drawn.draws.push_back(draw(operation, context, categories, rng));
    apply(drawn.draws.back(), frame.size, progress);
  }
  return {.drawn = std::move(drawn), .outcome = outcome_of(std::move(progress), frame.size)};
}

DrawnNoise draw_noise(
    const NoiseSetup& setup,
    const Subject& subject,
    const Instance& instance,
    const Grid& frame,
    const CategoryTable& categories) {
  return corrupt(setup, subject, instance, frame, categories).drawn;
}

Outcome apply_noise(const DrawnNoise& drawn, const Instance& instance, Size size) {
  Progress progress{
      .shape = WorkingShape(instance.shape, size, drawn.outline_step, instance.fill_rule),
      .category = instance.category};
  for (const Draw& draw : drawn.draws) apply(draw, size, progress);
  return outcome_of(std::move(progress), size);
}

}  // namespace segnoise
