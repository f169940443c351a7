#pragma once

namespace segnoise::statistics {

/// The regularised incomplete beta function I_x(a, b), in [0, 1].
///
/// Relative accuracy about 1e-13 for a and b up to 10^4.
///
/// @param a, b  finite and > 0
/// @param x     in [0, 1]
/// @throws std::invalid_argument  if an argument is out of range
/// Source: the continued fraction of NIST DLMF 8.17.22, evaluated by the method of W. J. Lentz.
[[nodiscard]] double incomplete_beta(double a, double b, double x);

/// P(Z <= z) for a standard normal Z. Its inverse is normal_quantile().
[[nodiscard]] double normal_cdf(double z);

/// P(T > t) for Student's t with real degrees of freedom.
/// @throws std::invalid_argument  if t is NaN, or the degrees are not finite and > 0
[[nodiscard]] double student_t_upper_tail(double t, double degrees);

/// The t with P(T <= t) = p.
/// @param p  in (0, 1)
/// @throws std::invalid_argument  if an argument is out of range
[[nodiscard]] double student_t_quantile(double p, double degrees);

/// P(F > f) for Fisher's F with real degrees of freedom of numerator and denominator.
/// @throws std::invalid_argument  if f is not >= 0, or the degrees are not finite and > 0
[[nodiscard]] double f_upper_tail(double f, double degrees_above, double degrees_below);

/// The f with P(F <= f) = p.
/// @param p  in (0, 1)
/// @throws std::invalid_argument  if an argument is out of range
[[nodiscard]] double f_quantile(double p, double degrees_above, double degrees_below);

}  // namespace segnoise::statistics
