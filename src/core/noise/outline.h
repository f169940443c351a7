#pragma once

#include "core/noise/draws.h"
#include "core/noise/instance.h"
#include "core/shape/polygon.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace segnoise::noise {

/// A ring whose vertices have each been moved by independent normal deviates; see DrawnJitter.
///
/// @param ring_index  the place of the ring in its polygon
[[nodiscard]] shape::Ring jittered(
    shape::Ring ring, const PerAxis& spread, std::uint64_t key, std::uint64_t ring_index);

/// The part of a ring's area that lies in the frame [0, width] x [0, height].
///
/// A ring inside is returned as it is. Of another, every side of the frame cuts off what lies
/// beyond it; its pieces stay joined by edges along the border. Nothing is returned if fewer than 3
/// vertices are left. The pixels that it covers stay the same. Source: I. Sutherland, G. Hodgman,
/// Communications of the ACM 17(1), 32-42 (1974).
[[nodiscard]] shape::Ring clipped(shape::Ring ring, shape::Size size);

/// A ring after a displacement of its base; see DrawnBaseShift. The displacement is full at the
/// base and beyond, and fades to nothing at the middle of the axis; it is at most 9 / 10 of the way
/// there, so that nothing folds over.
/// @throws std::invalid_argument  if base and apex are one point
[[nodiscard]] shape::Ring base_shifted(shape::Ring ring, const DrawnBaseShift& shift);

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

  /// Number of rings of the outline.
  [[nodiscard]] std::size_t ring_count() { return outline().size(); }

  /// Whether nothing is left: no pixel of a mask, no ring of an outline.
  [[nodiscard]] bool empty() const;

  /// Each does what was drawn.
  /// @throws std::invalid_argument  as apply_noise() does
  void apply(const DrawnTolerances& tolerances);
  void apply(const DrawnJitter& jitter);
  void apply(const DrawnMorphology& morphology);
  void apply(const DrawnShift& shift);
  void apply(const DrawnWalk& walk);
  void apply(const DrawnMarkov& markov);
  void apply(const DrawnBaseShift& shift);

  /// Traces and resamples the outline now, for copies of this shape whose vertices will be treated.
  void sample_ahead();

  /// The smallest upright rectangle that holds it; of a shape that is not empty.
  [[nodiscard]] PixelBounds bounds() const;

  /// Of its rings, if it has some.
  [[nodiscard]] FillRule fill_rule() const { return fill_rule_; }

  /// The result: a mask if the shape began as one, else whatever the last operation left.
  [[nodiscard]] Shape take();

 private:
  [[nodiscard]] shape::Polygon& outline();
  [[nodiscard]] const shape::Mask& mask();
  [[nodiscard]] shape::Ring sampled(const shape::Ring& traced) const;
  void sample(std::size_t ring);
  void make_dense(std::size_t ring, double piece_px);
  void drop_empty_rings();

  Shape shape_;
  shape::Size size_;
  std::optional<PerAxis> outline_step_;
  FillRule fill_rule_;
  bool began_as_mask_;
  std::vector<bool> is_traced_;  // by ring: it still runs along the edges of pixels
  std::shared_ptr<const shape::Polygon> sampled_ =
      {};  // what sample() will make of each ring, if known
};

}  // namespace segnoise::noise
