#include "core/cardiac/disks.h"
#include "core/shape/components.h"
#include "core/shape/contours.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace segnoise::cardiac {
namespace {

constexpr double kTolerance = 8.0;  ///< of the base's points from its chord, pixels
constexpr double kNarrowest = 8.0;  ///< half a diameter at least, pixels
constexpr double kStep = 0.5;       ///< pixels
constexpr double kGraze = 3.0;      ///< of a clean outline that a line touches again, pixels

/// The mask on square pixels: the pixel under each new one's centre. Half sizes are rounded to
/// even.
shape::Mask with_square_pixels(const shape::Mask& mask, const shape::Spacing& spacing_mm) {
  if (spacing_mm.x_mm == spacing_mm.y_mm) return mask;
  const double side_mm = std::min(spacing_mm.x_mm, spacing_mm.y_mm);
  const auto [width, height] = mask.size();
  const shape::Size size{
      static_cast<int>(std::nearbyint(width * (spacing_mm.x_mm / side_mm))),
      static_cast<int>(std::nearbyint(height * (spacing_mm.y_mm / side_mm)))};
  const double scale_x = static_cast<double>(width) / size.width;
  const double scale_y = static_cast<double>(height) / size.height;
  shape::Mask result(size, shape::frame_box(size));
  for (int y = 0; y < size.height; ++y) {
    const auto from_y = static_cast<int>((y + 0.5) * scale_y);
    for (int x = 0; x < size.width; ++x) {
      if (mask(static_cast<int>((x + 0.5) * scale_x), from_y)) result.set(x, y);
    }
  }
  return result;
}

/// The middles of the outer outline's pixel edges, clockwise on the screen, the first one repeated.
std::vector<shape::Point> outline_of(const shape::Mask& component) {
  const shape::Ring ring = shape::trace(component).front();
  std::vector<shape::Point> middles;
  std::size_t start = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const shape::Point from = ring[i];
    const shape::Point to = ring[(i + 1) % ring.size()];
    const double dx = to.x - from.x;
    const double dy = to.y - from.y;
    const double pieces = std::abs(dx) + std::abs(dy);
    for (double k = 0.5; k < pieces; k += 1.0) {
      middles.push_back({from.x + dx / pieces * k, from.y + dy / pieces * k});
      const shape::Point& best = middles[start];
      const shape::Point& now = middles.back();
      if (std::pair(now.y, now.x) > std::pair(best.y, best.x)) start = middles.size() - 1;
    }
  }
  std::rotate(  // clang 14 does not compile the library's ranges::rotate
      middles.begin(),
      middles.begin() + static_cast<std::ptrdiff_t>(start),
      middles.end());
  middles.push_back(middles.front());
  return middles;
}

double squared_distance(const shape::Point& a, const shape::Point& b) {
  return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

/// Whether all points between two lie near the chord that joins them.
bool is_flat(const std::vector<shape::Point>& outline, std::size_t begin, std::size_t end) {
  const shape::Point& a = outline[begin];
  const shape::Point& b = outline[end];
  const double limit = kTolerance * std::sqrt(squared_distance(a, b));
  const auto is_near = [&](const shape::Point& p) {
    return std::abs((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)) <= limit;
  };
  if (!is_near(outline[begin + (end - begin) / 2])) return false;  // where most chords fail
  return std::all_of(
      outline.begin() + static_cast<std::ptrdiff_t>(begin) + 1,
      outline.begin() + static_cast<std::ptrdiff_t>(end),
      is_near);
}

/// The index halfway along the longest flat chord.
std::optional<std::size_t> base_middle(const std::vector<shape::Point>& outline) {
  double longest = 0.0;
  std::size_t middle = 0;
  for (std::size_t end = 2; end < outline.size(); ++end) {
    for (std::size_t begin = 0; begin < end; ++begin) {
      const double right = outline[begin].x - outline[end].x;
      if (right <= 0.0 || std::abs(outline[begin].y - outline[end].y) > right) continue;
      const double squared = squared_distance(outline[begin], outline[end]);
      if (squared <= longest || !is_flat(outline, begin, end)) continue;
      longest = squared;
      // Halves are rounded to even.
      middle =
          begin + static_cast<std::size_t>(std::nearbyint(0.5 * static_cast<double>(end - begin)));
    }
  }
  if (longest == 0.0) return std::nullopt;
  return middle;
}

/// Whether steps in this direction never come back to the frame.
bool is_past(const shape::Size& size, shape::Point at, shape::Point direction) {
  return (at.x < 0.0 && direction.x <= 0.0) || (at.x >= size.width && direction.x >= 0.0) ||
         (at.y < 0.0 && direction.y <= 0.0) || (at.y >= size.height && direction.y >= 0.0);
}

/// Half a diameter, from a place given in pixel centres, by steps until beyond the mask.
///
/// The script ends at the first step that is in no pixel of the mask, which on a ragged outline
/// lies far inside of it. So where the mask goes on for more than kGraze behind that step, all
/// steps in the mask count.
double half_diameter(const shape::Mask& mask, shape::Point from, shape::Point direction) {
  double by_script = 0.0;
  double in_mask = kNarrowest;
  for (double distance = kNarrowest;; distance += kStep) {
    const shape::Point at{
        std::nearbyint(from.x + distance * direction.x),
        std::nearbyint(from.y + distance * direction.y)};
    const bool is_inside = mask(static_cast<int>(at.x), static_cast<int>(at.y));
    if (is_inside) in_mask += kStep;
    if (!is_inside && by_script == 0.0) by_script = distance;
    if (is_past(mask.size(), at, direction)) break;
  }
  return in_mask - by_script > kGraze ? in_mask : by_script;
}

/// The same where the line runs along the base, in the mask and out of it: to the first step beyond
/// the mask, however it goes on.
double half_base(const shape::Mask& mask, shape::Point from, shape::Point direction) {
  for (double distance = kNarrowest;; distance += kStep) {
    const double x = std::nearbyint(from.x + distance * direction.x);
    const double y = std::nearbyint(from.y + distance * direction.y);
    if (!mask(static_cast<int>(x), static_cast<int>(y))) return distance;
  }
}

}  // namespace

std::optional<Disks> camus_disks(const shape::Mask& mask, const shape::Spacing& spacing_mm) {
  require_spacing(spacing_mm);
  const shape::Mask square = shape::largest_component(with_square_pixels(mask, spacing_mm));
  if (square.empty()) return std::nullopt;
  const std::vector<shape::Point> outline = outline_of(square);
  const auto middle = base_middle(outline);
  if (!middle) return std::nullopt;
  const shape::Point base = outline[*middle];
  const shape::Point apex = *std::ranges::max_element(
      outline, {}, [&](const shape::Point& p) { return squared_distance(base, p); });
  const double length = std::sqrt(squared_distance(base, apex));
  if (length == 0.0) return std::nullopt;

  const double side_mm = std::min(spacing_mm.x_mm, spacing_mm.y_mm);
  const shape::Point axis{apex.x - base.x, apex.y - base.y};
  const shape::Point across{-axis.y / length, axis.x / length};
  Disks disks;
  for (std::size_t i = 0; i < kDiskCount; ++i) {
    const double fraction = static_cast<double>(i) / kDiskCount;
    const shape::Point at{base.x - 0.5 + fraction * axis.x, base.y - 0.5 + fraction * axis.y};
    const auto half = i == 0 ? half_base : half_diameter;
    const double halves = half(square, at, across) + half(square, at, {-across.x, -across.y});
    disks.diameters_mm[i] = halves * side_mm;
  }

  const double to_native_x = static_cast<double>(mask.size().width) / square.size().width;
  const double to_native_y = static_cast<double>(mask.size().height) / square.size().height;
  disks.axis = {
      .base = {base.x * to_native_x, base.y * to_native_y},
      .apex = {apex.x * to_native_x, apex.y * to_native_y},
      .length_mm = length * side_mm};
  disks.area_mm2 = static_cast<double>(square.count()) * side_mm * side_mm;
  return disks;
}

}  // namespace segnoise::cardiac
