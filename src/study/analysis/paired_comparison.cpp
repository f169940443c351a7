#include "study/analysis/paired_comparison.h"

#include "core/statistics/mean_interval.h"
#include "core/statistics/signed_rank.h"

#include <cmath>
#include <cstddef>
#include <set>

namespace segnoise::analysis {
namespace {

double rounded(double difference) {
  constexpr double kStepsPerUnit = 1e9;
  return std::round(difference * kStepsPerUnit) / kStepsPerUnit;
}

/// Of each patient and seed the mean over folds.
std::vector<statistics::SeedDifference> by_seed(std::span<const PatientValue> ascending) {
  std::vector<statistics::SeedDifference> means;
  for (std::size_t begin = 0; begin < ascending.size();) {
    const auto& [patient, seed, fold, first] = ascending[begin];
    std::size_t end = begin;
    double sum = 0.0;
    while (end < ascending.size() && ascending[end].patient == patient &&
           ascending[end].seed == seed) {
      sum += ascending[end++].value;
    }
    means.push_back({patient, seed, rounded(sum / static_cast<double>(end - begin))});
    begin = end;
  }
  return means;
}

}  // namespace

std::optional<statistics::Interval> mean_interval(
    std::span<const double> values, std::uint64_t seed) {
  if (values.size() < kLeastForInterval) return std::nullopt;
  return statistics::mean_interval(values, seed, {.resamples = kPatientResamples});
}

std::optional<PatientMean> patient_mean(std::span<const PatientValue> values, std::uint64_t seed) {
  const std::vector<double> means = patient_means(values);
  const auto over_patients = statistics::summary(means);
  if (!over_patients) return std::nullopt;
  return PatientMean{.over_patients = *over_patients, .ci95 = mean_interval(means, seed)};
}

std::optional<PairedDifference> paired_difference(
    std::span<const PatientValue> values, std::span<const PatientValue> reference) {
  std::vector<PatientValue> by_network;
  std::set<std::uint64_t> seeds;
  for (const PatientPair& pair : paired(values, reference)) {
    by_network.push_back({pair.patient, pair.seed, pair.fold, pair.first - pair.second});
    seeds.insert(pair.seed);
  }
  std::vector<double> differences = patient_means(by_network);
  for (double& difference : differences) difference = rounded(difference);
  const auto over_patients = statistics::summary(differences);
  if (!over_patients) return std::nullopt;
  PairedDifference result{.over_patients = *over_patients, .seeds = static_cast<int>(seeds.size())};
  if (over_patients->count >= kLeastForInterval) {
    result.mixed = statistics::mixed_difference(by_seed(by_network));
  }
  return result;
}

int adjust_by_holm(std::span<PairedDifference* const> differences) {
  std::vector<double> p;
  for (const PairedDifference* difference : differences) {
    if (difference->mixed) p.push_back(difference->mixed->p);
  }
  const std::vector<double> adjusted = statistics::holm_adjusted(p);
  auto next = adjusted.begin();
  for (PairedDifference* difference : differences) {
    if (difference->mixed) difference->holm_p = *next++;
  }
  return static_cast<int>(p.size());
}

}  // namespace segnoise::analysis
