#include "core/statistics/signed_rank.h"

#include "core/statistics/distributions.h"
#include "core/statistics/sample.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::statistics {
namespace {

/// The numbers 0 ... values.size() - 1, those of smaller values first.
std::vector<std::size_t> ascending(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return values[i]; });
  return order;
}

struct Ranks {
  std::vector<double> rank;      ///< 1 ... n; equal values share their mean
  double ties_correction = 0.0;  ///< sum of t³ - t over groups of t equal values other than 0
};

Ranks ranks_of(std::span<const double> values) {
  const std::vector<std::size_t> order = ascending(values);
  Ranks ranks{.rank = std::vector<double>(values.size())};
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin + 1;
    while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
    const double mean_rank = 0.5 * static_cast<double>(begin + 1 + end);
    for (std::size_t i = begin; i < end; ++i) ranks.rank[order[i]] = mean_rank;
    const auto tied = static_cast<double>(end - begin);
    if (values[order[begin]] != 0.0) ranks.ties_correction += tied * tied * tied - tied;
    begin = end;
  }
  return ranks;
}

/// P(V <= v) exactly, whatever the ranks: the share of their subsets whose sum is no more than v.
/// @param ranks  multiples of 1/2, as means of whole numbers that follow one another are
double exact_lower_tail(std::span<const double> ranks, double v) {
  const auto doubled = [](double number) {
    return static_cast<std::size_t>(std::lround(2.0 * number));
  };
  std::size_t most = 0;
  for (const double rank : ranks) most += doubled(rank);
  std::vector<double> subsets(most + 1);
  subsets[0] = 1.0;
  for (const double rank : ranks) {
    for (std::size_t sum = most; sum >= doubled(rank); --sum)
      subsets[sum] += subsets[sum - doubled(rank)];
  }
  double within = 0.0;
  for (std::size_t sum = 0; sum <= std::min(most, doubled(v)); ++sum) within += subsets[sum];
  return within * std::exp2(-static_cast<double>(ranks.size()));
}

/// Both tails of the normal approximation.
double normal_p(double v, double mean, double variance) {
  constexpr double kContinuity = 0.5;
  const double distance = std::max(0.0, std::abs(v - mean) - kContinuity);
  return 2.0 * normal_cdf(-distance / std::sqrt(variance));
}

}  // namespace

std::optional<SignedRank> signed_rank(std::span<const double> differences, ZeroDifferences zeros) {
  require_finite(differences);
  std::vector<double> ranked;
  ranked.reserve(differences.size());
  for (const double d : differences) {
    if (d != 0.0 || zeros == ZeroDifferences::kPratt) ranked.push_back(d);
  }
  std::vector<double> sizes(ranked.size());
  std::ranges::transform(ranked, sizes.begin(), [](double d) { return std::abs(d); });
  const Ranks ranks = ranks_of(sizes);

  SignedRank result;
  std::vector<double> given;  // ranks of differences other than 0
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    if (ranked[i] == 0.0) continue;
    ++result.count;
    given.push_back(ranks.rank[i]);
    (ranked[i] > 0.0 ? result.positive_ranks : result.negative_ranks) += ranks.rank[i];
  }
  if (result.count == 0) return std::nullopt;
  result.zeros = static_cast<int>(differences.size()) - result.count;
  const double all_ranks = result.positive_ranks + result.negative_ranks;
  result.rank_biserial = (result.positive_ranks - result.negative_ranks) / all_ranks;

  constexpr int kMostExact = 50;
  result.is_exact = result.count <= kMostExact;
  if (result.is_exact) {
    const double smaller = std::min(result.positive_ranks, result.negative_ranks);
    result.p = std::min(1.0, 2.0 * exact_lower_tail(given, smaller));
    return result;
  }
  const auto sum_of_squares = [](double n) { return n * (n + 1.0) * (2.0 * n + 1.0); };
  const auto unranked = static_cast<double>(ranked.size()) - result.count;
  const double variance = (sum_of_squares(static_cast<double>(ranked.size())) -
                           sum_of_squares(unranked) - 0.5 * ranks.ties_correction) /
                          24.0;
  result.p = normal_p(result.positive_ranks, 0.5 * all_ranks, variance);
  return result;
}

std::vector<double> holm_adjusted(std::span<const double> p) {
  for (const double each : p) {
    if (each >= 0.0 && each <= 1.0) continue;
    throw std::invalid_argument("p must be in [0, 1], got " + std::to_string(each));
  }
  std::vector<double> adjusted(p.size());
  double before = 0.0;
  auto left = static_cast<double>(p.size());
  for (const std::size_t i : ascending(p)) {
    before = std::min(1.0, std::max(before, left * p[i]));
    adjusted[i] = before;
    left -= 1.0;
  }
  return adjusted;
}

}  // namespace segnoise::statistics
