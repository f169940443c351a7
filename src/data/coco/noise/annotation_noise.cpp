#include "data/coco/noise/annotation_noise.h"

#include "core/noise/corrupt.h"
#include "core/noise/draw_log.h"
#include "core/noise/variants.h"

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace segnoise::coco {
namespace {

/// The names of the operations that acted on an instance of a category.
std::vector<std::string_view> operations_of(
    const noise::DrawnNoise& drawn, noise::CategoryId category) {
  std::vector<std::string_view> operations;
  for (const noise::Draw& draw : drawn.draws) {
    const auto name = noise::acting_as(draw, category);
    if (!name.empty()) operations.push_back(name);
    if (const auto* other = std::get_if<noise::DrawnCategory>(&draw)) category = other->category;
  }
  return operations;
}

/// Whether a setup confuses classes, but has no other one for instances of a category.
bool lacks_other_category(
    const noise::NoiseSetup& setup, noise::CategoryId own, const noise::CategoryTable& categories) {
  return noise::any_operation(setup, [&](const noise::Operation& operation) {
    const auto* confusion = std::get_if<noise::ClassConfusion>(&operation);
    return confusion != nullptr && confusion->probability > 0.0 &&
           noise::confusable(confusion->kind, own, categories).size() == 1;
  });
}

}  // namespace

void require_for_coco(const noise::NoiseSetup& setup) {
  const auto refuse = [&](const std::string& what) {
    throw std::invalid_argument("the setup " + setup.name + ' ' + what);
  };
  if (setup.unit == noise::Unit::kMm)
    refuse("is in mm, but images of COCO's format have no spacing");
  if (noise::needs(setup, noise::Needs::kLongAxis))
    refuse("needs the long axis of a ventricle, which no file has");
  for (const noise::Step& step : setup.steps) {
    if (!step.only.empty()) refuse("has a step for " + step.only + " only, which no file has");
  }
}

std::size_t most_added(const noise::NoiseSetup& setup) {
  return static_cast<std::size_t>(std::ranges::count_if(setup.steps, [](const noise::Step& step) {
    const noise::NoiseSetup alone{.name = "", .steps = {step}};
    return noise::any_operation(alone, [](const noise::Operation& operation) {
      return noise::kind_of(operation) == noise::NoiseKind::kAddition;
    });
  }));
}

Relabel annotation_noise(
    const noise::NoiseSetup& setup,
    std::uint64_t seed,
    TellDraws draws,
    const noise::CategoryTable& categories) {
  const noise::NoiseSetup maskless =
      noise::limited_to(setup, {noise::NoiseKind::kClass, noise::NoiseKind::kDeletion});
  return [=, &categories](const CleanAnnotation& clean) {
    const noise::NoiseSetup& acting = clean.annotation.has_mask ? setup : maskless;
    noise::NoisyInstance noisy = noise::corrupt(
        acting,
        {.seed = seed, .identity = static_cast<std::uint64_t>(clean.annotation.id)},
        clean.instance,
        {.size = clean.frame},
        categories);
    const noise::CategoryId category = clean.annotation.category_id;
    return NewLabel{
        .outcome = std::move(noisy.outcome),
        .drawn = draws == TellDraws::kYes ? noise::describe(noisy.drawn) : "",
        .operations = operations_of(noisy.drawn, category),
        .lacks_other_category = lacks_other_category(acting, category, categories)};
  };
}

}  // namespace segnoise::coco
