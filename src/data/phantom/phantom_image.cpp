#include "data/phantom/phantom_image.h"

#include "data/phantom/phantom_quality.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace segnoise::phantom {
namespace {

constexpr float kBeamStep_rad = 0.0061F;
constexpr float kRangeStep_mm = 0.3F;
constexpr float kDecibelsPerNeper = 4.3429448F;  // of power

/// Where samples lie: rows are ranges, columns are beams from the left to the right.
class Beams {
 public:
  explicit Beams(const Sector& sector)
      : half_angle_rad_(static_cast<float>(sector.half_angle_rad)),
        count_(static_cast<std::size_t>(2.0F * half_angle_rad_ / kBeamStep_rad) + 2),
        ranges_(static_cast<std::size_t>(static_cast<float>(sector.depth_mm) / kRangeStep_mm) + 2),
        step_rad_(2.0F * half_angle_rad_ / static_cast<float>(count_ - 1)) {}

  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] std::size_t ranges() const { return ranges_; }
  [[nodiscard]] std::size_t size() const { return count_ * ranges_; }
  [[nodiscard]] float half_angle_rad() const { return half_angle_rad_; }
  [[nodiscard]] float step_rad() const { return step_rad_; }
  [[nodiscard]] float angle_rad(std::size_t beam) const {
    return static_cast<float>(beam) * step_rad_ - half_angle_rad_;
  }
  [[nodiscard]] static float range_mm(std::size_t sample) {
    return (static_cast<float>(sample) + 0.5F) * kRangeStep_mm;
  }

 private:
  float half_angle_rad_;
  std::size_t count_;
  std::size_t ranges_;
  float step_rad_;
};

[[nodiscard]] float power_of(float level_db) { return std::exp(level_db / kDecibelsPerNeper); }

[[nodiscard]] float shadow_db(const Acquisition& a, float angle_rad, float range_mm) {
  float lost_db = 0.0F;
  for (const Shadow& shadow : a.shadows) {
    const float away = std::abs(angle_rad - shadow.angle_rad) / shadow.half_width_rad;
    if (away >= 1.0F) continue;
    lost_db += shadow.loss_db * (1.0F - smooth_step(0.0F, 1.0F, away)) *
               smooth_step(shadow.from_depth_mm, shadow.from_depth_mm + 12.0F, range_mm);
  }
  return lost_db;
}

/// What comes back at every sample.
struct Echoes {
  std::vector<float> amplitude;  // of what interferes and so makes speckle
  std::vector<float> steady;     // power of veil that the scanner's averaging has smoothed
};

Echoes echoes(const Beams& beams, const Scene& scene, const Acquisition& a) {
  struct AtRange {
    float added;    // power of haze and receiver noise
    float gain_db;  // that was set for this depth
  };
  std::vector<AtRange> at_range(beams.ranges());
  for (std::size_t sample = 0; sample < beams.ranges(); ++sample) {
    const float range_mm = Beams::range_mm(sample);
    const float haze_db = a.haze_db - kDecibelsPerNeper * range_mm / a.haze_reach_mm +
                          2.0F * std::cos(6.2831853F * range_mm / a.ring_mm);
    at_range[sample] = {
        .added = power_of(haze_db) + power_of(a.noise_db + a.noise_db_per_mm * range_mm),
        .gain_db = -a.near_loss_db * std::exp(-range_mm / a.near_reach_mm)};
  }
  Echoes result{std::vector<float>(beams.size()), std::vector<float>(beams.size())};
  for (std::size_t beam = 0; beam < beams.count(); ++beam) {
    const float angle_rad = beams.angle_rad(beam);
    const float sine = std::sin(angle_rad);
    const float cosine = std::cos(angle_rad);
    const float beside = smooth_step(0.55F, 1.0F, std::abs(angle_rad) / beams.half_angle_rad());
    for (std::size_t sample = 0; sample < beams.ranges(); ++sample) {
      const float range_mm = Beams::range_mm(sample);
      const float x_mm = range_mm * sine;
      const float y_mm = range_mm * cosine;
      const float lost_db = a.attenuation_db_per_mm * range_mm + shadow_db(a, angle_rad, range_mm);
      const float clutter_db = a.clutter_db + a.clutter_spread_db * a.clutter(x_mm, y_mm);
      const float tissue = power_of(scene.level_db(x_mm, y_mm, beside) - lost_db);
      const float veil = power_of(clutter_db - lost_db) + at_range[sample].added;
      const float gain = power_of(at_range[sample].gain_db + a.gain_spread_db * a.gain(x_mm, y_mm));
      const std::size_t i = sample * beams.count() + beam;
      result.amplitude[i] = std::sqrt((tissue + (1.0F - a.steady_share) * veil) * gain);
      result.steady[i] = a.steady_share * veil * gain;
    }
  }
  return result;
}

/// What a kernel preserves: the variance of white noise, or the mean of anything.
enum class Preserves : std::uint8_t { kVariance, kMean };

/// Half a Gaussian kernel, centre first; nothing is blurred with a standard deviation of 0.
std::vector<float> half_kernel(float sd_samples, Preserves preserves) {
  const auto reach = static_cast<std::size_t>(std::ceil(2.5F * sd_samples));
  std::vector<float> taps(reach + 1);
  float total = 0.0F;
  for (std::size_t k = 0; k <= reach; ++k) {
    const float x = k == 0 ? 0.0F : static_cast<float>(k) / sd_samples;
    taps[k] = std::exp(-0.5F * x * x);
    total += (k == 0 ? 1.0F : 2.0F) * (preserves == Preserves::kMean ? taps[k] : taps[k] * taps[k]);
  }
  const float scale = 1.0F / (preserves == Preserves::kMean ? total : std::sqrt(total));
  for (float& tap : taps) tap *= scale;
  return taps;
}

/// Along angle, mirrored at the sides. A beam is as wide as the aperture close to the probe, and
/// widens with range from there.
void blur_across(
    std::vector<float>& samples, const Beams& beams, float sd_rad, Preserves preserves) {
  constexpr float kAperture_mm = 8.0F;
  const std::size_t count = beams.count();
  std::vector<float> padded;
  for (std::size_t sample = 0; sample < beams.ranges(); ++sample) {
    const float widening = std::min(4.0F, 1.0F + kAperture_mm / Beams::range_mm(sample));
    const std::vector<float> taps = half_kernel(sd_rad * widening / beams.step_rad(), preserves);
    const std::size_t reach = taps.size() - 1;
    float* row = samples.data() + sample * count;
    padded.resize(count + 2 * reach);
    std::copy(row, row + count, padded.begin() + static_cast<std::ptrdiff_t>(reach));
    for (std::size_t i = 0; i < reach; ++i) {
      padded[reach - 1 - i] = row[i];
      padded[reach + count + i] = row[count - 1 - i];
    }
    for (std::size_t i = 0; i < count; ++i) row[i] *= taps[0];
    for (std::size_t k = 1; k <= reach; ++k) {
      const float* before = padded.data() + reach - k;
      const float* after = padded.data() + reach + k;
      for (std::size_t i = 0; i < count; ++i) row[i] += taps[k] * (before[i] + after[i]);
    }
  }
}

/// Along range, mirrored at both ends.
void blur_along(std::vector<float>& samples, const Beams& beams, float sd_mm, Preserves preserves) {
  const std::vector<float> taps = half_kernel(sd_mm / kRangeStep_mm, preserves);
  const std::size_t count = beams.count();
  const std::size_t last = beams.ranges() - 1;
  const std::vector<float> original = samples;
  for (std::size_t sample = 0; sample <= last; ++sample) {
    float* row = samples.data() + sample * count;
    for (std::size_t i = 0; i < count; ++i) row[i] *= taps[0];
    for (std::size_t k = 1; k < taps.size(); ++k) {
      const std::size_t above = k > sample ? k - sample - 1 : sample - k;
      const std::size_t below = sample + k > last ? 2 * last + 1 - sample - k : sample + k;
      const float* before = original.data() + above * count;
      const float* after = original.data() + below * count;
      for (std::size_t i = 0; i < count; ++i) row[i] += taps[k] * (before[i] + after[i]);
    }
  }
}

/// Detected echo power in dB.
std::vector<float> speckle_db(
    const Echoes& from, const Beams& beams, const Acquisition& a, random::Rng& rng) {
  std::vector<float> in_phase(beams.size());
  std::vector<float> quadrature(beams.size());
  // Uniform noise of variance 1/2 each; the sum over the point-spread function makes it normal.
  constexpr float kScale = 1.2247449F / 32768.0F;
  constexpr float kMiddle = 32767.5F;
  for (std::size_t i = 0; i < beams.size(); ++i) {
    const std::uint32_t bits = rng.bits32();
    in_phase[i] = from.amplitude[i] * kScale * (static_cast<float>(bits & 0xFFFFU) - kMiddle);
    quadrature[i] = from.amplitude[i] * kScale * (static_cast<float>(bits >> 16U) - kMiddle);
  }
  for (std::vector<float>* part : {&in_phase, &quadrature}) {
    blur_across(*part, beams, a.lateral_sd_rad, Preserves::kVariance);
    blur_along(*part, beams, a.axial_sd_mm, Preserves::kVariance);
  }
  std::vector<float>& power = in_phase;
  for (std::size_t i = 0; i < beams.size(); ++i) {
    power[i] = in_phase[i] * in_phase[i] + quadrature[i] * quadrature[i];
  }
  blur_across(power, beams, a.smoothing * a.lateral_sd_rad, Preserves::kMean);
  blur_along(power, beams, a.smoothing * a.axial_sd_mm, Preserves::kMean);
  for (std::size_t i = 0; i < power.size(); ++i)
    power[i] = kDecibelsPerNeper * std::log(power[i] + from.steady[i] + 1e-10F);
  return power;
}

/// Samples at any place between beams and ranges, bilinear.
class BeamSampler {
 public:
  BeamSampler(const std::vector<float>& samples, const Beams& beams)
      : samples_(samples),
        beams_(beams),
        last_beam_(static_cast<float>(beams.count() - 1) - 0.001F),
        last_sample_(static_cast<float>(beams.ranges() - 1) - 0.001F) {}

  [[nodiscard]] float operator()(float angle_rad, float range_mm) const {
    const float column =
        std::clamp((angle_rad + beams_.half_angle_rad()) / beams_.step_rad(), 0.0F, last_beam_);
    const float row = std::clamp(range_mm / kRangeStep_mm - 0.5F, 0.0F, last_sample_);
    const auto i = static_cast<std::size_t>(column);
    const auto j = static_cast<std::size_t>(row);
    const float across = column - static_cast<float>(i);
    const float along = row - static_cast<float>(j);
    const float* near = samples_.data() + j * beams_.count() + i;
    const float* far = near + beams_.count();
    const float near_value = near[0] + across * (near[1] - near[0]);
    const float far_value = far[0] + across * (far[1] - far[0]);
    return near_value + along * (far_value - near_value);
  }

 private:
  const std::vector<float>& samples_;
  const Beams& beams_;
  float last_beam_;
  float last_sample_;
};

}  // namespace

Acquisition draw_acquisition(const Sector& sector, cardiac::Quality quality, random::Rng& rng) {
  const ByQuality by_quality(quality, rng);
  Acquisition drawn;
  drawn.attenuation_db_per_mm = by_quality({0.02, 0.023, 0.03}, 0.005);
  drawn.clutter_db = by_quality({-11.0, -10.2, -9.0}, 0.8);
  drawn.clutter_spread_db = by_quality({2.8, 2.6, 2.2}, 0.4);
  drawn.noise_db = by_quality({-38.0, -36.5, -34.5}, 1.5);
  drawn.noise_db_per_mm = by_quality({0.08, 0.08, 0.09}, 0.015);
  drawn.gain_spread_db = by_quality({2.0, 2.0, 2.0}, 0.5);
  drawn.near_loss_db = static_cast<float>(uniform_within(rng, 0.0, 5.0));
  drawn.near_reach_mm = static_cast<float>(uniform_within(rng, 8.0, 25.0));
  drawn.haze_db = by_quality({2.0, 3.0, 4.0}, 2.0);
  drawn.haze_reach_mm = by_quality({3.0, 4.0, 5.0}, 0.8);
  drawn.ring_mm = by_quality({4.5, 4.5, 4.5}, 0.8);
  drawn.axial_sd_mm = by_quality({0.29, 0.30, 0.31}, 0.03);
  drawn.lateral_sd_rad = by_quality({0.0070, 0.0075, 0.0080}, 0.001);
  drawn.smoothing = by_quality({0.55, 0.55, 0.55}, 0.1);
  drawn.myocardium_gray = by_quality({158.0, 158.0, 158.0}, 18.0);
  drawn.dynamic_range_db = by_quality({46.0, 48.0, 50.0}, 5.0);

  const auto half_rad = static_cast<float>(sector.half_angle_rad);
  const std::uint32_t shadows = rng.below(static_cast<std::uint32_t>(quality) + 1U);
  for (std::uint32_t i = 0; i < shadows; ++i) {
    const float side = rng.chance(0.5) ? 1.0F : -1.0F;
    Shadow shadow;
    shadow.angle_rad = side * static_cast<float>(uniform_within(rng, 0.35, 1.0)) * half_rad;
    shadow.half_width_rad = static_cast<float>(uniform_within(rng, 0.10, 0.25));
    shadow.from_depth_mm = static_cast<float>(uniform_within(rng, 0.0, 40.0));
    shadow.loss_db = static_cast<float>(uniform_within(rng, 3.0, 9.0));
    drawn.shadows.push_back(shadow);
  }
  const double width_mm = 2.0 * sector.depth_mm * std::sin(sector.half_angle_rad);
  drawn.clutter = SmoothField(-0.5 * width_mm, 0.0, width_mm, sector.depth_mm, 28.0, rng);
  drawn.gain = SmoothField(-0.5 * width_mm, 0.0, width_mm, sector.depth_mm, 60.0, rng);
  return drawn;
}

shape::Image b_mode(
    const Scene& scene,
    const Sector& sector,
    const Acquisition& acquisition,
    const shape::Grid& grid,
    random::Rng& rng) {
  const Beams beams(sector);
  const std::vector<float> echo_db =
      speckle_db(echoes(beams, scene, acquisition), beams, acquisition, rng);
  const BeamSampler sampled_db(echo_db, beams);

  shape::Image image(grid);
  const auto depth_mm = static_cast<float>(sector.depth_mm);
  const float tangent = std::tan(static_cast<float>(sector.half_angle_rad));
  const float gray_per_db = 255.0F / acquisition.dynamic_range_db;
  const auto dx_mm = static_cast<float>(grid.spacing_mm.x_mm);
  const auto dy_mm = static_cast<float>(grid.spacing_mm.y_mm);
  const float middle = 0.5F * static_cast<float>(image.width()) - 0.5F;
  for (int y = 0; y < image.height(); ++y) {
    const float y_mm = (static_cast<float>(y) + 0.5F) * dy_mm;
    for (int x = 0; x < image.width(); ++x) {
      const float x_mm = (static_cast<float>(x) - middle) * dx_mm;
      const float range_mm = std::sqrt(x_mm * x_mm + y_mm * y_mm);
      if (std::abs(x_mm) > y_mm * tangent || range_mm > depth_mm) continue;
      const float level_db = sampled_db(std::atan2(x_mm, y_mm), range_mm);
      const float gray = acquisition.myocardium_gray + gray_per_db * level_db;
      image(x, y) = std::round(std::clamp(gray, 0.0F, 255.0F));
    }
  }
  return image;
}

}  // namespace segnoise::phantom
