#include "study/readings/reliability.h"

#include "base/number_text.h"
#include "core/cardiac/propagation.h"

#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

namespace segnoise::readings {
namespace {

/// Sums over patients that variances are made of.
double mean_of(std::span<const double> values) {
  double sum = 0.0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

/// Σ (a - mean a) (b - mean b).
double products(std::span<const double> a, std::span<const double> b) {
  const double mean_a = mean_of(a);
  const double mean_b = mean_of(b);
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - mean_a) * (b[i] - mean_b);
  return sum;
}

}  // namespace

std::optional<Reliability> reliability(std::span<const EfMoments> patients) {
  if (patients.empty()) return std::nullopt;
  const auto n = static_cast<double>(patients.size());
  std::vector<double> clean;
  std::vector<double> biases;
  std::vector<double> means;    // of a patient's readings
  std::vector<double> centres;  // halfway between clean and that
  double variances = 0.0;       // sum over patients of the variance of a reading
  for (const EfMoments& patient : patients) {
    clean.push_back(patient.clean_percent);
    biases.push_back(patient.bias_pp);
    means.push_back(patient.clean_percent + patient.bias_pp);
    centres.push_back(patient.clean_percent + 0.5 * patient.bias_pp);
    variances += patient.sd_pp * patient.sd_pp;
  }
  Reliability result{
      .patients = static_cast<int>(patients.size()),
      .sd_pp = std::sqrt(variances / n),
      .bias_pp = mean_of(biases)};
  if (const double mean = mean_of(means); mean > 0.0)
    result.cv_percent = 100.0 * result.sd_pp / mean;
  if (patients.size() < 2) return result;

  // A patient's reading adds its own variance to a sum of squares about the mean of n patients.
  const double added = (1.0 - 1.0 / n) * variances;
  const double squared_differences = products(biases, biases) + added;
  result.difference_sd_pp = std::sqrt(squared_differences / (n - 1.0));

  const double rows = 2.0 * (products(centres, centres) + 0.25 * added) / (n - 1.0);
  const double error = 0.5 * squared_differences / (n - 1.0);
  const double columns = 0.5 * n * (result.bias_pp * result.bias_pp + variances / (n * n));
  const double all = rows + error + 2.0 * (columns - error) / n;
  if (all > 0.0) result.icc = (rows - error) / all;

  const double spreads = products(clean, clean) * (products(means, means) + added);
  if (spreads > 0.0) result.r = products(clean, means) / std::sqrt(spreads);
  return result;
}

double minimal_detectable_change(double sd) { return 1.96 * std::numbers::sqrt2 * sd; }

std::string detectable_sentence(const Reliability& reliability) {
  return "A fall or rise of EF by less than " +
         base::decimal_text(minimal_detectable_change(reliability.sd_pp), 1) +
         " points between two readings may be tracing alone (1.96 √2 times the SD of a reading, " +
         base::decimal_text(reliability.sd_pp, 1) +
         " points; n = " + std::to_string(reliability.patients) + ").";
}

std::string volume_error_sentence(double ef_percent, double edv_fraction, double esv_fraction) {
  const cardiac::EfRange range =
      cardiac::propagated_ef_range(ef_percent, edv_fraction, esv_fraction);
  return "With EDV off by " + base::decimal_text(100.0 * edv_fraction, 1) + " % and ESV by " +
         base::decimal_text(100.0 * esv_fraction, 1) + " % either way, an EF of " +
         base::decimal_text(ef_percent, 1) + " % is found anywhere from " +
         base::decimal_text(range.lower_percent, 1) + " to " +
         base::decimal_text(range.upper_percent, 1) + " %.";
}

}  // namespace segnoise::readings
