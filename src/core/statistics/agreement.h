#pragma once

#include "core/statistics/bootstrap.h"

#include <optional>
#include <span>

namespace segnoise::statistics {

/// Agreement of two methods that measured the same units (patients), pair by pair.
///
/// Both samples are of one length, one value per independent unit, finite; else
/// std::invalid_argument is thrown, as it is for a confidence that is not in (0, 1). Differences
/// are the first minus the second.

/// An estimate and, where one is defined, its confidence interval.
struct Estimate {
  double value = 0.0;
  std::optional<Interval> interval = {};
};

/// Mean of |a - b|.
/// @return  nothing for empty samples
[[nodiscard]] std::optional<double> mean_absolute_error(
    std::span<const double> a, std::span<const double> b);

/// Square root of the mean of (a - b)².
/// @return  nothing for empty samples
[[nodiscard]] std::optional<double> root_mean_square_error(
    std::span<const double> a, std::span<const double> b);

/// Pearson's correlation r, in [-1, 1]; its interval by Fisher's z transformation.
/// @return  nothing below two pairs or if a sample is constant; without an interval below four
///          pairs or if |r| is 1
[[nodiscard]] std::optional<Estimate> pearson(
    std::span<const double> a, std::span<const double> b, double confidence = 0.95);

/// Lin's concordance correlation coefficient: 2 s_ab / (s_a² + s_b² + (mean_a - mean_b)²), with
/// moments divided by n, in [-1, 1]; its interval by the z transformation.
///
/// @return  nothing below two pairs or if a sample is constant; without an interval below three
///          pairs or if |r| is 1 or r is 0, where its variance is not defined
/// Source: L. I. Lin, Biometrics 45(1), 255-268 (1989), the variance as corrected in Biometrics
/// 56(1), 324-325 (2000).
[[nodiscard]] std::optional<Estimate> concordance(
    std::span<const double> a, std::span<const double> b, double confidence = 0.95);

/// A trend of the differences with the size of what is measured: d = intercept + slope · m.
struct ProportionalBias {
  double slope = 0.0;
  double intercept = 0.0;
  std::optional<Interval> slope_interval = {};
  double p = 0.0;  ///< two-sided, of the hypothesis that the slope is 0
};

/// Bland and Altman's analysis of the differences d of pairs with the means m.
struct BlandAltman {
  int count = 0;
  Estimate bias = {};         ///< mean of d
  double sd = 0.0;            ///< sample standard deviation of d
  Estimate lower_limit = {};  ///< of agreement: bias - z · sd, z the normal quantile of the limits
  Estimate upper_limit = {};  ///< bias + z · sd
  std::optional<ProportionalBias> trend = {};  ///< least squares of d on m
};

/// How the intervals are chosen. Without them the analysis is some hundred times faster, which a
/// bootstrap of its numbers wants.
struct BlandAltmanOptions {
  double limits = 0.95;  ///< share of the differences that lies between the limits of agreement
  std::optional<double> confidence = 0.95;  ///< of every interval; nothing leaves them out
};

/// Bias, limits of agreement and whether the bias depends on the size.
///
/// Intervals are by Student's t with n - 1 degrees of freedom; the variance of a limit is
/// sd² (1 / n + z² / (2 (n - 1))). The trend has n - 2 degrees. It is tested against the means and
/// not against one of the methods, with which the differences correlate even where there is none.
///
/// @return  nothing below two pairs; without a trend below three pairs, if all means are equal or
/// if
///          the differences lie on a line (sd 0 included), where it has no p
/// @throws std::invalid_argument  also if options.limits is not in (0, 1)
/// Source: J. M. Bland, D. G. Altman, Lancet 327, 307-310 (1986); Stat. Methods Med. Res. 8(2),
/// 135-160 (1999).
[[nodiscard]] std::optional<BlandAltman> bland_altman(
    std::span<const double> a, std::span<const double> b, const BlandAltmanOptions& options = {});

}  // namespace segnoise::statistics
