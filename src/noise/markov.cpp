#include "noise/markov.h"

#include "random/rng.h"
#include "shape/morphology.h"
#include "shape/runs.h"

namespace segnoise {
namespace {

constexpr Kernel kRow{3, 1};
constexpr Kernel kColumn{1, 3};

Mask outer_border(const Mask& mask) {
  return (dilated(mask, kRow) | dilated(mask, kColumn)) - mask;
}

Mask inner_border(const Mask& mask) { return mask - (eroded(mask, kRow) & eroded(mask, kColumn)); }

/// The pixels that chance picks, one by one.
Mask picked(Mask pixels, double probability, Rng& rng) {
  for (const Run& run : runs(pixels)) {
    for (int x = run.begin; x < run.end; ++x) {
      if (!rng.chance(probability)) pixels.set(x, run.y, false);
    }
  }
  return pixels;
}

}  // namespace

Mask after_markov(Mask mask, const DrawnMarkov& markov) {
  Rng rng(markov.key);
  for (int step = 0; step < markov.steps && !mask.empty(); ++step) {
    if (rng.chance(markov.grow_probability)) {
      mask = mask | picked(outer_border(mask), markov.flip_probability, rng);
    } else {
      mask = mask - picked(inner_border(mask), markov.flip_probability, rng);
    }
  }
  return mask;
}

}  // namespace segnoise
