#include "shape/raster.h"

#include <algorithm>
#include <cmath>

namespace segnoise {
namespace {

bool about_equal(double a, double b) {
  constexpr double kTolerance = 1e-4;
  return std::abs(a - b) <= kTolerance * std::max(std::abs(a), std::abs(b));
}

}  // namespace

bool same_grid(const Grid& a, const Grid& b) {
  return a.size == b.size && about_equal(a.spacing_mm.x_mm, b.spacing_mm.x_mm) &&
         about_equal(a.spacing_mm.y_mm, b.spacing_mm.y_mm);
}

}  // namespace segnoise
