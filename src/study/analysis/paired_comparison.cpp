#include "study/analysis/paired_comparison.h"

#include <cmath>
#include <cstddef>
#include <set>

namespace segnoise::analysis {
namespace {

double mean_of(std::span<const double> values, std::span<const std::size_t> units) {
  double sum = 0.0;
  for (const std::size_t unit : units) sum += values[unit];
  return sum / static_cast<double>(units.size());
}

double rounded(double difference) {
  constexpr double kStepsPerUnit = 1e9;
  return std::round(difference * kStepsPerUnit) / kStepsPerUnit;
}

}  // namespace

std::optional<statistics::Interval> mean_interval(
    std::span<const double> values, std::uint64_t seed) {
  if (values.size() < kLeastForInterval) return std::nullopt;
  const auto mean = [&](std::span<const std::size_t> units) -> std::optional<double> {
    return mean_of(values, units);
  };
  const auto bca =
      statistics::bca_interval(values.size(), mean, seed, {.resamples = kPatientResamples});
  if (bca) return bca->interval;
  constexpr double kConfidence = 0.95;
  return statistics::bootstrap_mean_interval(values, seed, kConfidence, kPatientResamples);
}

std::optional<PatientMean> patient_mean(std::span<const PatientValue> values, std::uint64_t seed) {
  const std::vector<double> means = patient_means(values);
  const auto over_patients = statistics::summary(means);
  if (!over_patients) return std::nullopt;
  return PatientMean{.over_patients = *over_patients, .ci95 = mean_interval(means, seed)};
}

std::optional<PairedDifference> paired_difference(
    std::span<const PatientValue> values,
    std::span<const PatientValue> reference,
    std::uint64_t seed) {
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
  return PairedDifference{
      .over_patients = *over_patients,
      .seeds = static_cast<int>(seeds.size()),
      .ci95 = mean_interval(differences, seed),
      .signed_rank = statistics::signed_rank(differences, kZeroDifferences)};
}

void adjust_by_holm(std::span<PairedDifference* const> differences) {
  std::vector<double> p;
  for (const PairedDifference* difference : differences) {
    if (difference->signed_rank) p.push_back(difference->signed_rank->p);
  }
  const std::vector<double> adjusted = statistics::holm_adjusted(p);
  auto next = adjusted.begin();
  for (PairedDifference* difference : differences) {
    if (difference->signed_rank) difference->holm_p = *next++;
  }
}

}  // namespace segnoise::analysis
