#pragma once

#include "core/detection/average_precision.h"
#include "core/statistics/bootstrap.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace segnoise::detection {

/// The average precisions that two detectors are compared by.
inline constexpr std::array<std::string_view, 6> kPrecisionKeys{
    "AP", "AP50", "AP75", "APs", "APm", "APl"};
using PrecisionNumbers = std::array<std::optional<double>, kPrecisionKeys.size()>;

/// All categories, ranked once for each range of areas.
using RankedEvidence = std::array<std::vector<RankedCategory>, kAreaRanges>;
[[nodiscard]] RankedEvidence ranked(
    std::span<const CategoryEvidence> categories, std::uint32_t most_per_image);

/// COCO's average precisions of images that count any number of times, see precision_recall().
/// @return  nothing where there is nothing to be found
[[nodiscard]] PrecisionNumbers average_precisions(
    const RankedEvidence& evidence, std::span<const std::uint32_t> image_weights = {});

/// How often each image is drawn when as many are drawn as there are, with replacement.
/// @param resample  its number; depends on nothing but it and the seed
[[nodiscard]] std::vector<std::uint32_t> resampled_images(
    std::size_t images, std::uint64_t seed, std::uint32_t resample);

/// The numbers of two detectors on the same images.
struct PrecisionPair {
  PrecisionNumbers a = {};
  PrecisionNumbers b = {};
};

/// By how much one of two detectors is better.
struct PrecisionDifference {
  std::optional<double> a = {};
  std::optional<double> b = {};
  std::optional<double> difference = {};  ///< b - a

  /// Percentile interval of the difference over the resamples in which both are defined; nothing if
  /// there are fewer than two.
  std::optional<statistics::Interval> interval = {};
};

/// @param all         of all images once
/// @param resamples   of the same resampled_images() for both detectors
/// @param confidence  in (0, 1)
/// @return            in the order of kPrecisionKeys
/// @throws std::invalid_argument  if confidence is out of range
/// Source: paired bootstrap over images, B. Efron, R. Tibshirani, An Introduction to the Bootstrap
/// (1993), chapters 8 and 13.
[[nodiscard]] std::vector<PrecisionDifference> precision_differences(
    const PrecisionPair& all, std::span<const PrecisionPair> resamples, double confidence);

}  // namespace segnoise::detection
