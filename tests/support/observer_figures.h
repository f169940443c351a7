#pragma once

#include "base/for_each_index.h"
#include "core/cardiac/ejection.h"
#include "core/metrics/overlap.h"
#include "core/metrics/surface_distance.h"
#include "core/noise/corrupt.h"
#include "core/shape/contours.h"
#include "core/shape/polygon.h"
#include "core/statistics/agreement.h"
#include "core/statistics/summary.h"
#include "data/phantom/phantom.h"
#include "study/plan/ventricle.h"
#include "study/plan/ventricle_labels.h"
#include "support/self_crossing.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <variant>
#include <vector>

/// How far readings of left ventricles lie from the clean labels, in the figures that studies of
/// observers print.
namespace segnoise::testing {

/// Means over all frames of an instant and their readings.
struct OutlineFigures {
  double dice = 0.0;
  double mad_mm = 0.0;  ///< mean absolute distance, symmetric: ASSD of decision 0004
  double hd_mm = 0.0;
};

struct ObserverFigures {
  std::array<OutlineFigures, 2> outlines = {};  ///< by instant
  std::size_t frames = 0;                       ///< of both instants
  std::size_t patients_with_ef = 0;
  std::size_t lost = 0;  ///< readings of a frame without a pixel
  /// Biplane, of a reading against the clean labels, over patients and readings.
  double ef_r = 0.0;
  double ef_bias_pp = 0.0;
  double ef_sd_pp = 0.0;
  double ef_mae_pp = 0.0;
};

/// Some patients of the phantom, without their images.
inline std::vector<plan::VentricleLabels> phantom_labels(int patients, int threads) {
  std::vector<plan::VentricleLabels> labels(static_cast<std::size_t>(patients));
  base::for_each_index(
      labels.size(),
      threads,
      [&](std::size_t i, const auto& /*stop*/) {
        const int number = static_cast<int>(i) + 1;
        labels[i] = plan::ventricle_labels(phantom::make_phantom_patient(number, 1).patient);
      },
      [](std::size_t) {});
  return labels;
}

/// The figures of some readings of each patient. Views of poor images are left out, as published
/// figures leave them out, and EF is taken of patients with two views.
inline ObserverFigures observer_figures(
    std::span<const plan::VentricleLabels> patients,
    const noise::NoiseSetup& setup,
    int readings,
    std::uint64_t seed,
    int threads) {
  struct Sums {
    std::array<OutlineFigures, 2> outlines = {};
    std::array<double, 2> count = {};
    std::size_t frames = 0;
    std::size_t lost = 0;
    std::vector<double> clean_ef = {};
    std::vector<double> ef = {};
  };
  std::vector<Sums> all(patients.size());
  const auto read = [&](std::size_t i, const auto& /*stop*/) {
    const plan::VentricleLabels& labels = patients[i];
    Sums& sums = all[i];
    cardiac::PerFrame<std::optional<cardiac::Cavity>> clean;
    std::vector<cardiac::PerFrame<std::optional<cardiac::Cavity>>> noisy(
        static_cast<std::size_t>(readings));
    for (const cardiac::View view : cardiac::kViews) {
      const auto quality = labels.quality.at(static_cast<std::size_t>(view));
      if (quality == cardiac::Quality::kPoor) continue;
      for (const cardiac::Instant instant : cardiac::kInstants) {
        const auto& cavity = labels.cavities(view, instant);
        if (!cavity || cavity->mask.empty()) continue;
        clean(view, instant) = cavity;
        ++sums.frames;
        const plan::FrameId frame{labels.patient, view, instant};
        noise::RepeatedNoise noise(
            setup,
            plan::ventricle_instance(cavity->mask, cavity->spacing_mm, frame, setup),
            {cavity->mask.size(), cavity->spacing_mm});
        for (int reading = 1; reading <= readings; ++reading) {
          const noise::Outcome outcome =
              noise(plan::subject_of_draw(frame, quality, seed, reading)).outcome;
          if (outcome.fate != noise::Fate::kKept) {
            ++sums.lost;
            continue;
          }
          const auto& mask = std::get<shape::Mask>(outcome.instance.shape);
          const auto at = static_cast<std::size_t>(instant);
          const auto distances =
              metrics::surface_distances(cavity->mask, mask, cavity->spacing_mm).value();
          sums.outlines.at(at).dice += metrics::overlap(cavity->mask, mask).value().dice;
          sums.outlines.at(at).mad_mm += distances.assd_mm;
          sums.outlines.at(at).hd_mm += distances.hd_mm;
          sums.count.at(at) += 1.0;
          noisy[static_cast<std::size_t>(reading - 1)](view, instant) = {mask, cavity->spacing_mm};
        }
      }
    }
    const auto clean_ejection = cardiac::ejection(clean, cardiac::VolumeMethod::kBiplaneAse);
    if (!clean_ejection) return;
    for (const auto& reading : noisy) {
      const auto ejection = cardiac::ejection(reading, cardiac::VolumeMethod::kBiplaneAse);
      if (!ejection) continue;
      sums.clean_ef.push_back(clean_ejection->ef_percent);
      sums.ef.push_back(ejection->ef_percent);
    }
  };
  base::for_each_index(patients.size(), threads, read, [](std::size_t) {});

  ObserverFigures figures;
  std::array<double, 2> count = {};
  std::vector<double> clean_ef;
  std::vector<double> ef;
  for (const Sums& sums : all) {
    for (std::size_t at = 0; at < 2; ++at) {
      figures.outlines.at(at).dice += sums.outlines.at(at).dice;
      figures.outlines.at(at).mad_mm += sums.outlines.at(at).mad_mm;
      figures.outlines.at(at).hd_mm += sums.outlines.at(at).hd_mm;
      count.at(at) += sums.count.at(at);
    }
    figures.frames += sums.frames;
    figures.lost += sums.lost;
    if (!sums.ef.empty()) ++figures.patients_with_ef;
    clean_ef.insert(clean_ef.end(), sums.clean_ef.begin(), sums.clean_ef.end());
    ef.insert(ef.end(), sums.ef.begin(), sums.ef.end());
  }
  for (std::size_t at = 0; at < 2; ++at) {
    figures.outlines.at(at).dice /= count.at(at);
    figures.outlines.at(at).mad_mm /= count.at(at);
    figures.outlines.at(at).hd_mm /= count.at(at);
  }
  if (ef.size() < 3) return figures;
  std::vector<double> errors;
  for (std::size_t i = 0; i < ef.size(); ++i) errors.push_back(ef[i] - clean_ef[i]);
  const statistics::Summary summary = statistics::summary(errors).value();
  figures.ef_bias_pp = summary.mean;
  figures.ef_sd_pp = summary.sd;
  figures.ef_mae_pp = statistics::mean_absolute_error(clean_ef, ef).value();
  if (const auto r = statistics::pearson(clean_ef, ef)) figures.ef_r = r->value;
  return figures;
}

/// How many outlines cross themselves, of all that are read.
struct SelfCrossings {
  std::size_t outlines = 0;
  std::size_t crossed = 0;
};

/// Of readings of outlines with a vertex every 2 pixels; what crosses itself before is left out.
inline SelfCrossings self_crossings(
    std::span<const plan::VentricleLabels> patients,
    const noise::NoiseSetup& setup,
    int readings,
    std::uint64_t seed,
    int threads) {
  constexpr double kStep_px = 2.0;
  std::vector<SelfCrossings> all(patients.size());
  const auto read = [&](std::size_t i, const auto& /*stop*/) {
    const plan::VentricleLabels& labels = patients[i];
    for (const cardiac::View view : cardiac::kViews) {
      for (const cardiac::Instant instant : cardiac::kInstants) {
        const auto& cavity = labels.cavities(view, instant);
        if (!cavity || cavity->mask.empty()) continue;
        const plan::FrameId frame{labels.patient, view, instant};
        noise::Instance instance =
            plan::ventricle_instance(cavity->mask, cavity->spacing_mm, frame, setup);
        shape::Ring outline;
        for (const shape::Ring& ring : shape::trace(cavity->mask)) {
          if (ring.size() > outline.size()) outline = ring;
        }
        outline = shape::resampled(outline, kStep_px);
        if (crosses_itself(outline)) continue;
        instance.shape = shape::Polygon{outline};
        noise::RepeatedNoise noise(setup, instance, {cavity->mask.size(), cavity->spacing_mm});
        for (int reading = 1; reading <= readings; ++reading) {
          const auto quality = labels.quality.at(static_cast<std::size_t>(view));
          const noise::Outcome outcome =
              noise(plan::subject_of_draw(frame, quality, seed, reading)).outcome;
          if (outcome.fate != noise::Fate::kKept) continue;
          ++all[i].outlines;
          for (const shape::Ring& ring : std::get<shape::Polygon>(outcome.instance.shape)) {
            if (crosses_itself(ring)) ++all[i].crossed;
          }
        }
      }
    }
  };
  base::for_each_index(patients.size(), threads, read, [](std::size_t) {});
  SelfCrossings sum;
  for (const SelfCrossings& one : all) {
    sum.outlines += one.outlines;
    sum.crossed += one.crossed;
  }
  return sum;
}

}  // namespace segnoise::testing
