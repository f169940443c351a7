#include "core/noise/operations/observer.h"

#include "core/noise/portable_math.h"
#include "core/noise/working_shape.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <stdexcept>
#include <string>
#include <utility>

namespace segnoise::noise {
namespace {

constexpr double kMiddleBegin = 0.3;  // of the axis, from the base
constexpr double kMiddleEnd = 0.7;
constexpr double kRadius = kMiddleBegin;  // so that the stadium runs through base and apex

double square(double x) { return x * x; }

[[noreturn]] void refuse(const std::string& what, std::string_view got) {
  throw std::invalid_argument("observer needs " + what + ", got \"" + std::string(got) + '"');
}

/// Whether a frame is the second of two, by name.
bool is_second(
    std::string_view name, const std::array<std::string_view, 2>& names, const char* what) {
  if (name == names[0]) return false;
  if (name == names[1]) return true;
  refuse(std::string(what) + ' ' + std::string(names[0]) + " or " + std::string(names[1]), name);
}

/// Standard normals of one frame of a reading, in their order: those of the four frames are mixed
/// of four independent sequences by the Cholesky factor of [1 ρ; ρ 1] ⊗ [1 ρ'; ρ' 1].
class FrameNormals {
 public:
  FrameNormals(const Subject& subject, const Observer& observer) {
    const auto row = [](double correlation, bool is_of_second) {
      return is_of_second ? std::array{correlation, std::sqrt(1.0 - square(correlation))}
                          : std::array{1.0, 0.0};
    };
    const auto of_view = row(
        observer.view_correlation, is_second(subject.reading->view, {"2CH", "4CH"}, "the view"));
    const auto of_instant =
        row(observer.instant_correlation, is_second(subject.instant, {"ED", "ES"}, "the instant"));
    for (std::uint32_t term = 0; term < 4; ++term) {
      const double weight = of_view[term / 2] * of_instant[term % 2];
      if (weight == 0.0) continue;
      terms_.push_back({weight, random::Rng(subject.seed, subject.reading->patient, term)});
    }
  }

  [[nodiscard]] double next() {
    double sum = 0.0;
    for (auto& [weight, rng] : terms_) sum += weight * rng.normal();
    return sum;
  }

 private:
  struct Term {
    double weight;
    random::Rng rng;
  };
  std::vector<Term> terms_;
};

double factor_of(std::string_view quality, const Observer& observer) {
  if (quality == "Good" || quality.empty()) return 1.0;
  if (quality == "Medium") return observer.medium_factor;
  if (quality == "Poor") return observer.poor_factor;
  refuse("a quality of Good, Medium, Poor or none", quality);
}

/// What belongs to the observer and to the reading, not to the frame.
struct Hand {
  double bias = 0.0;
  double factor = 1.0;  ///< of all that spreads
};

Hand hand_of(const Subject& subject, const Observer& observer) {
  constexpr std::uint32_t kReadingStream = 4;  // after those of FrameNormals
  const Reading& reading = *subject.reading;
  random::Rng of_observer(subject.seed, reading.observer);
  random::Rng of_reading(subject.seed, reading.patient, kReadingStream);
  Hand hand{.bias = observer.bias + observer.observer_bias_sigma * of_observer.normal()};
  hand.factor = std::max(0.0, 1.0 + observer.observer_variation * of_observer.normal()) *
                std::max(0.0, 1.0 + observer.reading_variation * of_reading.normal()) *
                factor_of(reading.quality, observer);
  return hand;
}

/// The length of the axis in units, in a frame.
double length_of(const BaseToApex& axis, const PerAxis& unit) {
  return std::sqrt(
      square((axis.apex.x - axis.base.x) / unit.x_px) +
      square((axis.apex.y - axis.base.y) / unit.y_px));
}

/// Σ of waves at a place around the ventricle, by Clenshaw's recurrence.
double displacement_at(double around, const std::vector<double>& waves) {
  if (waves.empty()) return 0.0;
  const shape::Point turn = on_unit_circle(around);
  double cosines = 0.0;  // of waves k and more, as the recurrence has them
  double cosines_next = 0.0;
  double sines = 0.0;
  double sines_next = 0.0;
  for (std::size_t k = waves.size() / 2; k >= 1; --k) {
    const double cosine = waves[2 * k - 1] + 2.0 * turn.x * cosines - cosines_next;
    cosines_next = std::exchange(cosines, cosine);
    const double sine = waves[2 * k] + 2.0 * turn.x * sines - sines_next;
    sines_next = std::exchange(sines, sine);
  }
  return waves[0] + turn.x * cosines - cosines_next + turn.y * sines;
}

}  // namespace

double stadium_length() { return 2.0 * (kMiddleEnd - kMiddleBegin + kRadius * std::numbers::pi); }

std::vector<double> wave_amplitudes(double correlation) {
  constexpr double kMostWaves = 64.0;
  constexpr double kDecays = 9.21;  // ln 1e4
  // λ_k is in proportion to exp(-2 (π k correlation)²).
  const auto decays = [](double turns) { return 2.0 * square(std::numbers::pi * turns); };
  const double longest = std::sqrt(kDecays / decays(1.0));
  const double clamped = std::max(correlation, longest / kMostWaves);
  const auto waves = static_cast<std::size_t>(std::min(kMostWaves, longest / clamped));
  std::vector<double> variances;
  double sum = 0.0;
  for (std::size_t k = 0; k <= waves; ++k) {
    // Of a wave around the circle there are a cosine and a sine, which share its variance.
    variances.push_back((k == 0 ? 1.0 : 2.0) * decay(decays(static_cast<double>(k) * clamped)));
    sum += variances.back();
  }
  for (double& variance : variances) variance = std::sqrt(variance / sum);
  return variances;
}

DrawnObserver Observer::draw(const DrawContext& context, random::Rng& /*rng*/) const {
  if (!context.long_axis || !context.subject.reading) {
    throw std::invalid_argument(
        "observer needs a left ventricle with its long axis in a reading of a patient, got none");
  }
  constexpr double kGreatestTilt_deg = 60.0;
  const PerAxis unit = context.scale.unit();
  const auto& [base, apex] = *context.long_axis;
  const Hand hand = hand_of(context.subject, *this);
  FrameNormals normals(context.subject, *this);
  DrawnObserver drawn{
      .base_by = rounded_units(hand.factor * base_sigma * normals.next()),
      .apex_by = rounded_units(hand.factor * apex_sigma * normals.next()),
      .unit = unit,
      .axis = {{rounded_px(base.x), rounded_px(base.y)}, {rounded_px(apex.x), rounded_px(apex.y)}}};
  const double tilt_deg = std::clamp(
      hand.factor * tilt_sigma_deg * normals.next(), -kGreatestTilt_deg, kGreatestTilt_deg);
  drawn.slope = rounded_units(std::tan(tilt_deg * std::numbers::pi / 180.0));

  const double around = stadium_length() * length_of(drawn.axis, unit);
  const double strength = hand.factor * spread;
  for (const double amplitude : wave_amplitudes(correlation / around)) {
    const bool is_mean = drawn.waves.empty();
    const double wave = strength * amplitude;
    drawn.waves.push_back(rounded_units((is_mean ? hand.bias : 0.0) + wave * normals.next()));
    if (!is_mean) drawn.waves.push_back(rounded_units(wave * normals.next()));
  }
  return drawn;
}

bool DrawnObserver::acts(CategoryId /*before*/) const {
  return base_by != 0.0 || apex_by != 0.0 || slope != 0.0 ||
         std::ranges::any_of(waves, [](double wave) { return wave != 0.0; });
}

void DrawnObserver::apply(WorkingShape& shape) const {
  require_unit(unit);
  const bool is_finite =
      std::isfinite(base_by) && std::isfinite(apex_by) && std::isfinite(slope) &&
      std::ranges::all_of(waves, [](double wave) { return std::isfinite(wave); });
  if (!is_finite || (waves.size() % 2 == 0 && !waves.empty())) {
    throw std::invalid_argument("an observer must have finite displacements, two for each wave");
  }
  if (!acts(0)) return;
  shape::Polygon& rings = shape.outline();
  for (std::size_t i = 0; i < rings.size(); ++i) {
    shape.make_dense(i, 1.0);
    rings[i] = clipped(observed(std::move(rings[i]), *this), shape.size());
  }
  shape.drop_empty_rings();
}

PlaceAboutAxis place_about_axis(double along, double across, double length) {
  const double middle_end = kMiddleEnd * length;
  const double middle_begin = kMiddleBegin * length;
  PlaceAboutAxis place{.foot = {std::clamp(along, middle_begin, middle_end), 0.0}};
  const double beyond = along - place.foot.x;
  place.distance = std::sqrt(square(beyond) + square(across));
  place.outward = place.distance > 0.0
                      ? shape::Point{beyond / place.distance, across / place.distance}
                      : shape::Point{0.0, 1.0};
  // Along the stadium from the apex, in lengths of the axis.
  const double half = stadium_length() / 2.0;
  double from_apex = kRadius * std::numbers::pi / 2.0 + (middle_end - along) / length;
  if (beyond > 0.0) from_apex = kRadius * angle_of(beyond, std::abs(across));
  if (beyond < 0.0) from_apex = half - kRadius * angle_of(-beyond, std::abs(across));
  const double one_side = std::clamp(0.5 * from_apex / half, 0.0, 0.5);
  place.around = across < 0.0 ? 1.0 - one_side : one_side;
  return place;
}

shape::Ring observed(shape::Ring ring, const DrawnObserver& drawn) {
  constexpr double kLeastPart = 0.1;
  constexpr double kGreatestPart = 0.45;
  const auto& [base, apex] = drawn.axis;
  const PerAxis& unit = drawn.unit;
  const double length = length_of(drawn.axis, unit);
  if (!(length > 0.0)) throw std::invalid_argument("base and apex must not be one point");
  const shape::Point axis{
      (apex.x - base.x) / unit.x_px / length, (apex.y - base.y) / unit.y_px / length};
  const auto within_part = [length](double by) {
    return std::clamp(by, -kGreatestPart * length, kGreatestPart * length);
  };
  for (shape::Point& p : ring) {
    const double x = (p.x - base.x) / unit.x_px;
    const double y = (p.y - base.y) / unit.y_px;
    const PlaceAboutAxis place =
        place_about_axis(x * axis.x + y * axis.y, y * axis.x - x * axis.y, length);
    const double distance = std::max(
        place.distance + displacement_at(place.around, drawn.waves), kLeastPart * place.distance);
    double along = place.foot.x + distance * place.outward.x;
    const double across = distance * place.outward.y;
    const double from_base = std::clamp(along / length, 0.0, 1.0);
    along += (1.0 - from_base) * within_part(drawn.base_by + drawn.slope * across) +
             from_base * within_part(drawn.apex_by);
    p.x = base.x + (along * axis.x - across * axis.y) * unit.x_px;
    p.y = base.y + (along * axis.y + across * axis.x) * unit.y_px;
  }
  return ring;
}

}  // namespace segnoise::noise
