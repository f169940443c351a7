#include "show/window/scene_layout.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace segnoise::window {
namespace {

constexpr int kSideWidth = 440;
constexpr int kHelpHeight = 34;
constexpr int kTitleHeight = 26;    // above a frame
constexpr int kCaptionHeight = 44;  // below it: two lines
constexpr int kFirstSlider = 330;   // from the top, below the numbers
constexpr int kSliderHeight = 50;
constexpr int kLeastSliderHeight = 30;
constexpr double kFieldMarginMm = 15.0;

/// The part of a frame that its outlines take, with a margin, in pixels of the frame.
shape::Box around_outlines(
    const session::Session& session, cardiac::View view, cardiac::Instant instant) {
  const auto& clean = session.preview().clean()(view, instant);
  shape::Box box = clean->mask.extent();
  if (session.predicted() && session.predicted()->frames(view, instant)) {
    box = shape::hull(box, session.predicted()->frames(view, instant)->mask.extent());
  }
  return shape::grown(
      box,
      static_cast<int>(std::lround(kFieldMarginMm / clean->spacing_mm.x_mm)),
      static_cast<int>(std::lround(kFieldMarginMm / clean->spacing_mm.y_mm)));
}

/// A range of some length about a middle, moved into [0, most].
struct Range {
  int first = 0;
  int length = 0;
};
Range range_about(double middle, double length, int most) {
  const int whole = std::clamp(static_cast<int>(std::lround(length)), 1, most);
  const int first =
      std::clamp(static_cast<int>(std::lround(middle - whole / 2.0)), 0, most - whole);
  return {first, whole};
}

/// What of the frame fits into a cell about the middle of a box, at a scale.
FramePlace placed(
    const shape::Box& wanted,
    const shape::Image& image,
    const shape::Box& cell,
    Zoom zoom,
    double px_per_mm) {
  const shape::Spacing& spacing = image.spacing_mm();
  FramePlace place{.field = shape::frame_box(image.size())};
  if (zoom == Zoom::kVentricle) {
    const Range x = range_about(
        wanted.x + wanted.width / 2.0, cell.width / px_per_mm / spacing.x_mm, image.width());
    const Range y = range_about(
        wanted.y + wanted.height / 2.0, cell.height / px_per_mm / spacing.y_mm, image.height());
    place.field = {x.first, y.first, x.length, y.length};
  }
  const auto drawn_px = [&](int pixels, double spacing_mm, int most) {
    return std::clamp(static_cast<int>(std::lround(pixels * spacing_mm * px_per_mm)), 1, most);
  };
  const int width = drawn_px(place.field.width, spacing.x_mm, cell.width);
  const int height = drawn_px(place.field.height, spacing.y_mm, cell.height);
  place.drawn = {
      cell.x + (cell.width - width) / 2, cell.y + (cell.height - height) / 2, width, height};
  return place;
}

void place_frames(SceneLayout& layout, const session::Session& session, Zoom zoom) {
  const cardiac::Patient& patient = session.viewed().patient;
  std::vector<cardiac::View> views;
  for (const cardiac::View view : cardiac::kViews) {
    if (std::ranges::any_of(cardiac::kInstants, [&](cardiac::Instant instant) {
          return patient.frames(view, instant).has_value();
        })) {
      views.push_back(view);
    }
  }
  const int rows = std::max(1, static_cast<int>(views.size()));
  const int width = (layout.side.x - 3 * kMargin) / 2;
  const int height = (layout.help.y - kMargin) / rows - kTitleHeight - kCaptionHeight;

  cardiac::PerFrame<shape::Box> wanted;
  double px_per_mm = std::numeric_limits<double>::infinity();
  for (std::size_t row = 0; row < views.size(); ++row) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const cardiac::View view = views[row];
      layout.cells(view, instant) = {
          kMargin + static_cast<int>(instant) * (width + kMargin),
          kMargin / 2 + kTitleHeight +
              static_cast<int>(row) * (height + kTitleHeight + kCaptionHeight),
          width,
          height};
      const auto& frame = patient.frames(view, instant);
      if (!frame) continue;
      const shape::Box box = zoom == Zoom::kVentricle ? around_outlines(session, view, instant)
                                                      : shape::frame_box(frame->image.size());
      const shape::Spacing& spacing = frame->image.spacing_mm();
      px_per_mm = std::min(
          {px_per_mm, width / (box.width * spacing.x_mm), height / (box.height * spacing.y_mm)});
      wanted(view, instant) = box;
    }
  }
  layout.px_per_mm = px_per_mm;
  for (const cardiac::View view : views) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const auto& frame = patient.frames(view, instant);
      if (!frame) continue;
      layout.frames(view, instant) =
          placed(wanted(view, instant), frame->image, layout.cells(view, instant), zoom, px_per_mm);
    }
  }
}

void place_sliders(SceneLayout& layout, std::size_t count) {
  const int room = layout.help.y - kFirstSlider - kMargin;
  const int height = std::clamp(room / static_cast<int>(count), kLeastSliderHeight, kSliderHeight);
  for (std::size_t i = 0; i < count; ++i) {
    const int bottom = kFirstSlider + (static_cast<int>(i) + 1) * height;
    layout.sliders.push_back(
        {layout.side.x + kMargin + 8, bottom - 18, layout.side.width - 2 * kMargin - 16, 16});
  }
}

}  // namespace

SceneLayout laid_out(const session::Session& session, shape::Size size, Zoom zoom) {
  size = {std::max(size.width, kLeastWindow.width), std::max(size.height, kLeastWindow.height)};
  SceneLayout layout{.size = size};
  layout.help = {0, size.height - kHelpHeight, size.width, kHelpHeight};
  layout.side = {size.width - kSideWidth, 0, kSideWidth, layout.help.y};
  place_frames(layout, session, zoom);
  place_sliders(layout, 1 + session.severities().size());
  return layout;
}

}  // namespace segnoise::window
