#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace segnoise {

/// What the lengths of a setup are counted in; units.h says how they become pixels.
enum class Unit : std::uint8_t {
  kPx,        ///< native pixels
  kPx256,     ///< pixels of a 256 x 256 grid laid over the frame
  kMm,        ///< millimetres
  kRelative,  ///< square roots of the instance's area
};

/// max(0, x) with x ~ N(mean, sigma²). Both lie in [0, 10000].
struct RectifiedNormal {
  double mean = 0.0;
  double sigma = 0.0;

  bool operator==(const RectifiedNormal&) const = default;
};

/// Leaves the instance as it is: an alternative of a one-of step.
struct NoOperation {
  bool operator==(const NoOperation&) const = default;
};

/// An annotator who clicks few vertices: Douglas-Peucker on every ring.
struct Approximation {
  RectifiedNormal tolerance;  ///< drawn per ring

  bool operator==(const Approximation&) const = default;
};

/// An annotator who clicks inexactly: every vertex is displaced by a normal deviate along each
/// axis.
struct Localization {
  RectifiedNormal spread;  ///< standard deviation of the displacement, drawn per ring

  bool operator==(const Localization&) const = default;
};

/// What is done with a rectangular kernel; see shape/morphology.h.
enum class MorphologyKind : std::uint8_t { kDilation, kErosion, kOpening, kClosing };

/// An annotator who draws too far out, or too far in: a fair coin picks dilation or erosion.
struct Scale {
  RectifiedNormal kernel;  ///< side; rounded down to whole units, which 1 or less does nothing

  bool operator==(const Scale&) const = default;
};

/// One kind of morphology, always.
struct Morphology {
  MorphologyKind kind = MorphologyKind::kDilation;
  RectifiedNormal kernel;  ///< as in Scale

  bool operator==(const Morphology&) const = default;
};

/// The whole instance moves in a uniformly random direction.
struct Shift {
  RectifiedNormal distance;

  bool operator==(const Shift&) const = default;
};

/// Which category takes the place of another.
enum class ConfusionKind : std::uint8_t {
  kSupercategory,  ///< another one of the same supercategory, each as likely
  kSymmetric,      ///< any other one, each as likely
  kAsymmetric,     ///< the next one of the supercategory by id, the first after the last
  kMixing,         ///< any one, itself included, each as likely
};

/// An annotator who mistakes one class for another.
struct ClassConfusion {
  ConfusionKind kind = ConfusionKind::kSupercategory;
  double probability = 0.0;  ///< in [0, 1]

  bool operator==(const ClassConfusion&) const = default;
};

/// An annotator who overlooks an instance.
struct Deletion {
  double probability = 0.0;  ///< in [0, 1]

  bool operator==(const Deletion&) const = default;
};

/// Source of all: M. Kimhi et al., "Noisy Annotations in Semantic Segmentation", arXiv:2406.10891.
using Operation = std::variant<
    NoOperation,
    Approximation,
    Localization,
    Scale,
    Morphology,
    Shift,
    ClassConfusion,
    Deletion>;

/// An alternative of a one-of step.
struct Choice {
  double weight = 0.0;  ///< >= 0; chosen with probability weight / sum of weights
  Operation operation;

  bool operator==(const Choice&) const = default;
};

/// Exactly one of these operations is done.
using OneOf = std::vector<Choice>;

/// One thing that happens to an instance.
struct Step {
  std::variant<Operation, OneOf> action;

  /// "ED" or "ES" limits the step to instances of that instant of the heart cycle; "" does not.
  std::string only = {};

  bool operator==(const Step&) const = default;
};

/// A noise model: the steps that each instance goes through, one after the other, all with draws of
/// their own.
struct NoiseSetup {
  std::string name;
  std::string description = {};
  Unit unit = Unit::kPx;
  std::vector<Step> steps = {};

  bool operator==(const NoiseSetup&) const = default;
};

/// All values, in the order of their definition.
inline constexpr std::array kUnits{Unit::kPx, Unit::kPx256, Unit::kMm, Unit::kRelative};
inline constexpr std::array kMorphologyKinds{
    MorphologyKind::kDilation,
    MorphologyKind::kErosion,
    MorphologyKind::kOpening,
    MorphologyKind::kClosing};
inline constexpr std::array kConfusionKinds{
    ConfusionKind::kSupercategory,
    ConfusionKind::kSymmetric,
    ConfusionKind::kAsymmetric,
    ConfusionKind::kMixing};

/// Names as setup files and logs have them: "px256", "opening", "mixing", "class-confusion", ...
[[nodiscard]] std::string_view name_of(Unit unit);
[[nodiscard]] std::string_view name_of(MorphologyKind kind);
[[nodiscard]] std::string_view name_of(ConfusionKind kind);
[[nodiscard]] std::string_view name_of(const Operation& operation);

/// Checks every value of a setup.
///
/// @throws std::invalid_argument  naming the first value that is out of range, by its place in a
/// setup
///         file, with the value and what is accepted: "steps[2].sigma must be in [0, 10000], got
///         -1"
void validate(const NoiseSetup& setup);

}  // namespace segnoise
