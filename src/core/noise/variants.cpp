#include "core/noise/variants.h"

#include <stdexcept>

namespace segnoise::noise {
namespace {

/// Does something to every operation of a setup.
template <class Visit>
void for_each_operation(NoiseSetup& setup, Visit visit) {
  for (Step& step : setup.steps) {
    if (auto* operation = std::get_if<Operation>(&step.action)) {
      visit(*operation);
      continue;
    }
    for (Choice& choice : std::get<OneOf>(step.action)) visit(choice.operation);
  }
}

}  // namespace

NoiseSetup limited_to(NoiseSetup setup, std::initializer_list<NoiseKind> kinds) {
  for_each_operation(setup, [&](Operation& operation) {
    const bool is_left = std::ranges::find(kinds, kind_of(operation)) != kinds.end();
    if (!is_left) operation = NoOperation{};
  });
  return setup;
}

NoiseSetup limited_to_step(NoiseSetup setup, std::size_t step) {
  if (step >= setup.steps.size()) {
    throw std::invalid_argument(
        "the setup " + setup.name + " has " + std::to_string(setup.steps.size()) +
        " steps, so there is none of index " + std::to_string(step));
  }
  for (std::size_t i = 0; i < setup.steps.size(); ++i) {
    if (i != step) setup.steps[i].action = Operation(NoOperation{});
  }
  return setup;
}

bool is_idle(const Step& step, std::string_view instant) {
  if (!step.only.empty() && step.only != instant) return true;
  const auto* operation = std::get_if<Operation>(&step.action);
  return operation != nullptr && std::holds_alternative<NoOperation>(*operation);
}

std::string description_of(const Step& step) {
  std::string text;
  if (const auto* operation = std::get_if<Operation>(&step.action)) {
    text = name_of(*operation);
  } else {
    for (const Choice& choice : std::get<OneOf>(step.action)) {
      text += (text.empty() ? "one of " : ", ") + std::string(name_of(choice.operation));
    }
  }
  return step.only.empty() ? text : text + " (" + step.only + ')';
}

NoiseSetup with_class_confusion(
    NoiseSetup setup, std::optional<ConfusionKind> kind, std::optional<double> probability) {
  if (!has_operation<ClassConfusion>(setup)) {
    if (!probability) {
      throw std::invalid_argument(
          "the setup " + setup.name + " has no class confusion: give its probability");
    }
    setup.steps.push_back({Operation(ClassConfusion{})});
  }
  for_each_operation(setup, [&](Operation& operation) {
    auto* confusion = std::get_if<ClassConfusion>(&operation);
    if (confusion == nullptr) return;
    confusion->kind = kind.value_or(confusion->kind);
    confusion->probability = probability.value_or(confusion->probability);
  });
  validate(setup);
  return setup;
}

}  // namespace segnoise::noise
