#pragma once

#include "core/statistics/bootstrap.h"
#include "core/statistics/summary.h"

#include <optional>
#include <string>

namespace segnoise::analysis {

/// A number for a table: "-0.25"; never "-0.00".
[[nodiscard]] std::string fixed(double value, int decimals = 2);

/// "86.90 ± 4.25"; of a single value "86.90".
[[nodiscard]] std::string mean_and_sd(const statistics::Summary& summary, int decimals = 2);

/// An interval behind the number that it belongs to: " [-0.25, 1.50]", and "" if there is none.
[[nodiscard]] std::string bracketed(
    const std::optional<statistics::Interval>& interval, int decimals = 2);

/// A p value: "0.039", "<0.001", and "-" if there is none.
[[nodiscard]] std::string printed_p(const std::optional<double>& p);

}  // namespace segnoise::analysis
