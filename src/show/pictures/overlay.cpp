#include "show/pictures/overlay.h"

#include "core/shape/resample.h"
#include "show/pictures/encoded_picture.h"
#include "show/pictures/outline_path.h"
#include "show/pictures/picture_style.h"
#include "show/pictures/text.h"
#include "storage/write_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <utility>

namespace segnoise::pictures {
namespace {

constexpr int kPanelGapPx = 28;
constexpr double kLineWidthPx = 4.0;
constexpr double kHairlinePx = 2.0;
constexpr double kHaloPx = 1.5;
constexpr double kFieldMarginMm = 12.0;
constexpr double kFieldAspect = 0.85;  // width to height at least, so that captions fit under it
constexpr double kDotPx = 9.0;

constexpr Rgb kSoftInk{70, 70, 70};
constexpr Rgb kLegendGround{30, 30, 30};

const TextStyle kHeading{.size_px = 32, .weight = Weight::kBold, .colour = kInk};
const TextStyle kTitle{.size_px = 26, .weight = Weight::kBold, .colour = kInk};
const TextStyle kCaption{.size_px = 24, .weight = Weight::kRegular, .colour = kSoftInk};
const TextStyle kLegend{.size_px = 24, .weight = Weight::kRegular, .colour = kInk};
const TextStyle kScale{.size_px = 22, .weight = Weight::kBold, .colour = kWhite};

struct RoleStyle {
  OutlineRole role;
  std::string_view name;
  Rgb colour;
  std::vector<double> dashes_px = {};
  double width_px = kLineWidthPx;
};

const std::array<RoleStyle, 5>& role_styles() {
  static const std::array<RoleStyle, 5> styles{
      {{OutlineRole::kClean, "Clean label", {86, 180, 233}},
       {OutlineRole::kNoisy, "Noisy label", {240, 228, 66}, {}, kHairlinePx},
       {OutlineRole::kPredictedClean, "Trained on clean", {0, 158, 115}, {26.0, 8.0, 7.0, 8.0}},
       {OutlineRole::kPredictedNoisy, "Trained on noisy", {213, 94, 0}, {9.0, 8.0}},
       {OutlineRole::kPredicted, "Given network", {204, 121, 167}, {26.0, 8.0, 7.0, 8.0}}}};
  return styles;
}

const RoleStyle& style_of(OutlineRole role) {
  return role_styles().at(static_cast<std::size_t>(role));
}

const Stroke kDistanceLine{.colour = kWhite, .width_px = 2.0, .halo_px = kHaloPx};
const Stroke kDistanceEnd{.colour = kWhite, .width_px = kDotPx, .halo_px = kHaloPx};

bool is_shown(const metrics::HausdorffPair& pair) { return pair.on_a != pair.on_b; }

void draw_distance(Picture& picture, shape::Point from, shape::Point to, const shape::Box& clip) {
  draw_path(picture, {from, to}, kDistanceLine, clip);
  for (const shape::Point end : {from, to}) draw_path(picture, {end, end}, kDistanceEnd, clip);
}

void require(bool holds, const std::string& message) {
  if (!holds) throw std::invalid_argument(message);
}

bool is_finite(shape::Point p) { return std::isfinite(p.x) && std::isfinite(p.y); }

void check(const std::vector<Panel>& panels, const PanelLayout& layout) {
  require(!panels.empty(), "a figure must have at least one panel, got none");
  require(layout.columns >= 1, "columns must be >= 1, got " + std::to_string(layout.columns));
  require(
      layout.frame_height_px >= 64 && layout.frame_height_px <= 8192,
      "frame_height_px must be 64 to 8192, got " + std::to_string(layout.frame_height_px));
  for (const Panel& panel : panels) {
    require(
        !panel.image.pixels().empty(),
        "panel '" + panel.title + "' must have an image with pixels, got none");
    const shape::Spacing& spacing = panel.image.spacing_mm();
    require(
        std::isfinite(spacing.x_mm) && std::isfinite(spacing.y_mm) && spacing.x_mm > 0.0 &&
            spacing.y_mm > 0.0,
        "panel '" + panel.title + "': spacing must be finite and > 0 mm, got " +
            std::to_string(spacing.x_mm) + ", " + std::to_string(spacing.y_mm));
    for (const Outline& outline : panel.outlines) {
      for (const shape::Ring& ring : outline.rings) {
        require(
            std::ranges::all_of(ring, is_finite),
            "panel '" + panel.title + "': outline coordinates must be finite");
      }
    }
    for (const metrics::HausdorffPair& pair : panel.hausdorff) {
      require(
          is_finite(pair.on_a) && is_finite(pair.on_b),
          "panel '" + panel.title + "': places of a distance must be finite");
    }
  }
}

// What part of a panel's frame is shown, in pixels.
std::vector<shape::Box> shown_fields(const std::vector<Panel>& panels, Field field) {
  struct Extent {
    double x = 0.0, y = 0.0, right = 0.0, bottom = 0.0;
  };
  std::vector<Extent> extents;
  double width_mm = 0.0;
  double height_mm = 0.0;
  for (const Panel& panel : panels) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    Extent e{.x = kInfinity, .y = kInfinity, .right = -kInfinity, .bottom = -kInfinity};
    for (const Outline& outline : panel.outlines) {
      for (const shape::Ring& ring : outline.rings) {
        for (const shape::Point p : ring) {
          e = {
              std::min(e.x, p.x),
              std::min(e.y, p.y),
              std::max(e.right, p.x),
              std::max(e.bottom, p.y)};
        }
      }
    }
    if (field == Field::kWholeFrame || e.right < e.x) {
      e = {
          .x = 0.0,
          .y = 0.0,
          .right = 1.0 * panel.image.width(),
          .bottom = 1.0 * panel.image.height()};
    } else {
      width_mm = std::max(
          width_mm, (e.right - e.x) * panel.image.spacing_mm().x_mm + 2.0 * kFieldMarginMm);
      height_mm = std::max(
          height_mm, (e.bottom - e.y) * panel.image.spacing_mm().y_mm + 2.0 * kFieldMarginMm);
    }
    extents.push_back(e);
  }

  width_mm = std::max(width_mm, kFieldAspect * height_mm);

  std::vector<shape::Box> fields;
  for (std::size_t i = 0; i < panels.size(); ++i) {
    const shape::Size size = panels[i].image.size();
    if (field == Field::kWholeFrame || width_mm == 0.0) {
      fields.push_back(shape::frame_box(size));
      continue;
    }
    const shape::Spacing& spacing = panels[i].image.spacing_mm();
    const int width =
        std::clamp(static_cast<int>(std::lround(width_mm / spacing.x_mm)), 1, size.width);
    const int height =
        std::clamp(static_cast<int>(std::lround(height_mm / spacing.y_mm)), 1, size.height);
    const Extent& e = extents[i];
    const double middle_x = std::clamp((e.x + e.right) / 2.0, 0.0, 1.0 * size.width);
    const double middle_y = std::clamp((e.y + e.bottom) / 2.0, 0.0, 1.0 * size.height);
    fields.push_back(
        {std::clamp(static_cast<int>(std::lround(middle_x - width / 2.0)), 0, size.width - width),
         std::clamp(
             static_cast<int>(std::lround(middle_y - height / 2.0)), 0, size.height - height),
         width,
         height});
  }
  return fields;
}

shape::Image cropped(const shape::Image& image, const shape::Box& box) {
  shape::Image piece({.size = {box.width, box.height}, .spacing_mm = image.spacing_mm()});
  for (int y = 0; y < box.height; ++y) {
    const auto row = image.row(y + box.y).subspan(
        static_cast<std::size_t>(box.x), static_cast<std::size_t>(box.width));
    std::ranges::copy(row, piece.row(y).begin());
  }
  return piece;
}

// Grey levels: 0 ... 255 as they are, any other range spread over it; black where not a number.
Picture grey(const shape::Image& whole, const shape::Box& field, shape::Size drawn) {
  float low = 0.0F;
  float high = 255.0F;
  float smallest = high;
  float largest = low;
  for (const float value : whole.pixels()) {
    if (!std::isfinite(value)) continue;
    smallest = std::min(smallest, value);
    largest = std::max(largest, value);
  }
  if (smallest < low || largest > high || (largest <= 1.0F && largest > 0.0F)) {
    low = smallest;
    high = std::max(largest, smallest + std::numeric_limits<float>::epsilon());
  }

  shape::Image piece = cropped(whole, field);
  for (float& value : piece.pixels()) {
    value = std::isfinite(value) ? std::clamp((value - low) / (high - low), 0.0F, 1.0F) : 0.0F;
  }
  const shape::Image scaled = shape::resampled(piece, drawn);
  Picture picture = blank_picture(drawn, kBlack);
  std::ranges::transform(scaled.pixels(), picture.pixels().begin(), [](float value) {
    const auto level =
        static_cast<std::uint8_t>(std::lround(255.0F * std::clamp(value, 0.0F, 1.0F)));
    return Rgb{level, level, level};
  });
  return picture;
}

shape::Point on_picture(shape::Point p, const shape::Box& field, const shape::Box& drawn) {
  return {
      drawn.x + (p.x - field.x) * drawn.width / field.width,
      drawn.y + (p.y - field.y) * drawn.height / field.height};
}

shape::Ring on_picture(const shape::Ring& ring, const shape::Box& field, const shape::Box& drawn) {
  shape::Ring placed = drawn_ring(ring);
  for (shape::Point& p : placed) p = on_picture(p, field, drawn);
  return placed;
}

// In the lower left corner, on a dark plate: the frame may be bright there.
void draw_scale_bar(Picture& picture, const shape::Box& frame, double px_per_mm) {
  const int bar_px = std::max(1, static_cast<int>(std::lround(kScaleBarMm * px_per_mm)));
  const int plate_width = std::max(bar_px, text_width("10 mm", kScale)) + 20;
  const shape::Box plate{frame.x + 10, frame.bottom() - 60, plate_width, 50};
  fill(picture, shape::intersection(plate, frame), kBlack, 0.65);
  draw_text(picture, plate.x + 10, plate.y + 8, "10 mm", kScale);
  fill(picture, shape::intersection({plate.x + 10, plate.y + 36, bar_px, 5}, frame), kWhite);
}

enum class Swatch : std::uint8_t { kLine, kDistance };

struct LegendItem {
  std::string name;
  Swatch swatch = Swatch::kLine;
  Stroke stroke = {};
  int x = 0;
  int row = 0;
};

std::vector<LegendItem> items_shown(const std::vector<Panel>& panels) {
  std::vector<LegendItem> shown;
  for (const RoleStyle& style : role_styles()) {
    const bool occurs = std::ranges::any_of(panels, [&](const Panel& panel) {
      return std::ranges::find(panel.outlines, style.role, &Outline::role) != panel.outlines.end();
    });
    if (occurs) {
      shown.push_back({.name = std::string(style.name), .stroke = figure_stroke(style.role)});
    }
  }
  if (std::ranges::any_of(panels, [](const Panel& panel) {
        return std::ranges::any_of(panel.hausdorff, is_shown);
      })) {
    shown.push_back({.name = "Hausdorff distance (HD)", .swatch = Swatch::kDistance});
  }
  return shown;
}

std::vector<LegendItem> arranged_legend(std::vector<LegendItem> items, int width_px) {
  int x = 0;
  int row = 0;
  for (LegendItem& item : items) {
    const int width = kOutlineSwatchPx + 14 + text_width(item.name, kLegend);
    if (x > 0 && x + width > width_px) {
      x = 0;
      ++row;
    }
    item.x = x;
    item.row = row;
    x += width + 40;
  }
  return items;
}

void draw_legend(Picture& picture, const std::vector<LegendItem>& items, int left, int top) {
  for (const LegendItem& item : items) {
    const int x = left + item.x;
    const int y = top + item.row * kOutlineLegendRowPx;
    // The swatch stands on dark ground, as the lines do, so that light colours show on paper too.
    const shape::Box ground{x, y, kOutlineSwatchPx, 32};
    fill(picture, ground, kLegendGround);
    const shape::Point from{x + 8.0, y + 16.0};
    const shape::Point to{x + kOutlineSwatchPx - 8.0, y + 16.0};
    if (item.swatch == Swatch::kDistance) {
      draw_distance(picture, {from.x + kDotPx, from.y}, {to.x - kDotPx, to.y}, ground);
    } else {
      draw_line(picture, from, to, item.stroke);
    }
    draw_text(picture, x + kOutlineSwatchPx + 14, y + 3, item.name, kLegend);
  }
}

}  // namespace

std::string_view name_of(OutlineRole role) { return style_of(role).name; }

Rgb colour_of(OutlineRole role) { return style_of(role).colour; }

Stroke figure_stroke(OutlineRole role) {
  const RoleStyle& style = style_of(role);
  return {
      .colour = style.colour,
      .width_px = style.width_px,
      .dashes_px = style.dashes_px,
      .halo_px = style.width_px < kLineWidthPx ? 0.0 : kHaloPx};
}

Picture frame_picture(const shape::Image& image, const shape::Box& field, shape::Size drawn) {
  return grey(image, field, drawn);
}

Picture draw_panels(const std::vector<Panel>& panels, const PanelLayout& layout) {
  check(panels, layout);
  const auto fields = shown_fields(panels, layout.field);
  double tallest_mm = 0.0;
  for (std::size_t i = 0; i < panels.size(); ++i) {
    tallest_mm = std::max(tallest_mm, fields[i].height * panels[i].image.spacing_mm().y_mm);
  }
  const double px_per_mm = layout.frame_height_px / tallest_mm;

  std::vector<shape::Size> frames;
  int cell_width = 0;
  for (std::size_t i = 0; i < panels.size(); ++i) {
    const shape::Spacing& spacing = panels[i].image.spacing_mm();
    frames.push_back(
        {std::max(1, static_cast<int>(std::lround(fields[i].width * spacing.x_mm * px_per_mm))),
         std::max(1, static_cast<int>(std::lround(fields[i].height * spacing.y_mm * px_per_mm)))});
    cell_width = std::max(cell_width, frames.back().width);
  }

  std::vector<std::vector<std::string>> titles;
  std::vector<std::vector<std::string>> captions;
  std::size_t title_lines = 0;
  std::size_t caption_lines = 0;
  for (const Panel& panel : panels) {
    titles.push_back(wrapped(panel.title, cell_width, kTitle));
    captions.push_back(wrapped(panel.caption, cell_width, kCaption));
    title_lines = std::max(title_lines, titles.back().size());
    caption_lines = std::max(caption_lines, captions.back().size());
  }

  const int count = static_cast<int>(panels.size());
  const int columns = std::min(layout.columns, count);
  const int rows = (count + columns - 1) / columns;
  const int title_px =
      static_cast<int>(title_lines) * line_height(kTitle) + (title_lines > 0 ? 8 : 0);
  const int caption_px =
      static_cast<int>(caption_lines) * line_height(kCaption) + (caption_lines > 0 ? 10 : 0);
  const int cell_height = title_px + layout.frame_height_px + caption_px;

  const int inner_width = columns * cell_width + (columns - 1) * kPanelGapPx;
  const auto heading = wrapped(layout.heading, inner_width, kHeading);
  const int heading_px =
      static_cast<int>(heading.size()) * line_height(kHeading) + (heading.empty() ? 0 : 14);
  const auto legend = arranged_legend(items_shown(panels), inner_width);
  const int legend_px = legend.empty() ? 0 : (legend.back().row + 1) * kOutlineLegendRowPx + 8;
  const int inner_height = heading_px + rows * cell_height + (rows - 1) * kPanelGapPx + legend_px;

  Picture picture =
      blank_picture({inner_width + 2 * kMarginPx, inner_height + 2 * kMarginPx}, kWhite);
  const auto write_lines =
      [&](const std::vector<std::string>& lines, int x, int y, const TextStyle& style) {
        for (const std::string& line : lines) {
          draw_text(picture, x, y, line, style);
          y += line_height(style);
        }
      };
  write_lines(heading, kMarginPx, kMarginPx, kHeading);

  for (int i = 0; i < count; ++i) {
    const auto index = static_cast<std::size_t>(i);
    const int x = kMarginPx + (i % columns) * (cell_width + kPanelGapPx);
    const int y = kMarginPx + heading_px + (i / columns) * (cell_height + kPanelGapPx);
    const shape::Box frame{x, y + title_px, frames[index].width, frames[index].height};
    write_lines(titles[index], x, y, kTitle);
    paste(picture, grey(panels[index].image, fields[index], frames[index]), frame.x, frame.y);
    for (const Outline& outline : panels[index].outlines) {
      for (const shape::Ring& ring : outline.rings) {
        draw_ring(
            picture, on_picture(ring, fields[index], frame), figure_stroke(outline.role), frame);
      }
    }
    for (const metrics::HausdorffPair& pair : panels[index].hausdorff) {
      if (!is_shown(pair)) continue;
      draw_distance(
          picture,
          on_picture(pair.on_a, fields[index], frame),
          on_picture(pair.on_b, fields[index], frame),
          frame);
    }
    draw_scale_bar(picture, frame, px_per_mm);
    write_lines(captions[index], x, y + title_px + layout.frame_height_px + 10, kCaption);
  }
  draw_legend(
      picture,
      legend,
      kMarginPx,
      kMarginPx + heading_px + rows * cell_height + (rows - 1) * kPanelGapPx + 16);
  return picture;
}

void write_panels(
    const std::filesystem::path& path,
    const std::vector<Panel>& panels,
    const PanelLayout& layout) {
  storage::write_file(path, png_bytes(draw_panels(panels, layout)));
}

}  // namespace segnoise::pictures
