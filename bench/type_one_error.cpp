// type_one_error: how often studies whose conditions do not differ find that they do, by analysis.

#include "core/statistics/distributions.h"
#include "core/statistics/signed_rank.h"
#include "core/statistics/summary.h"
#include "support/drawn_differences.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iomanip>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

using namespace segnoise;
using segnoise::testing::ChanceOfStudy;
using Differences = std::vector<statistics::SeedDifference>;

namespace {

constexpr double kLevel = 0.05;

/// Differences as a table (patient, seed), with its means.
struct Table {
  explicit Table(const ChanceOfStudy& chance, const Differences& all)
      : study(chance), patients(chance.patients, 0.0), seeds(chance.seeds, 0.0) {
    const auto size = static_cast<double>(all.size());
    for (const auto& [patient, seed, value] : all) {
      values.push_back(value);
      patients[patient] += value / static_cast<double>(seeds.size());
      seeds[seed] += value / static_cast<double>(patients.size());
      mean += value / size;
    }
  }
  [[nodiscard]] double at(std::size_t patient, std::size_t seed) const {
    return values[patient * seeds.size() + seed];
  }

  const ChanceOfStudy& study;
  std::vector<double> values = {};
  std::vector<double> patients;  ///< means
  std::vector<double> seeds;
  double mean = 0.0;
};

bool rejects(double mean, double squared_error, double degrees) {
  return 2.0 *
             statistics::student_t_upper_tail(std::abs(mean) / std::sqrt(squared_error), degrees) <
         kLevel;
}

double squared_error(const std::vector<double>& means) {
  return std::pow(statistics::summary(means)->sd, 2) / static_cast<double>(means.size());
}

bool by_signed_rank(const Table& table, random::Rng& /*rng*/) {
  return statistics::signed_rank(table.patients)->p < kLevel;
}

bool by_patients(const Table& table, random::Rng& /*rng*/) {
  return rejects(
      table.mean, squared_error(table.patients), static_cast<double>(table.patients.size()) - 1.0);
}

bool by_seeds(const Table& table, random::Rng& /*rng*/) {
  return rejects(
      table.mean, squared_error(table.seeds), static_cast<double>(table.seeds.size()) - 1.0);
}

/// Percentiles where patients are drawn again, each with all his seeds, and of these again.
bool by_nested_bootstrap(const Table& table, random::Rng& rng) {
  constexpr int kResamples = 400;
  std::vector<double> means;
  const auto seeds = static_cast<std::uint32_t>(table.seeds.size());
  const auto patients = static_cast<std::uint32_t>(table.patients.size());
  for (int i = 0; i < kResamples; ++i) {
    double sum = 0.0;
    for (std::uint32_t j = 0; j < patients; ++j) {
      const std::uint32_t patient = rng.below(patients);
      for (std::uint32_t k = 0; k < seeds; ++k) sum += table.at(patient, rng.below(seeds));
    }
    means.push_back(sum);
  }
  return *statistics::quantile(means, 0.5 * kLevel) > 0.0 ||
         *statistics::quantile(means, 1.0 - 0.5 * kLevel) < 0.0;
}

/// Percentiles where patients and, by themselves, seeds are drawn again.
bool by_pigeonhole_bootstrap(const Table& table, random::Rng& rng) {
  constexpr int kResamples = 400;
  std::vector<double> means;
  const auto patients = static_cast<std::uint32_t>(table.patients.size());
  std::vector<std::uint32_t> seeds(table.seeds.size());
  for (int i = 0; i < kResamples; ++i) {
    for (std::uint32_t& seed : seeds) seed = rng.below(static_cast<std::uint32_t>(seeds.size()));
    double sum = 0.0;
    for (std::uint32_t j = 0; j < patients; ++j) {
      const std::uint32_t patient = rng.below(patients);
      for (const std::uint32_t seed : seeds) sum += table.at(patient, seed);
    }
    means.push_back(sum);
  }
  return *statistics::quantile(means, 0.5 * kLevel) > 0.0 ||
         *statistics::quantile(means, 1.0 - 0.5 * kLevel) < 0.0;
}

/// Two-way random effects with the degrees of freedom that Satterthwaite has, mean square by mean
/// square.
/// @param b  squared error of the seeds' part, with its degrees
bool by_satterthwaite(const Table& table, double b, double b_degrees, double e, double e_degrees) {
  const double a = squared_error(table.patients);
  const double a_degrees = static_cast<double>(table.patients.size()) - 1.0;
  if (b <= e) return rejects(table.mean, a, a_degrees);
  const double total = a + b - e;
  return rejects(
      table.mean,
      total,
      total * total / (a * a / a_degrees + b * b / b_degrees + e * e / e_degrees));
}

bool by_plain_model(const Table& table, random::Rng& /*rng*/) {
  const std::size_t patients = table.patients.size();
  const std::size_t seeds = table.seeds.size();
  double squares = 0.0;
  for (std::size_t i = 0; i < patients; ++i) {
    for (std::size_t j = 0; j < seeds; ++j) {
      squares += std::pow(table.at(i, j) - table.patients[i] - table.seeds[j] + table.mean, 2);
    }
  }
  const auto degrees = static_cast<double>((patients - 1) * (seeds - 1));
  const double e = squares / degrees / static_cast<double>(patients * seeds);
  return by_satterthwaite(
      table, squared_error(table.seeds), static_cast<double>(seeds) - 1.0, e, degrees);
}

/// The same with the networks of folds as independent: seeds within folds.
bool by_networks(const Table& table, random::Rng& /*rng*/) {
  const std::size_t patients = table.patients.size();
  const std::size_t seeds = table.seeds.size();
  const std::size_t folds = table.study.folds;
  double b = 0.0;
  double squares = 0.0;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    std::vector<double> means(seeds, 0.0);
    double of_fold = 0.0;
    for (std::size_t i = fold; i < patients; i += folds) of_fold += 1.0;
    for (std::size_t i = fold; i < patients; i += folds) {
      for (std::size_t j = 0; j < seeds; ++j) means[j] += table.at(i, j) / of_fold;
    }
    const double mean = statistics::summary(means)->mean;
    b += std::pow(of_fold / static_cast<double>(patients), 2) * squared_error(means);
    for (std::size_t i = fold; i < patients; i += folds) {
      for (std::size_t j = 0; j < seeds; ++j) {
        squares += std::pow(table.at(i, j) - table.patients[i] - means[j] + mean, 2);
      }
    }
  }
  const auto degrees = static_cast<double>((patients - folds) * (seeds - 1));
  const double e = squares / degrees / static_cast<double>(patients * seeds);
  return by_satterthwaite(table, b, static_cast<double>(folds * (seeds - 1)), e, degrees);
}

struct Analysis {
  std::string_view name;
  bool (*rejects)(const Table& table, random::Rng& rng);
  int thinning = 1;  ///< one in so many studies is analysed
};

constexpr int kBootstrapThinning = 8;

constexpr std::array kAnalyses{
    Analysis{"Wilcoxon", by_signed_rank},
    Analysis{"t patients", by_patients},
    Analysis{"t seeds", by_seeds},
    Analysis{"nested", by_nested_bootstrap, kBootstrapThinning},
    Analysis{"pigeonhole", by_pigeonhole_bootstrap, kBootstrapThinning},
    Analysis{"networks", by_networks},
    Analysis{"plain", by_plain_model}};

/// One line: each analysis' rejections in percent, and last those of mixed_difference().
void measure(const ChanceOfStudy& study, int studies) {
  random::Rng rng(1);
  random::Rng bootstrap(2);
  std::array<int, kAnalyses.size()> rejected{};
  int by_mixed = 0;
  for (int i = 0; i < studies; ++i) {
    const Differences all = testing::drawn_differences(study, rng);
    const Table table(study, all);
    for (std::size_t k = 0; k < kAnalyses.size(); ++k) {
      const Analysis& each = kAnalyses.at(k);
      if (i % each.thinning != 0) continue;
      rejected.at(k) += each.rejects(table, bootstrap) ? each.thinning : 0;
    }
    by_mixed += statistics::mixed_difference(all)->p < kLevel ? 1 : 0;
  }
  std::cout << std::setprecision(1) << std::setw(3) << study.patients << std::setw(4) << study.seeds
            << std::setw(8) << study.seed_sd;
  for (const int count : rejected) std::cout << std::setw(12) << 100.0 * count / studies;
  std::cout << std::setw(12) << 100.0 * by_mixed / studies << std::endl;  // it takes a while
}

void measure_all(const std::string& what, ChanceOfStudy study, int studies) {
  std::cout << what << "\n  n   S seed SD";
  for (const Analysis& each : kAnalyses) {
    std::cout << std::setw(&each == kAnalyses.data() ? 11 : 12) << each.name;
  }
  std::cout << std::setw(12) << "mixed" << '\n';
  for (const std::size_t patients : {12U, 50U}) {
    for (const std::size_t seeds : {3U, 5U, 10U}) {
      for (const double seed_sd : {0.0, 0.5, 1.0, 2.0}) {
        study.patients = patients;
        study.seeds = seeds;
        study.seed_sd = seed_sd;
        measure(study, studies);
      }
    }
  }
  std::cout << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  const int studies = argc > 1 ? std::stoi(argv[1]) : 4'000;
  std::cout << std::fixed << "Rejections at 5 % in " << studies
            << " studies without a difference, %\n\n";
  measure_all("patient SD 3, residual SD 2", {}, studies);
  measure_all("patient SD 3 and lognormal, residual SD 2", {.is_skewed = true}, studies);
  measure_all(
      "patient SD 2, residual SD 5, as measured of EF on the phantom",
      {.patient_sd = 2.0, .residual_sd = 5.0},
      studies);
  measure_all("5 folds, networks independent", {.folds = 5}, studies);
  measure_all(
      "5 folds, networks of a seed share half their variance",
      {.folds = 5, .shared_of_seed = 0.5},
      studies);
}
