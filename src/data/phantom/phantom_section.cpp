#include "data/phantom/phantom_section.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace segnoise::phantom {
namespace {

constexpr double kTableStep_mm = 0.125;
constexpr double kTableEnd_mm = 30.0;  // beyond the body's apex
constexpr double kRadPerDeg = std::numbers::pi / 180.0;

[[nodiscard]] double square(double x) { return x * x; }

/// Whether the cavity keeps a margin to the sector's sides and arc.
bool fits(const HeartSection& section, const Sector& sector) {
  constexpr double kMargin_mm = 2.0;
  const double sine = std::sin(sector.half_angle_rad);
  const double cosine = std::cos(sector.half_angle_rad);
  return std::ranges::all_of(section.endocardium(), [&](const SectionPlace& place) {
    const ImagePlace at = section.image_place(place);
    const double from_side_mm = at.y_mm * sine - std::abs(at.x_mm) * cosine;
    return from_side_mm >= kMargin_mm &&
           std::hypot(at.x_mm, at.y_mm) <= sector.depth_mm - kMargin_mm;
  });
}

}  // namespace

shape::Grid Sector::grid(double spacing_mm) const {
  const auto pixels = [&](double length_mm) {
    return static_cast<int>(std::lround(length_mm / spacing_mm));
  };
  return {
      {pixels(2.0 * depth_mm * std::sin(half_angle_rad)), pixels(depth_mm)},
      {spacing_mm, spacing_mm}};
}

BodySection::BodySection(const ProlateBody& body, cardiac::View view, double elevation_rad)
    : body_(body), view_(view), cosine_(std::cos(elevation_rad)), sine_(std::sin(elevation_rad)) {
  const auto count =
      static_cast<std::size_t>((body.length_mm() + kTableEnd_mm) / kTableStep_mm) + 2;
  table_.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    table_.push_back(level(static_cast<double>(i) * kTableStep_mm));
  }

  // The section ends where its axis leaves the body; inside, narrowing grows towards that end.
  double inside_mm = std::min(body.widest_mm, body.length_mm());
  double outside_mm = body.length_mm() / cosine_ + 1.0;
  for (int step = 0; step < 50; ++step) {
    const double middle_mm = 0.5 * (inside_mm + outside_mm);
    (level(middle_mm).narrowing < 1.0 ? inside_mm : outside_mm) = middle_mm;
  }
  length_mm_ = inside_mm;
}

BodySection::Level BodySection::level(double height_mm) const {
  const double axial_mm = height_mm * cosine_;
  const double off_axis_mm = height_mm * sine_;
  const double fraction = axial_mm / body_.profile_length_mm;
  const cardiac::View other = view_ == cardiac::View::kTwoChamber ? cardiac::View::kFourChamber
                                                                  : cardiac::View::kTwoChamber;
  const double off_profile_mm = body_.profile(other, off_axis_mm < 0.0 ? 0 : 1).at(fraction);
  return {
      .inverse_square =
          {1.0 / square(body_.profile(view_, 0).at(fraction)),
           1.0 / square(body_.profile(view_, 1).at(fraction))},
      .narrowing = body_.narrowing(axial_mm) + square(off_axis_mm / off_profile_mm)};
}

double BodySection::half_width_mm(std::size_t side, double height_mm) const {
  const Level here = level(height_mm);
  const double squared = (1.0 - here.narrowing) / here.inverse_square[side];
  return squared > 0.0 ? std::sqrt(squared) : 0.0;
}

double BodySection::edge_mm(const SectionPlace& place) const {
  const auto last = static_cast<double>(table_.size() - 2);
  const double row = std::clamp(place.height_mm / kTableStep_mm, 0.0, last);
  const auto i = static_cast<std::size_t>(row);
  const double beyond = row - static_cast<double>(i);
  const Level& below = table_[i];
  const Level& above = table_[i + 1];
  const std::size_t side = place.lateral_mm < 0.0 ? 0 : 1;
  const double inverse_square =
      std::lerp(below.inverse_square[side], above.inverse_square[side], beyond);
  const double narrowing = std::lerp(below.narrowing, above.narrowing, beyond);
  const double narrowing_per_mm = (above.narrowing - below.narrowing) / kTableStep_mm;

  // With s = (x / A)^2 + narrowing, sqrt(s) - 1 over the length of its gradient.
  const double lateral = place.lateral_mm * inverse_square;
  const double s = place.lateral_mm * lateral + narrowing;
  const double root = std::sqrt(s);
  const double gradient = std::sqrt(square(2.0 * lateral) + square(narrowing_per_mm));
  if (gradient <= 0.0) return -1.0 / std::sqrt(inverse_square);  // the very middle of the body
  return (root - 1.0) * 2.0 * root / gradient;
}

HeartSection::HeartSection(const PhantomHeart& heart, cardiac::View view, cardiac::Instant instant)
    : cavity_(heart.at(instant).cavity, view, heart.elevation(view)),
      outer_(heart.at(instant).outer, view, heart.elevation(view)),
      atrium_(heart.atrium(view, instant)),
      wall_mm_(heart.at(instant).wall_mm) {}

void HeartSection::place_at(const Pose& pose) {
  pose_ = pose;
  cosine_ = std::cos(pose.tilt_rad);
  sine_ = std::sin(pose.tilt_rad);
}

SectionPlace HeartSection::place(const ImagePlace& image) const {
  const double x_mm = image.x_mm - pose_.apex.x_mm;
  const double y_mm = image.y_mm - pose_.apex.y_mm;
  return {x_mm * cosine_ - y_mm * sine_, cavity_.length_mm() - (x_mm * sine_ + y_mm * cosine_)};
}

ImagePlace HeartSection::image_place(const SectionPlace& section) const {
  const double down_mm = cavity_.length_mm() - section.height_mm;
  return {
      pose_.apex.x_mm + section.lateral_mm * cosine_ + down_mm * sine_,
      pose_.apex.y_mm - section.lateral_mm * sine_ + down_mm * cosine_};
}

double HeartSection::atrium_edge_mm(const SectionPlace& place) const {
  const double below_mm = -place.height_mm;
  const double x = place.lateral_mm - atrium_.centre_lateral_mm - atrium_.drift * below_mm;
  const double y = below_mm - atrium_.centre_below_mm;
  const double a = square(atrium_.half_width_mm);
  const double b = square(atrium_.half_length_mm);
  const double root = std::sqrt(x * x / a + y * y / b);
  const double gradient = std::hypot(x / a, y / b);
  return gradient > 0.0 ? (root - 1.0) * root / gradient : -atrium_.half_width_mm;
}

std::uint8_t HeartSection::label(const SectionPlace& place) const {
  if (place.height_mm < 0.0)
    return atrium_edge_mm(place) <= 0.0 ? cardiac::kLeftAtrium : cardiac::kBackground;
  if (place.height_mm > outer_.length_mm()) return cardiac::kBackground;
  if (outer_.edge_mm(place) > 0.0) return cardiac::kBackground;
  return cavity_.edge_mm(place) <= 0.0 ? cardiac::kLeftVentricle : cardiac::kMyocardium;
}

std::vector<SectionPlace> HeartSection::endocardium() const {
  constexpr int kPoints = 60;
  std::vector<SectionPlace> points;
  for (const std::size_t side : {0U, 1U}) {
    for (int i = 0; i <= kPoints; ++i) {
      // Closer together towards the apex; up one side and down the other.
      const double fraction = (side == 0 ? i : kPoints - i) / static_cast<double>(kPoints);
      const double height_mm = cavity_.length_mm() * (1.0 - square(1.0 - fraction));
      const double half_mm = cavity_.half_width_mm(side, height_mm);
      points.push_back({side == 0 ? -half_mm : half_mm, height_mm});
    }
  }
  return points;
}

shape::LabelMap label_map(
    const HeartSection& section, const Sector& sector, const shape::Grid& grid) {
  shape::LabelMap labels(grid);
  const double sine = std::sin(sector.half_angle_rad);
  const double cosine = std::cos(sector.half_angle_rad);
  for (int y = 0; y < labels.height(); ++y) {
    const double y_mm = (y + 0.5) * grid.spacing_mm.y_mm;
    for (int x = 0; x < labels.width(); ++x) {
      const double x_mm = (x + 0.5 - 0.5 * labels.width()) * grid.spacing_mm.x_mm;
      const bool scanned = std::abs(x_mm) * cosine <= y_mm * sine &&
                           x_mm * x_mm + y_mm * y_mm <= square(sector.depth_mm);
      if (scanned) labels(x, y) = section.label(section.place({x_mm, y_mm}));
    }
  }
  return labels;
}

PhantomView draw_view(const PhantomHeart& heart, cardiac::View view, random::Rng& rng) {
  PhantomView drawn;
  for (const cardiac::Instant instant : cardiac::kInstants) {
    drawn.section[static_cast<std::size_t>(instant)] = HeartSection(heart, view, instant);
  }

  drawn.sector.half_angle_rad =
      0.5 * kRadPerDeg * (rng.chance(0.75) ? 74.7 : uniform_within(rng, 72.0, 90.0));
  double tilt_rad = kRadPerDeg * normal_within(rng, 7.0, 8.0, -12.0, 23.0);
  double lateral_mm = normal_within(rng, 0.0, 5.0, -12.0, 12.0);  // of the cavity's middle
  double apex_depth_mm = normal_within(rng, 20.0, 9.0, 9.0, 42.0);
  const double atrium_in_view = uniform_within(rng, 0.45, 0.95);
  const double shift_mm = normal_within(rng, 0.0, 1.0, -2.5, 2.5);
  const double turn_rad = kRadPerDeg * normal_within(rng, 0.0, 1.2, -3.0, 3.0);

  const HeartSection& diastole = drawn.at(cardiac::Instant::kEndDiastole);
  const double length_mm = diastole.cavity().length_mm();
  const double atrium_mm = diastole.atrium().half_length_mm + diastole.atrium().centre_below_mm;
  for (;;) {
    const double needed_mm = apex_depth_mm + length_mm + atrium_in_view * atrium_mm;
    drawn.sector.depth_mm = std::clamp(5.0 * std::ceil(needed_mm / 5.0), 90.0, 180.0);
    const ImagePlace apex{lateral_mm - 0.5 * length_mm * std::sin(tilt_rad), apex_depth_mm};
    drawn.section[0].place_at({apex, tilt_rad});
    drawn.section[1].place_at(
        {{apex.x_mm + shift_mm, apex.y_mm + std::abs(shift_mm)}, tilt_rad + turn_rad});
    drawn.tilt_deg = tilt_rad / kRadPerDeg;
    if (std::ranges::all_of(
            drawn.section, [&](const HeartSection& s) { return fits(s, drawn.sector); })) {
      return drawn;
    }
    // As a sonographer would: a little more distance, a straighter axis, the heart in the middle.
    apex_depth_mm += 0.75;
    tilt_rad *= 0.95;
    lateral_mm *= 0.9;
  }
}

}  // namespace segnoise::phantom
