#pragma once

#include "metrics/bootstrap.h"
#include "metrics/summary.h"

#include <optional>
#include <string>

namespace segnoise {

/// A number for a table: "-0.25"; never "-0.00".
[[nodiscard]] std::string fixed(double value, int decimals = 2);

/// "86.90 ± 4.25"; of a single value "86.90".
[[nodiscard]] std::string mean_and_sd(const Summary& summary, int decimals = 2);

/// An interval behind the number that it belongs to: " [-0.25, 1.50]", and "" if there is none.
[[nodiscard]] std::string bracketed(const std::optional<Interval>& interval, int decimals = 2);

}  // namespace segnoise
