#include "core/shape/resample.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace segnoise::shape {
namespace {

void require_pixels(Size size, const std::string& name) {
  if (size.width < 1 || size.height < 1) {
    throw std::invalid_argument(name + " must be at least 1 x 1, got " + size_text(size));
  }
}

/// The grid of another size over the same field of view.
Grid resized(const Grid& grid, Size size) {
  return {
      size,
      {grid.spacing_mm.x_mm * grid.size.width / size.width,
       grid.spacing_mm.y_mm * grid.size.height / size.height}};
}

/// How one new pixel is made from neighbouring old ones along one axis.
struct Taps {
  std::size_t first = 0;
  std::vector<double> weights;  ///< of the old pixels from the first on; they add up to 1
};

/// The mean over the area of new pixel i, in old pixels.
Taps mean_taps(int i, int from, int to) {
  const double begin = static_cast<double>(i) * from / to;
  const double end = static_cast<double>(i + 1) * from / to;
  const int first = std::min(static_cast<int>(begin), from - 1);
  Taps taps{static_cast<std::size_t>(first), {}};
  for (int old = first; old < from && old < end; ++old) {
    const double overlap = std::min(end, old + 1.0) - std::max(begin, static_cast<double>(old));
    taps.weights.push_back(overlap / (end - begin));
  }
  return taps;
}

/// The value at the centre of new pixel i, interpolated.
Taps linear_taps(int i, int from, int to) {
  const double centre = std::clamp((i + 0.5) * from / to - 0.5, 0.0, from - 1.0);
  const int first = static_cast<int>(centre);
  const double part = centre - first;
  Taps taps{static_cast<std::size_t>(first), {1.0 - part}};
  if (part > 0.0) taps.weights.push_back(part);
  return taps;
}

std::vector<Taps> taps_along(int from, int to) {
  std::vector<Taps> taps;
  taps.reserve(static_cast<std::size_t>(to));
  for (int i = 0; i < to; ++i) {
    taps.push_back(from > to ? mean_taps(i, from, to) : linear_taps(i, from, to));
  }
  return taps;
}

/// The old pixel under the centre of new pixel i.
int under_centre(int i, int from, int to) {
  return static_cast<int>((2 * std::int64_t{i} + 1) * from / (2 * std::int64_t{to}));
}

}  // namespace

Image resampled(const Image& image, Size size) {
  require_pixels(image.size(), "image");
  require_pixels(size, "size");
  const auto across = taps_along(image.width(), size.width);
  const auto down = taps_along(image.height(), size.height);

  // Rows first: each old row at its new width.
  Raster<double> wide(Grid{{size.width, image.height()}, {}});
  for (int y = 0; y < image.height(); ++y) {
    const auto from = image.row(y);
    std::ranges::transform(across, wide.row(y).begin(), [&](const Taps& taps) {
      double sum = 0.0;
      for (std::size_t i = 0; i < taps.weights.size(); ++i) {
        sum += taps.weights[i] * static_cast<double>(from[taps.first + i]);
      }
      return sum;
    });
  }

  Image result(resized(image.grid(), size));
  std::vector<double> sums(static_cast<std::size_t>(size.width));
  for (int y = 0; y < size.height; ++y) {
    const Taps& taps = down[static_cast<std::size_t>(y)];
    std::ranges::fill(sums, 0.0);
    for (std::size_t i = 0; i < taps.weights.size(); ++i) {
      const auto from = wide.row(static_cast<int>(taps.first + i));
      for (std::size_t x = 0; x < sums.size(); ++x) sums[x] += taps.weights[i] * from[x];
    }
    std::ranges::transform(
        sums, result.row(y).begin(), [](double sum) { return static_cast<float>(sum); });
  }
  return result;
}

LabelMap resampled(const LabelMap& labels, Size size) {
  require_pixels(labels.size(), "labels");
  require_pixels(size, "size");
  LabelMap result(resized(labels.grid(), size));
  std::vector<std::size_t> columns;
  columns.reserve(static_cast<std::size_t>(size.width));
  for (int x = 0; x < size.width; ++x) {
    columns.push_back(static_cast<std::size_t>(under_centre(x, labels.width(), size.width)));
  }
  for (int y = 0; y < size.height; ++y) {
    const auto from = labels.row(under_centre(y, labels.height(), size.height));
    std::ranges::transform(
        columns, result.row(y).begin(), [&](std::size_t column) { return from[column]; });
  }
  return result;
}

}  // namespace segnoise::shape
