#include "study/plan/noise_kinds.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>
#include <variant>

namespace segnoise::plan {
namespace {

constexpr std::array<std::string_view, 8> kOperations{
    "approximation", "localization", "scale", "dilation", "erosion", "opening", "closing", "shift"};

template <class Wanted>
const Wanted& operation_of(const noise::NoiseSetup& setup) {
  for (const noise::Step& step : setup.steps) {
    const auto* operation = std::get_if<noise::Operation>(&step.action);
    if (operation == nullptr) continue;
    if (const auto* wanted = std::get_if<Wanted>(operation)) return *wanted;
  }
  throw std::invalid_argument(
      "the setup " + setup.name + " has no " +
      std::string(noise::name_of(noise::Operation(Wanted{}))));
}

noise::Operation operation_named(const noise::NoiseSetup& benchmark, std::string_view name) {
  if (name == "approximation") return operation_of<noise::Approximation>(benchmark);
  if (name == "localization") return operation_of<noise::Localization>(benchmark);
  if (name == "scale") return operation_of<noise::Scale>(benchmark);
  const noise::RectifiedNormal length = operation_of<noise::Scale>(benchmark).kernel;
  if (name == "shift") return noise::Shift{length};
  for (const noise::MorphologyKind kind : noise::kMorphologyKinds) {
    if (name == noise::name_of(kind)) return noise::Morphology{kind, length};
  }
  throw std::invalid_argument("no single operation is called \"" + std::string(name) + '"');
}

}  // namespace

std::vector<std::string> single_operations() { return {kOperations.begin(), kOperations.end()}; }

noise::NoiseSetup single_operation(const noise::NoiseSetup& benchmark, std::string_view operation) {
  return {
      .name = std::string(operation) + '-' + benchmark.name,
      .unit = noise::Unit::kPx256,
      .steps = {{.action = operation_named(benchmark, operation)}}};
}

noise::NoiseSetup for_ventricle(noise::NoiseSetup benchmark) {
  std::erase_if(benchmark.steps, [](const noise::Step& step) {
    const auto* operation = std::get_if<noise::Operation>(&step.action);
    return operation != nullptr && std::holds_alternative<noise::ClassConfusion>(*operation);
  });
  benchmark.unit = noise::Unit::kPx256;
  return benchmark;
}

}  // namespace segnoise::plan
