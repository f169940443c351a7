#include "core/noise/corrupt.h"

#include "base/overloaded.h"
#include "core/noise/outline.h"
#include "core/random/rng.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace segnoise::noise {

/// A shape that many draws pass through, and what morphological operations have made of it so far.
struct RepeatedNoise::Stage {
  WorkingShape shape;
  std::optional<WorkingShape> outlined = {};  ///< the same as rings, if it was asked for
  std::vector<std::pair<DrawnMorphology, std::unique_ptr<Stage>>> next = {};

  [[nodiscard]] const WorkingShape& outline() {
    if (!outlined) outlined.emplace(shape).sample_ahead();
    return *outlined;
  }

  /// The stage after an operation; nothing if too many are kept already.
  [[nodiscard]] Stage* after(const DrawnMorphology& drawn) {
    if (drawn.kernel_px == shape::Kernel{}) return this;
    for (const auto& [done, stage] : next) {
      if (done == drawn) return stage.get();
    }
    constexpr std::size_t kMostKept = 32;
    if (next.size() == kMostKept) return nullptr;
    auto stage = std::make_unique<Stage>(Stage{shape});
    stage->shape.apply(drawn);
    return next.emplace_back(drawn, std::move(stage)).second.get();
  }
};

namespace {

/// The shape of an instance between two operations: its own, or one that it shares with other draws
/// until something is done to it that they do not share.
class CurrentShape {
 public:
  explicit CurrentShape(WorkingShape own) : own_(std::move(own)) {}
  explicit CurrentShape(RepeatedNoise::Stage& shared) : shared_(&shared) {}

  [[nodiscard]] const WorkingShape& seen() const { return shared_ ? shared_->shape : *own_; }

  [[nodiscard]] std::size_t ring_count() {
    if (shared_) own_ = std::exchange(shared_, nullptr)->outline();
    return own_->ring_count();
  }

  template <class Drawn>
  void apply(const Drawn& drawn) {
    if constexpr (std::is_same_v<Drawn, DrawnMorphology>) {
      if (RepeatedNoise::Stage* after = shared_ ? shared_->after(drawn) : nullptr) {
        shared_ = after;
        return;
      }
    }
    own().apply(drawn);
  }

  [[nodiscard]] WorkingShape take() && { return std::move(own()); }

 private:
  WorkingShape& own() {
    if (shared_) own_ = std::exchange(shared_, nullptr)->shape;
    return *own_;
  }

  RepeatedNoise::Stage* shared_ = nullptr;
  std::optional<WorkingShape> own_ = {};
};

/// An instance between two operations.
struct Progress {
  CurrentShape shape;
  CategoryId category = 0;
  bool deleted = false;
  std::vector<Instance> added = {};

  [[nodiscard]] bool is_over() const { return deleted || shape.seen().empty(); }
};

bool has_pixels(const Instance& instance, shape::Size size) {
  if (const auto* mask = std::get_if<shape::Mask>(&instance.shape)) return !mask->empty();
  return !pixels_of(instance.shape, size, instance.fill_rule).empty();
}

/// What has become of a shape; nothing if no pixel is left of it.
std::optional<Instance> as_instance(WorkingShape shape, CategoryId category, shape::Size size) {
  Instance instance{.shape = shape.take(), .category = category};
  instance.fill_rule = shape.fill_rule();
  if (!has_pixels(instance, size)) return std::nullopt;
  return instance;
}

void add_copy(const DrawnCopy& drawn, shape::Size size, Progress& progress) {
  if (!drawn.made) return;
  WorkingShape copy = progress.shape.seen();
  copy.apply(DrawnShift{drawn.by});
  std::optional<Instance> added = as_instance(std::move(copy), drawn.category, size);
  if (added) progress.added.push_back(*std::move(added));
}

void apply(const Draw& draw, shape::Size size, Progress& progress) {
  std::visit(
      base::Overloaded{
          [](const NothingDrawn&) {},
          [&](const DrawnCategory& drawn) { progress.category = drawn.category; },
          [&](const DrawnDeletion& drawn) { progress.deleted = drawn.deleted; },
          [&](const DrawnCopy& drawn) { add_copy(drawn, size, progress); },
          [&](const auto& drawn) { progress.shape.apply(drawn); }},
      draw);
}

Outcome outcome_of(Progress progress, shape::Size size) {
  Outcome outcome{.fate = Fate::kDeleted, .added = std::move(progress.added)};
  if (progress.deleted) return outcome;
  auto instance = as_instance(std::move(progress.shape).take(), progress.category, size);
  outcome.fate = instance ? Fate::kKept : Fate::kLost;
  if (instance) outcome.instance = *std::move(instance);
  return outcome;
}

PixelScale scale_of(Unit unit, const Instance& instance, const shape::Grid& frame) {
  double area_px = 0.0;
  if (unit == Unit::kRelative) {
    const shape::Mask pixels = pixels_of(instance.shape, frame.size, instance.fill_rule);
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

/// Puts an instance through all steps of a setup.
NoisyInstance put_through(
    const NoiseSetup& setup,
    const Subject& subject,
    const Instance& instance,
    const shape::Grid& frame,
    const PixelScale& scale,
    CurrentShape shape,
    const CategoryTable& categories) {
  Progress progress{.shape = std::move(shape), .category = instance.category};
  DrawnNoise drawn;
  for (std::size_t i = 0; i < setup.steps.size() && !progress.is_over(); ++i) {
    const Step& step = setup.steps[i];
    if (!concerns(step, subject.instant)) continue;
    random::Rng rng(subject.seed, subject.identity, static_cast<std::uint32_t>(i));
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
    if (std::holds_alternative<Spurious>(operation))
      context.bounds = progress.shape.seen().bounds();
    drawn.draws.push_back(draw(operation, context, categories, rng));
    apply(drawn.draws.back(), frame.size, progress);
  }
  return {.drawn = std::move(drawn), .outcome = outcome_of(std::move(progress), frame.size)};
}

}  // namespace

NoisyInstance corrupt(
    const NoiseSetup& setup,
    const Subject& subject,
    const Instance& instance,
    const shape::Grid& frame,
    const CategoryTable& categories) {
  validate(setup);
  const PixelScale scale = scale_of(setup.unit, instance, frame);
  WorkingShape shape(instance.shape, frame.size, scale.outline_step(), instance.fill_rule);
  return put_through(
      setup, subject, instance, frame, scale, CurrentShape(std::move(shape)), categories);
}

RepeatedNoise::RepeatedNoise(NoiseSetup setup, Instance instance, const shape::Grid& frame)
    : setup_(std::move(setup)),
      instance_(std::move(instance)),
      frame_(frame),
      scale_(scale_of(setup_.unit, instance_, frame_)) {
  validate(setup_);
  clean_ = std::make_unique<Stage>(Stage{
      WorkingShape(instance_.shape, frame_.size, scale_.outline_step(), instance_.fill_rule)});
}

RepeatedNoise::~RepeatedNoise() = default;
RepeatedNoise::RepeatedNoise(RepeatedNoise&&) noexcept = default;
RepeatedNoise& RepeatedNoise::operator=(RepeatedNoise&&) noexcept = default;

NoisyInstance RepeatedNoise::operator()(const Subject& subject, const CategoryTable& categories) {
  return put_through(setup_, subject, instance_, frame_, scale_, CurrentShape(*clean_), categories);
}

DrawnNoise draw_noise(
    const NoiseSetup& setup,
    const Subject& subject,
    const Instance& instance,
    const shape::Grid& frame,
    const CategoryTable& categories) {
  return corrupt(setup, subject, instance, frame, categories).drawn;
}

Outcome apply_noise(const DrawnNoise& drawn, const Instance& instance, shape::Size size) {
  Progress progress{
      .shape =
          CurrentShape(WorkingShape(instance.shape, size, drawn.outline_step, instance.fill_rule)),
      .category = instance.category};
  for (const Draw& draw : drawn.draws) apply(draw, size, progress);
  return outcome_of(std::move(progress), size);
}

}  // namespace segnoise::noise
