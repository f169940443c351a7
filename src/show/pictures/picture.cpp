#include "show/pictures/picture.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace segnoise::pictures {
namespace {

constexpr double kHaloOpacity = 0.55;

std::uint8_t mixed(std::uint8_t under, std::uint8_t over, double opacity) {
  const double value = under + opacity * (static_cast<double>(over) - under);
  return static_cast<std::uint8_t>(std::lround(value));
}

void blend(Rgb& pixel, Rgb colour, double opacity) {
  pixel.red = mixed(pixel.red, colour.red, opacity);
  pixel.green = mixed(pixel.green, colour.green, opacity);
  pixel.blue = mixed(pixel.blue, colour.blue, opacity);
}

shape::Box picture_box(const Picture& picture) { return shape::frame_box(picture.size()); }

double squared_distance_to_segment(shape::Point p, shape::Point a, shape::Point b) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double length2 = dx * dx + dy * dy;
  const double along =
      length2 > 0.0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0, 1.0) : 0.0;
  const double x = p.x - a.x - along * dx;
  const double y = p.y - a.y - along * dy;
  return x * x + y * y;
}

struct Segment {
  shape::Point from;
  shape::Point to;
};

double length(const Segment& s) { return std::hypot(s.to.x - s.from.x, s.to.y - s.from.y); }

shape::Point at(const Segment& s, double fraction) {
  return {s.from.x + fraction * (s.to.x - s.from.x), s.from.y + fraction * (s.to.y - s.from.y)};
}

// Round caps lengthen a dash by the line's width; so much is taken from it here.
std::vector<Segment> dashed(const std::vector<Segment>& line, const Stroke& stroke) {
  if (stroke.dashes_px.empty()) return line;
  std::vector<double> pattern = stroke.dashes_px;
  if (pattern.size() % 2 == 1) pattern.insert(pattern.end(), pattern.begin(), pattern.end());
  for (std::size_t i = 0; i + 1 < pattern.size(); i += 2) {
    const double taken = std::min(stroke.width_px, pattern[i] - 0.01);
    pattern[i] -= taken;
    pattern[i + 1] += taken;
  }

  std::vector<Segment> dashes;
  std::size_t piece = 0;
  double left_px = pattern[0];
  for (const Segment& segment : line) {
    const double total = length(segment);
    double done = 0.0;
    while (done < total) {
      const double step = std::min(left_px, total - done);
      if (piece % 2 == 0)
        dashes.push_back({at(segment, done / total), at(segment, (done + step) / total)});
      done += step;
      left_px -= step;
      if (left_px <= 0.0) {
        piece = (piece + 1) % pattern.size();
        left_px = pattern[piece];
      }
    }
  }
  return dashes;
}

shape::Box reach(const Segment& s, double radius) {
  const int x = static_cast<int>(std::floor(std::min(s.from.x, s.to.x) - radius));
  const int y = static_cast<int>(std::floor(std::min(s.from.y, s.to.y) - radius));
  const int right = static_cast<int>(std::ceil(std::max(s.from.x, s.to.x) + radius));
  const int bottom = static_cast<int>(std::ceil(std::max(s.from.y, s.to.y) + radius));
  return {x, y, right - x, bottom - y};
}

// Pixels take the largest cover of any segment, so that joints and overlaps are not drawn twice.
void cover(
    Picture& picture,
    const std::vector<Segment>& line,
    const shape::Box& clip,
    double width_px,
    Rgb colour,
    double opacity) {
  const double radius = width_px / 2.0;
  shape::Box box;
  for (const Segment& segment : line) box = shape::hull(box, reach(segment, radius + 1.0));
  box = shape::intersection(box, clip);
  if (box.empty()) return;

  shape::Raster<float> covered({.size = {box.width, box.height}, .spacing_mm = {}});
  for (const Segment& segment : line) {
    const shape::Box near = shape::intersection(reach(segment, radius + 1.0), box);
    for (int y = near.y; y < near.bottom(); ++y) {
      for (int x = near.x; x < near.right(); ++x) {
        const double distance2 =
            squared_distance_to_segment({x + 0.5, y + 0.5}, segment.from, segment.to);
        if (distance2 >= (radius + 0.5) * (radius + 0.5)) continue;
        const auto part =
            static_cast<float>(std::clamp(radius + 0.5 - std::sqrt(distance2), 0.0, 1.0));
        float& cell = covered(x - box.x, y - box.y);
        cell = std::max(cell, part);
      }
    }
  }
  for (int y = 0; y < box.height; ++y) {
    for (int x = 0; x < box.width; ++x) {
      if (covered(x, y) > 0.0F)
        blend(picture(x + box.x, y + box.y), colour, opacity * covered(x, y));
    }
  }
}

void draw(
    Picture& picture,
    const std::vector<Segment>& line,
    const Stroke& stroke,
    const shape::Box& clip) {
  const shape::Box visible = shape::intersection(clip, picture_box(picture));
  const auto dashes = dashed(line, stroke);
  if (stroke.halo_px > 0.0) {
    cover(picture, dashes, visible, stroke.width_px + 2.0 * stroke.halo_px, kBlack, kHaloOpacity);
  }
  cover(picture, dashes, visible, stroke.width_px, stroke.colour, 1.0);
}

}  // namespace

Picture blank_picture(shape::Size size, Rgb colour) {
  return Picture({.size = size, .spacing_mm = {}}, colour);
}

void fill(Picture& picture, const shape::Box& box, Rgb colour, double opacity) {
  const shape::Box visible = shape::intersection(box, picture_box(picture));
  for (int y = visible.y; y < visible.bottom(); ++y) {
    for (int x = visible.x; x < visible.right(); ++x) blend(picture(x, y), colour, opacity);
  }
}

void paste(Picture& picture, const Picture& piece, int x, int y) {
  const shape::Box visible =
      shape::intersection({x, y, piece.width(), piece.height()}, picture_box(picture));
  for (int row = visible.y; row < visible.bottom(); ++row) {
    for (int column = visible.x; column < visible.right(); ++column) {
      picture(column, row) = piece(column - x, row - y);
    }
  }
}

void draw_ring(
    Picture& picture, const shape::Ring& ring, const Stroke& stroke, const shape::Box& clip) {
  std::vector<Segment> line;
  line.reserve(ring.size());
  for (std::size_t i = 0; i < ring.size(); ++i)
    line.push_back({ring[i], ring[(i + 1) % ring.size()]});
  draw(picture, line, stroke, clip);
}

void draw_path(
    Picture& picture,
    const std::vector<shape::Point>& points,
    const Stroke& stroke,
    const shape::Box& clip) {
  std::vector<Segment> line;
  for (std::size_t i = 1; i < points.size(); ++i) line.push_back({points[i - 1], points[i]});
  draw(picture, line, stroke, clip);
}

void draw_line(Picture& picture, shape::Point from, shape::Point to, const Stroke& stroke) {
  draw(picture, {{from, to}}, stroke, picture_box(picture));
}

}  // namespace segnoise::pictures
