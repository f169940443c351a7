#include "study/analysis/ef_agreement.h"

#include "core/cardiac/ef_category.h"
#include "core/statistics/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <map>
#include <numeric>
#include <vector>

namespace segnoise::analysis {
namespace {

/// Predicted and reference EF of the patients of one network, in one order.
struct EfPairs {
  std::vector<double> predicted = {};
  std::vector<double> reference = {};

  void push_back(double predicted_percent, double reference_percent) {
    predicted.push_back(predicted_percent);
    reference.push_back(reference_percent);
  }

  void clear() {
    predicted.clear();
    reference.clear();
  }
};

using EfStatistic = std::function<std::optional<double>(const EfPairs&)>;

/// The mean EFs of a patient over the folds in which he is.
struct PatientEf {
  double predicted_sum = 0.0;
  double reference_sum = 0.0;
  int folds = 0;
};

/// The patients of one seed, by their places among the patients of all seeds.
using OfSeed = std::vector<PatientEf>;

struct EfBySeed {
  std::size_t patients = 0;
  std::vector<OfSeed> seeds = {};
};

EfBySeed by_seed(std::span<const PatientPair> pairs) {
  std::map<std::size_t, std::size_t> units;
  std::map<std::uint64_t, OfSeed> seeds;
  for (const PatientPair& pair : pairs) units.emplace(pair.patient, units.size());
  for (const PatientPair& pair : pairs) {
    OfSeed& of_seed = seeds[pair.seed];
    of_seed.resize(units.size());
    PatientEf& ef = of_seed[units.at(pair.patient)];
    ef.predicted_sum += pair.first;
    ef.reference_sum += pair.second;
    ++ef.folds;
  }
  EfBySeed result{.patients = units.size()};
  for (auto& [seed, of_seed] : seeds) result.seeds.push_back(std::move(of_seed));
  return result;
}

void collect(const OfSeed& of_seed, std::span<const std::size_t> units, EfPairs& pairs) {
  pairs.clear();
  for (const std::size_t unit : units) {
    const PatientEf& ef = of_seed[unit];
    if (ef.folds == 0) continue;
    pairs.push_back(ef.predicted_sum / ef.folds, ef.reference_sum / ef.folds);
  }
}

/// The mean over the seeds of what a statistic is for each, with its interval over patients.
std::optional<statistics::Estimate> estimate(
    const EfBySeed& efs, std::uint64_t seed, const EfStatistic& statistic) {
  EfPairs pairs;  // one for all resamples, whose memory is used again
  const auto mean_over_seeds = [&](std::span<const std::size_t> units) -> std::optional<double> {
    double sum = 0.0;
    int defined = 0;
    for (const OfSeed& of_seed : efs.seeds) {
      collect(of_seed, units, pairs);
      const auto value = statistic(pairs);
      if (!value) continue;
      sum += *value;
      ++defined;
    }
    if (defined == 0) return std::nullopt;
    return sum / defined;
  };
  std::vector<std::size_t> all(efs.patients);
  std::iota(all.begin(), all.end(), std::size_t{0});
  const auto value = mean_over_seeds(all);
  if (!value) return std::nullopt;
  statistics::Estimate result{.value = *value};
  const auto bca = statistics::bca_interval(
      efs.patients, mean_over_seeds, seed, {.resamples = kPatientResamples});
  if (bca) result.interval = bca->interval;
  return result;
}

/// The mean over patients of a function of a pair, each the mean of his seeds, with the interval
/// that every mean over patients has.
template <class OfPair>
std::optional<statistics::Estimate> patient_mean_of(
    const EfBySeed& efs, std::uint64_t seed, const OfPair& of_pair) {
  std::vector<double> means;
  for (std::size_t unit = 0; unit < efs.patients; ++unit) {
    double sum = 0.0;
    int seeds = 0;
    for (const OfSeed& of_seed : efs.seeds) {
      const PatientEf& ef = of_seed[unit];
      if (ef.folds == 0) continue;
      sum += of_pair(ef.predicted_sum / ef.folds, ef.reference_sum / ef.folds);
      ++seeds;
    }
    means.push_back(sum / seeds);
  }
  return statistics::Estimate{
      .value = statistics::summary(means)->mean, .interval = mean_interval(means, seed)};
}

std::optional<double> value_of(const std::optional<statistics::Estimate>& found) {
  if (!found) return std::nullopt;
  return found->value;
}

/// A number of Bland and Altman's analysis, without the intervals that take most of its time.
template <class Part>
EfStatistic of_bland_altman(const Part& part) {
  return [part](const EfPairs& pairs) -> std::optional<double> {
    const auto found =
        statistics::bland_altman(pairs.predicted, pairs.reference, {.confidence = std::nullopt});
    if (!found) return std::nullopt;
    return part(*found);
  };
}

std::optional<double> slope_of(const statistics::BlandAltman& found) {
  if (!found.trend) return std::nullopt;
  return found.trend->slope;
}

EfStatistic share_within(double error_pp) {
  return [error_pp](const EfPairs& pairs) -> std::optional<double> {
    if (pairs.predicted.empty()) return std::nullopt;
    double within = 0.0;
    for (std::size_t i = 0; i < pairs.predicted.size(); ++i) {
      within += std::abs(pairs.predicted[i] - pairs.reference[i]) <= error_pp ? 1.0 : 0.0;
    }
    return within / static_cast<double>(pairs.predicted.size());
  };
}

std::optional<double> icc_of(const EfPairs& pairs) {
  std::vector<double> ratings;
  ratings.reserve(2 * pairs.predicted.size());
  for (std::size_t i = 0; i < pairs.predicted.size(); ++i) {
    ratings.push_back(pairs.predicted[i]);
    ratings.push_back(pairs.reference[i]);
  }
  return value_of(statistics::icc_2_1(ratings, 2, std::nullopt));
}

statistics::CrossTable categories_of(const EfPairs& pairs) {
  const auto categories = [](const std::vector<double>& ef_percent) {
    std::vector<int> found(ef_percent.size());
    std::ranges::transform(ef_percent, found.begin(), [](double ef) {
      return static_cast<int>(cardiac::ef_category(ef));
    });
    return found;
  };
  return statistics::cross_table(
      categories(pairs.reference),
      categories(pairs.predicted),
      static_cast<int>(cardiac::kEfCategories.size()));
}

/// Counts of all seeds divided by how many seeds there are.
statistics::CrossTable mean_categories(const EfBySeed& efs) {
  std::vector<std::size_t> all(efs.patients);
  std::iota(all.begin(), all.end(), std::size_t{0});
  EfPairs pairs;
  statistics::CrossTable sum = categories_of(pairs);
  for (const OfSeed& of_seed : efs.seeds) {
    collect(of_seed, all, pairs);
    const statistics::CrossTable counts = categories_of(pairs);
    for (std::size_t i = 0; i < sum.size(); ++i) {
      for (std::size_t j = 0; j < sum.size(); ++j) sum[i][j] += counts[i][j];
    }
  }
  for (auto& row : sum) {
    for (double& count : row) count /= static_cast<double>(efs.seeds.size());
  }
  return sum;
}

}  // namespace

std::optional<EfAgreement> ef_agreement(
    std::span<const PatientValue> predicted,
    std::span<const PatientValue> reference,
    std::uint64_t seed) {
  const EfBySeed efs = by_seed(paired(predicted, reference));
  if (efs.patients == 0) return std::nullopt;
  const auto found = [&](const EfStatistic& statistic) -> std::optional<statistics::Estimate> {
    if (efs.patients < kLeastForAgreement) return std::nullopt;
    return estimate(efs, seed, statistic);
  };
  const auto mean = [&](const auto& of_pair) -> std::optional<statistics::Estimate> {
    if (efs.patients < kLeastForAgreement) return std::nullopt;
    return patient_mean_of(efs, seed, of_pair);
  };
  using Pairs = EfPairs;
  using BA = statistics::BlandAltman;
  return EfAgreement{
      .patients = static_cast<int>(efs.patients),
      .seeds = static_cast<int>(efs.seeds.size()),
      .bias_pp = mean([](double ef, double truth) { return ef - truth; }),
      .lower_limit_pp = found(of_bland_altman([](const BA& ba) { return ba.lower_limit.value; })),
      .upper_limit_pp = found(of_bland_altman([](const BA& ba) { return ba.upper_limit.value; })),
      .slope = found(of_bland_altman(slope_of)),
      .mae_pp = mean([](double ef, double truth) { return std::abs(ef - truth); }),
      .rmse_pp = found([](const Pairs& p) {
        return statistics::root_mean_square_error(p.predicted, p.reference);
      }),
      .pearson_r = found(
          [](const Pairs& p) { return value_of(statistics::pearson(p.predicted, p.reference)); }),
      .lin_ccc = found([](const Pairs& p) {
        return value_of(statistics::concordance(p.predicted, p.reference));
      }),
      .icc_2_1 = found(icc_of),
      .within_5_pp = found(share_within(5.0)),
      .within_10_pp = found(share_within(10.0)),
      .kappa = found([](const Pairs& p) {
        return statistics::kappa(categories_of(p), statistics::KappaWeights::kQuadratic);
      }),
      .reclassification = mean_categories(efs)};
}

}  // namespace segnoise::analysis
