#pragma once

#include <limits>
#include <sstream>
#include <string>
#include <vector>

/// Values that tests of many modules need.
namespace segnoise::testing {

inline constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

[[nodiscard]] inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace segnoise::testing
