#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace segnoise::noise {

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

/// An annotator whose hand drifts: every point of the outline is displaced along its normal, by a
/// Gaussian process along the arc, so that neighbours move together.
///
/// What human tracings look like, where independent jitter does not. The covariance is the squared
/// exponential one of M. Lê et al., "GPSSI: Gaussian Process for Sampling Segmentations of Images",
/// MICCAI 2015, there over the plane, here around the ring.
struct ContourWalk {
  RectifiedNormal spread;    ///< standard deviation of the displacement, drawn per ring
  double correlation = 1.0;  ///< in (0, 10000]: displacements this far apart correlate by e^(-1/2)
  double bias = 0.0;         ///< mean displacement, in [-10000, 10000]: > 0 draws too far out

  bool operator==(const ContourWalk&) const = default;
};

/// Boundary noise by a Markov process on the pixels: in each step the instance grows or shrinks,
/// and of the pixels beside its border, or along it, each changes sides by chance.
///
/// Without the flips of pixels elsewhere (theta3) and the smoothing that the paper adds at the end.
/// Source: J. Yao et al., "Learning to Segment from Noisy Annotations: A Spatial Correction
/// Approach", ICLR 2023.
struct Markov {
  int steps = 0;                  ///< T, in [0, 10000]
  double grow_probability = 0.5;  ///< theta1: of a step that grows, else it shrinks
  double flip_probability = 0.0;  ///< theta2: of a pixel at the border in a step

  bool operator==(const Markov&) const = default;
};

/// An annotator who sees the mitral annulus elsewhere: the base of a left ventricle moves along its
/// long axis, and is tilted about its middle.
///
/// The displacement fades to nothing at the middle of the long axis. Observers disagree most about
/// the base: it is where two tracings of one ventricle part.
/// Source: ours; docs/setups.md.
struct BaseShift {
  double mean = 0.0;            ///< in [-10000, 10000]: > 0 shortens the ventricle
  double sigma = 0.0;           ///< in [0, 10000]; the shift is N(mean, sigma²)
  double tilt_sigma_deg = 0.0;  ///< in [0, 30]; the tilt is N(0, tilt_sigma²), at most 60 degrees

  bool operator==(const BaseShift&) const = default;
};

/// An annotator who draws an instance twice: with some probability a copy is added, displaced in a
/// uniformly random direction. Steps that follow act on the instance, not on the copy.
/// Source: the kinds of errors of D. Bolya et al., "TIDE", ECCV 2020, made by annotators.
struct Duplicate {
  double probability = 0.0;  ///< in [0, 1]
  RectifiedNormal distance;

  bool operator==(const Duplicate&) const = default;
};

/// An annotator who sees what is not there, the counterpart of Deletion: with some probability a
/// copy is added somewhere in the frame, of any category. Steps that follow act on the instance.
/// Source: S. Chadwick, P. Newman, "Training Object Detectors With Noisy Data", IV 2019.
struct Spurious {
  double probability = 0.0;  ///< in [0, 1]

  bool operator==(const Spurious&) const = default;
};

/// Which category takes the place of another.
enum class ConfusionKind : std::uint8_t {
  kSupercategory,  ///< another one of the same supercategory, each as likely
  kSymmetric,      ///< any other one, each as likely
  kAsymmetric,     ///< the next one of the supercategory by id, the first after the last
  kAsymmetricAll,  ///< the next one of all by id, the first after the last
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

/// Source, where none is named: M. Kimhi et al., "Noisy Annotations in Semantic Segmentation",
/// arXiv:2406.10891.
using Operation = std::variant<
    NoOperation,
    Approximation,
    Localization,
    Scale,
    Morphology,
    Shift,
    ContourWalk,
    Markov,
    BaseShift,
    ClassConfusion,
    Deletion,
    Duplicate,
    Spurious>;

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
    ConfusionKind::kAsymmetricAll,
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

}  // namespace segnoise::noise
