#pragma once

#include "core/cardiac/long_axis.h"
#include "core/noise/corrupt.h"
#include "core/observers/read_frame.h"
#include "core/random/rng.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace segnoise::testing {

/// Observers of known parameters, and readings that they make.
struct MadeReaders {
  noise::Observer at_ed = {};
  noise::Observer at_es = {};
  std::size_t readers = 1;
  std::uint64_t seed = 1;

  [[nodiscard]] const noise::Observer& at(cardiac::Instant instant) const {
    return instant == cardiac::Instant::kEndDiastole ? at_ed : at_es;
  }

  [[nodiscard]] noise::NoiseSetup setup() const {
    return {
        .name = "made",
        .unit = noise::Unit::kMm,
        .steps = {
            {.action = noise::Operation{at_ed}, .only = "ED"},
            {.action = noise::Operation{at_es}, .only = "ES"}}};
  }

  [[nodiscard]] static std::uint64_t identity_of(std::size_t reader) {
    return random::identity_of("reader " + std::to_string(reader));
  }

  /// The two standard normals of a reader: of his bias and of his spread.
  [[nodiscard]] std::array<double, 2> habits(std::size_t reader) const {
    random::Rng rng(seed, identity_of(reader));
    const double bias = rng.normal();
    return {bias, rng.normal()};
  }
  [[nodiscard]] double bias(std::size_t reader, cardiac::Instant instant) const {
    return at(instant).bias + at(instant).observer_bias_sigma * habits(reader)[0];
  }
  [[nodiscard]] double spread_factor(std::size_t reader) const {
    return std::max(0.0, 1.0 + at_ed.observer_variation * habits(reader)[1]);
  }

  /// A frame as a reader outlines it, by the noise operation itself.
  [[nodiscard]] shape::Mask read(
      const shape::Mask& clean,
      const shape::Spacing& spacing_mm,
      const noise::NoiseSetup& setup_of_all,
      std::size_t reader,
      const observers::ReadFrame& frame) const {
    const auto axis = cardiac::long_axis(cardiac::cavity_runs(clean), spacing_mm).value();
    const std::uint64_t reading = random::identity_of(
        "patient " + std::to_string(frame.patient) + "/" + std::to_string(reader));
    noise::Instance instance{.shape = clean};
    instance.long_axis = noise::BaseToApex{.base = axis.base, .apex = axis.apex};
    noise::Subject subject{.seed = seed, .identity = reading};
    subject.instant = cardiac::name_of(frame.instant);
    subject.reading = noise::Reading{.patient = reading, .observer = identity_of(reader)};
    subject.reading->view = cardiac::name_of(frame.view);
    if (frame.quality) subject.reading->quality = cardiac::name_of(*frame.quality);
    noise::Outcome outcome =
        noise::corrupt(
            setup_of_all, subject, instance, {.size = clean.size(), .spacing_mm = spacing_mm})
            .outcome;
    return std::get<shape::Mask>(std::move(outcome.instance.shape));
  }

  /// Frames of patients whose readings are drawn as waves, without outlines: as the model says in
  /// words, and apart from its code.
  /// @param outlines  at ED and ES: lengths and shapes, alike for all patients
  /// @param from_mean whether readings are measured from their mean
  [[nodiscard]] std::vector<observers::ReadFrame> frames(
      std::size_t patients,
      const std::array<observers::OutlineWaves, 2>& outlines,
      bool from_mean) const {
    constexpr double kPixels = 0.01;  // mm, of each wave
    std::vector<observers::ReadFrame> all;
    for (std::size_t patient = 0; patient < patients; ++patient) {
      const auto quality = static_cast<cardiac::Quality>(patient % 3);
      for (const cardiac::View view : cardiac::kViews) {
        for (const cardiac::Instant instant : cardiac::kInstants) {
          observers::ReadFrame& frame = all.emplace_back();
          frame.patient = patient;
          frame.view = view;
          frame.instant = instant;
          frame.quality = quality;
          frame.outlines = outlines.at(static_cast<std::size_t>(instant));
        }
      }
      for (std::size_t reader = 0; reader < readers; ++reader) {
        read_as_waves({all.data() + 4 * patient, 4}, reader, quality, kPixels);
      }
    }
    if (!from_mean) return all;
    for (observers::ReadFrame& frame : all) {
      observers::Waves mean{};
      auto& readings = frame.outlines.readings;
      for (std::size_t k = 0; k < mean.size(); ++k) {
        for (const auto& reading : readings)
          mean.at(k) += reading.at(k) / static_cast<double>(readers);
        for (auto& reading : readings) reading.at(k) -= mean.at(k);
      }
    }
    return all;
  }

  /// What a fit of these readers should find for a parameter of noise::Observer. What readers
  /// differ in it finds of those who were drawn, not of all who could have been.
  [[nodiscard]] double value(std::string_view key, std::string_view instant) const {
    noise::Observer observer = instant == "ES" ? at_es : at_ed;
    double found = 0.0;
    noise::Observer::for_each_parameter(
        observer, [&](const noise::Parameter& parameter, double& of_all) {
          if (parameter.key == key) found = of_all;
        });
    if (readers < 3) return found;
    std::vector<double> biases;
    std::vector<double> factors;
    double mean_square = 0.0;
    for (std::size_t o = 0; o < readers; ++o) {
      biases.push_back(observer.observer_bias_sigma * habits(o)[0]);
      factors.push_back(spread_factor(o));
      mean_square += factors.back() * factors.back() / static_cast<double>(readers);
    }
    const auto [mean_bias, sigma_of_bias] = moments(biases);
    const auto [mean_factor, sigma_of_factor] = moments(factors);
    const double variation = sigma_of_factor / mean_factor;
    if (key == "bias") return found + mean_bias;
    if (key == "observer-bias-sigma") return sigma_of_bias;
    if (key == "observer-variation") return variation;
    const bool spreads = key == "spread" || key.ends_with("-sigma") || key == "tilt-sigma-deg";
    return spreads ? found * std::sqrt(mean_square / (1.0 + variation * variation)) : found;
  }

 private:
  /// Mean and standard deviation of a sample.
  [[nodiscard]] static std::array<double, 2> moments(const std::vector<double>& values) {
    const auto n = static_cast<double>(values.size());
    double mean = 0.0;
    for (const double value : values) mean += value / n;
    double squares = 0.0;
    for (const double value : values) squares += (value - mean) * (value - mean);
    return {mean, std::sqrt(squares / (n - 1.0))};
  }

  void read_as_waves(
      std::span<observers::ReadFrame> of_patient,
      std::size_t reader,
      cardiac::Quality quality,
      double pixels_mm) const {
    random::Rng rng(
        seed + 1,
        random::identity_of(std::to_string(of_patient[0].patient)),
        static_cast<std::uint32_t>(reader));
    constexpr std::size_t kNormals = std::tuple_size_v<observers::Waves> + 3;
    std::array<std::array<double, kNormals>, 4> independent{};
    for (auto& normals : independent) std::ranges::generate(normals, [&] { return rng.normal(); });
    const double of_reading = std::max(0.0, 1.0 + at_ed.reading_variation * rng.normal());
    for (observers::ReadFrame& frame : of_patient) {
      const noise::Observer& observer = at(frame.instant);
      const double of_quality = quality == cardiac::Quality::kGood     ? 1.0
                                : quality == cardiac::Quality::kMedium ? observer.medium_factor
                                                                       : observer.poor_factor;
      const double factor = of_quality * of_reading * spread_factor(reader);
      const auto normal = [&](std::size_t k) {
        const auto mixed = [](double correlation, bool second, double own, double other) {
          return second ? correlation * own + std::sqrt(1.0 - correlation * correlation) * other
                        : own;
        };
        const bool is_es = frame.instant == cardiac::Instant::kEndSystole;
        const double first =
            mixed(observer.instant_correlation, is_es, independent[0].at(k), independent[1].at(k));
        const double second =
            mixed(observer.instant_correlation, is_es, independent[2].at(k), independent[3].at(k));
        return mixed(
            observer.view_correlation, frame.view == cardiac::View::kFourChamber, first, second);
      };
      const auto amplitudes =
          noise::wave_amplitudes(observer.correlation / frame.outlines.around_mm);
      const double slope =
          std::tan(factor * observer.tilt_sigma_deg * normal(2) * std::numbers::pi / 180.0);
      observers::Waves reading{};
      for (std::size_t k = 0; k < reading.size(); ++k) {
        const std::size_t wave = (k + 1) / 2;
        const double amplitude = wave < amplitudes.size() ? amplitudes[wave] : 0.0;
        reading.at(k) = (k == 0 ? bias(reader, frame.instant) : 0.0) +
                        factor * observer.spread * amplitude * normal(3 + k) +
                        factor * observer.base_sigma * normal(0) * frame.outlines.base.at(k) +
                        factor * observer.apex_sigma * normal(1) * frame.outlines.apex.at(k) +
                        slope * frame.outlines.tilt.at(k) + pixels_mm * rng.normal();
      }
      frame.outlines.readings.push_back(reading);
    }
  }
};

/// What the tests and benchmarks of fits recover.
inline MadeReaders readers_to_recover(std::size_t readers, std::uint64_t seed) {
  noise::Observer at_ed{.spread = 1.3, .correlation = 18.0};
  at_ed.bias = 0.2;
  at_ed.base_sigma = 2.5;
  at_ed.apex_sigma = 1.5;
  at_ed.tilt_sigma_deg = 5.0;
  at_ed.reading_variation = 0.25;
  at_ed.observer_bias_sigma = 0.8;
  at_ed.observer_variation = 0.2;
  at_ed.medium_factor = 1.15;
  at_ed.poor_factor = 1.4;
  at_ed.instant_correlation = 0.45;
  at_ed.view_correlation = 0.3;
  noise::Observer at_es = at_ed;
  at_es.spread = 1.7;
  at_es.bias = 0.9;
  at_es.base_sigma = 3.0;
  return {.at_ed = at_ed, .at_es = at_es, .readers = readers, .seed = seed};
}

}  // namespace segnoise::testing
