#include "core/noise/setup.h"

#include "base/overloaded.h"

#include <cmath>
#include <cstddef>
#include <sstream>
#include <stdexcept>

namespace segnoise::noise {
namespace {

constexpr double kGreatestLength = 10000.0;
constexpr int kMostSteps = 10000;
constexpr double kGreatestTilt_deg = 30.0;

[[noreturn]] void reject(const std::string& key, const std::string& accepted, double value) {
  std::ostringstream message;
  message << key << " must be " << accepted << ", got " << value;
  throw std::invalid_argument(message.str());
}

void require_length(double value, const std::string& key) {
  if (!(value >= 0.0 && value <= kGreatestLength)) reject(key, "in [0, 10000]", value);
}

void require_signed_length(double value, const std::string& key) {
  if (!(std::abs(value) <= kGreatestLength)) reject(key, "in [-10000, 10000]", value);
}

void require_probability(double value, const std::string& key) {
  if (!(value >= 0.0 && value <= 1.0)) reject(key, "in [0, 1]", value);
}

void validate(const RectifiedNormal& length, const std::string& where) {
  require_length(length.mean, where + ".mean");
  require_length(length.sigma, where + ".sigma");
}

void validate(const ContourWalk& walk, const std::string& where) {
  validate(walk.spread, where);
  if (!(walk.correlation > 0.0 && walk.correlation <= kGreatestLength)) {
    reject(where + ".correlation", "in (0, 10000]", walk.correlation);
  }
  require_signed_length(walk.bias, where + ".bias");
}

void validate(const Markov& markov, const std::string& where) {
  if (markov.steps < 0 || markov.steps > kMostSteps) {
    reject(where + ".steps", "in [0, 10000]", markov.steps);
  }
  require_probability(markov.grow_probability, where + ".grow-probability");
  require_probability(markov.flip_probability, where + ".flip-probability");
}

void validate(const BaseShift& shift, const std::string& where) {
  require_signed_length(shift.mean, where + ".mean");
  require_length(shift.sigma, where + ".sigma");
  if (!(shift.tilt_sigma_deg >= 0.0 && shift.tilt_sigma_deg <= kGreatestTilt_deg)) {
    reject(where + ".tilt-sigma-deg", "in [0, 30]", shift.tilt_sigma_deg);
  }
}

void validate(const Operation& operation, const std::string& where) {
  std::visit(
      base::Overloaded{
          [](const NoOperation&) {},
          [&](const Approximation& o) { validate(o.tolerance, where); },
          [&](const Localization& o) { validate(o.spread, where); },
          [&](const Scale& o) { validate(o.kernel, where); },
          [&](const Morphology& o) { validate(o.kernel, where); },
          [&](const Shift& o) { validate(o.distance, where); },
          [&](const ContourWalk& o) { validate(o, where); },
          [&](const Markov& o) { validate(o, where); },
          [&](const BaseShift& o) { validate(o, where); },
          [&](const Duplicate& o) {
            require_probability(o.probability, where + ".probability");
            validate(o.distance, where);
          },
          [&](const auto& o) { require_probability(o.probability, where + ".probability"); }},
      operation);
}

void validate(const OneOf& choices, const std::string& where) {
  double sum = 0.0;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const std::string choice = where + ".one-of[" + std::to_string(i) + "]";
    const double weight = choices[i].weight;
    if (!(weight >= 0.0 && std::isfinite(weight))) {
      reject(choice + ".weight", "finite and >= 0", weight);
    }
    sum += weight;
    validate(choices[i].operation, choice);
  }
  if (!(sum > 0.0 && std::isfinite(sum))) {
    reject("the sum of weights of " + where + ".one-of", "finite and > 0", sum);
  }
}

}  // namespace

std::string_view name_of(Unit unit) {
  switch (unit) {
    case Unit::kPx:
      return "px";
    case Unit::kPx256:
      return "px256";
    case Unit::kMm:
      return "mm";
    case Unit::kRelative:
      return "relative";
  }
  return "";
}

std::string_view name_of(MorphologyKind kind) {
  switch (kind) {
    case MorphologyKind::kDilation:
      return "dilation";
    case MorphologyKind::kErosion:
      return "erosion";
    case MorphologyKind::kOpening:
      return "opening";
    case MorphologyKind::kClosing:
      return "closing";
  }
  return "";
}

std::string_view name_of(ConfusionKind kind) {
  switch (kind) {
    case ConfusionKind::kSupercategory:
      return "supercategory";
    case ConfusionKind::kSymmetric:
      return "symmetric";
    case ConfusionKind::kAsymmetric:
      return "asymmetric";
    case ConfusionKind::kAsymmetricAll:
      return "asymmetric-all";
    case ConfusionKind::kMixing:
      return "mixing";
  }
  return "";
}

std::string_view name_of(const Operation& operation) {
  return std::visit(
      base::Overloaded{
          [](const NoOperation&) -> std::string_view { return "none"; },
          [](const Approximation&) -> std::string_view { return "approximation"; },
          [](const Localization&) -> std::string_view { return "localization"; },
          [](const Scale&) -> std::string_view { return "scale"; },
          [](const Morphology& o) { return name_of(o.kind); },
          [](const Shift&) -> std::string_view { return "shift"; },
          [](const ContourWalk&) -> std::string_view { return "contour-walk"; },
          [](const Markov&) -> std::string_view { return "markov"; },
          [](const BaseShift&) -> std::string_view { return "base-shift"; },
          [](const ClassConfusion&) -> std::string_view { return "class-confusion"; },
          [](const Deletion&) -> std::string_view { return "deletion"; },
          [](const Duplicate&) -> std::string_view { return "duplicate"; },
          [](const Spurious&) -> std::string_view { return "spurious"; }},
      operation);
}

void validate(const NoiseSetup& setup) {
  for (std::size_t i = 0; i < setup.steps.size(); ++i) {
    const Step& step = setup.steps[i];
    const std::string where = "steps[" + std::to_string(i) + "]";
    if (!step.only.empty() && step.only != "ED" && step.only != "ES") {
      throw std::invalid_argument(where + R"(.only must be "ED" or "ES", got ")" + step.only + '"');
    }
    std::visit([&](const auto& action) { validate(action, where); }, step.action);
  }
}

}  // namespace segnoise::noise
