// What a program of others does with the libraries: a square, the setup "low", and what they share.
#include "core/metrics/overlap.h"
#include "core/noise/corrupt.h"
#include "core/shape/polygon.h"
#include "data/setups/setup_file.h"

#include <cstdio>

using namespace segnoise;

double dice_of_noisy_square() {
  const shape::Grid frame{.size = {128, 128}, .spacing_mm = {1.0, 1.0}};
  const noise::Instance clean{
      .shape = shape::Polygon{{{32.0, 32.0}, {96.0, 32.0}, {96.0, 96.0}, {32.0, 96.0}}}};
  const auto setup = setups::read_setup("low", setups::Scenario::kBenchmark);
  const noise::Outcome noisy =
      noise::corrupt(setup, {.seed = 1, .identity = 7}, clean, frame).outcome;
  if (noisy.fate != noise::Fate::kKept) return 0.0;
  const auto pixels = [&](const noise::Instance& instance) {
    return noise::pixels_of(instance.shape, frame.size, instance.fill_rule);
  };
  return metrics::overlap(pixels(clean), pixels(noisy.instance)).value().dice;
}

int main() {
  const double dice = dice_of_noisy_square();
  std::printf("Dice %.3f\n", dice);
  return dice > 0.8 && dice < 1.0 ? 0 : 1;
}
