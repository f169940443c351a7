#include "core/noise/operations/operation.h"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <stdexcept>

namespace segnoise::noise {

double draw_length(const RectifiedNormal& length, random::Rng& rng) {
  return std::max(0.0, length.mean + length.sigma * rng.normal());
}

std::string_view name_of(NoiseKind kind) {
  switch (kind) {
    case NoiseKind::kSpatial:
      return "spatial";
    case NoiseKind::kClass:
      return "class";
    case NoiseKind::kDeletion:
      return "deletion";
    case NoiseKind::kAddition:
      return "addition";
  }
  throw std::invalid_argument("no such kind of noise");
}

std::string Parameter::range() const {
  std::ostringstream text;
  text << (without_least ? '(' : '[') << least << ", " << most << (without_most ? ')' : ']');
  return text.str();
}

double rounded_units(double length) {
  constexpr double kStepsPerUnit = 1e6;
  return std::round(length * kStepsPerUnit) / kStepsPerUnit;
}

void require_rings(std::size_t drawn, std::size_t rings) {
  if (drawn == rings) return;
  throw std::invalid_argument(
      "drawn for " + std::to_string(drawn) + " rings, but the outline has " +
      std::to_string(rings));
}

void require_length(double length, const char* name) {
  if (length >= 0.0 && std::isfinite(length)) return;
  throw std::invalid_argument(
      std::string(name) + " must be finite and >= 0, got " + std::to_string(length));
}

void require_unit(const PerAxis& unit) {
  const auto is_length = [](double px) { return px > 0.0 && std::isfinite(px); };
  if (!is_length(unit.x_px) || !is_length(unit.y_px)) {
    throw std::invalid_argument("a unit must be finite and > 0 pixels");
  }
}

}  // namespace segnoise::noise
