#include "core/observers/observer_fit.h"

#include "core/noise/operations/observer.h"
#include "core/observers/observer_setup.h"
#include "core/shape/label_map.h"
#include "support/made_readers.h"
#include "support/patients.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::observers {
namespace {

using ::testing::HasSubstr;
using testing::MadeReaders;
using testing::readers_to_recover;

/// Lengths and shapes of drawn ventricles at ED and ES, without readings.
const std::array<OutlineWaves, 2>& drawn_outlines() {
  static const std::array<OutlineWaves, 2> drawn = [] {
    std::array<OutlineWaves, 2> outlines;
    for (std::size_t i = 0; i < 2; ++i) {
      const shape::LabelledImage frame =
          testing::drawn_heart(i == 0 ? 22.0 : 17.0, i == 0 ? 68.0 : 58.0);
      const shape::Mask ventricle = shape::mask_of(frame.labels, cardiac::kLeftVentricle);
      outlines.at(i) =
          outline_waves(std::span(&ventricle, 1), &ventricle, frame.labels.spacing_mm()).value();
      outlines.at(i).readings.clear();
    }
    return outlines;
  }();
  return drawn;
}

ObserverFit fit_of(const MadeReaders& made, std::size_t patients, Reference reference) {
  return fit_observers(
      made.frames(patients, drawn_outlines(), reference == Reference::kMeanOutline), reference);
}

void expect_recovered(const MadeReaders& made, const ObserverFit& fit, double part) {
  for (const NamedParameter& named : parameters_of(fit)) {
    if (named.key == "bias" && !named.fitted.estimate) continue;
    ASSERT_TRUE(named.fitted.estimate) << named.key << ": " << named.fitted.why_not;
    const double truth = made.value(named.key, named.instant);
    const bool is_correlation =
        named.key.ends_with("t-correlation") || named.key == "view-correlation";
    const bool is_variation = named.key.ends_with("-variation");
    EXPECT_NEAR(
        named.fitted.estimate->value,
        truth,
        is_correlation || named.key == "bias" ? 0.1 : (is_variation ? 2.0 : 1.0) * part * truth)
        << named.key << ' ' << named.instant;
  }
}

TEST(FitObservers, RecoversWhatMadeReadingsOfAKnownTruth) {
  const MadeReaders made = readers_to_recover(11, 3);
  const ObserverFit fit = fit_of(made, 60, Reference::kGivenReader);
  EXPECT_EQ(fit.patients, 60U);
  EXPECT_EQ(fit.frames, 240U);
  EXPECT_EQ(fit.readings, 2640U);
  expect_recovered(made, fit, 0.1);
  for (const InstantFit& instant : fit.instants) {
    for (std::size_t o = 0; o < made.readers; ++o) {
      const Fitted& of_reader =
          fit.readers[o].bias_mm.at(static_cast<std::size_t>(instant.instant));
      EXPECT_NEAR(of_reader.estimate->value, made.bias(o, instant.instant), 0.35) << o;
    }
  }
}

TEST(FitObservers, RecoversTheSameFromTheMeanOfTheReaders) {
  const MadeReaders made = readers_to_recover(8, 4);
  const ObserverFit fit = fit_of(made, 60, Reference::kMeanOutline);
  for (const InstantFit& instant : fit.instants) {
    EXPECT_FALSE(instant.bias_mm.estimate);
    EXPECT_EQ(instant.bias_mm.why_not, "the readers' mean is the reference");
  }
  expect_recovered(made, fit, 0.12);
  double squares = 0.0;
  for (std::size_t o = 0; o < 8; ++o) squares += std::pow(made.spread_factor(o), 2) / 8.0;
  for (std::size_t o = 0; o < 8; ++o) {
    const double truth = made.spread_factor(o) / std::sqrt(squares);
    EXPECT_NEAR(fit.readers[o].spread_factor.estimate->value, truth, 0.15 * truth) << o;
  }
}

TEST(FitObservers, CountsTheScatterOfTheMeanItself) {
  // Two readers lie half their difference from their mean: uncorrected, spread were 1 / √2 of it.
  const MadeReaders made = readers_to_recover(2, 5);
  const ObserverFit fit = fit_of(made, 120, Reference::kMeanOutline);
  EXPECT_NEAR(
      fit.instants[0].spread_mm.estimate->value, made.at_ed.spread, 0.15 * made.at_ed.spread);
  EXPECT_NEAR(fit.correlation_mm.estimate->value, 18.0, 1.8);
  for (const ReaderFit& reader : fit.readers) {
    EXPECT_EQ(reader.spread_factor.why_not, "two readers differ from their mean alike");
  }
  EXPECT_EQ(fit.observer_variation.why_not, "fewer than three readers");
  EXPECT_EQ(fit.instants[0].observer_bias_sigma_mm.why_not, "fewer than three readers");
}

TEST(FitObservers, SaysWhatTheFramesCannotTell) {
  const MadeReaders made = readers_to_recover(3, 6);
  std::vector<ReadFrame> frames = made.frames(20, drawn_outlines(), false);
  std::erase_if(frames, [](const ReadFrame& frame) {
    return frame.view == cardiac::View::kFourChamber ||
           frame.instant == cardiac::Instant::kEndSystole;
  });
  for (ReadFrame& frame : frames) frame.quality.reset();
  const ObserverFit fit = fit_observers(frames, Reference::kGivenReader);
  ASSERT_EQ(fit.instants.size(), 1U);
  EXPECT_EQ(fit.instants[0].instant, cardiac::Instant::kEndDiastole);
  EXPECT_EQ(
      fit.instant_correlation.why_not, "fewer than two patients have both instants of a view");
  EXPECT_EQ(fit.view_correlation.why_not, "fewer than two patients have both views at an instant");
  EXPECT_EQ(fit.medium_factor.why_not, "no frame of medium quality");
  EXPECT_EQ(fit.poor_factor.why_not, "no frame of poor quality");
  EXPECT_EQ(fit.readers[0].bias_mm[1].why_not, "no such frame");
  EXPECT_TRUE(fit.instants[0].spread_mm.estimate);
}

TEST(FitObservers, FindsNoBaseNorTiltWhereThereIsNone) {
  MadeReaders made = readers_to_recover(4, 7);
  for (noise::Observer* observer : {&made.at_ed, &made.at_es}) {
    observer->base_sigma = observer->tilt_sigma_deg = 0.0;
  }
  const ObserverFit fit = fit_of(made, 40, Reference::kGivenReader);
  for (const InstantFit& instant : fit.instants) {
    for (const Fitted& none : {instant.base_sigma_mm, instant.tilt_sigma_deg}) {
      ASSERT_TRUE(none.estimate);
      EXPECT_LT(none.estimate->value, 0.6);
      EXPECT_LT(none.estimate->high, 1.5);
      if (none.estimate->value == 0.0) {
        EXPECT_EQ(none.estimate->remark, "no more than by chance");
      }
    }
    EXPECT_GT(instant.apex_sigma_mm.estimate->low, 0.5);
  }
}

TEST(FitObservers, DoesNotDependOnTheOrderOfFrames) {
  const MadeReaders made = readers_to_recover(3, 8);
  std::vector<ReadFrame> frames = made.frames(12, drawn_outlines(), false);
  const ObserverFit one = fit_observers(frames, Reference::kGivenReader);
  std::ranges::reverse(frames);
  const ObserverFit other = fit_observers(frames, Reference::kGivenReader);
  const auto a = parameters_of(one);
  const auto b = parameters_of(other);
  for (std::size_t i = 0; i < a.size(); ++i) {
    ASSERT_EQ(a[i].fitted.estimate.has_value(), b[i].fitted.estimate.has_value());
    if (!a[i].fitted.estimate) continue;
    EXPECT_NEAR(a[i].fitted.estimate->value, b[i].fitted.estimate->value, 1e-5) << a[i].key;
  }
}

TEST(FitObservers, HasIntervalsThatCover) {
  constexpr int kTrials = 40;
  int covered = 0;
  int all = 0;
  for (int trial = 0; trial < kTrials; ++trial) {
    const MadeReaders made = readers_to_recover(4, 100 + static_cast<std::uint64_t>(trial));
    const MadeReaders population = readers_to_recover(1, 1);  // whose values are those of all
    for (const NamedParameter& named : parameters_of(fit_of(made, 16, Reference::kGivenReader))) {
      const auto& estimate = named.fitted.estimate;
      if (!estimate || named.key == "reading-variation") continue;
      const double truth = population.value(named.key, named.instant);
      ++all;
      if (estimate->low <= truth && truth <= estimate->high) ++covered;
    }
  }
  // Some 700 intervals; those of a trial hang together, so that 3 points are about 2 standard
  // errors.
  EXPECT_GT(all, 16 * kTrials);
  EXPECT_NEAR(static_cast<double>(covered) / all, 0.95, 0.03);
}

TEST(FitObservers, RefusesWhatItCannotFit) {
  const MadeReaders made = readers_to_recover(2, 9);
  const auto refusal = [](std::vector<ReadFrame> frames, Reference reference) -> std::string {
    try {
      (void)fit_observers(frames, reference);
    } catch (const std::exception& error) {
      return error.what();
    }
    return "";
  };
  const std::vector<ReadFrame> frames = made.frames(4, drawn_outlines(), false);
  EXPECT_THAT(refusal({}, Reference::kGivenReader), HasSubstr("at least one frame, got 0"));
  std::vector<ReadFrame> one_patient(frames.begin(), frames.begin() + 4);
  EXPECT_EQ(
      refusal(one_patient, Reference::kGivenReader),
      "there must be at least 2 patients to fit observers to, got 1");
  std::vector<ReadFrame> uneven = frames;
  uneven[3].outlines.readings.pop_back();
  EXPECT_EQ(
      refusal(uneven, Reference::kGivenReader),
      "each frame must have the same number of readings, at least 1, got 1");
  std::vector<ReadFrame> alone = frames;
  for (ReadFrame& frame : alone) frame.outlines.readings.resize(1);
  EXPECT_EQ(
      refusal(alone, Reference::kMeanOutline),
      "each frame must have the same number of readings, at least 2, got 1");
  std::vector<ReadFrame> alike = frames;
  for (ReadFrame& frame : alike) std::ranges::fill(frame.outlines.readings, Waves{});
  EXPECT_EQ(
      refusal(alike, Reference::kGivenReader), "the outlines of the readers at ED do not differ");
}

TEST(WaveVariances, AreTheSquaresOfTheAmplitudesOfTheModel) {
  for (const double correlation : {0.05, 0.1, 0.4}) {
    const auto amplitudes = noise::wave_amplitudes(correlation);
    const Waves variances = wave_variances(correlation);
    for (std::size_t k = 0; k < variances.size(); ++k) {
      const std::size_t wave = (k + 1) / 2;
      const double expected = wave < amplitudes.size() ? amplitudes[wave] * amplitudes[wave] : 0.0;
      EXPECT_NEAR(variances.at(k), expected, 2e-4) << correlation << ' ' << k;
    }
  }
  EXPECT_THROW((void)wave_variances(0.0), std::invalid_argument);
}

TEST(VariationOf, InvertsTheVarianceOfASquaredFactor) {
  // (1 + v z)² has the mean 1 + v² and the variance 4 v² + 2 v⁴: 1.125 over 1.5625 for v = 1 / 2.
  EXPECT_NEAR(variation_of(1.125 / 1.5625).value(), 0.5, 1e-12);
  EXPECT_EQ(variation_of(0.0).value(), 0.0);
  EXPECT_FALSE(variation_of(2.0));
}

}  // namespace
}  // namespace segnoise::observers
