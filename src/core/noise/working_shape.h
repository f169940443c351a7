#pragma once

#include "core/noise/instance.h"
#include "core/noise/operations/operation.h"
#include "core/noise/units.h"
#include "core/shape/polygon.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace segnoise::noise {

/// The part of a ring's area that lies in the frame [0, width] x [0, height].
///
/// A ring inside is returned as it is. Of another, every side of the frame cuts off what lies
/// beyond it; its pieces stay joined by edges along the border. Nothing is returned if fewer than 3
/// vertices are left. The pixels that it covers stay the same. Source: I. Sutherland, G. Hodgman,
/// Communications of the ACM 17(1), 32-42 (1974).
[[nodiscard]] shape::Ring clipped(shape::Ring ring, shape::Size size);

/// A shape on its way through a sequence of operations: a mask or an outline, whichever the last
/// one left, turned into the other when the next one asks for it.
class WorkingShape {
 public:
  /// @param outline_step  see DrawnNoise
  /// @param fill_rule     of a polygon
  /// @throws std::invalid_argument  if a mask is not of the frame's size
  WorkingShape(
      const Shape& shape,
      shape::Size size,
      const std::optional<PerAxis>& outline_step,
      FillRule fill_rule = FillRule::kEvenOdd);

  [[nodiscard]] shape::Size size() const { return size_; }

  /// Whether nothing is left: no pixel of a mask, no ring of an outline.
  [[nodiscard]] bool empty() const;

  /// The smallest upright rectangle that holds it; of a shape that is not empty.
  [[nodiscard]] PixelBounds bounds() const;

  /// As a mask, which it becomes if it is none.
  [[nodiscard]] const shape::Mask& mask();
  void set_mask(shape::Mask mask) { shape_ = std::move(mask); }

  /// As rings, which it becomes if it is none. Whoever changes their vertices calls sample() or
  /// make_dense() for each before, and drop_empty_rings() in the end.
  [[nodiscard]] shape::Polygon& outline();

  /// Whether the inside of each ring of the outline is a hole.
  [[nodiscard]] std::vector<bool> holes();

  /// Makes one ring, if it still runs along the edges of pixels, one of vertices an outline step
  /// apart; its corners stay where there is no step.
  void sample(std::size_t ring);

  /// Puts vertices on a ring, close enough for a smooth displacement, on the line where they are:
  /// on the middle of each pixel edge if it still runs along those, else at most so far apart.
  void make_dense(std::size_t ring, double piece_px);

  void drop_empty_rings();

  /// Moves the outline; what leaves the frame is cut off.
  /// @throws std::invalid_argument  if a displacement is not finite
  void move(const PerAxis& by);

  /// Traces and resamples the outline now, for copies of this shape whose vertices will be treated.
  void sample_ahead();

  /// The result: a mask if the shape began as one, else whatever the last operation left. Nothing
  /// if no pixel is left of it.
  [[nodiscard]] std::optional<Instance> as_instance(CategoryId category) &&;

  /// The shape of as_instance(), also if no pixel is left.
  [[nodiscard]] Shape take();

 private:
  [[nodiscard]] shape::Ring sampled(const shape::Ring& traced) const;

  Shape shape_;
  shape::Size size_;
  std::optional<PerAxis> outline_step_;
  FillRule fill_rule_;
  bool began_as_mask_;
  std::vector<bool> is_traced_;  // by ring: it still runs along the edges of pixels
  std::shared_ptr<const shape::Polygon> sampled_ = {};  // what sample() makes of rings, if known
};

}  // namespace segnoise::noise
