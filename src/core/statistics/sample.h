#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace segnoise::statistics {

/// What the statistics ask of their arguments, with one wording for each complaint.

/// @throws std::invalid_argument  if a value is not finite
void require_finite(std::span<const double> values);

/// @throws std::invalid_argument  unless both samples have as many values
void require_equal_lengths(std::size_t a, std::size_t b);

/// @throws std::invalid_argument  naming the value, unless it is in (0, 1)
void require_share(std::string_view name, double value);

}  // namespace segnoise::statistics
