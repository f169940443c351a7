#include "data/phantom/phantom_scene.h"

#include "data/phantom/phantom_quality.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace segnoise::phantom {
namespace {

constexpr float kSilent_db = -100.0F;
constexpr float kBlood = 0.0F;  // of an echo's solid share
constexpr float kSolid = 1.0F;

/// Distance from a place to the segment between two others.
[[nodiscard]] double segment_mm(
    const SectionPlace& place, const SectionPlace& from, const SectionPlace& to) {
  const double dx = to.lateral_mm - from.lateral_mm;
  const double dy = to.height_mm - from.height_mm;
  const double px = place.lateral_mm - from.lateral_mm;
  const double py = place.height_mm - from.height_mm;
  const double t = std::clamp((px * dx + py * dy) / (dx * dx + dy * dy), 0.0, 1.0);
  return std::hypot(px - t * dx, py - t * dy);
}

/// Distance from an ellipse's centre in units of its half-axes: below 1 inside.
[[nodiscard]] double elliptic(
    const SectionPlace& place,
    const SectionPlace& centre,
    double half_width_mm,
    double half_height_mm) {
  const double x = (place.lateral_mm - centre.lateral_mm) / half_width_mm;
  const double y = (place.height_mm - centre.height_mm) / half_height_mm;
  return std::sqrt(x * x + y * y);
}

}  // namespace

Appearance draw_appearance(
    const PhantomView& view, cardiac::View which, cardiac::Quality quality, random::Rng& rng) {
  const ByQuality by_quality(quality, rng);
  Appearance drawn;
  drawn.blood_db = by_quality({-24.0, -22.0, -21.0}, 1.5);
  for (float& wall_db : drawn.wall_db) wall_db = by_quality({-3.0, -3.0, -3.0}, 1.0);
  drawn.surround_db = by_quality({-5.0, -5.0, -4.0}, 1.5);
  drawn.pericardium_db = by_quality({8.0, 7.0, 5.0}, 1.5);
  drawn.far_db = by_quality({5.0, 4.0, 3.0}, 2.5);
  drawn.dropout_db = by_quality({6.5, 6.0, 5.0}, 1.0);
  drawn.dropout_threshold = by_quality({0.7, 0.65, 0.55}, 0.15);
  drawn.lateral_loss_db = by_quality({2.0, 2.5, 3.5}, 0.8);
  drawn.trabeculae_mm = by_quality({2.0, 2.0, 2.0}, 0.7);
  drawn.has_right_heart = which == cardiac::View::kFourChamber;
  drawn.right_half_width_mm = normal_within(rng, 16.0, 2.5, 10.0, 22.0);
  drawn.leaflet_opening = rng.chance(0.3) ? uniform_within(rng, 0.2, 0.7) : 0.0;
  drawn.leaflet_tent_mm = uniform_within(rng, 0.0, 3.5);
  const std::uint32_t muscles = rng.below(3);
  for (std::uint32_t i = 0; i < muscles; ++i) {
    Papillary papillary;
    // In the four-chamber view the left side is the septum, which bears none.
    const std::uint32_t side = rng.below(2);
    papillary.side = which == cardiac::View::kFourChamber ? 1 : side;
    papillary.level = uniform_within(rng, 0.4, 0.7);
    papillary.size_mm = uniform_within(rng, 6.0, 11.0);
    drawn.papillaries.push_back(papillary);
  }

  const double depth_mm = view.sector.depth_mm;
  const double width_mm = 2.0 * depth_mm * std::sin(view.sector.half_angle_rad);
  const auto landscape = [&](double feature_mm) {
    return SmoothField(-0.5 * width_mm, 0.0, width_mm, depth_mm, feature_mm, rng);
  };
  drawn.organs = landscape(20.0);
  drawn.texture = landscape(5.0);
  drawn.grain = landscape(2.0);
  drawn.dropout = landscape(24.0);
  return drawn;
}

Scene::Scene(const PhantomView& view, cardiac::Instant instant, const Appearance& appearance)
    : section_(view.at(instant)),
      appearance_(appearance),
      depth_mm_(view.sector.depth_mm),
      left_mm_(-section_.cavity().half_width_mm(0, 0.0)),
      right_mm_(section_.cavity().half_width_mm(1, 0.0)),
      length_mm_(section_.cavity().length_mm()),
      // A contracted cavity crowds them together.
      trabeculae_mm_(
          appearance.trabeculae_mm * (instant == cardiac::Instant::kEndSystole ? 1.3F : 1.0F)) {
  place_leaflets(instant);
  place_papillaries(instant);
  // The right heart leans on the septum.
  const double septum_mm = section_.outer().half_width_mm(0, 0.35 * length_mm_);
  right_ventricle_ = {-septum_mm - 0.75 * appearance.right_half_width_mm, 0.28 * length_mm_};
}

void Scene::place_leaflets(cardiac::Instant instant) {
  const double half_mm = 0.5 * (right_mm_ - left_mm_);
  const double open = instant == cardiac::Instant::kEndDiastole ? appearance_.leaflet_opening : 0.0;
  const double reach_mm = half_mm * (1.0 - 0.75 * open);
  const double height_mm = appearance_.leaflet_tent_mm + open * half_mm;
  leaflets_[0] = {.hinge = {left_mm_, 0.0}, .tip = {left_mm_ + reach_mm, height_mm}};
  leaflets_[1] = {.hinge = {right_mm_, 0.0}, .tip = {right_mm_ - reach_mm, height_mm}};
}

void Scene::place_papillaries(cardiac::Instant instant) {
  for (const Papillary& papillary : appearance_.papillaries) {
    const double height_mm = papillary.level * length_mm_;
    const double thicker = instant == cardiac::Instant::kEndSystole ? 1.2 : 1.0;
    const double half_width_mm = 0.4 * papillary.size_mm * thicker;
    const double wall_mm = section_.cavity().half_width_mm(papillary.side, height_mm);
    const double lateral_mm = wall_mm - 0.8 * half_width_mm;
    muscles_.push_back(
        {.centre = {papillary.side == 0 ? -lateral_mm : lateral_mm, height_mm},
         .half_length_mm = papillary.size_mm,
         .half_width_mm = half_width_mm});
  }
}

float Scene::level_db(float x_mm, float y_mm, float beside) const {
  const SectionPlace at = section_.place({x_mm, y_mm});
  const Detail detail{
      .texture = appearance_.texture(x_mm, y_mm),
      .grain = appearance_.grain(x_mm, y_mm),
      .organs = appearance_.organs(x_mm, y_mm),
      .behind = smooth_step(
          0.6F, 1.0F, std::sqrt(x_mm * x_mm + y_mm * y_mm) / static_cast<float>(depth_mm_))};
  const Echo echo = at.height_mm >= 0.0 ? ventricle(at, detail) : below_annulus(at, detail);
  const float fading = smooth_step(
      appearance_.dropout_threshold - 0.5F,
      appearance_.dropout_threshold + 0.7F,
      appearance_.dropout(x_mm, y_mm) + beside);
  const float lost_db = appearance_.dropout_db * fading + appearance_.lateral_loss_db * beside;
  return std::max(echo.level_db - lost_db * echo.solid, valve_db(at, detail) - 0.5F * lost_db);
}

Scene::Echo Scene::ventricle(const SectionPlace& at, const Detail& detail) const {
  const auto inner_mm = static_cast<float>(section_.cavity().edge_mm(at));
  if (inner_mm < 0.0F) return cavity(at, inner_mm, detail);
  const auto outer_mm = static_cast<float>(section_.outer().edge_mm(at));
  if (outer_mm < 0.0F) return {wall_db(at, inner_mm, detail), kSolid};
  return surroundings(at, outer_mm, detail);
}

Scene::Echo Scene::below_annulus(const SectionPlace& at, const Detail& detail) const {
  const auto edge_mm = static_cast<float>(section_.atrium_edge_mm(at));
  if (edge_mm < 0.0F) return {appearance_.blood_db + 1.5F * detail.texture, kBlood};
  if (edge_mm < 1.5F + detail.texture) return {-3.0F + 4.0F * detail.texture, kSolid};
  return surroundings(at, 6.0F, detail);
}

Scene::Echo Scene::cavity(const SectionPlace& at, float edge_mm, const Detail& detail) const {
  // Trabeculae: a broken layer on the endocardium, deeper towards the apex.
  const auto level = static_cast<float>(at.height_mm / length_mm_);
  const float layer_mm = trabeculae_mm_ * (1.0F + 2.5F * smooth_step(0.35F, 1.0F, level));
  const float in_layer = smooth_step(-layer_mm, -0.5F * layer_mm, edge_mm);
  float solid = in_layer * smooth_step(-0.9F, 0.7F, detail.texture + 0.7F * detail.grain);
  for (const Muscle& muscle : muscles_) {
    const auto away = static_cast<float>(
        elliptic(at, muscle.centre, muscle.half_width_mm, muscle.half_length_mm));
    solid = std::max(solid, 1.0F - smooth_step(0.6F, 1.1F, away + 0.15F * detail.texture));
  }
  const float side_db = appearance_.wall_db[at.lateral_mm < 0.0 ? 0 : 1];
  const float muscle_db = -2.0F + 0.5F * side_db + 2.0F * detail.grain;
  return {std::lerp(appearance_.blood_db, muscle_db, solid), solid};
}

float Scene::wall_db(const SectionPlace& at, float edge_mm, const Detail& detail) const {
  // The sides meet at the apex.
  const auto level = static_cast<float>(at.height_mm / length_mm_);
  const float side_db = appearance_.wall_db[at.lateral_mm < 0.0 ? 0 : 1];
  return side_db * (1.0F - smooth_step(0.75F, 1.0F, level)) + 3.5F * detail.texture +
         3.0F * detail.grain + 3.0F * std::exp(-edge_mm / 1.5F);
}

Scene::Echo Scene::surroundings(
    const SectionPlace& at, float off_wall_mm, const Detail& detail) const {
  const Appearance& a = appearance_;
  if (a.has_right_heart && at.lateral_mm < 0.0) {
    const double width_mm = a.right_half_width_mm;
    const double from_ventricle = elliptic(at, right_ventricle_, width_mm, 0.5 * length_mm_);
    if (from_ventricle < 1.0) {  // with trabeculae and the moderator band
      return {a.blood_db + 12.0F * smooth_step(0.3F, 1.6F, detail.texture), kBlood};
    }
    if ((from_ventricle - 1.0) * width_mm < 2.0 + detail.texture) {
      return {-2.0F + 4.0F * detail.texture, kSolid};
    }
    const SectionPlace right_atrium{left_mm_ - 0.9 * width_mm, -19.0};
    if (elliptic(at, right_atrium, 0.8 * width_mm, 17.0) < 1.0) {
      return {a.blood_db + 1.5F * detail.texture, kBlood};
    }
  }
  const float off = (off_wall_mm - 1.5F) / (1.8F + 0.4F * detail.texture);
  return {
      a.surround_db + a.pericardium_db * std::exp(-0.5F * off * off) + a.far_db * detail.behind +
          4.0F * detail.organs + 2.0F * detail.texture,
      kSolid};
}

float Scene::valve_db(const SectionPlace& at, const Detail& detail) const {
  if (at.height_mm < -3.0 || at.height_mm > 0.4 * length_mm_) return kSilent_db;
  float level_db = kSilent_db;
  for (const Leaflet& leaflet : leaflets_) {
    const double from_hinge_mm = std::hypot(
        at.lateral_mm - leaflet.hinge.lateral_mm, at.height_mm - leaflet.hinge.height_mm);
    if (from_hinge_mm < 2.0) level_db = std::max(level_db, 3.0F + 2.0F * detail.texture);
    if (segment_mm(at, leaflet.hinge, leaflet.tip) < 0.8) {
      level_db = std::max(level_db, 2.0F + 5.0F * detail.texture);
    }
  }
  return level_db;
}

}  // namespace segnoise::phantom
