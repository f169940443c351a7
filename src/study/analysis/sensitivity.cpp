#include "study/analysis/sensitivity.h"

#include "base/for_each_index.h"
#include "core/noise/corrupt.h"
#include "core/noise/variants.h"
#include "core/statistics/agreement.h"
#include "core/statistics/summary.h"
#include "study/plan/evaluation.h"
#include "study/plan/ventricle.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace segnoise::analysis {
namespace {

using NoisyDisks = std::vector<std::optional<cardiac::Disks>>;  ///< by draw

/// What one label of a patient contributes to volumes.
struct LabelDisks {
  std::optional<cardiac::Disks> clean;
  NoisyDisks noisy;
};

/// The draws of one label.
struct DrawnLabel {
  NoisyDisks disks;
  NoisyDisks other_disks = {};                     ///< of the first, by the other convention
  std::vector<readings::ShapeErrors> shapes = {};  ///< of those of them that left an outline
};

/// Disks are of two conventions: CAMUS's own, and those of all other methods.
cardiac::VolumeMethod of_other_disks(cardiac::VolumeMethod method) {
  return method == cardiac::VolumeMethod::kBiplaneCamus ? cardiac::VolumeMethod::kBiplaneAse
                                                        : cardiac::VolumeMethod::kBiplaneCamus;
}

/// The labels that are measured, with nothing for the others.
using PatientDisks = cardiac::PerFrame<std::optional<LabelDisks>>;

void require(const SensitivityOptions& options) {
  const auto require_draws = [](int draws, const char* name) {
    if (draws >= 2) return;
    throw std::invalid_argument(std::string(name) + " must be >= 2, got " + std::to_string(draws));
  };
  require_draws(options.draws, "draws");
  require_draws(options.draws_alone, "draws_alone");
  if (options.draws_alone > options.draws) {
    throw std::invalid_argument(
        "draws_alone must not exceed draws, got " + std::to_string(options.draws_alone) + " of " +
        std::to_string(options.draws));
  }
}

bool is_idle_at(const noise::NoiseSetup& setup, cardiac::Instant instant) {
  return std::ranges::all_of(setup.steps, [&](const noise::Step& step) {
    return noise::is_idle(step, cardiac::name_of(instant));
  });
}

/// A label as it is drawn anew.
struct CleanLabel {
  const cardiac::Cavity& cavity;
  plan::FrameId frame;
  std::optional<cardiac::Quality> quality;  ///< of the image of its view
};

CleanLabel clean_label(
    const plan::VentricleLabels& labels, cardiac::View view, cardiac::Instant instant) {
  return {
      .cavity = *labels.cavities(view, instant),
      .frame = {labels.patient, view, instant},
      .quality = labels.quality.at(static_cast<std::size_t>(view))};
}

/// Noisy versions of one label, measured.
/// @param draws    how many
/// @param closely  how many of them are looked at closely, at most draws
DrawnLabel drawn_label(
    const CleanLabel& label,
    const noise::NoiseSetup& setup,
    const SensitivityOptions& options,
    int draws,
    int closely,
    const std::stop_token& stop) {
  DrawnLabel drawn{
      .disks = NoisyDisks(static_cast<std::size_t>(draws)),
      .other_disks = NoisyDisks(static_cast<std::size_t>(closely))};
  const cardiac::Cavity& cavity = label.cavity;
  const shape::Grid grid{cavity.mask.size(), cavity.spacing_mm};
  noise::RepeatedNoise noise(
      setup, plan::ventricle_instance(cavity.mask, cavity.spacing_mm, label.frame, setup), grid);
  for (int draw = 1; draw <= draws && !stop.stop_requested(); ++draw) {
    noise::NoisyInstance noisy =
        noise(plan::subject_of_draw(label.frame, label.quality, options.seed, draw));
    if (noisy.outcome.fate != noise::Fate::kKept) continue;
    const cardiac::Cavity of_draw{
        std::get<shape::Mask>(std::move(noisy.outcome.instance.shape)), cavity.spacing_mm};
    if (draw <= std::min(closely, kMethodDraws)) {
      drawn.other_disks[static_cast<std::size_t>(draw - 1)] =
          cardiac::disks(of_draw, of_other_disks(options.volume_method));
    }
    if (draw <= closely) {
      const auto errors = readings::shape_errors(cavity.mask, of_draw.mask, cavity.spacing_mm);
      if (errors) drawn.shapes.push_back(*errors);
    }
    drawn.disks[static_cast<std::size_t>(draw - 1)] =
        cardiac::disks(of_draw, options.volume_method);
  }
  return drawn;
}

/// All draws of a label, which the noise leaves alone at some instants.
DrawnLabel all_draws(
    const CleanLabel& label,
    const std::optional<cardiac::Disks>& clean,
    const noise::NoiseSetup& setup,
    const SensitivityOptions& options,
    const std::stop_token& stop) {
  if (!is_idle_at(setup, label.frame.instant)) {
    return drawn_label(label, setup, options, options.draws, options.draws_alone, stop);
  }
  return {
      .disks = NoisyDisks(static_cast<std::size_t>(options.draws), clean),
      .other_disks = NoisyDisks(
          static_cast<std::size_t>(options.draws_alone),
          cardiac::disks(label.cavity, of_other_disks(options.volume_method))),
      .shapes = {{.draws = options.draws_alone, .dice = 1.0}}};
}

constexpr auto kBoth = {cardiac::Instant::kEndDiastole, cardiac::Instant::kEndSystole};

using Ejections = std::vector<std::optional<cardiac::Ejection>>;  ///< by draw

/// The volumes of each draw: those of an instant that is not noisy are clean. What no heart is, is
/// left out.
/// @param failed  counts it, if it is not null
Ejections ejections(
    const PatientDisks& labels,
    std::initializer_list<cardiac::Instant> noisy,
    std::size_t draws,
    cardiac::VolumeMethod method,
    const readings::Measured& clean,
    readings::FailedOutlines* failed = nullptr) {
  Ejections results(draws);
  readings::Measured measured;
  for (std::size_t draw = 0; draw < draws; ++draw) {
    for (const cardiac::View view : cardiac::kViews) {
      for (const cardiac::Instant instant : cardiac::kInstants) {
        const auto& label = labels(view, instant);
        if (!label) continue;
        const bool is_noisy = std::ranges::find(noisy, instant) != noisy.end();
        measured.disks(view, instant) = is_noisy ? label->noisy[draw] : label->clean;
      }
    }
    auto found = cardiac::ejection(measured.disks, method);
    if (!found) continue;
    measured.ejection = *std::move(found);
    if (const auto kind = readings::impossible(measured, clean)) {
      if (failed != nullptr) failed->add(*kind);
      continue;
    }
    results[draw] = measured.ejection;
  }
  return results;
}

using Number = double cardiac::Ejection::*;

/// One number of the draws that have it.
std::vector<double> values_of(const Ejections& draws, Number number) {
  std::vector<double> values;
  values.reserve(draws.size());
  for (const auto& draw : draws) {
    if (draw) values.push_back((*draw).*number);
  }
  return values;
}

/// What is not noisy has errors of exactly 0.
std::vector<double> errors_of(std::vector<double> values, double clean) {
  for (double& value : values) value -= clean;
  return values;
}

Spread spread_of(const std::vector<double>& values, double clean) {
  const statistics::Summary errors = statistics::summary(errors_of(values, clean)).value();
  return {
      .clean = clean,
      .bias = errors.mean,
      .sd = errors.sd,
      .central95 = {*statistics::quantile(values, 0.025), *statistics::quantile(values, 0.975)}};
}

template <class Predicate>
double fraction_of(const std::vector<double>& values, const Predicate& holds) {
  return static_cast<double>(std::ranges::count_if(values, holds)) /
         static_cast<double>(values.size());
}

/// Leaves out the draws that others lack.
void keep_common(Ejections& draws, const Ejections& others) {
  for (std::size_t i = 0; i < draws.size(); ++i) {
    if (!others[i]) draws[i].reset();
  }
}

std::optional<VarianceShares> shares_of(
    const std::vector<double>& ef_ed_noisy,
    const std::vector<double>& ef_es_noisy,
    const std::vector<double>& ef_both_noisy,
    double clean_ef_percent) {
  // Mean and SD of the fraction that is left in the ventricle.
  const auto left_in = [&](const std::vector<double>& ef_percent) {
    const statistics::Summary errors =
        statistics::summary(errors_of(ef_percent, clean_ef_percent)).value();
    return statistics::Summary{
        .mean = 1.0 - (clean_ef_percent + errors.mean) / 100.0, .sd = errors.sd / 100.0};
  };
  const statistics::Summary x = left_in(ef_ed_noisy);
  const statistics::Summary y = left_in(ef_es_noisy);
  const double sd = left_in(ef_both_noisy).sd * (1.0 - clean_ef_percent / 100.0);
  const double all = sd * sd;
  if (!(all > 0.0)) return std::nullopt;
  VarianceShares shares{
      .ed = y.mean * y.mean * x.sd * x.sd / all,
      .es = x.mean * x.mean * y.sd * y.sd / all,
      .joint = x.sd * x.sd * y.sd * y.sd / all};
  shares.covariance = 1.0 - shares.ed - shares.es - shares.joint;
  return shares;
}

/// EF over draws by each method that the clean outlines allow.
std::vector<readings::MethodEf> methods_of(
    const PatientDisks& labels, const PatientDisks& other, const SensitivityOptions& options) {
  std::vector<readings::MethodEf> methods;
  for (const cardiac::VolumeMethod method : cardiac::kVolumeMethods) {
    const bool is_other = (method == cardiac::VolumeMethod::kBiplaneCamus) !=
                          (options.volume_method == cardiac::VolumeMethod::kBiplaneCamus);
    const PatientDisks& measured = is_other ? other : labels;
    readings::Measured clean;
    for (const cardiac::View view : cardiac::kViews) {
      for (const cardiac::Instant instant : cardiac::kInstants) {
        const auto& label = measured(view, instant);
        if (label && cardiac::uses(method, view)) clean.disks(view, instant) = label->clean;
      }
    }
    auto found = cardiac::ejection(clean.disks, method);
    if (!found) continue;
    clean.ejection = *std::move(found);
    const auto errors = statistics::summary(errors_of(
        values_of(
            ejections(
                measured,
                kBoth,
                static_cast<std::size_t>(std::min(options.draws_alone, kMethodDraws)),
                method,
                clean),
            &cardiac::Ejection::ef_percent),
        clean.ejection.ef_percent));
    if (!errors || errors->count < 2) continue;
    methods.push_back(
        {.method = method,
         .clean_percent = clean.ejection.ef_percent,
         .draws = errors->count,
         .bias_pp = errors->mean,
         .sd_pp = errors->sd});
  }
  return methods;
}

/// The first draws of those that gave an EF.
std::vector<Reading> first_readings(const Ejections& draws, int count) {
  std::vector<Reading> first;
  for (int draw = 1; draw <= count; ++draw) {
    const auto& found = draws[static_cast<std::size_t>(draw - 1)];
    if (found) first.push_back({draw, found->edv_ml, found->esv_ml, found->ef_percent});
  }
  return first;
}

std::optional<PartEffect> effect_of_part(
    std::string part, const Ejections& draws, const cardiac::Ejection& clean) {
  const auto errors = [&](Number number) {
    return statistics::summary(errors_of(values_of(draws, number), clean.*number));
  };
  const auto ef = errors(&cardiac::Ejection::ef_percent);
  if (!ef || ef->count < 2) return std::nullopt;
  const auto bias_percent = [&](Number number) {
    return 100.0 * errors(number)->mean / (clean.*number);
  };
  return PartEffect{
      .part = std::move(part),
      .draws = ef->count,
      .ef_bias_pp = ef->mean,
      .ef_sd_pp = ef->sd,
      .edv_bias_percent = bias_percent(&cardiac::Ejection::edv_ml),
      .esv_bias_percent = bias_percent(&cardiac::Ejection::esv_ml)};
}

/// Each label after one step alone. What the whole setup does no more to is taken from its draws.
PatientDisks with_step_alone(
    const PatientDisks& labels,
    const plan::VentricleLabels& patient,
    const noise::NoiseSetup& setup,
    std::size_t step,
    const SensitivityOptions& options,
    const std::stop_token& stop) {
  const noise::NoiseSetup alone = noise::limited_to_step(setup, step);
  PatientDisks result;
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const auto& label = labels(view, instant);
      if (!label) continue;
      NoisyDisks& noisy = result(view, instant).emplace(LabelDisks{label->clean, {}}).noisy;
      const auto count = static_cast<std::size_t>(options.draws_alone);
      noise::NoiseSetup others = setup;
      others.steps[step].action = noise::Operation(noise::NoOperation{});
      if (is_idle_at(alone, instant)) {
        noisy.assign(count, label->clean);
      } else if (is_idle_at(others, instant)) {
        noisy.assign(label->noisy.begin(), label->noisy.begin() + options.draws_alone);
      } else {
        noisy =
            drawn_label(
                clean_label(patient, view, instant), alone, options, options.draws_alone, 0, stop)
                .disks;
      }
    }
  }
  return result;
}

cardiac::RelativeError relative_error(const Spread& volume) {
  return {.mean = volume.bias / volume.clean, .sd = volume.sd / volume.clean};
}

}  // namespace

std::variant<PatientSensitivity, LeftOut> patient_sensitivity(
    const plan::VentricleLabels& labels,
    const noise::NoiseSetup& setup,
    const SensitivityOptions& options,
    const std::stop_token& stop) {
  require(options);
  plan::require_for_ventricle(setup);

  const auto clean_disks = plan::disks_of(labels, options.volume_method);
  const auto method = cardiac::method_for(clean_disks, options.volume_method);
  if (!method) {
    return LeftOut{labels.patient, "no view with a measurable left ventricle at both instants"};
  }
  const cardiac::Ejection clean = cardiac::ejection(clean_disks, *method).value();

  PatientDisks measured;
  PatientDisks other;  // by the other convention
  readings::PatientShapes shapes;
  readings::Measured clean_measured{.ejection = clean};
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      if (!cardiac::uses(*method, view)) continue;
      const cardiac::Cavity& cavity = *labels.cavities(view, instant);
      const auto& own = clean_disks(view, instant);
      DrawnLabel drawn = all_draws(clean_label(labels, view, instant), own, setup, options, stop);
      clean_measured.disks(view, instant) = own;
      shapes(view, instant) = readings::mean_shape_errors(drawn.shapes);
      measured(view, instant) = LabelDisks{own, std::move(drawn.disks)};
      other(view, instant) = LabelDisks{
          cardiac::disks(cavity, of_other_disks(options.volume_method)),
          std::move(drawn.other_disks)};
    }
  }

  const auto count = static_cast<std::size_t>(options.draws);
  readings::FailedOutlines failed;
  const Ejections all = ejections(measured, kBoth, count, *method, clean_measured, &failed);
  Ejections ed_noisy =
      ejections(measured, {cardiac::Instant::kEndDiastole}, count, *method, clean_measured);
  Ejections es_noisy =
      ejections(measured, {cardiac::Instant::kEndSystole}, count, *method, clean_measured);
  Ejections common = all;
  keep_common(common, ed_noisy);
  keep_common(common, es_noisy);
  keep_common(ed_noisy, common);
  keep_common(es_noisy, common);
  const std::vector<double> ef = values_of(all, &cardiac::Ejection::ef_percent);
  if (ef.size() < 2) {
    return LeftOut{labels.patient, "fewer than two draws of the noise leave an ejection fraction"};
  }

  PatientSensitivity result{
      .patient = labels.patient,
      .method = *method,
      .quality = labels.worst_quality(*method),
      .sex = labels.sex,
      .draws = static_cast<int>(ef.size()),
      .draws_without_ef = options.draws - static_cast<int>(ef.size()) - failed.all(),
      .failed = failed,
      .edv_ml = spread_of(values_of(all, &cardiac::Ejection::edv_ml), clean.edv_ml),
      .esv_ml = spread_of(values_of(all, &cardiac::Ejection::esv_ml), clean.esv_ml),
      .ef_percent = spread_of(ef, clean.ef_percent),
      .shapes = shapes,
      .methods = methods_of(measured, other, options),
      .readings = first_readings(all, options.draws_alone),
      .remarks = labels.remarks};
  const auto error_pp = [&](double value) { return std::abs(value - clean.ef_percent); };
  for (const double value : ef) result.ef_mae_pp += error_pp(value);
  result.ef_mae_pp /= static_cast<double>(ef.size());
  result.within_5_pp = fraction_of(ef, [&](double value) { return error_pp(value) <= 5.0; });
  result.within_10_pp = fraction_of(ef, [&](double value) { return error_pp(value) <= 10.0; });

  const cardiac::EfCategory own = cardiac::ef_category(clean.ef_percent);
  for (const cardiac::EfCategory category : cardiac::kEfCategories) {
    result.category_probability[static_cast<std::size_t>(category)] =
        fraction_of(ef, [&](double value) { return cardiac::ef_category(value) == category; });
  }
  const auto crossing = [&](cardiac::EfCategory lowest_above) {
    return fraction_of(ef, [&](double value) {
      return (cardiac::ef_category(value) >= lowest_above) != (own >= lowest_above);
    });
  };
  result.crossing_40_probability = crossing(cardiac::EfCategory::kMildlyReduced);
  result.crossing_50_probability = crossing(cardiac::EfCategory::kPreserved);

  if (values_of(common, &cardiac::Ejection::ef_percent).size() >= 2) {
    result.variance = shares_of(
        values_of(ed_noisy, &cardiac::Ejection::ef_percent),
        values_of(es_noisy, &cardiac::Ejection::ef_percent),
        values_of(common, &cardiac::Ejection::ef_percent),
        clean.ef_percent);
  }
  const auto correlation = statistics::pearson(
      values_of(all, &cardiac::Ejection::edv_ml), values_of(all, &cardiac::Ejection::esv_ml));
  if (correlation) result.volume_error_correlation = correlation->value;
  result.propagated = cardiac::propagated_ef(
      clean.ef_percent,
      relative_error(result.edv_ml),
      relative_error(result.esv_ml),
      result.volume_error_correlation.value_or(0.0));

  const auto add_part = [&](const std::string& part, const auto& draws) {
    if (auto effect = effect_of_part(part, draws, clean)) {
      result.parts.push_back(*std::move(effect));
    }
  };
  add_part("all", all);
  add_part("ED labels", ed_noisy);
  add_part("ES labels", es_noisy);
  for (std::size_t step = 0; step < setup.steps.size(); ++step) {
    if (noise::is_idle(setup.steps[step], setup.steps[step].only)) continue;
    add_part(
        noise::description_of(setup.steps[step]),
        ejections(
            with_step_alone(measured, labels, setup, step, options, stop),
            kBoth,
            static_cast<std::size_t>(options.draws_alone),
            *method,
            clean_measured));
  }
  return result;
}

CohortSensitivity cohort_sensitivity(
    std::span<const plan::VentricleLabels> patients,
    const noise::NoiseSetup& setup,
    const SensitivityOptions& options,
    int threads,
    const std::function<void(std::size_t)>& on_done) {
  std::vector<std::variant<PatientSensitivity, LeftOut>> found(patients.size());
  base::for_each_index(
      patients.size(),
      threads,
      [&](std::size_t i, const std::stop_token& stop) {
        found[i] = patient_sensitivity(patients[i], setup, options, stop);
      },
      on_done);
  CohortSensitivity cohort;
  for (auto& one : found) {
    if (auto* patient = std::get_if<PatientSensitivity>(&one)) {
      cohort.patients.push_back(std::move(*patient));
    } else {
      cohort.left_out.push_back(std::get<LeftOut>(std::move(one)));
    }
  }
  return cohort;
}

}  // namespace segnoise::analysis
