#include "study/readings/ef_interval.h"

#include "core/statistics/distributions.h"
#include "core/statistics/sample.h"
#include "core/statistics/summary.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

namespace segnoise::readings {
namespace {

constexpr std::size_t kFolds = 10;
constexpr double kLeastScale = 0.2;  // of its mean
constexpr double kLeastSlope = 0.1;
constexpr double kLeastFactor = 0.01;   // of a quality: what errs less tells no shape
constexpr double kLeastErrorPp = 1e-6;  // what is less comes of rounding

/// A straight line.
struct Line {
  double at_0 = 0.0;
  double slope = 0.0;

  [[nodiscard]] double at(double x) const { return at_0 + slope * x; }
};

/// Least squares of y on x; nothing if x is constant.
std::optional<Line> fitted(const std::vector<double>& x, const std::vector<double>& y) {
  const double mean_x = statistics::summary(x)->mean;
  const double mean_y = statistics::summary(y)->mean;
  double xx = 0.0;
  double xy = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xx += (x[i] - mean_x) * (x[i] - mean_x);
    xy += (x[i] - mean_x) * (y[i] - mean_y);
  }
  if (!(xx > 0.0)) return std::nullopt;
  return Line{.at_0 = mean_y - xy / xx * mean_x, .slope = xy / xx};
}

using QualityFactors = std::array<std::optional<double>, cardiac::kQualities.size()>;

/// How readings err.
struct ErrorModel {
  Line bias;
  Line scale;
  QualityFactors factors = {};          ///< of the scale
  std::vector<double> scaled = {};      ///< errors about the bias, in scales
  std::vector<double> of_quality = {};  ///< the same, in scales of the patients' image quality
  int patients = 0;
};

std::optional<double> factor_of(
    const QualityFactors& factors, std::optional<cardiac::Quality> quality) {
  return quality ? factors[static_cast<std::size_t>(*quality)] : std::nullopt;
}

/// @param sizes  mean absolute error of each patient, in scales of his clean EF
QualityFactors quality_factors(
    const std::vector<const PatientEf*>& patients, const std::vector<double>& sizes) {
  QualityFactors factors;
  for (const cardiac::Quality quality : cardiac::kQualities) {
    std::vector<double> own;
    for (std::size_t i = 0; i < patients.size(); ++i) {
      if (patients[i]->quality == quality) own.push_back(sizes[i]);
    }
    if (own.size() < static_cast<std::size_t>(kLeastOfQuality)) continue;
    const double mean = statistics::summary(own)->mean;
    if (mean >= kLeastFactor) factors[static_cast<std::size_t>(quality)] = mean;
  }
  return factors;
}

std::optional<ErrorModel> learned(std::span<const PatientEf> all) {
  std::vector<const PatientEf*> patients;
  std::vector<double> clean;
  std::vector<double> biases;
  for (const PatientEf& patient : all) {
    if (patient.readings_percent.size() < 2) continue;
    patients.push_back(&patient);
    clean.push_back(patient.clean_percent);
    biases.push_back(statistics::summary(patient.readings_percent)->mean - patient.clean_percent);
  }
  if (patients.size() < static_cast<std::size_t>(kLeastForEfIntervals)) return std::nullopt;
  const auto bias = fitted(clean, biases);
  if (!bias) return std::nullopt;

  const auto error = [&](double reading, double own) { return reading - own - bias->at(own); };
  std::vector<double> sizes;  // mean absolute error of each patient
  for (const PatientEf* patient : patients) {
    double sum = 0.0;
    for (const double reading : patient->readings_percent)
      sum += std::abs(error(reading, patient->clean_percent));
    sizes.push_back(sum / static_cast<double>(patient->readings_percent.size()));
  }
  const double mean_size = statistics::summary(sizes)->mean;
  if (mean_size < kLeastErrorPp) return std::nullopt;
  Line scale = *fitted(clean, sizes);
  const auto [lowest, highest] = std::ranges::minmax(clean);
  if (std::min(scale.at(lowest), scale.at(highest)) < kLeastScale * mean_size)
    scale = {.at_0 = mean_size};

  ErrorModel model{.bias = *bias, .scale = scale, .patients = static_cast<int>(patients.size())};
  for (std::size_t i = 0; i < patients.size(); ++i) sizes[i] /= scale.at(clean[i]);
  model.factors = quality_factors(patients, sizes);
  for (const PatientEf* patient : patients) {
    const double factor = factor_of(model.factors, patient->quality).value_or(1.0);
    for (const double reading : patient->readings_percent) {
      const double scaled =
          error(reading, patient->clean_percent) / scale.at(patient->clean_percent);
      model.scaled.push_back(scaled);
      model.of_quality.push_back(scaled / factor);
    }
  }
  std::ranges::sort(model.scaled);
  std::ranges::sort(model.of_quality);
  const auto n = static_cast<double>(patients.size());
  const double widened = std::sqrt(n / (n - 2.0));
  model.scale.at_0 *= widened;
  model.scale.slope *= widened;
  return model;
}

/// c of x = c + b(c) + s(c) u, as a line in x.
std::optional<Line> turned_around(const ErrorModel& model, double u) {
  const double slope = 1.0 + model.bias.slope + u * model.scale.slope;
  if (slope < kLeastSlope) return std::nullopt;
  return Line{.at_0 = -(model.bias.at_0 + u * model.scale.at_0) / slope, .slope = 1.0 / slope};
}

/// @param factor  of the scale
std::optional<EfIntervalEnds> ends_of(
    const ErrorModel& model, const std::vector<double>& scaled, double factor, double probability) {
  const auto end = [&](double p) {
    return turned_around(model, factor * *statistics::quantile(scaled, p));
  };
  const auto lower = end(0.5 + 0.5 * probability);
  const auto upper = end(0.5 - 0.5 * probability);
  if (!lower || !upper) return std::nullopt;
  return EfIntervalEnds{
      .lower_at_0_percent = lower->at_0,
      .lower_slope = lower->slope,
      .upper_at_0_percent = upper->at_0,
      .upper_slope = upper->slope};
}

/// What rules do on one patient.
struct OnePatient {
  double covered = 0.0;  ///< fraction of his readings
  double width_pp = 0.0;
  int readings = 0;
};

std::optional<OnePatient> tried(const EfIntervalRule& rule, const PatientEf& patient) {
  if (patient.readings_percent.empty()) return std::nullopt;
  OnePatient one{.readings = static_cast<int>(patient.readings_percent.size())};
  for (const double reading : patient.readings_percent) {
    const statistics::Interval interval = rule.of(reading, patient.quality);
    const bool holds =
        interval.lower <= patient.clean_percent && patient.clean_percent <= interval.upper;
    one.covered += holds ? 1.0 : 0.0;
    one.width_pp += interval.upper - interval.lower;
  }
  one.covered /= one.readings;
  one.width_pp /= one.readings;
  return one;
}

EfCoverage over_patients(double probability, const std::vector<OnePatient>& patients) {
  EfCoverage result{.probability = probability, .patients = static_cast<int>(patients.size())};
  if (patients.empty()) return result;
  std::vector<double> covered;
  for (const OnePatient& one : patients) {
    covered.push_back(one.covered);
    result.readings += one.readings;
    result.width_pp += one.width_pp / result.patients;
  }
  const statistics::Summary summary = statistics::summary(covered).value();
  result.covered = summary.mean;
  if (summary.count >= 2) {
    const double half = statistics::student_t_quantile(0.975, summary.count - 1) * summary.sd /
                        std::sqrt(summary.count);
    result.ci95 = {
        .lower = std::max(0.0, summary.mean - half), .upper = std::min(1.0, summary.mean + half)};
  }
  return result;
}

}  // namespace

statistics::Interval EfIntervalEnds::of(double reading_percent) const {
  return {
      .lower = std::clamp(lower_at_0_percent + lower_slope * reading_percent, 0.0, 100.0),
      .upper = std::clamp(upper_at_0_percent + upper_slope * reading_percent, 0.0, 100.0)};
}

statistics::Interval EfIntervalRule::of(
    double reading_percent, std::optional<cardiac::Quality> quality) const {
  const auto own = quality ? of_quality[static_cast<std::size_t>(*quality)] : std::nullopt;
  return own.value_or(ends).of(reading_percent);
}

std::vector<EfIntervalRule> ef_interval_rules(
    std::span<const PatientEf> patients, std::span<const double> probabilities) {
  for (const double probability : probabilities)
    statistics::require_share("probability", probability);
  const auto model = learned(patients);
  if (!model) return {};
  std::vector<EfIntervalRule> rules;
  for (const double probability : probabilities) {
    const auto ends = ends_of(*model, model->scaled, 1.0, probability);
    if (!ends) return {};
    EfIntervalRule& rule = rules.emplace_back();
    rule.probability = probability;
    rule.patients = model->patients;
    rule.readings = static_cast<int>(model->scaled.size());
    rule.ends = *ends;
    for (std::size_t q = 0; q < model->factors.size(); ++q) {
      if (const auto factor = model->factors[q])
        rule.of_quality[q] = ends_of(*model, model->of_quality, *factor, probability);
    }
  }
  return rules;
}

std::vector<EfCoverage> ef_coverage(
    std::span<const EfIntervalRule> rules, std::span<const PatientEf> patients) {
  std::vector<EfCoverage> all;
  for (const EfIntervalRule& rule : rules) {
    std::vector<OnePatient> each;
    for (const PatientEf& patient : patients) {
      if (const auto one = tried(rule, patient)) each.push_back(*one);
    }
    all.push_back(over_patients(rule.probability, each));
  }
  return all;
}

std::vector<EfCoverage> cross_validated_coverage(
    std::span<const PatientEf> patients, std::span<const double> probabilities) {
  std::vector<std::vector<OnePatient>> each(probabilities.size());
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    std::vector<PatientEf> others;
    for (std::size_t i = 0; i < patients.size(); ++i) {
      if (i % kFolds != fold) others.push_back(patients[i]);
    }
    const auto rules = ef_interval_rules(others, probabilities);
    if (rules.empty()) return {};
    for (std::size_t i = fold; i < patients.size(); i += kFolds) {
      for (std::size_t p = 0; p < rules.size(); ++p) {
        if (const auto one = tried(rules[p], patients[i])) each[p].push_back(*one);
      }
    }
  }
  std::vector<EfCoverage> all;
  for (std::size_t p = 0; p < probabilities.size(); ++p)
    all.push_back(over_patients(probabilities[p], each[p]));
  return all;
}

}  // namespace segnoise::readings
