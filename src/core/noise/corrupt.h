#pragma once

#include "core/noise/draws.h"
#include "core/noise/instance.h"
#include "core/noise/setup.h"
#include "core/noise/subject.h"
#include "core/shape/raster.h"

#include <memory>

namespace segnoise::noise {

/// An instance after its noise, and what was drawn to make it.
struct NoisyInstance {
  DrawnNoise drawn;
  Outcome outcome;

  bool operator==(const NoisyInstance&) const = default;
};

/// Puts an instance through all steps of a setup.
///
/// Step i draws from Rng(seed, identity, i). Vertex operations (approximation, localization, shift)
/// that follow one another act on one and the same outline, which becomes a mask again only where a
/// morphological operation asks for one, or at the end. What leaves the frame is cut off. An
/// operation that was drawn as 0 leaves the shape untouched. Steps after the deletion or loss of
/// the instance are not drawn.
///
/// @param frame       the grid that the instance lies on
/// @param categories  see draw()
/// @throws std::invalid_argument  if validate() rejects the setup; if a step is limited to an
/// instant
///         and the subject has none; if a mask is not of the frame's size; if the frame is empty or
///         has no spacing; or as draw() does
[[nodiscard]] NoisyInstance corrupt(
    const NoiseSetup& setup,
    const Subject& subject,
    const Instance& instance,
    const shape::Grid& frame,
    const CategoryTable& categories = {});

/// One instance under many draws of one setup.
///
/// Each is what corrupt() gives; what draws have in common, the outline of the clean shape or of
/// what a morphological operation makes of it, is found once. Not to be shared by threads.
class RepeatedNoise {
 public:
  /// @throws std::invalid_argument  as corrupt() does
  RepeatedNoise(NoiseSetup setup, Instance instance, const shape::Grid& frame);
  ~RepeatedNoise();
  RepeatedNoise(const RepeatedNoise&) = delete;
  RepeatedNoise& operator=(const RepeatedNoise&) = delete;
  RepeatedNoise(RepeatedNoise&&) noexcept;
  RepeatedNoise& operator=(RepeatedNoise&&) noexcept;

  /// corrupt(setup, subject, instance, frame, categories).
  [[nodiscard]] NoisyInstance operator()(
      const Subject& subject, const CategoryTable& categories = {});

  struct Stage;

 private:
  NoiseSetup setup_;
  Instance instance_;
  shape::Grid frame_;
  PixelScale scale_;
  std::unique_ptr<Stage> clean_;
};

/// The first half of corrupt(): what chance decides about an instance.
[[nodiscard]] DrawnNoise draw_noise(
    const NoiseSetup& setup,
    const Subject& subject,
    const Instance& instance,
    const shape::Grid& frame,
    const CategoryTable& categories = {});

/// The second half: does what was drawn, without setup, seed or identity.
///
/// @param size  of the frame that the instance lies on
/// @throws std::invalid_argument  if a mask is not of that size; if the draws are for another
/// number of
///         rings than the outline has when their turn comes, or are not values that draw() can give
[[nodiscard]] Outcome apply_noise(
    const DrawnNoise& drawn, const Instance& instance, shape::Size size);

}  // namespace segnoise::noise
