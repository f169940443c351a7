#include "core/statistics/distributions.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <string>

namespace segnoise::statistics {
namespace {

/// What Stirling's formula leaves out: ln Γ(z) - ((z - 1/2) ln z - z + ln(2π) / 2), z > 0.
///
/// Its series from z = 12 on, whose first term left out is below 1e-17; below 12, by
/// Γ(z + 1) = z Γ(z).
double stirling_remainder(double z) {
  constexpr double kEnough = 12.0;
  double below = 0.0;
  while (z < kEnough) {
    below += (z + 0.5) * std::log1p(1.0 / z) - 1.0;
    z += 1.0;
  }
  const double w = 1.0 / (z * z);
  const double series =
      (1.0 / 12.0 -
       w * (1.0 / 360.0 -
            w * (1.0 / 1260.0 -
                 w * (1.0 / 1680.0 - w * (1.0 / 1188.0 - w * (691.0 / 360360.0 - w / 156.0)))))) /
      z;
  return series + below;
}

/// ln(x (a + b) / a), given also how far x is from a / (a + b), times a + b.
double log_ratio(double a, double b, double x, double excess) {
  constexpr double kFar = -0.5;
  return excess / a < kFar ? std::log(x * (1.0 + b / a)) : std::log1p(excess / a);
}

/// x^a y^b / B(a, b), where y = 1 - x; with the large parts of the logarithms taken together before
/// they can cancel.
double beta_prefactor(double a, double b, double x, double y) {
  const double excess = b * x - a * y;
  const double exponent = a * log_ratio(a, b, x, excess) + b * log_ratio(b, a, y, -excess) +
                          stirling_remainder(a + b) - stirling_remainder(a) - stirling_remainder(b);
  return std::exp(exponent) * std::sqrt(a / (a + b) * b / (2.0 * std::numbers::pi));
}

/// The continued fraction of DLMF 8.17.22, which converges fast for x < (a + 1) / (a + b + 2).
double beta_fraction(double a, double b, double x) {
  constexpr double kTiny = 1e-300;
  constexpr int kMostTerms = 100'000;
  const auto away_from_zero = [](double value) { return std::abs(value) < kTiny ? kTiny : value; };
  double c = 1.0;
  double d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
  double result = d;
  for (int m = 1; m <= kMostTerms; ++m) {
    const double even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
    d = 1.0 / away_from_zero(1.0 + even * d);
    c = away_from_zero(1.0 + even / c);
    result *= c * d;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
    d = 1.0 / away_from_zero(1.0 + odd * d);
    c = away_from_zero(1.0 + odd / c);
    const double factor = c * d;
    result *= factor;
    if (std::abs(factor - 1.0) < std::numeric_limits<double>::epsilon()) break;
  }
  return result;
}

/// I_x(a, b), where y = 1 - x is given as well, so that neither loses digits near 0.
double incomplete_beta(double a, double b, double x, double y) {
  if (x <= 0.0) return 0.0;
  if (y <= 0.0) return 1.0;
  const double prefactor = beta_prefactor(a, b, x, y);
  if (x < (a + 1.0) / (a + b + 2.0)) return prefactor * beta_fraction(a, b, x) / a;
  return 1.0 - prefactor * beta_fraction(b, a, y) / b;
}

void require(bool holds, const std::string& name, const std::string& range, double value) {
  if (holds) return;
  throw std::invalid_argument(name + " must be " + range + ", got " + std::to_string(value));
}

void require_positive(const std::string& name, double value) {
  require(std::isfinite(value) && value > 0.0, name, "finite and > 0", value);
}

void require_probability(double p) { require(p > 0.0 && p < 1.0, "p", "in (0, 1)", p); }

/// The x > 0 at which a falling function takes a value, to the last bits of a double.
template <class Function>
double solved(const Function& falling, double value) {
  double below = 1.0;
  double above = 1.0;
  while (falling(below) < value && below > std::numeric_limits<double>::min()) below *= 0.5;
  while (falling(above) > value && above < 1e300) above *= 2.0;
  for (;;) {
    const double middle = below + 0.5 * (above - below);
    if (middle <= below || middle >= above) return middle;
    (falling(middle) > value ? below : above) = middle;
  }
}

}  // namespace

double incomplete_beta(double a, double b, double x) {
  require_positive("a", a);
  require_positive("b", b);
  require(x >= 0.0 && x <= 1.0, "x", "in [0, 1]", x);
  return incomplete_beta(a, b, x, 1.0 - x);
}

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

double student_t_upper_tail(double t, double degrees) {
  require(!std::isnan(t), "t", "a number", t);
  require_positive("degrees", degrees);
  if (std::isinf(t)) return t > 0.0 ? 0.0 : 1.0;
  // With t / sqrt(degrees) no square overflows before its ratio is 0 or 1.
  const double ratio = t / std::sqrt(degrees);
  const double squared = ratio * ratio;
  const double x = 1.0 / (1.0 + squared);
  const double y = std::isinf(squared) ? 1.0 : squared * x;
  const double tail = 0.5 * incomplete_beta(0.5 * degrees, 0.5, x, y);
  return t >= 0.0 ? tail : 1.0 - tail;
}

double student_t_quantile(double p, double degrees) {
  require_probability(p);
  require_positive("degrees", degrees);
  if (p == 0.5) return 0.0;
  const double tail = p < 0.5 ? p : 1.0 - p;
  const double t = solved([&](double x) { return student_t_upper_tail(x, degrees); }, tail);
  return p < 0.5 ? -t : t;
}

double f_upper_tail(double f, double degrees_above, double degrees_below) {
  require(f >= 0.0, "f", ">= 0", f);
  require_positive("degrees_above", degrees_above);
  require_positive("degrees_below", degrees_below);
  if (std::isinf(f)) return 0.0;
  const double ratio = degrees_above / degrees_below * f;
  const double x = 1.0 / (1.0 + ratio);
  const double y = std::isinf(ratio) ? 1.0 : ratio * x;
  return incomplete_beta(0.5 * degrees_below, 0.5 * degrees_above, x, y);
}

double f_quantile(double p, double degrees_above, double degrees_below) {
  require_probability(p);
  require_positive("degrees_above", degrees_above);
  require_positive("degrees_below", degrees_below);
  const auto at_tail = [](double tail, double above, double below) {
    return solved([&](double f) { return f_upper_tail(f, above, below); }, tail);
  };
  // 1 / F has the degrees the other way round, so that the smaller tail can be asked for.
  if (p < 0.5) return 1.0 / at_tail(p, degrees_below, degrees_above);
  return at_tail(1.0 - p, degrees_above, degrees_below);
}

}  // namespace segnoise::statistics
