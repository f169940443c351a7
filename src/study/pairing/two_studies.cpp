#include "study/pairing/two_studies.h"

#include "core/statistics/mixed_difference.h"
#include "study/analysis/measurement_index.h"
#include "study/analysis/measures.h"
#include "study/analysis/patient_measures.h"
#include "study/analysis/text_numbers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <stdexcept>
#include <utility>

namespace segnoise::pairing {
namespace {

using analysis::Measurement;
using analysis::PatientValue;

constexpr std::array kLabelMeasures{analysis::kEfBias, analysis::kEfSd, analysis::kEfMae};

/// EF of the same outlines by the same method, percentage points apart.
constexpr double kSameEfPp = 1e-6;

/// A study's rows; of one of a single noise drawn on labels, which has none, they are made.
std::vector<Measurement> rows_of(const analysis::ReportData& data) {
  if (!data.measurements.empty()) return data.measurements;
  std::vector<Measurement> rows;
  for (const analysis::ConditionSensitivity& condition : data.sensitivity) {
    for (const analysis::PatientSensitivity& patient : condition.patients) {
      for (const auto& [measure, value] : analysis::measures_of(patient)) {
        rows.push_back(
            {.cell = condition.condition,
             .condition = condition.condition,
             .seed = condition.seed,
             .patient = patient.patient,
             .measure = measure,
             .value = value});
      }
    }
  }
  return rows;
}

/// EF by clean labels of every patient.
std::map<std::string, double> clean_efs(const std::vector<Measurement>& rows) {
  std::map<std::string, double> efs;
  for (const Measurement& row : rows) {
    if (row.measure == analysis::kReferenceEf.id) efs.emplace(row.patient, row.value);
  }
  return efs;
}

std::set<std::string> patients_of(const std::vector<Measurement>& rows) {
  std::set<std::string> patients;
  for (const Measurement& row : rows) patients.insert(row.patient);
  return patients;
}

void require_comparable(const NamedStudy& first, const NamedStudy& second) {
  const plan::StudyPlan& a = first.data.plan;
  const plan::StudyPlan& b = second.data.plan;
  if (a.kind != b.kind) {
    throw std::invalid_argument(
        first.name + " is a study of " + std::string(name_of(a.kind)) + ", " + second.name +
        " one of " + std::string(name_of(b.kind)) + ": expected two of one kind");
  }
  if (a.volume_method != b.volume_method) {
    throw std::invalid_argument(
        first.name + " has volumes by " + std::string(name_of(a.volume_method)) + ", " +
        second.name + " by " + std::string(name_of(b.volume_method)) +
        ": expected EF of one definition");
  }
}

void require_same_labels(
    const NamedStudy& first,
    const NamedStudy& second,
    const std::map<std::string, double>& efs,
    const std::map<std::string, double>& other_efs) {
  for (const auto& [patient, ef] : efs) {
    const auto other = other_efs.find(patient);
    if (other == other_efs.end() || std::abs(ef - other->second) <= kSameEfPp) continue;
    throw std::invalid_argument(
        "patient " + patient + ": EF by clean labels is " + analysis::fixed(ef) + " % in " +
        first.name + " and " + analysis::fixed(other->second) + " % in " + second.name +
        ": expected the same patients with the same labels");
  }
}

/// The conditions of a study compared among themselves, of these patients alone.
analysis::StudyComparison compared_alone(
    const NamedStudy& study, const std::vector<Measurement>& rows) {
  analysis::StudyComparison comparison = analysis::compared(
      rows, study.data.plan.conditions, study.data.plan.split_seed(), study.data.training);
  for (analysis::ConditionComparison& each : comparison.conditions) each.study = study.name;
  return comparison;
}

/// Both in one table, with Holm's adjustment over all of it.
analysis::StudyComparison joined(
    analysis::StudyComparison first, const analysis::StudyComparison& second) {
  std::ranges::copy(second.conditions, std::back_inserter(first.conditions));
  first.single_plane_patients = std::max(first.single_plane_patients, second.single_plane_patients);
  first.tests = analysis::adjust_tested(first.conditions);
  return first;
}

/// Means over folds of each patient and seed; over seeds, too, unless they are kept.
std::vector<PatientValue> without_folds(std::span<const PatientValue> ascending, bool keeps_seeds) {
  std::vector<PatientValue> means;
  for (std::size_t begin = 0; begin < ascending.size();) {
    PatientValue mean{
        .patient = ascending[begin].patient, .seed = keeps_seeds ? ascending[begin].seed : 0};
    std::size_t end = begin;
    double sum = 0.0;
    while (end < ascending.size() && ascending[end].patient == mean.patient &&
           (!keeps_seeds || ascending[end].seed == mean.seed)) {
      sum += ascending[end++].value;
    }
    mean.value = sum / static_cast<double>(end - begin);
    means.push_back(mean);
    begin = end;
  }
  return means;
}

/// The conditions of both studies under names of their own, so that one index holds them.
struct Indexed {
  std::vector<plan::Condition> conditions = {};
  std::vector<Measurement> rows = {};

  void add(
      const std::string& prefix,
      const std::vector<plan::Condition>& own,
      const std::vector<Measurement>& measurements) {
    for (plan::Condition condition : own) {
      condition.name = prefix + condition.name;
      conditions.push_back(std::move(condition));
    }
    for (Measurement row : measurements) {
      row.condition = prefix + row.condition;
      rows.push_back(std::move(row));
    }
  }
};

/// Places of conditions that are compared: in the first study and in the second.
std::vector<std::pair<std::size_t, std::size_t>> condition_pairs(
    const std::vector<plan::Condition>& first, const std::vector<plan::Condition>& second) {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  bool has_noisy = false;
  for (std::size_t i = 0; i < first.size(); ++i) {
    for (std::size_t j = 0; j < second.size(); ++j) {
      if (first[i].name != second[j].name) continue;
      pairs.emplace_back(i, j);
      has_noisy = has_noisy || !first[i].is_clean();
    }
  }
  const auto is_noisy = [](const plan::Condition& each) { return !each.is_clean(); };
  if (!has_noisy && std::ranges::count_if(first, is_noisy) == 1 &&
      std::ranges::count_if(second, is_noisy) == 1) {
    pairs.emplace_back(
        std::ranges::find_if(first, is_noisy) - first.begin(),
        std::ranges::find_if(second, is_noisy) - second.begin());
  }
  return pairs;
}

/// Fills in differences and tests.
void compare_across(
    const plan::StudyPlan& first,
    const plan::StudyPlan& second,
    const Indexed& both,
    TwoStudies& result) {
  std::span<const analysis::Measure> measures = analysis::kTestedMeasures;
  if (result.kind == plan::StudyKind::kLabels) measures = kLabelMeasures;
  std::vector<std::string_view> ids;
  for (const analysis::Measure& measure : measures) ids.push_back(measure.id);
  const analysis::MeasurementIndex index(both.rows, both.conditions, ids);
  result.has_common_seeds = std::ranges::any_of(first.seeds, [&](std::uint64_t seed) {
    return std::ranges::find(second.seeds, seed) != second.seeds.end();
  });
  const std::size_t own = first.conditions.size();
  const auto pairs = condition_pairs(first.conditions, second.conditions);
  for (const analysis::Measure& measure : measures) {
    for (const auto& [i, j] : pairs) {
      const auto of_first = without_folds(index.values(i, measure.id), result.has_common_seeds);
      const auto of_second =
          without_folds(index.values(own + j, measure.id), result.has_common_seeds);
      auto difference = analysis::paired_difference(of_second, of_first);
      if (!difference) continue;
      const auto& conditions = result.comparison.conditions;
      if (conditions[i].learned_nothing() || conditions[own + j].learned_nothing()) {
        difference->mixed.reset();
      }
      result.differences.push_back(
          {.first = first.conditions[i].name,
           .second = second.conditions[j].name,
           .measure = std::string(measure.id),
           .difference = *difference});
    }
  }
  std::vector<analysis::PairedDifference*> family;
  for (ConditionDifference& each : result.differences) family.push_back(&each.difference);
  result.tests = analysis::adjust_by_holm(family);
}

}  // namespace

bool TwoStudies::is_descriptive() const {
  return std::ranges::any_of(differences, [](const ConditionDifference& each) {
    return each.difference.is_descriptive();
  });
}

TwoStudies side_by_side(const NamedStudy& first, const NamedStudy& second) {
  require_comparable(first, second);
  std::vector<Measurement> first_rows = rows_of(first.data);
  std::vector<Measurement> second_rows = rows_of(second.data);
  require_same_labels(first, second, clean_efs(first_rows), clean_efs(second_rows));
  const std::set<std::string> of_first = patients_of(first_rows);
  const std::set<std::string> of_second = patients_of(second_rows);
  std::set<std::string> common;
  std::ranges::set_intersection(of_first, of_second, std::inserter(common, common.end()));
  if (common.empty()) {
    throw std::invalid_argument(
        first.name + " and " + second.name + " have no patient in common, such as " +
        (of_first.empty() ? "none" : *of_first.begin()) + " and " +
        (of_second.empty() ? "none" : *of_second.begin()) +
        ": expected two studies that tested the same patients");
  }
  const auto is_other = [&](const Measurement& row) { return !common.contains(row.patient); };
  std::erase_if(first_rows, is_other);
  std::erase_if(second_rows, is_other);

  TwoStudies result{
      .first_name = first.name,
      .second_name = second.name,
      .kind = first.data.plan.kind,
      .settings = setting_differences(first.data, second.data),
      .patients = static_cast<int>(common.size()),
      .only_in_first = static_cast<int>(of_first.size() - common.size()),
      .only_in_second = static_cast<int>(of_second.size() - common.size())};
  result.comparison =
      joined(compared_alone(first, first_rows), compared_alone(second, second_rows));
  Indexed both;
  both.add("1 ", first.data.plan.conditions, first_rows);
  both.add("2 ", second.data.plan.conditions, second_rows);
  compare_across(first.data.plan, second.data.plan, both, result);
  return result;
}

}  // namespace segnoise::pairing
