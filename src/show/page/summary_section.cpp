#include "show/page/noise_words.h"
#include "show/page/number_text.h"
#include "show/page/sections.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <stdexcept>

namespace segnoise::page {
namespace {

/// Conditions are told one by one up to so many; of more, the extremes.
constexpr std::size_t kFewConditions = 3;
constexpr double kSignificant = 0.05;
constexpr double kWorthTelling = 0.02;  // of a variance
/// What decides whether noise did something.
constexpr analysis::Measure kPrimary = analysis::kTestedMeasures.front();

/// Whose labels they are, to follow "of 42 patients of".
std::string data_words(const plan::StudyDescription& study) {
  switch (study.origin) {
    case cardiac::DataOrigin::kPhantom:
      return "the built-in phantom, which imitates apical echocardiograms and knows their true "
             "volumes,";
    case cardiac::DataOrigin::kCamus:
      return "the CAMUS data set (apical two- and four-chamber echocardiograms)";
    case cardiac::DataOrigin::kOther:
      return "the data set in " + study.data_root;
  }
  throw std::logic_error("an origin of data has no words");
}

/// "each of 3 conditions (“camus low”, ...)"; of many, what they have in common.
std::string conditions_words(const std::vector<const plan::Condition*>& noisy) {
  std::string text = "each of " + std::to_string(noisy.size()) + " conditions (";
  if (noisy.size() > 2 * kFewConditions) {
    std::set<std::string> kinds;
    for (const plan::Condition* condition : noisy) kinds.insert(condition->noise);
    return text + counted(static_cast<int>(kinds.size()), "kind", "kinds") +
           " of noise, in different strengths)";
  }
  for (const plan::Condition* condition : noisy) {
    if (condition != noisy.front()) text += ", ";
    text += "“" + condition->name + "”";
  }
  return text + ")";
}

std::string seeds_words(const plan::StudyPlan& plan) {
  return plan.seeds.size() == 1
             ? ""
             : " Each network was trained " + std::to_string(plan.seeds.size()) +
                   " times, from other random numbers, and each patient counts with the mean.";
}

std::string testing_words(const plan::StudyPlan& plan, const plan::StudyDescription& study) {
  const std::string split = " (split: " + study.split_source + ")";
  if (plan.folds > 1) {
    return "This was done in " + std::to_string(plan.folds) + " folds" + split +
           ", so that every patient was tested on once, with clean labels, by networks that had "
           "not seen him.";
  }
  const std::string choice =
      study.validation_patients == 0
          ? "No patient was left to choose the best epoch, so the networks are those of the last; "
          : counted(study.validation_patients, "patient", "patients") +
                " with clean labels chose the best epoch, and ";
  return choice + counted(study.testing_patients, "patient", "patients") + split +
         " with clean labels tested the networks.";
}

std::string networks_done(const analysis::ReportData& data) {
  const plan::StudyDescription& study = data.description;
  if (has_given_network_only(data.plan)) {
    return "A network that was trained elsewhere outlined the left ventricle of " +
           counted(study.testing_patients, "patient", "patients") + " of " + data_words(study) +
           " (split: " + study.split_source + "), and was measured against their clean labels.";
  }
  const std::string whose =
      (data.plan.folds > 1 ? "the training patients"
                           : counted(study.training_patients, "patient", "patients")) +
      " of " + data_words(study);
  const auto noisy = noisy_conditions(data.plan);
  std::string text;
  if (noisy.empty()) {
    text =
        "Networks learned to outline the left ventricle from the clean labels of " + whose + ". ";
  } else {
    const bool has_clean = noisy.size() < data.plan.conditions.size();
    text = "The left-ventricle outlines of " + whose + " were ";
    text += noisy.size() == 1
                ? noise_words(*noisy.front()->setup) + " (“" + noisy.front()->setup->name +
                      "”), and networks learned from them"
                : "made noisy, and a network learned from them, under " + conditions_words(noisy);
    text += has_clean ? "; others learned from the same labels as they were." : ".";
    text += " Everything else was the same: order, seed, network and stopping rule. ";
  }
  return text + testing_words(data.plan, study) + seeds_words(data.plan);
}

int measured_patients(const analysis::ReportData& data) {
  std::set<std::string> patients;
  for (const analysis::ConditionSensitivity& found : data.sensitivity) {
    for (const analysis::PatientSensitivity& patient : found.patients)
      patients.insert(patient.patient);
  }
  return static_cast<int>(patients.size());
}

std::string labels_done(const analysis::ReportData& data) {
  const auto noisy = noisy_conditions(data.plan);
  const std::string done = noisy.size() == 1 ? noise_words(*noisy.front()->setup) + " (“" +
                                                   noisy.front()->setup->name + "”)"
                                             : "made noisy under " + conditions_words(noisy);
  std::string text = "The left-ventricle outlines of " +
                     counted(measured_patients(data), "patient", "patients") + " of " +
                     data_words(data.description) + " were " + done + ", " +
                     std::to_string(data.plan.draws) +
                     " times each by new chance, and volumes and ejection fraction were computed "
                     "from every draw. No network is involved: this is what imprecise outlines do "
                     "by themselves.";
  const std::size_t left_out =
      data.sensitivity.empty() ? 0 : data.sensitivity.front().left_out.size();
  if (left_out > 0) {
    text += " " + counted(static_cast<int>(left_out), "patient", "patients") +
            " could not be measured (see Provenance).";
  }
  return text;
}

// --- what was found ------------------------------------------------------------------------------

std::string with_interval(
    double mean, const std::optional<statistics::Interval>& ci, NumberText text) {
  std::string words = text(mean, 1) + " percentage points";
  if (ci) words += " (95 % CI " + interval_text(ci, 1, text) + ")";
  return words;
}

const analysis::PatientMean* mean_of(
    const analysis::ConditionComparison& found, const analysis::Measure& measure) {
  const analysis::MeasureComparison* each = found.find(measure);
  return each == nullptr || !each->mean ? nullptr : &*each->mean;
}

const analysis::PairedDifference* difference_of(
    const analysis::ConditionComparison& found, const analysis::Measure& measure) {
  const analysis::MeasureComparison* each = found.find(measure);
  return each == nullptr || !each->difference ? nullptr : &*each->difference;
}

std::string network_found(const analysis::ConditionComparison& found) {
  const analysis::PatientMean* error = mean_of(found, analysis::kEfError);
  if (error == nullptr) return "";
  const plan::Condition& condition = found.condition;
  std::string text = condition.name == plan::kModelCondition ? "The given network"
                     : condition.is_clean()                  ? "Networks trained on clean labels"
                                            : "Networks trained on “" + condition.name + "” labels";
  text += " missed the ejection fraction by " +
          with_interval(error->over_patients.mean, error->ci95, number_text) + " on average";
  const analysis::PatientMean* ed = mean_of(found, analysis::kDiceEd);
  const analysis::PatientMean* es = mean_of(found, analysis::kDiceEs);
  if (ed != nullptr && es != nullptr) {
    text += ", with a Dice of " + number_text(ed->over_patients.mean, 1) +
            " % at end-diastole and " + number_text(es->over_patients.mean, 1) +
            " % at end-systole";
  }
  text += ".";
  if (const analysis::PairedDifference* change = difference_of(found, kPrimary)) {
    const auto& mixed = change->mixed;
    text += " Patient by patient, they put it " +
            with_interval(
                change->over_patients.mean,
                mixed ? std::optional(mixed->interval) : std::nullopt,
                signed_text) +
            " from where clean labels do";
    if (mixed) text += ", " + p_text(mixed->p);
    if (change->is_descriptive()) {
      text += " (" + counted(change->seeds, "seed", "seeds") + ": descriptive, another may differ)";
    }
    text += ".";
  }
  return text;
}

/// How many of many conditions differ from clean labels, and which most.
std::string networks_overview(const analysis::StudyComparison& comparison) {
  int compared_conditions = 0;
  int significant = 0;
  const analysis::ConditionComparison* worst = nullptr;
  for (const analysis::ConditionComparison& found : comparison.conditions) {
    const analysis::PairedDifference* change = difference_of(found, kPrimary);
    if (change == nullptr || found.condition.is_clean() || found.learned_nothing()) continue;
    ++compared_conditions;
    significant += change->holm_p && *change->holm_p < kSignificant ? 1 : 0;
    const auto size = [](const analysis::PairedDifference* difference) {
      return std::abs(difference->over_patients.mean);
    };
    if (worst == nullptr || size(change) > size(difference_of(*worst, kPrimary))) {
      worst = &found;
    }
  }
  if (worst == nullptr) return "";
  const std::string most = "EF moved most under “" + worst->condition.name + "”. ";
  if (comparison.is_descriptive()) return most + network_found(*worst);
  return "Of " + counted(compared_conditions, "noisy condition", "noisy conditions") + ", " +
         std::to_string(significant) +
         " moved EF so that chance of patients and seeds is no explanation (p < 0.05 after Holm’s "
         "adjustment for all " +
         std::to_string(comparison.tests) + " tests of the study). " + most + network_found(*worst);
}

std::string labels_found(const analysis::ConditionSensitivity& found) {
  if (found.summary.strata.empty()) return "";
  const analysis::StratumSummary& all = found.summary.strata.front();
  std::string text =
      "Labels with noise of “" + found.condition + "” moved the ejection fraction by " +
      with_interval(all.ef_bias_pp.mean, all.ef_bias_ci95, signed_text) +
      " on average, and scattered that of a single patient with a standard "
      "deviation of " +
      number_text(all.reliability.sd_pp, 1) + " points. " + percent_text(all.within_5_pp) +
      " of all draws stayed within 5 points of the clean EF; " +
      percent_text(all.other_category_probability) + " put the patient into another EF category.";
  if (all.variance) {
    text += " Of the variance, " + percent_text(all.variance->ed) +
            " came from the end-diastolic outlines, " + percent_text(all.variance->es) +
            " from the end-systolic ones, as if these were drawn independently";
    if (std::abs(all.variance->covariance) >= kWorthTelling) {
      text += "; as errors at both instants go together, there is " +
              percent_text(std::abs(all.variance->covariance)) +
              (all.variance->covariance < 0.0 ? " less of it" : " more of it");
    }
    text += ".";
  }
  return text;
}

/// The conditions that move EF least and most, of many.
std::string labels_overview(const std::vector<analysis::ConditionSensitivity>& all) {
  const auto shift = [](const analysis::ConditionSensitivity& found) {
    return found.summary.strata.empty() ? 0.0
                                        : std::abs(found.summary.strata.front().ef_bias_pp.mean);
  };
  const auto [least, most] = std::minmax_element(
      all.begin(), all.end(), [&](const auto& a, const auto& b) { return shift(a) < shift(b); });
  return "EF moved most under “" + most->condition + "”: " + labels_found(*most) +
         " It moved least under “" + least->condition + "”, by " +
         with_interval(least->summary.strata.front().ef_bias_pp.mean, {}, signed_text) + ".";
}

std::vector<std::string> findings(const analysis::ReportData& data) {
  std::vector<std::string> sentences;
  const auto& conditions = data.comparison.conditions;
  for (const analysis::ConditionComparison& found : conditions) {
    if (!found.learned_nothing()) continue;
    sentences.push_back(
        "Learned nothing: “" + found.condition.name + "”, whose best validation Dice is " +
        number_text(*found.least_validation_dice, 2) + ", below " +
        number_text(analysis::kLeastLearnedDice, 2) +
        ". Its differences are no effect of labels, and have neither interval nor p.");
  }
  if (data.plan.kind == plan::StudyKind::kTraining) {
    for (const analysis::ConditionComparison& found : conditions) {
      if (conditions.size() > kFewConditions && !found.condition.is_clean()) continue;
      sentences.push_back(network_found(found));
    }
    if (conditions.size() > kFewConditions) sentences.push_back(networks_overview(data.comparison));
    return sentences;
  }
  std::vector<analysis::ConditionSensitivity> measured;
  std::ranges::copy_if(data.sensitivity, std::back_inserter(measured), [](const auto& found) {
    return !found.summary.strata.empty();
  });
  if (measured.size() > kFewConditions) return {labels_overview(measured)};
  for (const analysis::ConditionSensitivity& found : measured) {
    sentences.push_back(labels_found(found));
    if (measured.size() > 1) continue;
    const analysis::SensitivitySummary& summary = found.summary;
    sentences.push_back(readings::detectable_sentence(summary.strata.front().reliability));
    sentences.push_back(single_reading_sentence(summary));
    sentences.push_back(outline_size_sentence(summary));
  }
  return sentences;
}

std::string missing_cells(const analysis::ReportData& data) {
  std::set<std::string> there;
  for (const analysis::ConditionComparison& found : data.comparison.conditions) {
    there.insert(found.cells.begin(), found.cells.end());
  }
  const std::size_t all = cells_of(data.plan).size();
  return "This study is not complete: " + std::to_string(all - there.size()) + " of " +
         std::to_string(all) + " cells are missing. What follows is of those that are there.";
}

}  // namespace

Section summary_section(const analysis::ReportData& data) {
  Section section{.heading = "What was done, and what was found"};
  const auto add_text = [&](const std::string& text) {
    if (!text.empty()) section.blocks.emplace_back(Paragraph(text));
  };
  if (!data.is_complete) add_text(missing_cells(data));
  add_text(data.plan.kind == plan::StudyKind::kTraining ? networks_done(data) : labels_done(data));
  const std::vector<std::string> found = findings(data);
  if (data.plan.kind == plan::StudyKind::kTraining) {
    for (const std::string& sentence : found) add_text(sentence);
  } else {
    BulletList list;
    std::ranges::copy_if(
        found, std::back_inserter(list.items), [](const auto& text) { return !text.empty(); });
    if (!list.items.empty()) section.blocks.emplace_back(std::move(list));
  }
  if (data.description.origin == cardiac::DataOrigin::kPhantom) {
    add_text(
        "The phantom shows how noise travels from labels to volumes. It says nothing about any "
        "patient, and its numbers cannot be compared with results on real images.");
  }
  return section;
}

}  // namespace segnoise::page
