#include "study/analysis/text_numbers.h"

#include <array>
#include <cstddef>
#include <cstdio>
#include <string_view>

namespace segnoise::analysis {

std::string fixed(double value, int decimals) {
  std::array<char, 352> text{};  // the largest double has 309 digits before the point
  const int length = std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  const std::string_view shown(text.data(), static_cast<std::size_t>(length));
  const bool is_zero = shown.find_first_not_of("-0.") == std::string_view::npos;
  return std::string(is_zero && shown.starts_with('-') ? shown.substr(1) : shown);
}

std::string mean_and_sd(const statistics::Summary& summary, int decimals) {
  const std::string mean = fixed(summary.mean, decimals);
  return summary.count == 1 ? mean : mean + " ± " + fixed(summary.sd, decimals);
}

std::string bracketed(const std::optional<statistics::Interval>& interval, int decimals) {
  if (!interval) return "";
  return " [" + fixed(interval->lower, decimals) + ", " + fixed(interval->upper, decimals) + ']';
}

std::string printed_p(const std::optional<double>& p) {
  constexpr double kLeastPrinted = 0.001;
  if (!p) return "-";
  return *p < kLeastPrinted ? "<0.001" : fixed(*p, 3);
}

}  // namespace segnoise::analysis
