#pragma once

namespace segnoise::cardiac {

/// The ejection fraction that is found if both volumes are in error:
/// EF' = 100 · (1 - (1 - EF / 100) (1 + δ_s) / (1 + δ_d)).
///
/// @param ef_percent          the true one
/// @param edv_relative_error  δ_d > -1, e.g. 0.05 for a volume 5 % too big
/// @param esv_relative_error  δ_s >= -1
/// @throws std::invalid_argument  if an error is out of range
[[nodiscard]] double propagated_ef_percent(
    double ef_percent, double edv_relative_error, double esv_relative_error);

/// From where to where an ejection fraction can be found.
struct EfRange {
  double lower_percent = 0.0;
  double upper_percent = 0.0;
};

/// The range of EF if each volume may be off by a fraction either way: from EDV too small and ESV
/// too big to the reverse. An EF of 45 % and 5 % in both volumes: 39.2 to 50.2 %, the "39 % to
/// 50 %" of arXiv:2406.10891.
///
/// @param edv_fraction  in [0, 1)
/// @param esv_fraction  in [0, 1]
/// @throws std::invalid_argument  if a fraction is out of range
[[nodiscard]] EfRange propagated_ef_range(
    double ef_percent, double edv_fraction, double esv_fraction);

/// Mean and standard deviation of the relative error of a volume, as fractions.
struct RelativeError {
  double mean = 0.0;
  double sd = 0.0;
};

/// What volume errors make of an ejection fraction, in percentage points.
struct PropagatedEf {
  double bias_pp = 0.0;
  double sd_pp = 0.0;
};

/// Bias and spread of EF to first order, from the errors of EDV and ESV and their correlation ρ:
/// bias = EF'(mean_d, mean_s) - EF, and with c = sd / (1 + mean) of either volume
/// sd = (100 - EF) (1 + mean_s) / (1 + mean_d) · √(c_s² + c_d² - 2 ρ c_s c_d).
///
/// Errors that go together (ρ > 0) leave the ratio of the volumes alone, and cancel in EF.
///
/// @param correlation  ρ of the two relative errors, in [-1, 1]; 0 if they are independent
/// @throws std::invalid_argument  unless both means are > -1, both SDs >= 0 and ρ is in [-1, 1]
[[nodiscard]] PropagatedEf propagated_ef(
    double ef_percent,
    const RelativeError& edv,
    const RelativeError& esv,
    double correlation = 0.0);

}  // namespace segnoise::cardiac
