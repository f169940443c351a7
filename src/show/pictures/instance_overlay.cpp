#include "show/pictures/instance_overlay.h"

#include "core/shape/contours.h"
#include "core/shape/resample.h"
#include "show/pictures/encoded_picture.h"
#include "show/pictures/outline_path.h"
#include "show/pictures/overlay.h"
#include "show/pictures/picture_style.h"
#include "show/pictures/text.h"
#include "storage/write_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <string>

namespace segnoise::pictures {
namespace {

// Lengths in pixels of the picture, which is shown at half size.
constexpr int kLongSidePx = 1280;
constexpr int kPlateRoomPx = 6;

constexpr Rgb kPlainGround{46, 46, 46};
constexpr double kDimming = 0.3;
constexpr double kPlateOpacity = 0.65;

const TextStyle kOverlayTitle{.size_px = 28, .weight = Weight::kBold, .colour = kInk};
const TextStyle kOverlayText{.size_px = 24, .weight = Weight::kRegular, .colour = kInk};

TextStyle label_style(OutlineRole role) {
  return {.size_px = 19, .weight = Weight::kBold, .colour = colour_of(role)};
}

// Wide enough for both to be seen where they run along each other: the noisy one is drawn later.
Stroke stroke_of(OutlineRole role) {
  const double width_px = role == OutlineRole::kClean ? 5.0 : 2.0;
  return {.colour = colour_of(role), .width_px = width_px, .halo_px = 1.0};
}

void require_size(shape::Size size, shape::Size expected, const std::string& what) {
  if (size == expected) return;
  throw std::invalid_argument(
      what + " must be " + shape::size_text(expected) + " pixels, got " + shape::size_text(size));
}

void check(const InstanceOverlay& overlay) {
  if (overlay.size.width < 1 || overlay.size.height < 1) {
    throw std::invalid_argument("an image must have pixels, got " + shape::size_text(overlay.size));
  }
  if (overlay.image) require_size(overlay.image->size(), overlay.size, "the image");
  for (const auto* instances : {&overlay.clean, &overlay.noisy}) {
    for (const DrawnInstance& instance : *instances) {
      require_size(instance.mask.size(), overlay.size, "a mask");
    }
  }
}

shape::Size drawn_size(shape::Size size) {
  const double scale = 1.0 * kLongSidePx / std::max(size.width, size.height);
  const auto side = [&](int px) { return std::max(1, static_cast<int>(std::lround(px * scale))); };
  return {side(size.width), side(size.height)};
}

Picture resized(const Picture& picture, shape::Size size) {
  Picture result = blank_picture(size, kBlack);
  for (std::uint8_t Rgb::*part : {&Rgb::red, &Rgb::green, &Rgb::blue}) {
    shape::Image channel({.size = picture.size(), .spacing_mm = {}});
    std::ranges::transform(picture.pixels(), channel.pixels().begin(), [&](const Rgb& pixel) {
      return static_cast<float>(pixel.*part);
    });
    const shape::Image scaled = shape::resampled(channel, size);
    for (std::size_t i = 0; i < scaled.pixels().size(); ++i) {
      result.pixels()[i].*part =
          static_cast<std::uint8_t>(std::lround(std::clamp(scaled.pixels()[i], 0.0F, 255.0F)));
    }
  }
  return result;
}

Picture ground(const InstanceOverlay& overlay, shape::Size size) {
  if (!overlay.image) return blank_picture(size, kPlainGround);
  Picture picture = resized(*overlay.image, size);
  fill(picture, shape::frame_box(size), kBlack, kDimming);
  return picture;
}

void draw_outlines(
    Picture& picture,
    const std::vector<DrawnInstance>& instances,
    OutlineRole role,
    shape::Size image) {
  const double scale_x = 1.0 * picture.width() / image.width;
  const double scale_y = 1.0 * picture.height() / image.height;
  for (const DrawnInstance& instance : instances) {
    for (const shape::Ring& traced : shape::trace(instance.mask)) {
      shape::Ring ring = drawn_ring(traced);
      for (shape::Point& p : ring) p = {p.x * scale_x, p.y * scale_y};
      draw_ring(picture, ring, stroke_of(role), shape::frame_box(picture.size()));
    }
  }
}

/// A label that is still to be placed.
struct Label {
  std::string text = {};
  OutlineRole role = OutlineRole::kClean;
  shape::Box instance = {};  ///< in the picture
};

/// Those of larger instances first.
std::vector<Label> labels_of(const InstanceOverlay& overlay, shape::Size drawn) {
  std::vector<Label> labels;
  const auto add = [&](const std::vector<DrawnInstance>& instances, OutlineRole role) {
    for (const DrawnInstance& instance : instances) {
      if (instance.label.empty() || instance.mask.empty()) continue;
      const shape::Box box = instance.mask.extent();
      const auto scaled = [](int px, int from, int to) {
        return static_cast<int>(std::lround(1.0 * px * to / from));
      };
      const int x = scaled(box.x, overlay.size.width, drawn.width);
      const int y = scaled(box.y, overlay.size.height, drawn.height);
      labels.push_back(
          {instance.label,
           role,
           {x,
            y,
            scaled(box.right(), overlay.size.width, drawn.width) - x,
            scaled(box.bottom(), overlay.size.height, drawn.height) - y}});
    }
  };
  add(overlay.clean, OutlineRole::kClean);
  add(overlay.noisy, OutlineRole::kNoisy);
  std::ranges::stable_sort(labels, std::ranges::greater{}, [](const Label& label) {
    return static_cast<std::int64_t>(label.instance.width) * label.instance.height;
  });
  return labels;
}

/// Where a label's plate may stand: above its instance, below, or within it.
std::vector<shape::Box> places_for(const Label& label, shape::Size plate) {
  const shape::Box& box = label.instance;
  const int middle = box.x + (box.width - plate.width) / 2;
  const int right = box.right() - plate.width;
  std::vector<shape::Box> places;
  for (const int y :
       {box.y - plate.height,
        box.bottom(),
        box.y + (box.height - plate.height) / 2,
        box.y,
        box.bottom() - plate.height}) {
    for (const int x : {box.x, middle, right}) places.push_back({x, y, plate.width, plate.height});
  }
  return places;
}

/// Draws labels and tells how many had no room.
int draw_labels(Picture& picture, const std::vector<Label>& labels) {
  std::vector<shape::Box> taken;
  int left_out = 0;
  for (const Label& label : labels) {
    const TextStyle style = label_style(label.role);
    const shape::Size plate{
        text_width(label.text, style) + 2 * kPlateRoomPx, line_height(style) + kPlateRoomPx};
    const auto is_free = [&](const shape::Box& place) {
      return shape::intersection(place, shape::frame_box(picture.size())) == place &&
             std::ranges::all_of(taken, [&](const shape::Box& other) {
               return shape::intersection(place, other).empty();
             });
    };
    const std::vector<shape::Box> places = places_for(label, plate);
    const auto place = std::ranges::find_if(places, is_free);
    if (place == places.end()) {
      ++left_out;
      continue;
    }
    taken.push_back(*place);
    fill(picture, *place, kBlack, kPlateOpacity);
    draw_text(picture, place->x + kPlateRoomPx, place->y + kPlateRoomPx / 2 + 1, label.text, style);
  }
  return left_out;
}

/// An entry of the legend at (x, y); where the next one begins.
int draw_entry(Picture& picture, int x, int y, OutlineRole role, const std::string& name) {
  fill(picture, {x, y, kOutlineSwatchPx, 32}, kPlainGround);
  draw_line(picture, {x + 8.0, y + 16.0}, {x + kOutlineSwatchPx - 8.0, y + 16.0}, stroke_of(role));
  draw_text(picture, x + kOutlineSwatchPx + 14, y + 3, name, kOverlayText);
  return x + kOutlineSwatchPx + 14 + text_width(name, kOverlayText) + 40;
}

}  // namespace

Picture draw_instance_overlay(const InstanceOverlay& overlay) {
  check(overlay);
  const shape::Size drawn = drawn_size(overlay.size);
  Picture frame = ground(overlay, drawn);
  draw_outlines(frame, overlay.clean, OutlineRole::kClean, overlay.size);
  draw_outlines(frame, overlay.noisy, OutlineRole::kNoisy, overlay.size);
  const int left_out = draw_labels(frame, labels_of(overlay, drawn));

  constexpr int kLeastWidthPx = 640;  // for title and legend
  const int inner_width = std::max(drawn.width, kLeastWidthPx);
  const auto title = wrapped(overlay.title, inner_width, kOverlayTitle);
  const int title_px =
      static_cast<int>(title.size()) * line_height(kOverlayTitle) + (title.empty() ? 0 : 10);
  const int entry_px = kOutlineSwatchPx + 14 + text_width(overlay.clean_name, kOverlayText) + 40 +
                       kOutlineSwatchPx + 14 + text_width(overlay.noisy_name, kOverlayText);
  const bool is_one_row = entry_px <= inner_width;
  std::string remarks = overlay.note;
  if (left_out > 0) {
    remarks += (remarks.empty() ? "" : " ") + std::to_string(left_out) +
               (left_out == 1 ? " label has no room." : " labels have no room.");
  }
  const auto remark_lines = wrapped(remarks, inner_width, kOverlayText);
  const int below_px = (is_one_row ? 1 : 2) * kOutlineLegendRowPx +
                       static_cast<int>(remark_lines.size()) * line_height(kOverlayText);
  Picture picture = blank_picture(
      {inner_width + 2 * kMarginPx, title_px + drawn.height + 16 + below_px + 2 * kMarginPx},
      kWhite);
  int y = kMarginPx;
  for (const std::string& line : title) {
    draw_text(picture, kMarginPx, y, line, kOverlayTitle);
    y += line_height(kOverlayTitle);
  }
  y = kMarginPx + title_px;
  paste(picture, frame, kMarginPx, y);
  y += drawn.height + 16;
  const int next = draw_entry(picture, kMarginPx, y, OutlineRole::kClean, overlay.clean_name);
  if (!is_one_row) y += kOutlineLegendRowPx;
  draw_entry(picture, is_one_row ? next : kMarginPx, y, OutlineRole::kNoisy, overlay.noisy_name);
  y += kOutlineLegendRowPx;
  for (const std::string& line : remark_lines) {
    draw_text(picture, kMarginPx, y, line, kOverlayText);
    y += line_height(kOverlayText);
  }
  return picture;
}

void write_instance_overlay(const std::filesystem::path& path, const InstanceOverlay& overlay) {
  storage::write_file(path, png_bytes(draw_instance_overlay(overlay)));
}

}  // namespace segnoise::pictures
