#include "study/analysis/sensitivity.h"

#include "core/noise/corrupt.h"
#include "core/random/rng.h"
#include "core/shape/morphology.h"
#include "core/statistics/summary.h"
#include "support/patients.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace segnoise::analysis {
namespace {

using ::testing::HasSubstr;

const auto kNoProgress = [](std::size_t) {};

const noise::Step kJitterStep{noise::Operation(noise::Localization{{1.5, 0.3}})};
const noise::Step kJitterAtEd{noise::Operation(noise::Localization{{1.5, 0.3}}), "ED"};
const noise::Step kDilationAtEs{
    noise::Operation(noise::Morphology{noise::MorphologyKind::kDilation, {5.0, 0.0}}), "ES"};
const noise::Step kVaryingDilationAtEs{
    noise::Operation(noise::Morphology{noise::MorphologyKind::kDilation, {5.0, 2.0}}), "ES"};

noise::NoiseSetup setup_with(std::vector<noise::Step> steps) {
  return {.name = "test", .unit = noise::Unit::kMm, .steps = std::move(steps)};
}

plan::VentricleLabels labels_of(
    const std::string& id = "patient0001", double half_width_mm = 20.0) {
  return plan::ventricle_labels(testing::drawn_patient(id, half_width_mm));
}

PatientSensitivity measured(
    const plan::VentricleLabels& labels,
    const noise::NoiseSetup& setup,
    const SensitivityOptions& options) {
  return std::get<PatientSensitivity>(patient_sensitivity(labels, setup, options));
}

const PartEffect& part(const PatientSensitivity& patient, const std::string& name) {
  const auto found = std::ranges::find(patient.parts, name, &PartEffect::part);
  if (found == patient.parts.end()) throw std::out_of_range("no part " + name);
  return *found;
}

TEST(PatientSensitivity, WithoutNoiseNothingMoves) {
  const plan::VentricleLabels labels = labels_of();
  const double ef =
      cardiac::ejection(labels.cavities, cardiac::VolumeMethod::kBiplaneAse)->ef_percent;
  for (const noise::NoiseSetup& setup :
       {setup_with({}),
        setup_with({{noise::Operation(noise::Localization{})}}),
        setup_with({{noise::Operation(noise::Scale{})}})}) {
    const auto patient = measured(labels, setup, {.draws = 5, .draws_alone = 3});
    EXPECT_EQ(patient.draws, 5);
    EXPECT_DOUBLE_EQ(patient.ef_percent.clean, ef);
    EXPECT_EQ(patient.ef_percent.bias, 0.0);
    EXPECT_EQ(patient.ef_percent.sd, 0.0);
    EXPECT_DOUBLE_EQ(patient.ef_percent.central95.lower, ef);
    EXPECT_DOUBLE_EQ(patient.ef_percent.central95.upper, ef);
    EXPECT_EQ(patient.edv_ml.bias, 0.0);
    EXPECT_EQ(patient.ef_mae_pp, 0.0);
    EXPECT_EQ(patient.within_5_pp, 1.0);
    EXPECT_EQ(patient.crossing_40_probability, 0.0);
    EXPECT_EQ(patient.crossing_50_probability, 0.0);
    EXPECT_EQ(
        patient.category_probability[static_cast<std::size_t>(cardiac::ef_category(ef))], 1.0);
    EXPECT_NEAR(patient.propagated.bias_pp, 0.0, 1e-12);
    EXPECT_EQ(part(patient, "all").ef_bias_pp, 0.0);
    EXPECT_FALSE(patient.variance);
  }
}

TEST(PatientSensitivity, OfADilationAtEndSystoleIsWhatTheDilatedLabelsGive) {
  const plan::VentricleLabels labels = labels_of();
  const noise::NoiseSetup setup = setup_with({kDilationAtEs});
  const auto patient = measured(labels, setup, {.draws = 4, .draws_alone = 2});

  // 5 mm reach 2 mm to all sides: 2 columns of 1 mm, 3 rows of 0.75 mm (2.67 rounded).
  cardiac::PerFrame<std::optional<cardiac::Cavity>> dilated_at_es = labels.cavities;
  for (const cardiac::View view : cardiac::kViews) {
    cardiac::Cavity& cavity = *dilated_at_es(view, cardiac::Instant::kEndSystole);
    cavity.mask = shape::dilated(cavity.mask, {5, 7});
  }
  const cardiac::Ejection noisy =
      cardiac::ejection(dilated_at_es, cardiac::VolumeMethod::kBiplaneAse).value();
  EXPECT_NEAR(patient.ef_percent.bias, noisy.ef_percent - patient.ef_percent.clean, 1e-9);
  EXPECT_LT(patient.ef_percent.bias, -5.0);
  EXPECT_NEAR(patient.esv_ml.clean + patient.esv_ml.bias, noisy.esv_ml, 1e-9);
  EXPECT_NEAR(patient.edv_ml.bias, 0.0, 1e-9);
  EXPECT_NEAR(patient.ef_percent.sd, 0.0, 1e-9);
  // Volume errors that do not vary propagate exactly.
  EXPECT_NEAR(patient.propagated.bias_pp, patient.ef_percent.bias, 1e-9);

  EXPECT_NEAR(part(patient, "ED labels").ef_bias_pp, 0.0, 1e-9);
  EXPECT_NEAR(part(patient, "ES labels").ef_bias_pp, patient.ef_percent.bias, 1e-9);
  EXPECT_NEAR(part(patient, "dilation (ES)").ef_bias_pp, patient.ef_percent.bias, 1e-9);
  EXPECT_NEAR(
      part(patient, "all").esv_bias_percent,
      100.0 * patient.esv_ml.bias / patient.esv_ml.clean,
      1e-9);
}

/// What each of the draws gives, with the labels of some instants noisy and the others clean;
/// nothing where that is no heart.
std::vector<std::optional<cardiac::Ejection>> ejections_of_draws(
    const plan::VentricleLabels& labels,
    const noise::NoiseSetup& setup,
    const SensitivityOptions& options,
    const std::vector<cardiac::Instant>& noisy_at) {
  std::vector<std::optional<cardiac::Ejection>> ejections;
  for (int draw = 1; draw <= options.draws; ++draw) {
    cardiac::PerFrame<std::optional<cardiac::Cavity>> noisy = labels.cavities;
    for (const cardiac::View view : cardiac::kViews) {
      for (const cardiac::Instant instant : noisy_at) {
        cardiac::Cavity& cavity = *noisy(view, instant);
        const std::string name = plan::FrameId{labels.patient, view, instant}.text();
        const noise::Outcome outcome =
            noise::corrupt(
                setup,
                {.seed = options.seed,
                 .identity = random::identity_of(name + "/draw " + std::to_string(draw)),
                 .instant = cardiac::name_of(instant)},
                {.shape = cavity.mask, .category = cardiac::kLeftVentricle},
                testing::kEchoGrid)
                .outcome;
        cavity.mask = outcome.fate == noise::Fate::kKept
                          ? std::get<shape::Mask>(outcome.instance.shape)
                          : shape::Mask(testing::kEchoGrid.size);
      }
    }
    ejections.push_back(cardiac::ejection(noisy, cardiac::VolumeMethod::kBiplaneAse));
    auto& found = ejections.back();
    if (found && (found->ef_percent < 0.0 || found->edv_ml < 20.0)) found.reset();
  }
  return ejections;
}

TEST(PatientSensitivity, SharesVarianceOverTheDrawsThatAllHave) {
  const plan::VentricleLabels labels = labels_of();
  // Now and then a label at end-diastole is lost; those at end-systole are there.
  const noise::NoiseSetup setup = setup_with(
      {{noise::Operation(noise::Morphology{noise::MorphologyKind::kErosion, {4.0, 2.0}}), "ED"},
       {noise::Operation(noise::Deletion{0.1}), "ED"},
       kVaryingDilationAtEs});
  const SensitivityOptions options{.draws = 60, .draws_alone = 2, .seed = 4};
  const auto all = ejections_of_draws(
      labels, setup, options, {cardiac::Instant::kEndDiastole, cardiac::Instant::kEndSystole});
  const auto at_ed = ejections_of_draws(labels, setup, options, {cardiac::Instant::kEndDiastole});
  const auto at_es = ejections_of_draws(labels, setup, options, {cardiac::Instant::kEndSystole});
  const double clean =
      cardiac::ejection(labels.cavities, cardiac::VolumeMethod::kBiplaneAse)->ef_percent;
  std::vector<double> left_ed;  // the fraction left in the ventricle, where all labels give one
  std::vector<double> left_es;
  std::vector<double> left;
  int without = 0;
  int within_5 = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!all[i]) {
      ++without;
      continue;
    }
    const double error_pp = std::abs(all[i]->ef_percent - clean);
    within_5 += error_pp <= 5.0 ? 1 : 0;
    if (!at_ed[i] || !at_es[i]) continue;
    left_ed.push_back(1.0 - at_ed[i].value().ef_percent / 100.0);
    left_es.push_back(1.0 - at_es[i].value().ef_percent / 100.0);
    left.push_back(1.0 - all[i]->ef_percent / 100.0);
  }
  ASSERT_GT(without, 3);
  ASSERT_GT(left_ed.size(), 10U);
  const statistics::Summary x = statistics::summary(left_ed).value();
  const statistics::Summary y = statistics::summary(left_es).value();
  const double ed = std::pow(y.mean * x.sd, 2.0);
  const double es = std::pow(x.mean * y.sd, 2.0);
  const double joint = std::pow(x.sd * y.sd, 2.0);
  const auto patient = measured(labels, setup, options);
  EXPECT_EQ(patient.draws_without_ef + patient.failed.all(), without);
  EXPECT_GT(patient.draws_without_ef, 3);
  EXPECT_GT(patient.failed.negative_ef, 0);
  ASSERT_TRUE(patient.variance);
  const double found = std::pow(statistics::summary(left)->sd * (1.0 - clean / 100.0), 2.0);
  EXPECT_NEAR(patient.variance->ed, ed / found, 1e-9);
  EXPECT_NEAR(patient.variance->es, es / found, 1e-9);
  EXPECT_NEAR(patient.variance->joint, joint / found, 1e-9);
  EXPECT_NEAR(patient.variance->covariance, 1.0 - (ed + es + joint) / found, 1e-9);
  EXPECT_GT(patient.variance->joint, 1e-4);
  EXPECT_NEAR(patient.within_5_pp, within_5 / (60.0 - without), 1e-12);
}

TEST(PatientSensitivity, CountsWhatNoHeartIsApart) {
  const plan::VentricleLabels labels = labels_of();
  // At end-diastole an erosion that now and then leaves less than the label at end-systole.
  const noise::NoiseSetup setup = setup_with(
      {{noise::Operation(noise::Morphology{noise::MorphologyKind::kErosion, {8.0, 4.0}}), "ED"}});
  const SensitivityOptions options{.draws = 80, .draws_alone = 10, .seed = 4};
  std::vector<double> efs;
  std::vector<int> first;
  int draw = 0;
  for (const auto& found :
       ejections_of_draws(labels, setup, options, {cardiac::Instant::kEndDiastole})) {
    ++draw;
    if (!found) continue;
    efs.push_back(found->ef_percent);
    if (draw <= 10) first.push_back(draw);
  }
  ASSERT_GT(efs.size(), 20U);
  ASSERT_LT(efs.size(), 70U);
  const auto patient = measured(labels, setup, options);
  EXPECT_EQ(patient.draws, static_cast<int>(efs.size()));
  EXPECT_GT(patient.failed.negative_ef, 5);
  EXPECT_EQ(patient.draws + patient.draws_without_ef + patient.failed.all(), 80);
  EXPECT_NEAR(
      patient.ef_percent.clean + patient.ef_percent.bias, statistics::summary(efs)->mean, 1e-9);
  EXPECT_GE(patient.ef_percent.central95.lower, 0.0);
  ASSERT_EQ(patient.readings.size(), first.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(patient.readings[i].draw, first[i]);
    EXPECT_GE(patient.readings[i].ef_percent, 0.0);
  }
}

TEST(PatientSensitivity, FindsHowErrorsAtBothInstantsCorrelate) {
  const SensitivityOptions options{.draws = 300, .draws_alone = 2};
  const auto independent =
      measured(labels_of(), setup_with({kJitterStep, kVaryingDilationAtEs}), options);
  EXPECT_NEAR(independent.volume_error_correlation.value(), 0.0, 3.0 / std::sqrt(300.0));
  const auto at_es = measured(labels_of(), setup_with({kVaryingDilationAtEs}), options);
  EXPECT_FALSE(at_es.volume_error_correlation);
  EXPECT_EQ(
      independent.propagated.sd_pp,
      cardiac::propagated_ef(
          independent.ef_percent.clean,
          {independent.edv_ml.bias / independent.edv_ml.clean,
           independent.edv_ml.sd / independent.edv_ml.clean},
          {independent.esv_ml.bias / independent.esv_ml.clean,
           independent.esv_ml.sd / independent.esv_ml.clean},
          *independent.volume_error_correlation)
          .sd_pp);
}

TEST(PatientSensitivity, MeasuresEfByEachMethod) {
  const plan::VentricleLabels labels = labels_of();
  const noise::NoiseSetup setup = setup_with(
      {{noise::Operation(noise::Morphology{noise::MorphologyKind::kDilation, {2.0, 0.5}}), "ES"},
       kJitterStep});
  const SensitivityOptions options{.draws = 12, .draws_alone = 8, .seed = 5};
  const auto patient = measured(labels, setup, options);
  ASSERT_EQ(patient.methods.size(), cardiac::kVolumeMethods.size());
  for (const readings::MethodEf& ef : patient.methods) {
    SensitivityOptions own = options;
    own.draws = 8;
    own.volume_method = ef.method;
    const auto alone = measured(labels, setup, own);
    EXPECT_EQ(ef.draws, 8) << name_of(ef.method);
    EXPECT_DOUBLE_EQ(ef.clean_percent, alone.ef_percent.clean) << name_of(ef.method);
    EXPECT_NEAR(ef.bias_pp, alone.ef_percent.bias, 1e-9) << name_of(ef.method);
    EXPECT_NEAR(ef.sd_pp, alone.ef_percent.sd, 1e-9) << name_of(ef.method);
  }
  EXPECT_EQ(patient.readings.size(), 8U);
  EXPECT_EQ(patient.readings.back().draw, 8);
}

TEST(PatientSensitivity, CountsErrorsOfJust5PointsAtMost) {
  const plan::VentricleLabels labels = labels_of();
  const noise::NoiseSetup setup = setup_with(
      {{noise::Operation(noise::Morphology{noise::MorphologyKind::kDilation, {3.0, 0.0}}), "ES"},
       {noise::Operation(noise::Localization{{4.0, 1.0}})}});
  const SensitivityOptions options{.draws = 60, .draws_alone = 2, .seed = 5};
  const double clean =
      cardiac::ejection(labels.cavities, cardiac::VolumeMethod::kBiplaneAse)->ef_percent;
  int within_5 = 0;
  int within_6 = 0;
  for (const auto& draw : ejections_of_draws(
           labels,
           setup,
           options,
           {cardiac::Instant::kEndDiastole, cardiac::Instant::kEndSystole})) {
    if (!draw) continue;
    const double error_pp = std::abs(draw->ef_percent - clean);
    within_5 += error_pp <= 5.0 ? 1 : 0;
    within_6 += error_pp <= 6.0 ? 1 : 0;
  }
  ASSERT_GT(within_6, within_5) << "the draws do not tell the two bounds apart";
  // A draw that failed for its axis is far off.
  const auto patient = measured(labels, setup, options);
  EXPECT_NEAR(patient.within_5_pp * patient.draws, within_5, 1e-9);
}

TEST(PatientSensitivity, IsWhatEachDrawGivesAlone) {
  const plan::VentricleLabels labels = labels_of();
  const noise::NoiseSetup setup = setup_with({kVaryingDilationAtEs, kJitterStep});
  const auto patient = measured(labels, setup, {.draws = 20, .draws_alone = 20, .seed = 5});

  std::vector<double> efs;
  for (const auto& draw : ejections_of_draws(
           labels,
           setup,
           {.draws = 20, .seed = 5},
           {cardiac::Instant::kEndDiastole, cardiac::Instant::kEndSystole})) {
    if (draw) efs.push_back(draw->ef_percent);
  }
  const statistics::Summary over = statistics::summary(efs).value();
  EXPECT_NEAR(patient.ef_percent.bias, over.mean - patient.ef_percent.clean, 1e-9);
  EXPECT_NEAR(patient.ef_percent.sd, over.sd, 1e-9);
  EXPECT_DOUBLE_EQ(patient.ef_percent.central95.lower, statistics::quantile(efs, 0.025).value());
  EXPECT_DOUBLE_EQ(patient.ef_percent.central95.upper, statistics::quantile(efs, 0.975).value());
  EXPECT_NEAR(part(patient, "all").ef_bias_pp, patient.ef_percent.bias, 1e-12);
  const auto share_reduced =
      static_cast<double>(std::ranges::count_if(efs, [](double ef) { return ef <= 40.0; })) /
      static_cast<double>(efs.size());
  EXPECT_DOUBLE_EQ(patient.category_probability[0], share_reduced);
}

TEST(PatientSensitivity, ComparesTheFirstOutlinesWithTheCleanOnes) {
  const plan::VentricleLabels labels = labels_of();
  const noise::NoiseSetup setup = setup_with({kVaryingDilationAtEs});
  const auto patient = measured(labels, setup, {.draws = 9, .draws_alone = 4, .seed = 5});
  using cardiac::Instant;
  using cardiac::View;
  const auto& ed = patient.shapes(View::kTwoChamber, Instant::kEndDiastole).value();
  EXPECT_EQ(ed.draws, 4);
  EXPECT_EQ(ed.dice, 1.0);
  EXPECT_EQ(ed.hd_mm, 0.0);

  const auto& cavity = *labels.cavities(View::kFourChamber, Instant::kEndSystole);
  std::vector<readings::ShapeErrors> by_hand;
  for (int draw = 1; draw <= 4; ++draw) {
    const auto outcome = noise::corrupt(
                             setup,
                             {.seed = 5,
                              .identity = random::identity_of(
                                  labels.patient + "/4CH/ES/draw " + std::to_string(draw)),
                              .instant = "ES"},
                             {.shape = cavity.mask, .category = cardiac::kLeftVentricle},
                             testing::kEchoGrid)
                             .outcome;
    by_hand.push_back(
        readings::shape_errors(
            cavity.mask, std::get<shape::Mask>(outcome.instance.shape), cavity.spacing_mm)
            .value());
  }
  const auto mean = readings::mean_shape_errors(by_hand).value();
  const auto& es = patient.shapes(View::kFourChamber, Instant::kEndSystole).value();
  EXPECT_EQ(es.draws, 4);
  EXPECT_DOUBLE_EQ(es.dice, mean.dice);
  EXPECT_DOUBLE_EQ(es.hd_mm, mean.hd_mm);
  EXPECT_DOUBLE_EQ(es.mad_mm, mean.mad_mm);
  EXPECT_GT(es.hd_mm, 1.0);
}

TEST(PatientSensitivity, AStepAloneDrawsWhatItDrawsWithinTheSetup) {
  const auto patient = measured(
      labels_of(),
      setup_with({kVaryingDilationAtEs, kJitterStep}),
      {.draws = 12, .draws_alone = 12, .seed = 3});
  const auto jitter = measured(
      labels_of(),
      setup_with({{noise::Operation(noise::NoOperation{})}, kJitterStep}),
      {.draws = 12, .draws_alone = 12, .seed = 3});
  EXPECT_DOUBLE_EQ(part(patient, "localization").ef_bias_pp, jitter.ef_percent.bias);
  EXPECT_DOUBLE_EQ(part(patient, "localization").ef_sd_pp, jitter.ef_percent.sd);
  EXPECT_DOUBLE_EQ(part(jitter, "localization").ef_sd_pp, part(jitter, "all").ef_sd_pp);
  EXPECT_EQ(jitter.parts.size(), 4U);  // all, ED, ES, localization: nothing of the idle step
}

TEST(PatientSensitivity, CountsTheDrawsOfStepsAlone) {
  const auto patient = measured(
      labels_of(), setup_with({kVaryingDilationAtEs, kJitterStep}), {.draws = 9, .draws_alone = 4});
  EXPECT_EQ(part(patient, "all").draws, 9);
  EXPECT_EQ(part(patient, "ES labels").draws, 9);
  EXPECT_EQ(part(patient, "localization").draws, 4);
  EXPECT_EQ(part(patient, "dilation (ES)").draws, 4);
}

TEST(PatientSensitivity, SharesOfVarianceAddUpToOneAndFindTheirCause) {
  const SensitivityOptions options{.draws = 60, .draws_alone = 2};
  const auto both = measured(labels_of(), setup_with({kJitterStep}), options).variance.value();
  EXPECT_NEAR(both.ed + both.es + both.joint + both.covariance, 1.0, 1e-12);
  EXPECT_LT(std::abs(both.covariance), 0.3);  // 2 ρ, and ρ of 60 independent draws is ± 0.13
  EXPECT_GT(both.es, both.ed);                // the same jitter is more of the smaller volume
  EXPECT_GT(both.ed, 0.05);
  EXPECT_LT(both.joint, 0.01);

  const auto ed = measured(labels_of(), setup_with({kJitterAtEd}), options).variance.value();
  EXPECT_NEAR(ed.ed, 1.0, 1e-12);
  const auto es =
      measured(labels_of(), setup_with({kVaryingDilationAtEs}), options).variance.value();
  EXPECT_NEAR(es.es, 1.0, 1e-12);
}

TEST(PatientSensitivity, ConvergesAsDrawsGrow) {
  const noise::NoiseSetup setup = setup_with({kVaryingDilationAtEs, kJitterStep});
  const auto few = measured(labels_of(), setup, {.draws = 100, .draws_alone = 2});
  const auto many = measured(labels_of(), setup, {.draws = 800, .draws_alone = 2, .seed = 2});
  const double standard_error = many.ef_percent.sd / std::sqrt(100.0);
  EXPECT_NEAR(few.ef_percent.bias, many.ef_percent.bias, 4.0 * standard_error);
  EXPECT_NEAR(few.ef_percent.sd, many.ef_percent.sd, 4.0 * standard_error / std::sqrt(2.0));
  EXPECT_LT(many.ef_percent.central95.lower, many.ef_percent.clean + many.ef_percent.bias);
  EXPECT_GT(many.ef_percent.central95.upper, many.ef_percent.clean + many.ef_percent.bias);
  // Where errors are small the closed form is right to first order.
  EXPECT_NEAR(many.propagated.bias_pp, many.ef_percent.bias, 0.2);
  EXPECT_NEAR(many.propagated.sd_pp, many.ef_percent.sd, 0.1 * many.ef_percent.sd);
}

TEST(PatientSensitivity, FallsBackOnTheViewThatThereIs) {
  plan::VentricleLabels labels = labels_of();
  labels.quality = {cardiac::Quality::kPoor, cardiac::Quality::kMedium};
  labels.cavities(cardiac::View::kTwoChamber, cardiac::Instant::kEndSystole).reset();
  const auto patient = measured(labels, setup_with({kJitterStep}), {.draws = 3, .draws_alone = 2});
  EXPECT_EQ(patient.method, cardiac::VolumeMethod::kSinglePlane4ch);
  EXPECT_EQ(patient.quality, cardiac::Quality::kMedium);  // of the view that was used
  EXPECT_DOUBLE_EQ(
      patient.ef_percent.clean,
      cardiac::ejection(labels.cavities, cardiac::VolumeMethod::kSinglePlane4ch)->ef_percent);

  labels.cavities(cardiac::View::kFourChamber, cardiac::Instant::kEndDiastole)->mask =
      shape::Mask(testing::kEchoGrid.size);
  const auto none =
      patient_sensitivity(labels, setup_with({kJitterStep}), {.draws = 3, .draws_alone = 2});
  EXPECT_EQ(std::get<LeftOut>(none).patient, "patient0001");
  EXPECT_THAT(std::get<LeftOut>(none).reason, HasSubstr("no view"));
}

TEST(PatientSensitivity, TakesTheWorseQualityOfBothViews) {
  plan::VentricleLabels labels = labels_of();
  labels.quality = {cardiac::Quality::kPoor, cardiac::Quality::kGood};
  EXPECT_EQ(
      measured(labels, setup_with({}), {.draws = 2, .draws_alone = 2}).quality,
      cardiac::Quality::kPoor);
}

TEST(PatientSensitivity, CountsDrawsThatDeleteALabelApart) {
  const auto patient = measured(
      labels_of(),
      setup_with({{noise::Operation(noise::Deletion{0.1})}, kJitterStep}),
      {.draws = 200, .draws_alone = 100});
  EXPECT_EQ(patient.draws + patient.draws_without_ef, 200);
  // All four labels stay in 0.9^4 = 65.6 % of the draws: 131 +- 6.7.
  EXPECT_NEAR(patient.draws, 131, 4 * 6.7);
  EXPECT_EQ(part(patient, "ED labels").draws, patient.draws);

  const auto none = patient_sensitivity(
      labels_of(),
      setup_with({{noise::Operation(noise::Deletion{1.0})}}),
      {.draws = 3, .draws_alone = 2});
  EXPECT_THAT(std::get<LeftOut>(none).reason, HasSubstr("fewer than two draws"));
}

TEST(PatientSensitivity, MeasuresByTheDataSetsOwnMethodToo) {
  const SensitivityOptions options{
      .draws = 3, .draws_alone = 2, .volume_method = cardiac::VolumeMethod::kBiplaneCamus};
  const plan::VentricleLabels labels = labels_of("patient0001", 30.0);
  const auto patient = measured(labels, setup_with({kDilationAtEs}), options);
  EXPECT_EQ(patient.method, cardiac::VolumeMethod::kBiplaneCamus);
  EXPECT_DOUBLE_EQ(
      patient.ef_percent.clean,
      cardiac::ejection(labels.cavities, options.volume_method)->ef_percent);
  EXPECT_LT(patient.ef_percent.bias, 0.0);
}

TEST(PatientSensitivity, RefusesWhatItCannotDraw) {
  const noise::NoiseSetup jitter = setup_with({kJitterStep});
  const auto refuse = [](const noise::NoiseSetup& setup, const SensitivityOptions& options) {
    EXPECT_THROW((void)patient_sensitivity(labels_of(), setup, options), std::invalid_argument);
  };
  refuse(jitter, {.draws = 1, .draws_alone = 2});
  refuse(jitter, {.draws = 10, .draws_alone = 1});
  refuse(jitter, {.draws = 10, .draws_alone = 11});
  refuse(setup_with({{noise::Operation(noise::ClassConfusion{})}}), {.draws = 2, .draws_alone = 2});
  refuse(setup_with({{noise::Operation(noise::Spurious{0.5})}}), {.draws = 2, .draws_alone = 2});
}

TEST(CohortSensitivity, IsTheSameForAnyNumberOfThreadsAndAnyCompany) {
  std::vector<plan::VentricleLabels> patients;
  for (int i = 0; i < 7; ++i) {
    patients.push_back(labels_of("patient000" + std::to_string(i), 16.0 + i));
  }
  patients[4].cavities = {};
  const noise::NoiseSetup setup = setup_with({kVaryingDilationAtEs, kJitterStep});
  const SensitivityOptions options{.draws = 8, .draws_alone = 3, .seed = 11};
  const auto numbers = [](const CohortSensitivity& cohort) {
    std::vector<double> all;
    for (const PatientSensitivity& patient : cohort.patients) {
      for (const Spread& spread : {patient.edv_ml, patient.esv_ml, patient.ef_percent}) {
        all.insert(
            all.end(),
            {spread.clean, spread.bias, spread.sd, spread.central95.lower, spread.central95.upper});
      }
      for (const PartEffect& effect : patient.parts) {
        all.insert(all.end(), {effect.ef_bias_pp, effect.ef_sd_pp, effect.esv_bias_percent});
      }
      all.insert(all.end(), {patient.variance->ed, patient.propagated.sd_pp});
    }
    return all;
  };
  const auto one = cohort_sensitivity(patients, setup, options, 1, kNoProgress);
  ASSERT_EQ(one.patients.size(), 6U);
  ASSERT_EQ(one.left_out.size(), 1U);
  EXPECT_EQ(one.left_out.front().patient, "patient0004");
  for (const int threads : {2, 8}) {
    const auto many = cohort_sensitivity(patients, setup, options, threads, kNoProgress);
    EXPECT_EQ(numbers(many), numbers(one)) << threads << " threads";
    EXPECT_EQ(many.patients[3].patient, one.patients[3].patient);
  }
  const std::vector<plan::VentricleLabels> last{patients.back()};
  const auto alone = cohort_sensitivity(last, setup, options, 1, kNoProgress);
  EXPECT_EQ(alone.patients.front().ef_percent.bias, one.patients.back().ef_percent.bias);
}

TEST(CohortSensitivity, TellsHowManyAreDoneAndCanBeStopped) {
  const std::vector<plan::VentricleLabels> patients(3, labels_of());
  std::size_t told = 0;
  (void)cohort_sensitivity(
      patients, setup_with({}), {.draws = 2, .draws_alone = 2}, 2, [&](std::size_t done) {
        told = done;
      });
  EXPECT_EQ(told, 3U);
  EXPECT_THROW(
      (void)cohort_sensitivity(
          patients,
          setup_with({}),
          {.draws = 2, .draws_alone = 2},
          2,
          [](std::size_t) { throw std::domain_error("enough"); }),
      std::domain_error);
}

}  // namespace
}  // namespace segnoise::analysis
