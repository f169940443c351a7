#include "core/noise/corrupt.h"

#include "core/noise/working_shape.h"
#include "core/random/rng.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
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
    drawn.apply(stage->shape);
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
    return own_->outline().size();
  }

  template <class Drawn>
  void apply(const Drawn& drawn) {
    if constexpr (std::is_same_v<Drawn, DrawnMorphology>) {
      if (RepeatedNoise::Stage* after = shared_ ? shared_->after(drawn) : nullptr) {
        shared_ = after;
        return;
      }
    }
    drawn.apply(own());
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
  LabelInProgress label;

  [[nodiscard]] bool is_over() const { return label.deleted || shape.seen().empty(); }
};

void do_to(Progress& progress, const Draw& draw) {
  std::visit(
      [&](const auto& drawn) {
        if constexpr (requires { drawn.apply(progress.shape.seen(), progress.label); }) {
          drawn.apply(progress.shape.seen(), progress.label);
        } else {
          progress.shape.apply(drawn);
        }
      },
      draw);
}

Outcome outcome_of(Progress progress) {
  LabelInProgress& label = progress.label;
  Outcome outcome{.fate = Fate::kDeleted, .added = std::move(label.added)};
  if (label.deleted) return outcome;
  auto instance = std::move(progress.shape).take().as_instance(label.category);
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

/// Puts an instance through all steps of a setup.
NoisyInstance put_through(
    const NoiseSetup& setup,
    const Subject& subject,
    const Instance& instance,
    const shape::Grid& frame,
    const PixelScale& scale,
    CurrentShape shape,
    const CategoryTable& categories) {
  Progress progress{.shape = std::move(shape), .label = {.category = instance.category}};
  DrawnNoise drawn;
  for (std::size_t i = 0; i < setup.steps.size() && !progress.is_over(); ++i) {
    const Step& step = setup.steps[i];
    if (!concerns(step, subject.instant)) continue;
    random::Rng rng(subject.seed, subject.identity, static_cast<std::uint32_t>(i));
    const Operation& operation = chosen(step, rng);
    DrawContext context{
        .scale = scale,
        .categories = categories,
        .category = progress.label.category,
        .long_axis = instance.long_axis,
        .frame = frame.size,
        .subject = subject};
    const Needs needs = needs_of(operation);
    if (needs == Needs::kRings) {
      context.ring_count = progress.shape.ring_count();
      drawn.outline_step = scale.outline_step();
    }
    if (needs == Needs::kBounds) context.bounds = progress.shape.seen().bounds();
    drawn.draws.push_back(draw(operation, context, rng));
    do_to(progress, drawn.draws.back());
  }
  return {.drawn = std::move(drawn), .outcome = outcome_of(std::move(progress))};
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
      .label = {.category = instance.category}};
  for (const Draw& draw : drawn.draws) do_to(progress, draw);
  return outcome_of(std::move(progress));
}

}  // namespace segnoise::noise
