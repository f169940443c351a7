#include "show/page/made_up_study.h"

#include "core/random/rng.h"
#include "study/analysis/patient_measures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>

namespace segnoise::testing {
namespace {

constexpr std::array<const char*, 3> kSeverities{"low", "medium", "high"};

struct MadeUpCondition {
  plan::Condition condition = {};
  double harm = 0.0;  ///< 0 for clean labels, about 1 for the high severity
  double bias = 0.0;  ///< in which direction
};

std::vector<MadeUpCondition> conditions_of(const MadeUpStudy& study) {
  std::vector<MadeUpCondition> all;
  for (std::size_t kind = 0; kind < study.kinds.size(); ++kind) {
    for (std::size_t severity = 0; severity < kSeverities.size(); ++severity) {
      const std::string name = study.kinds[kind];
      all.push_back(
          {.condition =
               {.name = name + " " + kSeverities.at(severity),
                .noise = name,
                .severity = kSeverities.at(severity),
                .setup = noise::NoiseSetup{.name = name}},
           .harm = (static_cast<double>(severity) + 1.0) / 3.0 *
                   (1.0 - 0.09 * static_cast<double>(kind)),
           .bias = kind % 2 == 0 ? 1.0 : -0.6});
    }
  }
  return all;
}

/// What a patient is like, whatever is done to his labels.
struct MadeUpHeart {
  double ef_percent = 0.0;
  double edv_ml = 0.0;
  double difficulty = 0.0;  ///< standard normal
  cardiac::Quality quality = cardiac::Quality::kGood;
  cardiac::Sex sex = cardiac::Sex::kFemale;
};

MadeUpHeart heart_of(int patient) {
  random::Rng rng(7, static_cast<std::uint64_t>(patient));
  MadeUpHeart heart{
      .ef_percent = std::clamp(50.0 + 11.0 * rng.normal(), 18.0, 74.0),
      .edv_ml = 105.0 * std::exp(0.35 * rng.normal()),
      .difficulty = rng.normal()};
  heart.quality = heart.difficulty < 0.0   ? cardiac::Quality::kGood
                  : heart.difficulty < 1.2 ? cardiac::Quality::kMedium
                                           : cardiac::Quality::kPoor;
  heart.sex = rng.chance(0.5) ? cardiac::Sex::kFemale : cardiac::Sex::kMale;
  return heart;
}

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

void add_network(
    analysis::ReportData& data,
    const MadeUpCondition& made,
    std::uint64_t seed,
    const MadeUpStudy& study) {
  const std::string& name = made.condition.name;
  const std::string cell = name + "/" + std::to_string(seed);
  for (int patient = 1; patient <= study.patients; ++patient) {
    const MadeUpHeart heart = heart_of(patient);
    random::Rng rng(seed, random::identity_of(cell + made_up_patient(patient)));
    const auto add = [&](const char* measure, double value) {
      data.measurements.push_back(
          {.cell = cell,
           .condition = name,
           .seed = seed,
           .patient = made_up_patient(patient),
           .measure = measure,
           .value = value});
    };
    const double worse = std::exp(0.45 * heart.difficulty + 0.2 * rng.normal());
    const double ef =
        heart.ef_percent + made.bias * 9.0 * made.harm + (3.0 + 3.0 * made.harm) * rng.normal();
    add("dice_ed_percent", 100.0 - worse * (5.0 + 3.0 * made.harm));
    add("dice_es_percent", 100.0 - worse * (6.5 + 8.0 * made.harm));
    add("hd_ed_mm", worse * (4.5 + 1.5 * made.harm));
    add("hd_es_mm", worse * (4.8 + 3.5 * made.harm));
    add("ef_percent", ef);
    add("reference_ef_percent", heart.ef_percent);
    add("ef_error_pp", std::abs(ef - heart.ef_percent));
  }
  plan::TrainingCurve curve{.condition = name, .seed = seed};
  random::Rng rng(seed, random::identity_of(cell));
  for (int epoch = 1; epoch <= 40; ++epoch) {
    const double learned = 1.0 - std::exp(-0.12 * epoch);
    curve.epochs.push_back(
        {.epoch = epoch,
         .training_loss = 0.08 + 0.05 * made.harm + 0.6 * (1.0 - learned) + 0.004 * rng.normal(),
         .validation_dice = (0.93 - 0.05 * made.harm) * learned + 0.008 * rng.normal()});
  }
  data.training.push_back(std::move(curve));
  if (made.condition.is_clean()) return;
  analysis::TrainingLabels labels{.condition = name};
  for (int patient = 1; patient <= study.patients; ++patient) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const double worse = made.harm * std::exp(0.3 * rng.normal());
      labels.noise.push_back(
          {.frame = {.patient = made_up_patient(patient), .instant = instant},
           .effect = {
               .overlap = metrics::Overlap{.dice = 1.0 - 0.04 * worse},
               .distances = metrics::SurfaceDistances{.hd_mm = 4.0 * worse},
               .clean_area_mm2 = 3000.0,
               .noisy_area_mm2 = 3000.0 + 150.0 * made.bias * worse}});
    }
  }
  data.training_labels.push_back(std::move(labels));
}

analysis::PatientSensitivity sensitivity_of(
    int patient, const MadeUpCondition& made, std::uint64_t seed) {
  const MadeUpHeart heart = heart_of(patient);
  random::Rng rng(seed, random::identity_of(made.condition.name + made_up_patient(patient)));
  const double bias = made.bias * 5.0 * made.harm + 0.8 * made.harm * rng.normal();
  const double sd = made.harm * std::exp(1.3 + 0.3 * heart.difficulty);
  const double mean = heart.ef_percent + bias;
  const double up_to_reduced = normal_cdf((cardiac::kReducedUpToPercent - mean) / sd);
  const double below_preserved = normal_cdf((cardiac::kPreservedFromPercent - mean) / sd);
  const double esv_ml = heart.edv_ml * (1.0 - heart.ef_percent / 100.0);
  return {
      .patient = made_up_patient(patient),
      .quality = heart.quality,
      .sex = heart.sex,
      .draws = 1000,
      .edv_ml =
          {.clean = heart.edv_ml, .bias = 0.02 * made.harm * heart.edv_ml, .sd = 4.0 * made.harm},
      .esv_ml =
          {.clean = esv_ml, .bias = -0.06 * made.bias * made.harm * esv_ml, .sd = 4.0 * made.harm},
      .ef_percent =
          {.clean = heart.ef_percent,
           .bias = bias,
           .sd = sd,
           .central95 = {mean - 1.96 * sd, mean + 1.96 * sd}},
      .ef_mae_pp = std::hypot(bias, 0.8 * sd),
      .category_probability =
          {up_to_reduced, below_preserved - up_to_reduced, 1.0 - below_preserved},
      .crossing_40_probability =
          heart.ef_percent > cardiac::kReducedUpToPercent ? up_to_reduced : 1.0 - up_to_reduced,
      .crossing_50_probability = heart.ef_percent >= cardiac::kPreservedFromPercent
                                     ? below_preserved
                                     : 1.0 - below_preserved,
      .variance = analysis::VarianceShares{.ed = 0.3, .es = 0.68, .joint = 0.02}};
}

void add_draws(
    analysis::ReportData& data,
    const MadeUpCondition& made,
    std::uint64_t seed,
    const MadeUpStudy& study) {
  analysis::ConditionSensitivity drawn{.condition = made.condition.name, .seed = seed};
  for (int patient = 1; patient <= study.patients; ++patient) {
    drawn.patients.push_back(sensitivity_of(patient, made, seed));
    for (const auto& [measure, value] : analysis::measures_of(drawn.patients.back())) {
      data.measurements.push_back(
          {.cell = made.condition.name + "/" + std::to_string(seed),
           .condition = made.condition.name,
           .seed = seed,
           .patient = made_up_patient(patient),
           .measure = measure,
           .value = value});
    }
  }
  drawn.summary = analysis::summarised(drawn.patients, seed);
  data.sensitivity.push_back(std::move(drawn));
}

}  // namespace

std::string made_up_patient(int number) {
  std::array<char, 32> name{};
  (void)std::snprintf(name.data(), name.size(), "patient%04d", number);
  return name.data();
}

analysis::ReportData made_up_training(const MadeUpStudy& study) {
  std::vector<MadeUpCondition> conditions = conditions_of(study);
  conditions.insert(conditions.begin(), MadeUpCondition{});
  analysis::ReportData data;
  data.plan = {.name = "made up", .kind = plan::StudyKind::kTraining, .seeds = study.seeds};
  for (const MadeUpCondition& made : conditions) {
    data.plan.conditions.push_back(made.condition);
    for (const std::uint64_t seed : study.seeds) add_network(data, made, seed, study);
  }
  data.comparison =
      analysis::compared(data.measurements, data.plan.conditions, data.plan.split_seed());
  return data;
}

analysis::ReportData made_up_labels(const MadeUpStudy& study) {
  analysis::ReportData data;
  data.plan = {.name = "made up", .kind = plan::StudyKind::kLabels, .seeds = study.seeds};
  for (const MadeUpCondition& made : conditions_of(study)) {
    data.plan.conditions.push_back(made.condition);
    for (const std::uint64_t seed : study.seeds) add_draws(data, made, seed, study);
  }
  data.comparison =
      analysis::compared(data.measurements, data.plan.conditions, data.plan.split_seed());
  return data;
}

}  // namespace segnoise::testing
