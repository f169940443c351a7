#pragma once

#include <limits>
#include <sstream>
#include <string>
#include <vector>

/// Values that tests of many modules need.
namespace segnoise::testing {

inline constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// "patient1000" and so on.
[[nodiscard]] inline std::vector<std::string> patient_ids(int count) {
  std::vector<std::string> result;
  for (int i = 0; i < count; ++i) result.push_back("patient" + std::to_string(1000 + i));
  return result;
}

[[nodiscard]] inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace segnoise::testing
