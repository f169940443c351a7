#pragma once

#include "core/noise/category_table.h"
#include "core/noise/instance.h"
#include "core/noise/subject.h"
#include "core/noise/units.h"
#include "core/random/rng.h"
#include "core/shape/polygon.h"
#include "core/shape/raster.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the operations of this folder are made of; operations.h lists them, and says what each must
/// have.
namespace segnoise::noise {

class WorkingShape;

/// max(0, x) with x ~ N(mean, sigma²). Both lie in [0, 10000].
struct RectifiedNormal {
  double mean = 0.0;
  double sigma = 0.0;

  bool operator==(const RectifiedNormal&) const = default;
};

[[nodiscard]] double draw_length(const RectifiedNormal& length, random::Rng& rng);

/// The part of a label that an operation gets wrong.
enum class NoiseKind : std::uint8_t {
  kSpatial,   ///< where the instance is: its shape
  kClass,     ///< what it is
  kDeletion,  ///< whether it is labelled at all
  kAddition,  ///< labels of what is not there: duplicates and spurious instances
};

inline constexpr std::array kNoiseKinds{
    NoiseKind::kSpatial, NoiseKind::kClass, NoiseKind::kDeletion, NoiseKind::kAddition};

/// "spatial", "class", "deletion", "addition".
[[nodiscard]] std::string_view name_of(NoiseKind kind);

/// What an operation must know of an instance before it can draw.
enum class Needs : std::uint8_t {
  kNothing,
  kRings,     ///< how many rings its outline has
  kBounds,    ///< where in the frame it lies
  kLongAxis,  ///< the long axis of a left ventricle, which echoes alone have
};

/// The smallest upright rectangle that holds a shape, in pixels.
struct PixelBounds {
  shape::Point low;
  shape::Point high;
};

/// An instance, as an operation that draws sees it.
struct DrawContext {
  PixelScale scale;

  /// Where it is empty, or has no other one to offer, an instance keeps its own.
  const CategoryTable& categories;

  CategoryId category = 0;                   ///< of the instance
  std::size_t ring_count = 0;                ///< for Needs::kRings alone
  std::optional<BaseToApex> long_axis = {};  ///< for Needs::kLongAxis alone
  PixelBounds bounds = {};                   ///< for Needs::kBounds alone
  shape::Size frame = {};                    ///< the same
  Subject subject = {};                      ///< whom is drawn for
};

/// An instance between two operations, but for its shape.
struct LabelInProgress {
  CategoryId category = 0;
  bool deleted = false;
  std::vector<Instance> added = {};  ///< see Outcome
};

/// What a parameter counts.
enum class Quantity : std::uint8_t {
  kLength,      ///< in the unit of the setup
  kKernelSide,  ///< the same; the kernel reaches half as far
  kFraction,    ///< of 1
  kDegrees,
  kCount,  ///< whole
};

/// Whether a parameter makes an operation stronger. What does is 0 where the operation does
/// nothing, and is turned in the viewer, all of an operation in proportion.
enum class Role : std::uint8_t { kStrength, kCharacter };

/// A number of an operation, as setup files have it.
struct Parameter {
  std::string_view key;
  Quantity quantity = Quantity::kLength;
  double least = 0.0;
  double most = 0.0;
  bool without_least = false;            ///< whether it must be greater than that
  bool without_most = false;             ///< whether it must be less
  std::optional<double> otherwise = {};  ///< where a file leaves it out; nothing refuses that
  Role role = Role::kStrength;

  [[nodiscard]] bool holds(double value) const {
    return (without_least ? value > least : value >= least) &&
           (without_most ? value < most : value <= most);
  }

  /// "[0, 10000]", "(0, 10000]", "(-1, 1)".
  [[nodiscard]] std::string range() const;
};

inline constexpr double kGreatestLength = 10000.0;

inline constexpr Parameter kMean{.key = "mean", .most = kGreatestLength};
inline constexpr Parameter kSigma{.key = "sigma", .most = kGreatestLength, .otherwise = 0.0};
inline constexpr Parameter kProbability{
    .key = "probability", .quantity = Quantity::kFraction, .most = 1.0};

/// The same parameter of a kernel.
[[nodiscard]] constexpr Parameter of_kernel(Parameter parameter) {
  parameter.quantity = Quantity::kKernelSide;
  return parameter;
}

/// The same parameter where it does not make the operation stronger.
[[nodiscard]] constexpr Parameter of_character(Parameter parameter) {
  parameter.role = Role::kCharacter;
  return parameter;
}

/// Which numbers a field of the log may have, all of them finite.
enum class Accepts : std::uint8_t { kAll, kNotNegative, kPositive, kFraction };

/// A length in units, to a millionth: units are as coarse as 1 / 50 of themselves matters; of a
/// hundredth of that nobody will tell.
[[nodiscard]] double rounded_units(double length);

/// @throws std::invalid_argument  if there are not as many rings as a draw is for
void require_rings(std::size_t drawn, std::size_t rings);

/// @throws std::invalid_argument  naming the length, if it is not finite and >= 0
void require_length(double length, const char* name);

/// @throws std::invalid_argument  if a unit is not finite and > 0 along both axes
void require_unit(const PerAxis& unit);

}  // namespace segnoise::noise
