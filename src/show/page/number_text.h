#pragma once

#include "core/statistics/bootstrap.h"
#include "core/statistics/summary.h"

#include <optional>
#include <string>
#include <string_view>

namespace segnoise::page {

/// What stands where there is no number.
inline constexpr std::string_view kAbsent = "–";

/// A number for readers: "−0.3"; never "−0.0".
[[nodiscard]] std::string number_text(double value, int decimals);

/// A number, or kAbsent.
[[nodiscard]] std::string value_text(const std::optional<double>& value, int decimals);

/// A number with its sign: "+0.3", "−0.3", "0.0".
[[nodiscard]] std::string signed_text(double value, int decimals);

/// A fraction in percent: "12 %".
[[nodiscard]] std::string percent_text(double fraction, int decimals = 0);

/// How a number is put into words.
using NumberText = std::string (*)(double value, int decimals);

/// "1.0 to 2.0"; "" if there is none.
[[nodiscard]] std::string interval_text(
    const std::optional<statistics::Interval>& interval,
    int decimals,
    NumberText text = number_text);

/// "86.9 ± 4.2"; of a single value "86.9".
[[nodiscard]] std::string mean_sd_text(
    const statistics::Summary& summary, int decimals, NumberText text = number_text);

/// A p value: "p = 0.012", "p < 0.001", "p > 0.999"; "" if there is none.
[[nodiscard]] std::string p_text(const std::optional<double>& p);

/// "1 patient", "3 patients".
[[nodiscard]] std::string counted(int count, const std::string& one, const std::string& many);

}  // namespace segnoise::page
