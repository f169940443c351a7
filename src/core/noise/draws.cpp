#include "core/noise/draws.h"

#include <stdexcept>
#include <variant>

namespace segnoise::noise {

Draw draw(const Operation& operation, const DrawContext& context, random::Rng& rng) {
  return std::visit([&](const auto& one) -> Draw { return one.draw(context, rng); }, operation);
}

std::string_view acting_as(const Draw& draw, CategoryId category) {
  return std::visit(
      [&](const auto& one) { return one.acts(category) ? one.name() : std::string_view{}; }, draw);
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
