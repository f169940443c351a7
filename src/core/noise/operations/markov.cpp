#include "core/noise/operations/markov.h"

#include "core/noise/working_shape.h"
#include "core/shape/morphology.h"
#include "core/shape/runs.h"

#include <stdexcept>

namespace segnoise::noise {
namespace {

constexpr shape::Kernel kRow{3, 1};
constexpr shape::Kernel kColumn{1, 3};

shape::Mask outer_border(const shape::Mask& mask) {
  return (shape::dilated(mask, kRow) | shape::dilated(mask, kColumn)) - mask;
}

shape::Mask inner_border(const shape::Mask& mask) {
  return mask - (eroded(mask, kRow) & eroded(mask, kColumn));
}

/// The pixels that chance picks, one by one.
shape::Mask picked(shape::Mask pixels, double probability, random::Rng& rng) {
  for (const shape::Run& run : shape::runs(pixels)) {
    for (int x = run.begin; x < run.end; ++x) {
      if (!rng.chance(probability)) pixels.set(x, run.y, false);
    }
  }
  return pixels;
}

}  // namespace

DrawnMarkov Markov::draw(const DrawContext& /*context*/, random::Rng& rng) const {
  return {steps, grow_probability, flip_probability, rng.bits64()};
}

void DrawnMarkov::apply(WorkingShape& shape) const {
  const auto is_probability = [](double p) { return p >= 0.0 && p <= 1.0; };
  if (steps < 0 || !is_probability(grow_probability) || !is_probability(flip_probability)) {
    throw std::invalid_argument("a Markov process needs steps >= 0 and probabilities in [0, 1]");
  }
  if (steps > 0 && flip_probability > 0.0) shape.set_mask(after_markov(shape.mask(), *this));
}

shape::Mask after_markov(shape::Mask mask, const DrawnMarkov& markov) {
  random::Rng rng(markov.key);
  for (int step = 0; step < markov.steps && !mask.empty(); ++step) {
    if (rng.chance(markov.grow_probability)) {
      mask = mask | picked(outer_border(mask), markov.flip_probability, rng);
    } else {
      mask = mask - picked(inner_border(mask), markov.flip_probability, rng);
    }
  }
  return mask;
}

}  // namespace segnoise::noise
