#include "show/page/number_text.h"

#include "study/analysis/text_numbers.h"

namespace segnoise::page {

std::string number_text(double value, int decimals) {
  const std::string text = analysis::fixed(value, decimals);
  return text.starts_with('-') ? "−" + text.substr(1) : text;
}

std::string value_text(const std::optional<double>& value, int decimals) {
  return value ? number_text(*value, decimals) : std::string(kAbsent);
}

std::string signed_text(double value, int decimals) {
  const std::string text = number_text(value, decimals);
  const bool is_positive = value > 0.0 && text.find_first_of("123456789") != std::string::npos;
  return is_positive ? "+" + text : text;
}

std::string percent_text(double fraction, int decimals) {
  return number_text(100.0 * fraction, decimals) + " %";
}

std::string interval_text(
    const std::optional<statistics::Interval>& interval, int decimals, NumberText text) {
  if (!interval) return "";
  return text(interval->lower, decimals) + " to " + text(interval->upper, decimals);
}

std::string mean_sd_text(const statistics::Summary& summary, int decimals, NumberText text) {
  const std::string mean = text(summary.mean, decimals);
  return summary.count == 1 ? mean : mean + " ± " + number_text(summary.sd, decimals);
}

std::string p_text(const std::optional<double>& p) {
  constexpr double kLeastPrinted = 0.001;
  constexpr double kGreatestPrinted = 0.9995;
  if (!p) return "";
  if (*p >= kGreatestPrinted) return "p > 0.999";
  return *p < kLeastPrinted ? "p < 0.001" : "p = " + number_text(*p, 3);
}

std::string counted(int count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

}  // namespace segnoise::page
