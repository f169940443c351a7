#pragma once

#include "core/observers/read_frame.h"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace segnoise::observers {

/// A parameter as readings tell it.
struct Estimate {
  double value = 0.0;
  double low = 0.0;  ///< of the 95 % interval
  double high = 0.0;

  /// Empty, or why the value is 0, the least that it can be, and the interval begins there.
  std::string remark = {};
};

/// An estimate, or why the readings do not tell.
struct Fitted {
  std::optional<Estimate> estimate = {};
  std::string why_not = {};
};

/// What frames of one instant tell of all readers together; as noise::Observer has it.
struct InstantFit {
  cardiac::Instant instant = cardiac::Instant::kEndDiastole;
  std::size_t frames = 0;
  Fitted spread_mm = {};
  Fitted bias_mm = {};
  Fitted base_sigma_mm = {};
  Fitted apex_sigma_mm = {};
  Fitted tilt_sigma_deg = {};
  Fitted observer_bias_sigma_mm = {};
};

/// What the readings tell of one reader.
struct ReaderFit {
  std::array<Fitted, 2> bias_mm = {};  ///< by instant; from the mean of all, where no reader is the
                                       ///< truth
  Fitted spread_factor = {};           ///< of all that spreads, against the root mean square of all
};

/// The observer model as several readers of the same frames follow it.
struct ObserverFit {
  std::size_t patients = 0;
  std::size_t frames = 0;
  std::size_t readings = 0;               ///< outlines: of a frame by a reader
  std::vector<InstantFit> instants = {};  ///< those that there are frames of
  std::vector<ReaderFit> readers = {};
  Fitted correlation_mm = {};
  Fitted reading_variation = {};
  Fitted observer_variation = {};
  Fitted medium_factor = {};
  Fitted poor_factor = {};
  Fitted instant_correlation = {};
  Fitted view_correlation = {};
};

/// What the readings are measured from.
enum class Reference : std::uint8_t {
  kMeanOutline,  ///< of the readers, whose own scatter is corrected for
  kGivenReader,  ///< one reader is the truth, and not among the readings
};

/// Estimates the parameters of noise::Observer.
///
/// Spread, correlation length, base, apex, tilt and quality factors by maximum likelihood, frames
/// taken for independent, deviations from estimated means counted with the degrees of freedom that
/// these leave; observers' and readings' variation and the correlations between frames by moments
/// with the weights of the likelihood. Intervals are robust to what that leaves out: from the
/// scatter over patients and, of what is the population's, over readers, where there are three or
/// more; by Student's t.
///
/// @param frames  each with the same number of readings, in the order of the readers
/// @throws std::invalid_argument  if there is no frame, or their readings are not one number; fewer
///                                than one reading of each from a given reader, two from the mean
/// @throws std::runtime_error     one line: fewer than two patients; outlines that do not differ;
///                                a fit that does not come to rest, or whose covariance is not
///                                positive
/// Source: ours, docs/decisions/0017-fitting-observers.md.
[[nodiscard]] ObserverFit fit_observers(std::span<const ReadFrame> frames, Reference reference);

/// The variances of waves of a Gaussian process of variance 1; noise::wave_amplitudes(), squared,
/// but without its bounds.
/// @param correlation  in turns of the circle, > 0
[[nodiscard]] Waves wave_variances(double correlation);

/// The variation v of a factor (1 + v · normal), from the variance of its square over the square of
/// the mean of that; nothing from 2 on, which no variation has.
/// @param relative_variance  >= 0
[[nodiscard]] std::optional<double> variation_of(double relative_variance);

}  // namespace segnoise::observers
