#include "core/statistics/mixed_difference.h"

#include "core/statistics/distributions.h"
#include "core/statistics/sample.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <stdexcept>
#include <utility>
#include <vector>

namespace segnoise::statistics {
namespace {

/// Numbers that stand for something, as 0, 1, 2 ... in their order.
std::map<std::size_t, std::size_t> places_of(
    std::span<const SeedDifference> differences, std::size_t SeedDifference::*number) {
  std::map<std::size_t, std::size_t> places;
  for (const SeedDifference& each : differences) places.emplace(each.*number, 0);
  std::size_t next = 0;
  for (auto& [key, place] : places) place = next++;
  return places;
}

/// The differences with patients and seeds numbered from 0 without gaps, in their order, so that
/// sums do not depend on the order in which they came.
std::vector<SeedDifference> numbered(std::span<const SeedDifference> differences) {
  const auto patients = places_of(differences, &SeedDifference::patient);
  const auto seeds = places_of(differences, &SeedDifference::seed);
  std::vector<SeedDifference> result;
  result.reserve(differences.size());
  for (const auto& [patient, seed, value] : differences)
    result.push_back({patients.at(patient), seeds.at(seed), value});
  const auto key = [](const SeedDifference& each) { return std::pair(each.patient, each.seed); };
  std::ranges::sort(result, {}, key);
  if (std::ranges::adjacent_find(result, {}, key) != result.end()) {
    throw std::invalid_argument("a patient has two differences of one seed");
  }
  return result;
}

/// How many of a kind there are.
std::size_t count(std::span<const SeedDifference> all, std::size_t SeedDifference::*number) {
  std::size_t greatest = 0;
  for (const SeedDifference& each : all) greatest = std::max(greatest, each.*number);
  return all.empty() ? 0 : greatest + 1;
}

/// Of each patient, or of each seed, the mean.
std::vector<double> means_by(
    std::span<const SeedDifference> all, std::size_t SeedDifference::*number) {
  const std::size_t size = count(all, number);
  std::vector<double> means(size, 0.0);
  std::vector<double> counts(size, 0.0);
  for (const SeedDifference& each : all) {
    means[each.*number] += each.value;
    counts[each.*number] += 1.0;
  }
  for (std::size_t i = 0; i < size; ++i) means[i] /= counts[i];
  return means;
}

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// With n - 1.
double variance_of(std::span<const double> values) {
  const double mean = mean_of(values);
  double squares = 0.0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return squares / static_cast<double>(values.size() - 1);
}

/// Whether patients link every seed with every other.
bool are_linked(std::span<const SeedDifference> all, std::size_t seeds) {
  std::vector<std::size_t> group(seeds);
  std::iota(group.begin(), group.end(), 0U);
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (all[i].patient != all[i - 1].patient) continue;
    std::ranges::replace(group, group[all[i].seed], group[all[i - 1].seed]);
  }
  return std::set(group.begin(), group.end()).size() == 1;
}

/// Takes each patient's mean, or each seed's, from its differences, and returns them.
std::vector<double> subtract_means(
    std::vector<SeedDifference>& all, std::size_t SeedDifference::*number) {
  std::vector<double> means = means_by(all, number);
  for (SeedDifference& each : all) each.value -= means[each.*number];
  return means;
}

/// Least squares of patient and seed effects.
struct AdditiveFit {
  std::vector<double> seeds;      ///< effects, up to a constant
  double residual_squares = 0.0;  ///< their sum
};

/// By turns: patients' means of what seeds leave, seeds' means of what patients leave, which
/// converges to least squares, at once if nothing is missing.
AdditiveFit additive_fit(std::span<const SeedDifference> all) {
  constexpr int kMostTurns = 10'000;
  constexpr double kSettled = 1e-13;
  double size = 0.0;
  for (const SeedDifference& each : all) size = std::max(size, std::abs(each.value));
  AdditiveFit fit{.seeds = std::vector(count(all, &SeedDifference::seed), 0.0)};
  std::vector<SeedDifference> left(all.begin(), all.end());
  for (int turn = 0; turn < kMostTurns; ++turn) {
    (void)subtract_means(left, &SeedDifference::patient);
    const std::vector<double> steps = subtract_means(left, &SeedDifference::seed);
    std::ranges::transform(fit.seeds, steps, fit.seeds.begin(), std::plus{});
    const auto settled = [&](double step) { return std::abs(step) <= kSettled * size; };
    if (std::ranges::all_of(steps, settled)) break;
  }
  for (const SeedDifference& each : left) fit.residual_squares += each.value * each.value;
  return fit;
}

/// Sums of squares of the weights that the mean gives to seeds and to single differences; 1 / seeds
/// and 1 / (patients · seeds) if nothing is missing.
struct SquaredWeights {
  double seeds = 0.0;
  double differences = 0.0;
};

SquaredWeights squared_weights(
    std::span<const SeedDifference> all, std::size_t patients, std::size_t seeds) {
  std::vector<double> seeds_of_patient(patients, 0.0);
  for (const SeedDifference& each : all) seeds_of_patient[each.patient] += 1.0;
  std::vector<double> by_seed(seeds, 0.0);
  SquaredWeights squares;
  for (const SeedDifference& each : all) {
    const double weight = 1.0 / (static_cast<double>(patients) * seeds_of_patient[each.patient]);
    by_seed[each.seed] += weight;
    squares.differences += weight * weight;
  }
  for (const double weight : by_seed) squares.seeds += weight * weight;
  return squares;
}

double degrees_of(const MixedDifference& found, double residual_degrees) {
  constexpr double kLowerQuartile = 0.25;
  const double patient_degrees = found.patients - 1.0;
  const double seed_degrees = found.seeds - 1.0;
  const double f = f_quantile(kLowerQuartile, seed_degrees, residual_degrees);
  const double x = std::max(0.0, found.of_patients - found.of_residual);
  const double y = std::max(found.of_seeds, (found.of_seeds - found.of_residual) / f);
  if (x + y <= 0.0) return seed_degrees;
  return (x + y) * (x + y) / (x * x / patient_degrees + y * y / seed_degrees);
}

}  // namespace

std::optional<MixedDifference> mixed_difference(
    std::span<const SeedDifference> differences, double confidence) {
  require_share("confidence", confidence);
  for (const SeedDifference& each : differences) require_finite(std::span(&each.value, 1));
  const std::vector<SeedDifference> all = numbered(differences);
  const std::size_t patients = count(all, &SeedDifference::patient);
  const std::size_t seeds = count(all, &SeedDifference::seed);
  if (patients < 2 || seeds < kLeastSeeds || !are_linked(all, seeds)) return std::nullopt;
  if (all.size() <= patients + seeds - 1) return std::nullopt;

  const auto residual_degrees = static_cast<double>(all.size() - (patients + seeds - 1));
  const std::vector<double> means = means_by(all, &SeedDifference::patient);
  const AdditiveFit fit = additive_fit(all);
  const SquaredWeights weights = squared_weights(all, patients, seeds);
  MixedDifference found{
      .patients = static_cast<int>(patients),
      .seeds = static_cast<int>(seeds),
      .mean = mean_of(means),
      .of_patients = variance_of(means) / static_cast<double>(patients),
      .of_seeds = variance_of(fit.seeds) * weights.seeds,
      .of_residual = fit.residual_squares / residual_degrees * weights.differences};
  found.standard_error = std::sqrt(std::max(
      {found.of_patients, found.of_seeds, found.of_patients + found.of_seeds - found.of_residual}));
  constexpr double kRounding = 1e-12;  // of the mean: equal differences whose means are not
  if (found.standard_error <= kRounding * std::abs(found.mean)) return std::nullopt;

  found.degrees = degrees_of(found, residual_degrees);
  const double half =
      student_t_quantile(0.5 * (1.0 + confidence), found.degrees) * found.standard_error;
  found.interval = {found.mean - half, found.mean + half};
  found.p = 2.0 * student_t_upper_tail(std::abs(found.mean) / found.standard_error, found.degrees);
  return found;
}

}  // namespace segnoise::statistics
