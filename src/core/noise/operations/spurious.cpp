#include "core/noise/operations/spurious.h"

#include <cmath>

namespace segnoise::noise {
namespace {

/// A copy somewhere in the frame: displaced by whole pixels, every place that fits as likely.
PerAxis draw_place(const PixelBounds& bounds, shape::Size frame, random::Rng& rng) {
  const auto along = [&rng](double low, double high, int side) {
    const double least = std::ceil(-low);
    const double most = std::floor(side - high);
    if (!(least < most)) return 0.0;
    return least + rng.below(static_cast<std::uint32_t>(most - least) + 1);
  };
  const double x_px = along(bounds.low.x, bounds.high.x, frame.width);
  return {x_px, along(bounds.low.y, bounds.high.y, frame.height)};
}

CategoryId draw_any(const CategoryTable& categories, CategoryId own, random::Rng& rng) {
  const auto ids = categories.ids();
  return ids.empty() ? own : ids[rng.below(static_cast<std::uint32_t>(ids.size()))];
}

}  // namespace

DrawnCopy Spurious::draw(const DrawContext& context, random::Rng& rng) const {
  if (!rng.chance(probability)) return {DrawnCopy::Kind::kSpurious};
  const PerAxis by = draw_place(context.bounds, context.frame, rng);
  const CategoryId category = draw_any(context.categories, context.category, rng);
  return {DrawnCopy::Kind::kSpurious, true, by, category};
}

}  // namespace segnoise::noise
