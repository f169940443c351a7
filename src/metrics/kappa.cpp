#include "metrics/kappa.h"

#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise {

std::optional<double> quadratic_weighted_kappa(
    std::span<const double> table, std::size_t categories) {
  if (categories < 2 || table.size() != categories * categories) {
    throw std::invalid_argument(
        "a table of " + std::to_string(categories) +
        " categories must have at least 2 and their "
        "square in entries, got " +
        std::to_string(table.size()));
  }
  std::vector<double> first(categories);
  std::vector<double> second(categories);
  double all = 0.0;
  for (std::size_t i = 0; i < categories; ++i) {
    for (std::size_t j = 0; j < categories; ++j) {
      const double count = table[i * categories + j];
      if (!(std::isfinite(count) && count >= 0.0)) {
        throw std::invalid_argument(
            "an entry must be finite and >= 0, got " + std::to_string(count));
      }
      first[i] += count;
      second[j] += count;
      all += count;
    }
  }
  double observed = 0.0;
  double by_chance = 0.0;
  for (std::size_t i = 0; i < categories; ++i) {
    for (std::size_t j = 0; j < categories; ++j) {
      const double apart = static_cast<double>(i) - static_cast<double>(j);
      observed += apart * apart * table[i * categories + j];
      by_chance += apart * apart * first[i] * second[j];
    }
  }
  if (!(by_chance > 0.0)) return std::nullopt;
  return 1.0 - observed * all / by_chance;
}

}  // namespace segnoise
