#include "study/noise_kinds.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>
#include <variant>

namespace segnoise {
namespace {

constexpr std::array<std::string_view, 8> kOperations{
    "approximation", "localization", "scale", "dilation", "erosion", "opening", "closing", "shift"};

template <class Wanted>
const Wanted& operation_of(const NoiseSetup& setup) {
  for (const Step& step : setup.steps) {
    const auto* operation = std::get_if<Operation>(&step.action);
    if (operation == nullptr) continue;
    if (const auto* wanted = std::get_if<Wanted>(operation)) return *wanted;
  }
  throw std::invalid_argument(
      "the setup " + setup.name + " has no " + std::string(name_of(Operation(Wanted{}))));
}

Operation operation_named(const NoiseSetup& benchmark, std::string_view name) {
  if (name == "approximation") return operation_of<Approximation>(benchmark);
  if (name == "localization") return operation_of<Localization>(benchmark);
  if (name == "scale") return operation_of<Scale>(benchmark);
  const RectifiedNormal length = operation_of<Scale>(benchmark).kernel;
  if (name == "shift") return Shift{length};
  for (const MorphologyKind kind : kMorphologyKinds) {
    if (name == name_of(kind)) return Morphology{kind, length};
  }
  throw std::invalid_argument("no single operation is called \"" + std::string(name) + '"');
}

}  // namespace

std::vector<std::string> single_operations() { return {kOperations.begin(), kOperations.end()}; }

NoiseSetup single_operation(const NoiseSetup& benchmark, std::string_view operation) {
  return {
      .name = std::string(operation) + '-' + benchmark.name,
      .unit = Unit::kPx256,
      .steps = {{.action = operation_named(benchmark, operation)}}};
}

NoiseSetup for_ventricle(NoiseSetup benchmark) {
  std::erase_if(benchmark.steps, [](const Step& step) {
    const auto* operation = std::get_if<Operation>(&step.action);
    return operation != nullptr && std::holds_alternative<ClassConfusion>(*operation);
  });
  benchmark.unit = Unit::kPx256;
  return benchmark;
}

}  // namespace segnoise
