#pragma once

#include "core/noise/setup.h"

#include <span>
#include <string>
#include <vector>

namespace segnoise::session {

/// How strong one operation of a setup is: one number that can be turned up and down.
///
/// It is the first parameter of the operation that is not 0: its mean or probability as a rule. The
/// other parameters of its strength (sigma, bias, tilt) are kept in proportion, so that 0 does
/// nothing; what an operation is like (correlation, steps, weights of alternatives) stays.
struct Severity {
  std::string name = {};  ///< "dilation mean (ES)"
  std::string unit = {};  ///< "px256", "degrees"; empty for probabilities
  double value = 0.0;     ///< as the setup has it, without its sign: in [0, most]
  double most = 0.0;      ///< > 0
  int decimals = 1;       ///< as fine as a hand turns it

  /// The nearest value in [0, most] of that many decimals, so that setup files stay readable.
  [[nodiscard]] double rounded(double to) const;
};

/// Of every operation that has one, alternatives included, in the order of the setup.
///
/// Lengths reach to what 5 mm are on a frame of CAMUS (kernels, which reach half as far, to 10 mm),
/// at least to twice what the setup has; probabilities to 1.
[[nodiscard]] std::vector<Severity> severities_of(const noise::NoiseSetup& setup);

/// The same setup with other severities.
///
/// @param values  one for each of severities_of(setup); as there, to the bit the same operation
/// @throws std::invalid_argument  if there are not as many, or one is not in [0, most]
[[nodiscard]] noise::NoiseSetup with_severities(
    noise::NoiseSetup setup, std::span<const double> values);

}  // namespace segnoise::session
