#include "study/analysis/sensitivity_summary.h"

#include "core/statistics/reliability.h"
#include "core/statistics/summary.h"
#include "study/analysis/ef_agreement.h"
#include "study/analysis/paired_comparison.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <stdexcept>
#include <utility>

namespace segnoise::analysis {
namespace {

using Patients = std::vector<const PatientSensitivity*>;

template <class Value>
double mean_of(const Patients& patients, const Value& value) {
  double sum = 0.0;
  for (const PatientSensitivity* patient : patients) sum += std::invoke(value, *patient);
  return sum / static_cast<double>(patients.size());
}

double probability_of(const PatientSensitivity& patient, cardiac::EfCategory category) {
  return patient.category_probability[static_cast<std::size_t>(category)];
}

std::optional<VarianceShares> mean_shares(const Patients& patients) {
  VarianceShares sum;
  int count = 0;
  for (const PatientSensitivity* patient : patients) {
    if (!patient->variance) continue;
    sum.ed += patient->variance->ed;
    sum.es += patient->variance->es;
    sum.joint += patient->variance->joint;
    sum.covariance += patient->variance->covariance;
    ++count;
  }
  if (count == 0) return std::nullopt;
  return VarianceShares{
      .ed = sum.ed / count,
      .es = sum.es / count,
      .joint = sum.joint / count,
      .covariance = sum.covariance / count};
}

/// Means of the parts' effects over the patients that have them.
std::vector<PartEffect> mean_parts(const Patients& patients) {
  std::vector<PartEffect> means;
  std::vector<int> counts;
  for (const PatientSensitivity* patient : patients) {
    for (const PartEffect& effect : patient->parts) {
      const auto found = std::ranges::find(means, effect.part, &PartEffect::part);
      const auto index = static_cast<std::size_t>(found - means.begin());
      if (found == means.end()) {
        means.push_back({.part = effect.part});
        counts.push_back(0);
      }
      PartEffect& sum = means[index];
      sum.draws += effect.draws;
      sum.ef_bias_pp += effect.ef_bias_pp;
      sum.ef_sd_pp += effect.ef_sd_pp;
      sum.edv_bias_percent += effect.edv_bias_percent;
      sum.esv_bias_percent += effect.esv_bias_percent;
      ++counts[index];
    }
  }
  for (std::size_t i = 0; i < means.size(); ++i) {
    means[i].ef_bias_pp /= counts[i];
    means[i].ef_sd_pp /= counts[i];
    means[i].edv_bias_percent /= counts[i];
    means[i].esv_bias_percent /= counts[i];
  }
  return means;
}

readings::Reliability reliability_of(const Patients& patients, bool is_of_one_ef) {
  std::vector<readings::EfMoments> moments;
  moments.reserve(patients.size());
  for (const PatientSensitivity* patient : patients) {
    const Spread& ef = patient->ef_percent;
    moments.push_back({.clean_percent = ef.clean, .bias_pp = ef.bias, .sd_pp = ef.sd});
  }
  readings::Reliability result = readings::reliability(moments).value();
  if (is_of_one_ef) {
    result.icc.reset();
    result.r.reset();
  }
  return result;
}

double relative_sd(const Patients& patients, Spread PatientSensitivity::*volume) {
  return std::sqrt(mean_of(patients, [=](const PatientSensitivity& patient) {
    const double fraction = (patient.*volume).sd / (patient.*volume).clean;
    return fraction * fraction;
  }));
}

std::optional<statistics::Summary> correlations_of(const Patients& patients) {
  std::vector<double> values;
  for (const PatientSensitivity* patient : patients) {
    if (patient->volume_error_correlation) values.push_back(*patient->volume_error_correlation);
  }
  return statistics::summary(values);
}

StratumSummary stratum_of(
    std::string by, std::string name, const Patients& patients, std::uint64_t seed) {
  std::vector<double> biases;
  biases.reserve(patients.size());
  for (const PatientSensitivity* patient : patients) biases.push_back(patient->ef_percent.bias);
  using P = PatientSensitivity;
  readings::FailedOutlines failed;
  int without_ef = 0;
  int draws = 0;
  for (const P* patient : patients) {
    failed += patient->failed;
    without_ef += patient->draws_without_ef;
    draws += patient->draws;
  }
  const readings::Reliability reliability = reliability_of(patients, by == "EF category");
  StratumSummary stratum{
      .by = std::move(by),
      .name = std::move(name),
      .patients = static_cast<int>(patients.size()),
      .ef_bias_pp = statistics::summary(biases).value(),
      .ef_bias_ci95 = mean_interval(biases, seed),
      .ef_sd_pp = mean_of(patients, [](const P& p) { return p.ef_percent.sd; }),
      .ef_central95_width_pp = mean_of(
          patients,
          [](const P& p) { return p.ef_percent.central95.upper - p.ef_percent.central95.lower; }),
      .ef_mae_pp = mean_of(patients, &P::ef_mae_pp),
      .within_5_pp = mean_of(patients, &P::within_5_pp),
      .within_10_pp = mean_of(patients, &P::within_10_pp),
      .edv_bias_percent = mean_of(patients, [](const P& p) { return p.edv_ml.bias_percent(); }),
      .esv_bias_percent = mean_of(patients, [](const P& p) { return p.esv_ml.bias_percent(); }),
      .other_category_probability = mean_of(
          patients,
          [](const P& p) {
            return 1.0 - probability_of(p, cardiac::ef_category(p.ef_percent.clean));
          }),
      .crossing_40_probability = mean_of(patients, &P::crossing_40_probability),
      .crossing_50_probability = mean_of(patients, &P::crossing_50_probability),
      .reliability = reliability,
      .edv_sd_fraction = relative_sd(patients, &P::edv_ml),
      .esv_sd_fraction = relative_sd(patients, &P::esv_ml),
      .draws = draws + without_ef + failed.all(),
      .draws_without_ef = without_ef,
      .failed = failed,
      .propagated =
          {.bias_pp = mean_of(patients, [](const P& p) { return p.propagated.bias_pp; }),
           .sd_pp = mean_of(patients, [](const P& p) { return p.propagated.sd_pp; })},
      .parts = mean_parts(patients)};
  stratum.volume_error_correlation = correlations_of(patients);
  stratum.variance = mean_shares(patients);
  return stratum;
}

/// A kind of patient, by name.
struct Kind {
  std::string by;
  std::string name;
  std::function<bool(const PatientSensitivity&)> holds;
};

std::string one_decimal(double value) {
  std::string text = std::to_string(value);
  return text.substr(0, text.find('.') + 2);
}

/// Thirds by clean EDV.
std::vector<Kind> sizes(std::span<const PatientSensitivity> patients) {
  if (patients.size() < 3) return {};
  std::vector<double> volumes;
  volumes.reserve(patients.size());
  for (const PatientSensitivity& patient : patients) volumes.push_back(patient.edv_ml.clean);
  const double low = *statistics::quantile(volumes, 1.0 / 3.0);
  const double high = *statistics::quantile(volumes, 2.0 / 3.0);
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const auto within = [](double above, double up_to) {
    return [=](const PatientSensitivity& p) {
      return p.edv_ml.clean > above && p.edv_ml.clean <= up_to;
    };
  };
  const std::string low_ml = one_decimal(low) + " mL";
  const std::string high_ml = one_decimal(high) + " mL";
  return {
      {"LV size", "small, EDV up to " + low_ml, within(-kInfinity, low)},
      {"LV size", "medium, EDV up to " + high_ml, within(low, high)},
      {"LV size", "large, EDV above " + high_ml, within(high, kInfinity)}};
}

std::vector<Kind> kinds(std::span<const PatientSensitivity> patients) {
  std::vector<Kind> all{{"all", "all", [](const PatientSensitivity&) { return true; }}};
  for (const cardiac::Quality quality : cardiac::kQualities) {
    all.push_back(
        {"image quality", std::string(cardiac::name_of(quality)), [=](const PatientSensitivity& p) {
           return p.quality == quality;
         }});
  }
  for (const cardiac::Sex sex : {cardiac::Sex::kFemale, cardiac::Sex::kMale}) {
    all.push_back({"sex", std::string(cardiac::name_of(sex)), [=](const PatientSensitivity& p) {
                     return p.sex == sex;
                   }});
  }
  for (const cardiac::EfCategory category : cardiac::kEfCategories) {
    all.push_back(
        {"EF category", std::string(cardiac::name_of(category)), [=](const PatientSensitivity& p) {
           return cardiac::ef_category(p.ef_percent.clean) == category;
         }});
  }
  std::ranges::move(sizes(patients), std::back_inserter(all));
  std::vector<cardiac::VolumeMethod> methods;
  for (const PatientSensitivity& patient : patients) {
    if (std::ranges::find(methods, patient.method) != methods.end()) continue;
    methods.push_back(patient.method);
    all.push_back(
        {"volumes",
         std::string(cardiac::name_of(patient.method)),
         [method = patient.method](const PatientSensitivity& p) { return p.method == method; }});
  }
  return all;
}

/// What the readings of all patients say.
void add_readings(std::span<const PatientSensitivity> patients, SensitivitySummary& summary) {
  std::vector<double> clean;
  std::vector<readings::PatientEf> efs;
  std::vector<std::vector<readings::MethodEf>> methods;
  for (const PatientSensitivity& patient : patients) {
    clean.push_back(patient.ef_percent.clean);
    methods.push_back(patient.methods);
    readings::PatientEf& ef = efs.emplace_back();
    ef.clean_percent = patient.ef_percent.clean;
    ef.quality = patient.quality;
    for (const Reading& reading : patient.readings)
      ef.readings_percent.push_back(reading.ef_percent);
  }
  summary.median_ef_percent = *statistics::quantile(clean, 0.5);
  // Patients with one view have another method; the study's is what most have.
  const auto of_method = [&](cardiac::VolumeMethod method) {
    return std::ranges::count(patients, method, &PatientSensitivity::method);
  };
  const cardiac::VolumeMethod first =
      *std::ranges::max_element(cardiac::kVolumeMethods, {}, of_method);
  summary.methods = readings::method_summaries(methods, first);
  summary.ef_intervals = readings::ef_interval_rules(efs, kEfIntervalProbabilities);
  summary.ef_coverage = readings::cross_validated_coverage(efs, kEfIntervalProbabilities);
}

}  // namespace

SensitivitySummary summarised(std::span<const PatientSensitivity> patients, std::uint64_t seed) {
  if (patients.empty()) throw std::invalid_argument("no patient to summarise");
  SensitivitySummary result;
  for (const Kind& kind : kinds(patients)) {
    Patients of_kind;
    for (const PatientSensitivity& patient : patients) {
      if (kind.holds(patient)) of_kind.push_back(&patient);
    }
    if (!of_kind.empty()) result.strata.push_back(stratum_of(kind.by, kind.name, of_kind, seed));
  }

  std::vector<readings::PatientShapes> shapes;
  shapes.reserve(patients.size());
  for (const PatientSensitivity& patient : patients) shapes.push_back(patient.shapes);
  result.shapes = readings::shape_summaries(shapes);
  add_readings(patients, result);

  statistics::CrossTable table;
  for (const PatientSensitivity& patient : patients) {
    auto& row = result.reclassification[static_cast<std::size_t>(
        cardiac::ef_category(patient.ef_percent.clean))];
    for (std::size_t i = 0; i < row.size(); ++i) row[i] += patient.category_probability[i];
  }
  for (const auto& row : result.reclassification) table.emplace_back(row.begin(), row.end());
  if (patients.size() >= kLeastForAgreement)
    result.kappa = statistics::kappa(table, statistics::KappaWeights::kQuadratic);
  return result;
}

}  // namespace segnoise::analysis
