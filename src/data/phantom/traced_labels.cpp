#include "data/phantom/traced_labels.h"

#include "core/cardiac/long_axis.h"
#include "core/noise/corrupt.h"
#include "core/random/rng.h"
#include "core/shape/contours.h"
#include "core/shape/label_map.h"
#include "core/shape/rasterise.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <utility>
#include <variant>

namespace segnoise::phantom {
namespace {

/// A place in mm along and across the long axis, from its base towards the apex.
struct AxisFrame {
  AxisFrame(const noise::BaseToApex& axis, const shape::Spacing& spacing_mm)
      : base_(axis.base), spacing_mm_(spacing_mm) {
    const double x_mm = (axis.apex.x - axis.base.x) * spacing_mm.x_mm;
    const double y_mm = (axis.apex.y - axis.base.y) * spacing_mm.y_mm;
    length_mm = std::hypot(x_mm, y_mm);
    along_ = {x_mm / length_mm, y_mm / length_mm};
  }

  [[nodiscard]] shape::Point place(const shape::Point& p) const {
    const double x_mm = (p.x - base_.x) * spacing_mm_.x_mm;
    const double y_mm = (p.y - base_.y) * spacing_mm_.y_mm;
    return {x_mm * along_.x + y_mm * along_.y, y_mm * along_.x - x_mm * along_.y};
  }

  /// A direction along and across the axis, as pixels for a millimetre.
  [[nodiscard]] shape::Point direction(const shape::Point& d) const {
    return {
        (d.x * along_.x - d.y * along_.y) / spacing_mm_.x_mm,
        (d.x * along_.y + d.y * along_.x) / spacing_mm_.y_mm};
  }

  double length_mm = 0.0;

 private:
  shape::Point base_;
  shape::Spacing spacing_mm_;
  shape::Point along_;
};

/// The gray of the pixel that a place lies in; of the nearest one outside the image.
double gray_at(const shape::Image& image, const shape::Point& p) {
  const auto index = [](double at, int size) {
    return std::clamp(static_cast<int>(std::floor(at)), 0, size - 1);
  };
  return image(index(p.x, image.width()), index(p.y, image.height()));
}

/// The middles of the pixel edges that a traced ring runs along, which enclose the same pixels.
shape::Ring edge_middles(const shape::Ring& traced) {
  shape::Ring middles;
  for (std::size_t i = 0; i < traced.size(); ++i) {
    const shape::Point& from = traced[i];
    const shape::Point& to = traced[(i + 1) % traced.size()];
    const double pixels = std::abs(to.x - from.x) + std::abs(to.y - from.y);
    for (double at = 0.5; at < pixels; ++at) {
      const double part = at / pixels;
      middles.push_back({from.x + part * (to.x - from.x), from.y + part * (to.y - from.y)});
    }
  }
  return middles;
}

/// Means over the neighbours of each value around a ring, `reach` to either side.
std::vector<double> averaged(const std::vector<double>& values, std::size_t reach) {
  std::vector<double> means(values.size());
  const std::size_t count = std::min(2 * reach + 1, values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    double sum = 0.0;
    for (std::size_t k = 0; k < count; ++k) {
      sum += values[(i + values.size() - count / 2 + k) % values.size()];
    }
    means[i] = sum / static_cast<double>(count);
  }
  return means;
}

}  // namespace

std::vector<double> hidden_share(
    const shape::Ring& outline, const shape::Image& image, const noise::BaseToApex& axis) {
  constexpr double kReach_mm = 5.0;
  constexpr int kSteps = 10;
  constexpr double kSeenFrom = 20.0;  // levels of gray
  constexpr double kAnnulus = 0.1;    // of the axis
  const shape::Spacing& spacing_mm = image.spacing_mm();
  const AxisFrame frame(axis, spacing_mm);
  std::vector<double> hidden;
  for (const shape::Point& p : outline) {
    const shape::Point at = frame.place(p);
    if (at.x < kAnnulus * frame.length_mm) {
      hidden.push_back(0.0);
      continue;
    }
    const auto place = noise::place_about_axis(at.x, at.y, frame.length_mm);
    const shape::Point outward = frame.direction(place.outward);
    double contrast = 0.0;
    for (int step = 0; step < kSteps; ++step) {
      const double by_mm = (step + 0.5) * kReach_mm / kSteps;
      contrast += gray_at(image, {p.x + by_mm * outward.x, p.y + by_mm * outward.y}) -
                  gray_at(image, {p.x - by_mm * outward.x, p.y - by_mm * outward.y});
    }
    hidden.push_back(1.0 - std::clamp(contrast / kSteps / kSeenFrom, 0.0, 1.0));
  }
  const double around_mm = shape::perimeter(outline, spacing_mm);
  const auto reach = around_mm > 0.0
                         ? std::lround(kReach_mm / around_mm * static_cast<double>(outline.size()))
                         : 0;
  return averaged(hidden, static_cast<std::size_t>(reach));
}

shape::LabelMap traced_labels(const shape::LabelledImage& frame, const noise::DrawnObserver& hand) {
  const shape::Mask cavity = shape::mask_of(frame.labels, cardiac::kLeftVentricle);
  shape::Polygon outline = shape::trace(cavity);
  for (shape::Ring& ring : outline) {
    ring = edge_middles(ring);
    const std::vector<double> hidden = hidden_share(ring, frame.image, hand.axis);
    const shape::Ring guessed = noise::observed(ring, hand);
    for (std::size_t i = 0; i < ring.size(); ++i) {
      ring[i].x += hidden[i] * (guessed[i].x - ring[i].x);
      ring[i].y += hidden[i] * (guessed[i].y - ring[i].y);
    }
  }
  const shape::Size size = cavity.size();
  return shape::with_structure(
      frame.labels,
      cardiac::kLeftVentricle,
      shape::rasterise(shape::clamped(std::move(outline), size), size));
}

void trace_labels(cardiac::Patient& patient, const noise::NoiseSetup& hand, std::uint64_t seed) {
  for (const cardiac::View view : cardiac::kViews) {
    const auto quality = patient.quality.at(static_cast<std::size_t>(view));
    for (const cardiac::Instant instant : cardiac::kInstants) {
      auto& frame = patient.frames(view, instant);
      if (!frame) continue;
      const shape::Mask cavity = shape::mask_of(frame->labels, cardiac::kLeftVentricle);
      const auto axis =
          cardiac::long_axis(cardiac::cavity_runs(cavity), frame->labels.spacing_mm());
      if (!axis) continue;
      const noise::Subject subject{
          .seed = seed,
          .instant = cardiac::name_of(instant),
          .reading = noise::Reading{
              .patient = random::identity_of(patient.id + "/traced"),
              .observer = random::identity_of("tracing observer"),
              .view = cardiac::name_of(view),
              .quality = quality ? cardiac::name_of(*quality) : ""}};
      const noise::DrawnNoise drawn = noise::draw_noise(
          hand,
          subject,
          {.shape = cavity,
           .category = cardiac::kLeftVentricle,
           .long_axis = noise::BaseToApex{axis->base, axis->apex}},
          frame->labels.grid());
      const auto* of_hand = drawn.draws.size() == 1
                                ? std::get_if<noise::DrawnObserver>(&drawn.draws.front())
                                : nullptr;
      if (of_hand == nullptr) {
        throw std::invalid_argument(
            "setup " + hand.name + " must have one step for each instant, an observer");
      }
      frame->labels = traced_labels(*frame, *of_hand);
    }
  }
}

}  // namespace segnoise::phantom
