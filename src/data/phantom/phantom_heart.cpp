#include "data/phantom/phantom_heart.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace segnoise::phantom {
namespace {

constexpr double kMm3PerMl = 1000.0;
constexpr double kBulgeWidth = 0.18;  // of a segment that moves less, as h/L

// Spread of the irregularities of each side, and of the bends that move both sides the same way.
constexpr std::array<double, 6> kWaveSd{0.035, 0.025, 0.02, 0.02, 0.018, 0.008};
constexpr std::array<double, 3> kBendSd{0.09, 0.06, 0.03};

/// The relative shape of a cavity, at a length of 1; its size follows from the volume.
ProlateBody draw_cavity_shape(random::Rng& rng, double edv_ml) {
  ProlateBody body;
  const double truncation = normal_within(rng, 0.60, 0.05, 0.45, 0.72);
  body.semi_length_mm = 1.0 / (1.0 + truncation);
  body.widest_mm = truncation * body.semi_length_mm;
  body.exponent = normal_within(rng, 2.1, 0.2, 1.8, 2.6);
  body.profile_length_mm = 1.0;

  // A dilated ventricle is also a rounder one.
  const double dilation = 0.0004 * (edv_ml - 110.0);
  const double width = normal_within(rng, 0.58, 0.045, 0.47, 0.70) + dilation;
  const double ellipticity = std::exp(normal_within(rng, 0.0, 0.08, -0.2, 0.2) / 2.0);
  for (const cardiac::View view : cardiac::kViews) {
    const double view_width =
        view == cardiac::View::kTwoChamber ? width * ellipticity : width / ellipticity;
    const double asymmetry = normal_within(rng, 0.0, 0.08, -0.2, 0.2);
    for (const std::size_t side : {0U, 1U}) {
      HalfProfile& profile = body.profile(view, side);
      profile.half_width_mm = 0.5 * view_width * (side == 0 ? 1.0 - asymmetry : 1.0 + asymmetry);
      for (std::size_t k = 0; k < profile.waves.size(); ++k)
        profile.waves[k] = normal_within(rng, 0.0, kWaveSd[k], -2.0 * kWaveSd[k], 2.0 * kWaveSd[k]);
    }
    for (std::size_t k = 0; k < kBendSd.size(); ++k) {
      const double bend = normal_within(rng, 0.0, kBendSd[k], -2.0 * kBendSd[k], 2.0 * kBendSd[k]);
      body.profile(view, 0).waves[k] -= bend;
      body.profile(view, 1).waves[k] += bend;
    }
  }
  return body;
}

void scale_lengths(ProlateBody& body, double factor) {
  body.widest_mm *= factor;
  body.semi_length_mm *= factor;
  body.profile_length_mm *= factor;
}

void scale_widths(ProlateBody& body, cardiac::View view, double factor) {
  for (const std::size_t side : {0U, 1U}) body.profile(view, side).half_width_mm *= factor;
}

/// A wall segment that contracts less, likelier in a weak heart.
void draw_bulge(ProlateBody& cavity, double ef_percent, random::Rng& rng) {
  if (!rng.chance(ef_percent < 45.0 ? 0.5 : 0.12)) return;
  const cardiac::View view =
      rng.chance(0.5) ? cardiac::View::kTwoChamber : cardiac::View::kFourChamber;
  HalfProfile& profile = cavity.profile(view, rng.below(2));
  profile.bulge = uniform_within(rng, 0.10, 0.28);
  profile.bulge_level = uniform_within(rng, 0.25, 0.8);
}

ProlateBody draw_systole(
    const ProlateBody& diastole, double ef_percent, double esv_ml, random::Rng& rng) {
  ProlateBody cavity = diastole;
  const double shortening =
      0.27 * (ef_percent / 100.0) * std::exp(normal_within(rng, 0.0, 0.15, -0.4, 0.4));
  scale_lengths(cavity, 1.0 - std::clamp(shortening, 0.03, 0.24));
  cavity.exponent = std::max(1.7, diastole.exponent - normal_within(rng, 0.12, 0.08, -0.1, 0.3));
  for (auto& view : cavity.profiles) {
    for (HalfProfile& profile : view) {
      for (double& wave : profile.waves) wave += normal_within(rng, 0.0, 0.01, -0.025, 0.025);
    }
  }
  draw_bulge(cavity, ef_percent, rng);

  const double narrowing = std::sqrt(esv_ml / cavity.volume_ml());
  const double unevenness = std::exp(normal_within(rng, 0.0, 0.04, -0.1, 0.1));
  scale_widths(cavity, cardiac::View::kTwoChamber, narrowing * unevenness);
  scale_widths(cavity, cardiac::View::kFourChamber, narrowing / unevenness);
  return cavity;
}

/// Relative thickness of the wall: of the four sides, and of the apex.
struct WallShape {
  std::array<std::array<double, 2>, 2> side{};
  double apex = 1.0;
};

WallShape draw_wall_shape(random::Rng& rng) {
  WallShape shape;
  for (auto& view : shape.side) {
    for (double& side : view) side = std::exp(normal_within(rng, 0.0, 0.08, -0.2, 0.2));
  }
  shape.apex = normal_within(rng, 0.75, 0.08, 0.55, 0.95);
  return shape;
}

ProlateBody with_wall(const ProlateBody& cavity, const WallShape& shape, double wall_mm) {
  ProlateBody outer = cavity;
  outer.semi_length_mm += shape.apex * wall_mm;
  for (std::size_t view = 0; view < 2; ++view) {
    for (std::size_t side = 0; side < 2; ++side) {
      outer.profiles[view][side].added_mm = shape.side[view][side] * wall_mm;
    }
  }
  return outer;
}

/// The thickness at which the wall has a given volume, by the secant method: volume is a smooth and
/// increasing function of thickness, almost a cubic.
double wall_of_volume_mm(const ProlateBody& cavity, const WallShape& shape, double wall_ml) {
  const double cavity_ml = cavity.volume_ml();
  const auto excess_ml = [&](double thickness_mm) {
    return with_wall(cavity, shape, thickness_mm).volume_ml() - cavity_ml - wall_ml;
  };
  double before_mm = 0.0;
  double before_ml = -wall_ml;
  double thickness_mm = 10.0;
  for (int step = 0; step < 20; ++step) {
    const double now_ml = excess_ml(thickness_mm);
    if (std::abs(now_ml) <= 1e-9 * wall_ml) break;
    const double next_mm =
        thickness_mm - now_ml * (thickness_mm - before_mm) / (now_ml - before_ml);
    before_mm = thickness_mm;
    before_ml = now_ml;
    thickness_mm = next_mm;
  }
  return thickness_mm;
}

/// The atria of one view, at both instants; the atrium is full when the ventricle is empty.
void draw_atria(PhantomHeart& heart, cardiac::View view, random::Rng& rng) {
  const double width = normal_within(rng, 1.15, 0.1, 1.0, 1.4);
  const double length_mm = normal_within(rng, 38.0, 5.0, 27.0, 52.0);
  const double filling = normal_within(rng, 1.2, 0.07, 1.05, 1.4);
  const double drift = normal_within(rng, 0.0, 0.12, -0.3, 0.3);
  constexpr double kChord = 0.94;  // of the annulus
  for (const cardiac::Instant instant : cardiac::kInstants) {
    const ProlateBody& cavity = heart.at(instant).cavity;
    const double taper = std::sqrt(1.0 - cavity.narrowing(0.0));
    const double left_mm = cavity.profile(view, 0).at(0.0) * taper;
    const double right_mm = cavity.profile(view, 1).at(0.0) * taper;
    const double annulus_mm = 0.5 * (left_mm + right_mm);
    const bool full = instant == cardiac::Instant::kEndSystole;

    // The ellipse's chord in the annulus plane spans kChord of the annulus.
    Atrium atrium;
    atrium.half_width_mm = annulus_mm * width * (full ? std::sqrt(filling) : 1.0);
    const double sine = kChord * annulus_mm / atrium.half_width_mm;
    const double cosine = std::sqrt(1.0 - sine * sine);
    atrium.half_length_mm = length_mm * (full ? filling : 1.0) / (1.0 + cosine);
    atrium.centre_below_mm = cosine * atrium.half_length_mm;
    atrium.centre_lateral_mm = 0.5 * (right_mm - left_mm);
    atrium.drift = drift;
    heart.atrium(view, instant) = atrium;
  }
}

void draw_foreshortening(PhantomHeart& heart, random::Rng& rng) {
  if (!rng.chance(0.17)) return;
  const double which = rng.uniform();
  for (const cardiac::View view : cardiac::kViews) {
    const double angle_deg = uniform_within(rng, 9.0, 16.0) * (rng.chance(0.5) ? 1.0 : -1.0);
    const bool misses = view == cardiac::View::kTwoChamber ? which < 0.7 : which >= 0.45;
    if (misses) {
      heart.elevation_rad[static_cast<std::size_t>(view)] = angle_deg * std::numbers::pi / 180.0;
    }
  }
}

}  // namespace

double HalfProfile::at(double level) const {
  const double x = std::clamp(level, 0.0, 1.0);
  // cos(ka) from cos(a), by Chebyshev's recurrence: this is evaluated often.
  const double cosine = std::cos(std::numbers::pi * x);
  double relative = 1.0;
  double before = 1.0;
  double now = cosine;
  for (const double wave : waves) {
    relative += wave * now;
    const double next = 2.0 * cosine * now - before;
    before = now;
    now = next;
  }
  if (bulge > 0.0) {
    const double away = (x - bulge_level) / kBulgeWidth;
    relative += bulge * std::exp(-0.5 * away * away);
  }
  return half_width_mm * relative + added_mm;
}

double ProlateBody::narrowing(double height_mm) const {
  return std::pow(std::abs(height_mm - widest_mm) / semi_length_mm, exponent);
}

double ProlateBody::diameter_mm(cardiac::View view, double height_mm) const {
  const double squared = 1.0 - narrowing(height_mm);
  if (squared <= 0.0) return 0.0;
  const double level = height_mm / profile_length_mm;
  return std::sqrt(squared) * (profile(view, 0).at(level) + profile(view, 1).at(level));
}

double ProlateBody::volume_ml() const {
  // In two pieces, so that neither the taper's bend at the widest level nor the profiles' at L lies
  // inside one.
  const auto disk_mm2 = [this](double height_mm) {
    const double level = height_mm / profile_length_mm;
    const auto width_mm = [&](cardiac::View view) {
      return profile(view, 0).at(level) + profile(view, 1).at(level);
    };
    return std::numbers::pi / 4.0 * std::max(0.0, 1.0 - narrowing(height_mm)) *
           width_mm(cardiac::View::kTwoChamber) * width_mm(cardiac::View::kFourChamber);
  };
  const auto integral = [&](double from_mm, double to_mm) {
    constexpr int kIntervals = 256;
    const double step_mm = (to_mm - from_mm) / kIntervals;
    double sum = disk_mm2(from_mm) + disk_mm2(to_mm);
    for (int i = 1; i < kIntervals; ++i)
      sum += (i % 2 == 1 ? 4.0 : 2.0) * disk_mm2(from_mm + i * step_mm);
    return sum * step_mm / 3.0;
  };
  const double bend_mm = std::clamp(profile_length_mm, widest_mm, length_mm());
  return (integral(0.0, widest_mm) + integral(widest_mm, bend_mm) +
          integral(bend_mm, length_mm())) /
         kMm3PerMl;
}

PhantomHeart draw_heart(random::Rng& rng) {
  PhantomHeart heart;
  heart.sex = rng.chance(0.34) ? cardiac::Sex::kFemale : cardiac::Sex::kMale;
  heart.age_years = static_cast<int>(std::lround(normal_within(rng, 64.0, 14.0, 20.0, 92.0)));
  const double ef_percent = normal_within(rng, 53.0, 13.0, 20.0, 75.0);
  const double usual_edv_ml =
      (heart.sex == cardiac::Sex::kMale ? 112.0 : 98.0) * std::exp(0.012 * (52.0 - ef_percent));
  const double edv_ml =
      std::exp(normal_within(rng, std::log(usual_edv_ml), 0.26, std::log(60.5), std::log(249.0)));
  const double esv_ml = edv_ml * (1.0 - ef_percent / 100.0);

  ProlateBody diastole = draw_cavity_shape(rng, edv_ml);
  const double size_mm = std::cbrt(edv_ml / diastole.volume_ml());
  scale_lengths(diastole, size_mm);
  for (const cardiac::View view : cardiac::kViews) scale_widths(diastole, view, size_mm);
  const ProlateBody systole = draw_systole(diastole, ef_percent, esv_ml, rng);

  const WallShape shape = draw_wall_shape(rng);
  const double wall_mm =
      normal_within(rng, heart.sex == cardiac::Sex::kMale ? 9.4 : 8.6, 1.2, 6.5, 13.0);
  Ventricle& relaxed = heart.ventricle[static_cast<std::size_t>(cardiac::Instant::kEndDiastole)];
  relaxed = {.cavity = diastole, .outer = with_wall(diastole, shape, wall_mm), .wall_mm = wall_mm};
  const double kept = normal_within(rng, 0.98, 0.02, 0.93, 1.03);
  const double thicker_mm = wall_of_volume_mm(systole, shape, kept * relaxed.wall_ml());
  heart.ventricle[static_cast<std::size_t>(cardiac::Instant::kEndSystole)] = {
      .cavity = systole, .outer = with_wall(systole, shape, thicker_mm), .wall_mm = thicker_mm};

  for (const cardiac::View view : cardiac::kViews) draw_atria(heart, view, rng);
  draw_foreshortening(heart, rng);
  return heart;
}

double normal_within(random::Rng& rng, double mean, double sd, double low, double high) {
  assert(low < high && sd > 0.0);
  for (;;) {
    const double value = mean + sd * rng.normal();
    if (value >= low && value <= high) return value;
  }
}

double uniform_within(random::Rng& rng, double low, double high) {
  return low + (high - low) * rng.uniform();
}

}  // namespace segnoise::phantom
