#include "show/page/noise_words.h"

#include "base/number_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace segnoise::page {
namespace {

/// Operations by the names of setup files, and what they do to an outline.
constexpr std::array kDone{
    std::pair{"none", "left as they were"},
    std::pair{"approximation", "simplified to fewer corners"},
    std::pair{"localization", "jittered point by point"},
    std::pair{"scale", "widened or narrowed"},
    std::pair{"dilation", "widened"},
    std::pair{"erosion", "narrowed"},
    std::pair{"opening", "stripped of thin parts"},
    std::pair{"closing", "filled in at notches"},
    std::pair{"shift", "moved as a whole"},
    std::pair{"contour-walk", "moved in and out by a smooth drift"},
    std::pair{"markov", "roughened pixel by pixel"},
    std::pair{"base-shift", "moved and tilted at the base"},
    std::pair{"observer", "drawn anew as by another hand"},
    std::pair{"class-confusion", "taken for another structure at times"},
    std::pair{"deletion", "left out at times"},
    std::pair{"duplicate", "drawn twice at times"},
    std::pair{"spurious", "joined at times by outlines of nothing"}};

std::string done_by(const noise::Operation& operation) {
  const std::string_view name = noise::name_of(operation);
  const auto* found = std::ranges::find(
      kDone, name, [](const auto& entry) { return std::string_view(entry.first); });
  if (found == kDone.end()) {
    throw std::logic_error("operation " + std::string(name) + " has no words");
  }
  return found->second;
}

std::string joined(const std::vector<std::string>& parts, const std::string& by) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) text += (i == 0 ? "" : by) + parts[i];
  return text;
}

/// A step in words, those of a choice joined by "or".
template <class Words>
std::string of_step(const noise::Step& step, const Words& words) {
  if (const auto* operation = std::get_if<noise::Operation>(&step.action)) {
    return words(*operation);
  }
  std::vector<std::string> choices;
  for (const noise::Choice& choice : std::get<noise::OneOf>(step.action)) {
    choices.push_back(words(choice.operation));
  }
  return "either " + joined(choices, " or ");
}

std::string instant_words(std::string_view only) {
  return only == "ED" ? " at end-diastole" : only == "ES" ? " at end-systole" : "";
}

/// Steps, each with its instant; two that differ by nothing but that are one at both.
template <class Words>
std::string of_steps(const noise::NoiseSetup& setup, const Words& words) {
  const bool any_instant =
      std::ranges::any_of(setup.steps, [](const noise::Step& step) { return !step.only.empty(); });
  std::vector<std::string> steps;
  for (std::size_t i = 0; i < setup.steps.size(); ++i) {
    const noise::Step& step = setup.steps[i];
    const std::string done = of_step(step, words);
    const bool is_pair = i + 1 < setup.steps.size() && step.only == "ED" &&
                         setup.steps[i + 1].only == "ES" &&
                         of_step(setup.steps[i + 1], words) == done;
    if (is_pair) ++i;
    const bool at_both = is_pair || (any_instant && step.only.empty());
    steps.push_back(done + (at_both ? " at both instants" : instant_words(step.only)));
  }
  return steps.empty() ? "left as they were" : joined(steps, ", then ");
}

/// Writes "key value" for each parameter.
struct ParameterList {
  std::vector<std::string>& parts;

  template <class Number>
  void operator()(const noise::Parameter& parameter, const Number& value) const {
    parts.push_back(
        std::string(parameter.key) + ' ' + base::shortest_text(static_cast<double>(value)));
  }

  template <class Choice, class Choices>
  void operator()(std::string_view key, const Choice& value, const Choices& /*all*/) const {
    parts.push_back(std::string(key) + ' ' + std::string(name_of(value)));
  }
};

std::string with_parameters(const noise::Operation& operation) {
  std::vector<std::string> parts;
  noise::for_each_parameter(operation, ParameterList{parts});
  std::string text(noise::name_of(operation));
  if (!parts.empty()) text += " (" + joined(parts, ", ") + ")";
  return text;
}

const char* unit_words(noise::Unit unit) {
  switch (unit) {
    case noise::Unit::kPx:
      return "pixels of the frame";
    case noise::Unit::kPx256:
      return "pixels of a 256 × 256 grid laid over the frame";
    case noise::Unit::kMm:
      return "millimetres";
    case noise::Unit::kRelative:
      return "square roots of the area outlined";
  }
  throw std::logic_error("a unit has no words");
}

}  // namespace

std::string noise_words(const noise::NoiseSetup& setup) { return of_steps(setup, done_by); }

std::string noise_parameters(const noise::NoiseSetup& setup) {
  return of_steps(setup, with_parameters) + ", lengths in " + unit_words(setup.unit);
}

}  // namespace segnoise::page
