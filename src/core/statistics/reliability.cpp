#include "core/statistics/reliability.h"

#include "core/statistics/distributions.h"
#include "core/statistics/sample.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::statistics {
namespace {

/// Mean squares of a two-way layout with one rating in each cell.
struct MeanSquares {
  double rows = 0.0;
  double columns = 0.0;
  double error = 0.0;
};

MeanSquares mean_squares(std::span<const double> ratings, std::size_t columns) {
  const std::size_t rows = ratings.size() / columns;
  std::vector<double> row_means(rows);
  std::vector<double> column_means(columns);
  double mean = 0.0;
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns; ++c) {
      const double rating = ratings[r * columns + c];
      row_means[r] += rating;
      column_means[c] += rating;
      mean += rating;
    }
  }
  for (double& each : row_means) each /= static_cast<double>(columns);
  for (double& each : column_means) each /= static_cast<double>(rows);
  mean /= static_cast<double>(ratings.size());
  const auto squares_about_mean = [&](const std::vector<double>& means) {
    double sum = 0.0;
    for (const double each : means) sum += (each - mean) * (each - mean);
    return sum;
  };
  double error = 0.0;
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns; ++c) {
      const double residual = ratings[r * columns + c] - row_means[r] - column_means[c] + mean;
      error += residual * residual;
    }
  }
  const auto n = static_cast<double>(rows);
  const auto k = static_cast<double>(columns);
  return {
      .rows = k * squares_about_mean(row_means) / (n - 1.0),
      .columns = n * squares_about_mean(column_means) / (k - 1.0),
      .error = error / ((n - 1.0) * (k - 1.0))};
}

/// The interval of Shrout and Fleiss; n subjects, k raters. Nothing if its degrees of freedom are
/// 0.
std::optional<Interval> icc_interval(
    const MeanSquares& squares, double icc, double n, double k, double confidence) {
  const double ratio = squares.columns / squares.error;
  const double rest = n * (1.0 + (k - 1.0) * icc) - k * icc;
  const double sum = k * icc * ratio + rest;
  const double degrees = (k - 1.0) * (n - 1.0) * sum * sum /
                         ((n - 1.0) * k * k * icc * icc * ratio * ratio + rest * rest);
  if (!(degrees > 0.0)) return std::nullopt;
  const double p = 0.5 + 0.5 * confidence;
  const double f_lower = f_quantile(p, n - 1.0, degrees);
  const double f_upper = f_quantile(p, degrees, n - 1.0);
  const double spread = k * squares.columns + (k * n - k - n) * squares.error;
  return Interval{
      .lower = n * (squares.rows - f_lower * squares.error) / (f_lower * spread + n * squares.rows),
      .upper =
          n * (f_upper * squares.rows - squares.error) / (spread + n * f_upper * squares.rows)};
}

double weight(std::size_t i, std::size_t j, KappaWeights weights) {
  const auto apart = static_cast<double>(i > j ? i - j : j - i);
  switch (weights) {
    case KappaWeights::kNone:
      return i == j ? 0.0 : 1.0;
    case KappaWeights::kLinear:
      return apart;
    case KappaWeights::kQuadratic:
      break;
  }
  return apart * apart;
}

void require_square(const CrossTable& table) {
  for (const auto& row : table) {
    if (row.size() != table.size()) {
      throw std::invalid_argument(
          "the table must be square, got " + std::to_string(table.size()) + " rows and " +
          std::to_string(row.size()) + " columns");
    }
    for (const double entry : row) {
      if (std::isfinite(entry) && entry >= 0.0) continue;
      throw std::invalid_argument("entries must be finite and >= 0, got " + std::to_string(entry));
    }
  }
}

}  // namespace

std::optional<Estimate> icc_2_1(
    std::span<const double> ratings, int raters, std::optional<double> confidence) {
  if (confidence) require_share("confidence", *confidence);
  if (raters < 1) {
    throw std::invalid_argument("raters must be >= 1, got " + std::to_string(raters));
  }
  const auto columns = static_cast<std::size_t>(raters);
  if (ratings.size() % columns != 0) {
    throw std::invalid_argument(
        "ratings must be a multiple of " + std::to_string(raters) + ", got " +
        std::to_string(ratings.size()));
  }
  require_finite(ratings);
  if (columns < 2 || ratings.size() < 2 * columns) return std::nullopt;
  if (std::ranges::all_of(ratings, [&](double each) { return each == ratings.front(); })) {
    return std::nullopt;
  }
  const MeanSquares squares = mean_squares(ratings, columns);
  const std::size_t subjects = ratings.size() / columns;
  const auto n = static_cast<double>(subjects);
  const auto k = static_cast<double>(columns);
  constexpr double kRounding = 1e-12;
  const double variance =
      squares.rows + (k - 1.0 - k / n) * squares.error + k / n * squares.columns;
  if (variance <= kRounding * squares.error) return std::nullopt;
  Estimate icc{.value = (squares.rows - squares.error) / variance};
  if (confidence && squares.error > kRounding * (squares.rows + squares.columns)) {
    icc.interval = icc_interval(squares, icc.value, n, k, *confidence);
  }
  return icc;
}

CrossTable cross_table(std::span<const int> first, std::span<const int> second, int categories) {
  require_equal_lengths(first.size(), second.size());
  const auto require_category = [&](int rating) {
    if (rating >= 0 && rating < categories) return;
    throw std::invalid_argument(
        "ratings must be in [0, " + std::to_string(categories) + "), got " +
        std::to_string(rating));
  };
  const auto size = static_cast<std::size_t>(std::max(categories, 0));
  std::vector table(size, std::vector<double>(size));
  for (std::size_t i = 0; i < first.size(); ++i) {
    require_category(first[i]);
    require_category(second[i]);
    table[static_cast<std::size_t>(first[i])][static_cast<std::size_t>(second[i])] += 1.0;
  }
  return table;
}

std::optional<double> kappa(const CrossTable& table, KappaWeights weights) {
  require_square(table);
  std::vector<double> of_first(table.size());
  std::vector<double> of_second(table.size());
  double count = 0.0;
  double found = 0.0;
  for (std::size_t i = 0; i < table.size(); ++i) {
    for (std::size_t j = 0; j < table.size(); ++j) {
      const double cell = table[i][j];
      of_first[i] += cell;
      of_second[j] += cell;
      count += cell;
      found += weight(i, j, weights) * cell;
    }
  }
  double expected = 0.0;
  for (std::size_t i = 0; i < table.size(); ++i) {
    for (std::size_t j = 0; j < table.size(); ++j) {
      expected += weight(i, j, weights) * of_first[i] * of_second[j];
    }
  }
  if (expected == 0.0) return std::nullopt;
  return 1.0 - found * count / expected;
}

}  // namespace segnoise::statistics
