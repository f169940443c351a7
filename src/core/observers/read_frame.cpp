#include "core/observers/read_frame.h"

#include "core/cardiac/long_axis.h"
#include "core/noise/operations/observer.h"
#include "core/observers/observer_fit.h"
#include "core/shape/contours.h"
#include "core/shape/runs.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace segnoise::observers {
namespace {

constexpr std::size_t kPlaces = 128;

/// Millimetres from the middle of the long axis, at equally spaced places around it.
using Distances = std::array<double, kPlaces>;

/// The outline of runs without holes, through the middles of the edges of their pixels.
shape::Ring smooth_outline(const std::vector<shape::Run>& cavity, shape::Size size) {
  shape::Mask mask(size, shape::frame_box(size));
  for (const shape::Run& run : cavity) shape::add_run(mask, run);
  const shape::Ring corners = shape::trace(mask).front();
  shape::Ring middles;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const shape::Point& from = corners[i];
    const shape::Point& to = corners[i + 1 < corners.size() ? i + 1 : 0];
    const double edges = std::abs(to.x - from.x) + std::abs(to.y - from.y);
    for (double at = 0.5; at < edges; at += 1.0) {
      middles.push_back(
          {from.x + (to.x - from.x) * at / edges, from.y + (to.y - from.y) * at / edges});
    }
  }
  return middles;
}

/// Displacements along the axis, linear from base to apex, as noise::observed() makes them: of the
/// base by `base_mm` and `slope` for each mm across the axis, of the apex by `apex_mm`.
using Shift = Eigen::Vector3d;  // base_mm, apex_mm, slope

/// A long axis as the millimetres along it and across.
class AxisFrame {
 public:
  AxisFrame(const cardiac::LongAxis& axis, const shape::Spacing& spacing_mm)
      : base_(axis.base), spacing_(spacing_mm), length_mm_(axis.length_mm) {
    along_ = {
        (axis.apex.x - axis.base.x) * spacing_mm.x_mm / length_mm_,
        (axis.apex.y - axis.base.y) * spacing_mm.y_mm / length_mm_};
  }

  /// Where a place was before a shift.
  [[nodiscard]] noise::PlaceAboutAxis place(const shape::Point& p, const Shift& shift) const {
    const double x = (p.x - base_.x) * spacing_.x_mm;
    const double y = (p.y - base_.y) * spacing_.y_mm;
    const double across = y * along_.x - x * along_.y;
    const double of_base = shift[0] + shift[2] * across;
    const double of_apex = shift[1];
    double along = x * along_.x + y * along_.y;
    if (along <= of_base) {
      along -= of_base;
    } else if (along >= length_mm_ + of_apex) {
      along -= of_apex;
    } else {
      along = (along - of_base) / (1.0 + (of_apex - of_base) / length_mm_);
    }
    return noise::place_about_axis(along, across, length_mm_);
  }

 private:
  shape::Point base_;
  shape::Spacing spacing_;
  double length_mm_;
  shape::Point along_;
};

/// Nothing if the outline does not go around the middle of the axis once.
/// @param shift  is taken back before
std::optional<Distances> distances(
    const shape::Ring& outline, const AxisFrame& axis, const Shift& shift) {
  constexpr double kLongestStep = 0.25;  // of a turn, between neighbouring vertices
  constexpr double kNone = -1.0;
  Distances outermost_mm;
  outermost_mm.fill(kNone);
  double turned = 0.0;
  noise::PlaceAboutAxis from = axis.place(outline.back(), shift);
  for (const shape::Point& vertex : outline) {
    const noise::PlaceAboutAxis to = axis.place(vertex, shift);
    double turn = to.around - from.around;
    turn -= std::round(turn);
    if (std::abs(turn) > kLongestStep) return std::nullopt;
    turned += turn;
    const double first = std::min(from.around, from.around + turn) * kPlaces;
    const double last = std::max(from.around, from.around + turn) * kPlaces;
    for (double place = std::ceil(first); place <= last && turn != 0.0; place += 1.0) {
      const double part = (place / kPlaces - from.around) / turn;
      const auto wrapped = static_cast<std::int64_t>(place) + static_cast<std::int64_t>(kPlaces);
      double& distance_mm = outermost_mm[static_cast<std::size_t>(wrapped) % kPlaces];
      distance_mm = std::max(distance_mm, from.distance + part * (to.distance - from.distance));
    }
    from = to;
  }
  const bool goes_around = std::abs(std::abs(turned) - 1.0) < 0.5 &&
                           std::ranges::none_of(outermost_mm, [](double d) { return d <= 0.0; });
  if (!goes_around) return std::nullopt;
  return outermost_mm;
}

Waves waves_of(const Distances& around) {
  Waves waves{};
  for (std::size_t j = 0; j < kPlaces; ++j) {
    waves[0] += around[j] / kPlaces;
    for (std::size_t k = 1; k <= kWaveCount; ++k) {
      const double angle = 2.0 * std::numbers::pi * static_cast<double>(k * j) / kPlaces;
      waves[2 * k - 1] += 2.0 * around[j] * std::cos(angle) / kPlaces;
      waves[2 * k] += 2.0 * around[j] * std::sin(angle) / kPlaces;
    }
  }
  return waves;
}

using WaveVector = Eigen::Matrix<double, std::tuple_size_v<Waves>, 1>;
using Effects = Eigen::Matrix<double, std::tuple_size_v<Waves>, 3>;  // of a shift, by its parts

std::optional<WaveVector> waves_of(
    const shape::Ring& outline, const AxisFrame& axis, const Shift& shift) {
  const auto distances_mm = distances(outline, axis, shift);
  if (!distances_mm) return std::nullopt;
  const Waves waves = waves_of(*distances_mm);
  return WaveVector(Eigen::Map<const WaveVector>(waves.data()));
}

/// What shifts do to an outline to which one has been done already.
std::optional<Effects> effects_on(
    const shape::Ring& outline, const AxisFrame& axis, const Shift& shift) {
  const Shift steps{2.0, 2.0, 0.1};
  Effects effects;
  for (int part = 0; part < 3; ++part) {
    const Shift step = steps[part] * Shift::Unit(part);
    const auto less = waves_of(outline, axis, shift - step);
    const auto more = waves_of(outline, axis, shift + step);
    if (!less || !more) return std::nullopt;
    effects.col(part) = (*less - *more) / (2.0 * steps[part]);
  }
  return effects;
}

/// A shift that explains displacements, by and large: of usual ones the likeliest. Effects are
/// taken there, as they are not the same for large shifts as for small ones.
Shift usual_shift(const WaveVector& displacement, const Effects& effects, double around_mm) {
  constexpr double kSpreadMm = 1.5;
  constexpr double kCorrelationMm = 18.0;
  constexpr double kPixelsMm = 0.05;
  const Shift sigma{3.0, 2.0, 0.12};
  const Waves process = wave_variances(kCorrelationMm / around_mm);
  const WaveVector weights =
      (kSpreadMm * kSpreadMm * Eigen::Map<const WaveVector>(process.data()).array() +
       kPixelsMm * kPixelsMm)
          .inverse();
  Eigen::Matrix3d information = effects.transpose() * weights.asDiagonal() * effects;
  information.diagonal() += sigma.cwiseAbs2().cwiseInverse();
  return information.ldlt().solve(effects.transpose() * weights.asDiagonal() * displacement);
}

Waves array_of(const WaveVector& waves) {
  Waves array{};
  WaveVector::Map(array.data()) = waves;
  return array;
}

/// The pixels that at least half of the readers took.
shape::Mask taken_by_half(const std::vector<std::vector<shape::Run>>& cavities, shape::Size size) {
  std::vector<std::size_t> votes(size.pixel_count(), 0);
  shape::Mask taken(size, shape::frame_box(size));
  for (const auto& cavity : cavities) {
    for (const shape::Run& run : cavity) {
      for (int x = run.begin; x < run.end; ++x) {
        const auto pixel = static_cast<std::size_t>(run.y) * static_cast<std::size_t>(size.width) +
                           static_cast<std::size_t>(x);
        if (2 * ++votes[pixel] >= cavities.size()) taken.set(x, run.y);
      }
    }
  }
  return taken;
}

}  // namespace

std::optional<OutlineWaves> outline_waves(
    std::span<const shape::Mask> readings,
    const shape::Mask* reference,
    const shape::Spacing& spacing_mm) {
  if (readings.empty()) throw std::invalid_argument("there must be at least one reading, got 0");
  shape::require_spacing(spacing_mm);
  const shape::Size size = readings.front().size();
  std::vector<std::vector<shape::Run>> cavities;
  for (const shape::Mask& reading : readings) {
    if (!(reading.size() == size) || (reference != nullptr && !(reference->size() == size))) {
      throw std::invalid_argument("all readings of a frame must have its size");
    }
    cavities.push_back(cardiac::cavity_runs(reading));
    if (cavities.back().empty()) return std::nullopt;
  }
  const std::vector<shape::Run> middle =
      cardiac::cavity_runs(reference != nullptr ? *reference : taken_by_half(cavities, size));
  const auto long_axis = cardiac::long_axis(middle, spacing_mm);
  if (!long_axis) return std::nullopt;
  const AxisFrame axis(*long_axis, spacing_mm);

  OutlineWaves found{.around_mm = noise::stadium_length() * long_axis->length_mm};

  std::vector<shape::Ring> outlines;
  outlines.reserve(cavities.size());
  for (const auto& cavity : cavities) outlines.push_back(smooth_outline(cavity, size));
  std::optional<WaveVector> truth;
  if (reference != nullptr) {
    truth = waves_of(smooth_outline(middle, size), axis, Shift::Zero());
    if (!truth) return std::nullopt;
  }
  const auto count = static_cast<double>(outlines.size());
  std::vector<Shift> shifts(outlines.size(), Shift::Zero());
  std::vector<WaveVector> displacements(outlines.size());
  Effects effects;
  constexpr int kRounds = 3;
  for (int round = 0; round < kRounds; ++round) {
    effects.setZero();
    for (std::size_t r = 0; r < outlines.size(); ++r) {
      const auto distances_mm = waves_of(outlines[r], axis, shifts[r]);
      const auto of_one = effects_on(outlines[r], axis, shifts[r]);
      if (!distances_mm || !of_one) return std::nullopt;
      displacements[r] = *distances_mm;
      effects += *of_one / count;
    }
    WaveVector mean = WaveVector::Zero();
    for (std::size_t r = 0; r < outlines.size(); ++r) {
      displacements[r] += effects * shifts[r];
      mean += displacements[r] / count;
    }
    for (std::size_t r = 0; r < outlines.size(); ++r) {
      displacements[r] -= truth.value_or(mean);
      shifts[r] = usual_shift(displacements[r], effects, found.around_mm);
    }
  }
  found.base = array_of(effects.col(0));
  found.apex = array_of(effects.col(1));
  found.tilt = array_of(effects.col(2));
  for (const WaveVector& displacement : displacements) {
    found.readings.push_back(array_of(displacement));
  }
  return found;
}

}  // namespace segnoise::observers
