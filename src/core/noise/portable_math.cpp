#include "core/noise/portable_math.h"

#include <cmath>
#include <numbers>

namespace segnoise::noise {

double decay(double x) {
  constexpr int kHalvings = 8;
  constexpr int kTerms = 8;
  const double part = x / (1 << kHalvings);
  double sum = 1.0;
  for (int term = kTerms; term >= 1; --term) sum = 1.0 - part / term * sum;
  for (int i = 0; i < kHalvings; ++i) sum *= sum;
  return sum;
}

shape::Point on_unit_circle(double turns) {
  const double quarters = std::floor(4.0 * turns + 0.5);
  const double angle = (turns - quarters / 4.0) * 2.0 * std::numbers::pi;  // within π / 4
  const double square = angle * angle;
  double cosine = 1.0;
  double sine = 1.0;
  for (int power = 18; power >= 2; power -= 2) {
    cosine = 1.0 - square / (power * (power - 1)) * cosine;
    sine = 1.0 - square / (power * (power + 1)) * sine;
  }
  sine *= angle;
  switch (static_cast<int>(quarters - 4.0 * std::floor(quarters / 4.0))) {
    case 0:
      return {cosine, sine};
    case 1:
      return {-sine, cosine};
    case 2:
      return {-cosine, -sine};
    default:
      return {sine, -cosine};
  }
}

double angle_of(double adjacent, double opposite) {
  const double hypotenuse = std::sqrt(adjacent * adjacent + opposite * opposite);
  if (!(hypotenuse > 0.0)) return 0.0;
  // The tangent of an eighth of the angle, which is below 0.2.
  double tangent = opposite / (hypotenuse + adjacent);
  for (int halving = 0; halving < 2; ++halving) {
    tangent /= 1.0 + std::sqrt(1.0 + tangent * tangent);
  }
  const double square = tangent * tangent;
  double series = 0.0;
  for (int power = 19; power >= 1; power -= 2) series = 1.0 / power - square * series;
  return 8.0 * tangent * series;
}

}  // namespace segnoise::noise
