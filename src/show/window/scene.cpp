#include "show/window/scene.h"

#include "base/number_text.h"
#include "core/shape/contours.h"
#include "show/pictures/outline_path.h"
#include "show/pictures/overlay.h"
#include "show/pictures/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

namespace segnoise::window {
namespace {

constexpr pictures::Rgb kGround{18, 20, 24};
constexpr pictures::Rgb kSide{30, 33, 39};
constexpr pictures::Rgb kInk{238, 239, 242};
constexpr pictures::Rgb kSoftInk{160, 166, 176};
constexpr pictures::Rgb kRule{62, 67, 76};
constexpr pictures::Rgb kAccent{86, 180, 233};
constexpr pictures::Rgb kWarning{240, 160, 40};
constexpr double kScaleBarMm = 10.0;

const pictures::TextStyle kName{.size_px = 26, .weight = pictures::Weight::kBold, .colour = kInk};
const pictures::TextStyle kTitle{.size_px = 17, .weight = pictures::Weight::kBold, .colour = kInk};
const pictures::TextStyle kText{
    .size_px = 15, .weight = pictures::Weight::kRegular, .colour = kInk};
const pictures::TextStyle kSoft{
    .size_px = 15, .weight = pictures::Weight::kRegular, .colour = kSoftInk};
const pictures::TextStyle kAlert{
    .size_px = 15, .weight = pictures::Weight::kBold, .colour = kWarning};
const pictures::TextStyle kBarText{
    .size_px = 13, .weight = pictures::Weight::kBold, .colour = pictures::kWhite};

std::string with_sign(double value) {
  return (value < 0.0 ? "" : "+") + base::decimal_text(value, 1);
}

/// Strokes of figures are for pictures that are shown at half size.
pictures::Stroke on_screen(pictures::Stroke stroke) {
  constexpr double kHalf = 0.5;
  constexpr double kThinnest_px = 1.3;
  stroke.width_px = std::max(kHalf * stroke.width_px, kThinnest_px);
  stroke.halo_px *= kHalf;
  for (double& dash : stroke.dashes_px) dash *= kHalf;
  return stroke;
}

const pictures::Stroke kDistanceLine{.colour = pictures::kWhite, .width_px = 1.3, .halo_px = 0.8};
const pictures::Stroke kDistanceEnd{.colour = pictures::kWhite, .width_px = 5.0, .halo_px = 0.8};

void draw_distance(
    pictures::Picture& picture, shape::Point from, shape::Point to, const shape::Box& clip) {
  pictures::draw_path(picture, {from, to}, kDistanceLine, clip);
  for (const shape::Point end : {from, to})
    pictures::draw_path(picture, {end, end}, kDistanceEnd, clip);
}

shape::Point on_window(shape::Point p, const FramePlace& place) {
  return {
      place.drawn.x + (p.x - place.field.x) * place.drawn.width / place.field.width,
      place.drawn.y + (p.y - place.field.y) * place.drawn.height / place.field.height};
}

void draw_outline(
    pictures::Picture& picture,
    const shape::Mask& mask,
    pictures::OutlineRole role,
    const FramePlace& place) {
  const pictures::Stroke stroke = on_screen(pictures::figure_stroke(role));
  for (const shape::Ring& traced : shape::trace(mask)) {
    shape::Ring ring = pictures::drawn_ring(traced);
    for (shape::Point& p : ring) p = on_window(p, place);
    pictures::draw_ring(picture, ring, stroke, place.drawn);
  }
}

void draw_image(pictures::Picture& picture, const shape::Image& image, const FramePlace& place) {
  const shape::Size drawn{place.drawn.width, place.drawn.height};
  pictures::paste(
      picture, pictures::frame_picture(image, place.field, drawn), place.drawn.x, place.drawn.y);
}

void draw_scale_bar(pictures::Picture& picture, const FramePlace& place, double px_per_mm) {
  const int bar_px = std::max(1, static_cast<int>(std::lround(kScaleBarMm * px_per_mm)));
  const shape::Box plate{
      place.drawn.x + 6, place.drawn.bottom() - 34, std::max(bar_px, 42) + 12, 28};
  pictures::fill(picture, shape::intersection(plate, place.drawn), pictures::kBlack, 0.65);
  pictures::draw_text(picture, plate.x + 6, plate.y + 3, "10 mm", kBarText);
  pictures::fill(
      picture,
      shape::intersection({plate.x + 6, plate.y + 21, bar_px, 3}, place.drawn),
      pictures::kWhite);
}

/// "image quality 2CH Good, 4CH Medium; male, 61 years; EF as stated 54 %".
std::string facts_of(const cardiac::Patient& patient) {
  std::string text;
  const auto add = [&](const std::string& fact, const char* separator) {
    if (!text.empty()) text += separator;
    text += fact;
  };
  for (const cardiac::View view : cardiac::kViews) {
    const auto& quality = patient.quality.at(static_cast<std::size_t>(view));
    if (!quality) continue;
    add(std::string(cardiac::name_of(view)) + ' ' + std::string(cardiac::name_of(*quality)), ", ");
  }
  if (!text.empty()) text = "image quality " + text;
  if (patient.sex) add(*patient.sex == cardiac::Sex::kFemale ? "female" : "male", "; ");
  if (patient.age_years) add(base::decimal_text(*patient.age_years, 0) + " years", ", ");
  if (patient.stated_ef_percent) {
    add("EF as stated " + base::decimal_text(*patient.stated_ef_percent, 0) + " %", "; ");
  }
  return text;
}

std::string method_text(const session::Session& session) {
  const auto method = session.preview().method();
  if (!method) return "no view is measurable at both instants: no volumes";
  switch (*method) {
    case cardiac::VolumeMethod::kBiplaneAse:
      return "volumes: biplane disks (ase)";
    case cardiac::VolumeMethod::kBiplaneCamus:
      return "volumes: biplane disks, as the data set's script (camus)";
    case cardiac::VolumeMethod::kSinglePlane2ch:
      return "volumes: disks of 2CH alone (2ch)";
    case cardiac::VolumeMethod::kSinglePlane4ch:
      return "volumes: disks of 4CH alone (4ch)";
    case cardiac::VolumeMethod::kAreaLength:
      break;
  }
  return "volumes: area and length of both views (area-length)";
}

void draw_header(
    pictures::Picture& picture, const session::Session& session, const shape::Box& side) {
  const int left = side.x + kMargin;
  const int right = side.right() - kMargin;
  const std::string place =
      std::to_string(session.place() + 1) + " of " + std::to_string(session.patients().size());
  pictures::draw_text(picture, left, 12, session.viewed().patient.id, kName);
  pictures::draw_text(picture, right, 22, place, kSoft, pictures::Align::kRight);
  std::vector<std::string> lines;
  for (const std::string& text :
       {facts_of(session.viewed().patient), method_text(session), session.viewed().remark}) {
    for (std::string& line : pictures::wrapped(text, right - left, kSoft))
      lines.push_back(std::move(line));
  }
  constexpr std::size_t kMostLines = 5;
  if (lines.size() > kMostLines) {
    lines.resize(kMostLines);
    lines.back() += " ...";
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    pictures::draw_text(picture, left, 48 + 20 * static_cast<int>(i), lines[i], kSoft);
  }
}

void draw_help(pictures::Picture& picture, const shape::Box& help) {
  pictures::fill(picture, help, kSide);
  pictures::draw_text(
      picture,
      kMargin,
      help.y + 9,
      "n, p  patient     space  cine     z  zoom     +, -  seed     r  reset     s  screenshot     "
      "w  save as setup     q  quit",
      kSoft);
}

void draw_still(
    pictures::Picture& picture,
    const session::Session& session,
    cardiac::View view,
    cardiac::Instant instant,
    const FramePlace& place) {
  draw_image(picture, session.viewed().patient.frames(view, instant)->image, place);
  draw_outline(
      picture,
      session.preview().clean()(view, instant)->mask,
      pictures::OutlineRole::kClean,
      place);
}

void draw_absence(pictures::Picture& picture, const shape::Box& cell) {
  pictures::fill(picture, cell, pictures::kBlack);
  pictures::draw_text(
      picture,
      cell.x + cell.width / 2,
      cell.y + cell.height / 2 - 10,
      "no labelled frame",
      kSoft,
      pictures::Align::kCentre);
}

/// What no slider changes.
pictures::Picture background(const session::Session& session, const SceneLayout& layout) {
  pictures::Picture picture = pictures::blank_picture(layout.size, kGround);
  pictures::fill(picture, layout.side, kSide);
  draw_header(picture, session, layout.side);
  draw_help(picture, layout.help);
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const shape::Box& cell = layout.cells(view, instant);
      if (cell.empty()) continue;
      const auto& place = layout.frames(view, instant);
      if (place) {
        draw_still(picture, session, view, instant, *place);
        draw_scale_bar(picture, *place, layout.px_per_mm);
      } else {
        draw_absence(picture, cell);
      }
    }
  }
  const auto name_slider = [&](std::size_t slider, const std::string& name) {
    const shape::Box& track = layout.sliders[slider];
    pictures::draw_text(picture, track.x - 8, track.y - 18, name, kText);
  };
  name_slider(0, "seed");
  for (std::size_t i = 0; i < session.severities().size(); ++i) {
    name_slider(i + 1, session.severities()[i].name);
  }
  return picture;
}

std::string caption_of(const session::RedrawnFrame& frame) {
  if (frame.mask.empty()) return "removed";
  std::string text = "Dice " + (frame.dice ? base::decimal_text(*frame.dice, 3) : std::string("-"));
  if (frame.hausdorff)
    text += "   HD " + base::decimal_text(frame.hausdorff->distance_mm, 1) + " mm";
  return text;
}

/// What the noise, and a network, make of a frame, with its numbers below.
void draw_redrawn(
    pictures::Picture& picture,
    const session::Session& session,
    cardiac::View view,
    cardiac::Instant instant,
    const FramePlace& place) {
  int y = place.drawn.bottom() + 4;
  const auto draw =
      [&](const session::RedrawnPatient& redrawn, pictures::OutlineRole role, const char* name) {
        const auto& frame = redrawn.frames(view, instant);
        if (!frame) return;
        draw_outline(picture, frame->mask, role, place);
        pictures::TextStyle style = kSoft;
        style.colour = pictures::colour_of(role);
        pictures::draw_text(picture, place.drawn.x, y, name, style);
        pictures::draw_text(picture, place.drawn.x + 82, y, caption_of(*frame), kText);
        y += 19;
      };
  draw(session.noisy(), pictures::OutlineRole::kNoisy, "noisy");
  if (session.predicted())
    draw(*session.predicted(), pictures::OutlineRole::kPredicted, "predicted");

  const auto& noisy = session.noisy().frames(view, instant);
  if (noisy && noisy->hausdorff && noisy->hausdorff->on_a != noisy->hausdorff->on_b) {
    draw_distance(
        picture,
        on_window(noisy->hausdorff->on_a, place),
        on_window(noisy->hausdorff->on_b, place),
        place.drawn);
  }
}

/// A frame of a sequence in the place of the still one.
void draw_moment(pictures::Picture& picture, const session::CineFrame& frame, FramePlace place) {
  place.field = shape::intersection(place.field, shape::frame_box(frame.image.size()));
  if (place.field.empty()) return;
  draw_image(picture, frame.image, place);
  draw_outline(picture, frame.clean, pictures::OutlineRole::kClean, place);
}

void draw_frames(
    pictures::Picture& picture,
    const session::Session& session,
    const SceneLayout& layout,
    const SceneLook& look) {
  for (const cardiac::View view : cardiac::kViews) {
    const CineMoment& moment = look.cine.at(static_cast<std::size_t>(view));
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const auto& place = layout.frames(view, instant);
      const shape::Box& cell = layout.cells(view, instant);
      if (cell.empty()) continue;
      std::string title = std::string(cardiac::name_of(view)) + "  ";
      if (place && instant == cardiac::Instant::kEndDiastole && moment.frame != nullptr) {
        draw_moment(picture, *moment.frame, *place);
        draw_scale_bar(picture, *place, layout.px_per_mm);
        title += "frame " + std::to_string(moment.number) + " of " + std::to_string(moment.of);
      } else {
        if (place) draw_redrawn(picture, session, view, instant, *place);
        title += cardiac::name_of(instant);
      }
      const shape::Box& below = place ? place->drawn : cell;
      pictures::draw_text(picture, below.x, below.y - 23, title, kTitle);
    }
  }
}

/// Volumes, EF and its category of each outline, below one another. The lines in front of the names
/// are the legend.
class NumberTable {
 public:
  NumberTable(pictures::Picture& picture, const shape::Box& side)
      : picture_(picture), side_(side) {}

  void draw(const session::Session& session) {
    const auto& clean = session.preview().clean_ejection();
    write_row("", {"EDV mL", "ESV mL", "EF %"}, kSoft);
    write_outline("clean", pictures::OutlineRole::kClean, clean, clean);
    write_outline("noisy", pictures::OutlineRole::kNoisy, session.noisy().ejection, clean);
    if (session.predicted()) {
      write_outline(
          "predicted", pictures::OutlineRole::kPredicted, session.predicted()->ejection, clean);
    }
    const double middle = y_ + 10.0;
    draw_distance(picture_, {left() + 4.0, middle}, {left() + 26.0, middle}, side_);
    pictures::draw_text(
        picture_, left() + 38, y_, "Hausdorff distance (HD) of the noisy outline", kSoft);
  }

 private:
  using Cells = std::array<std::string, 3>;

  [[nodiscard]] int left() const { return side_.x + kMargin; }

  void write_row(const std::string& name, const Cells& cells, const pictures::TextStyle& style) {
    constexpr std::array kColumnEnds{166, 230, 284};
    pictures::draw_text(picture_, left() + 38, y_, name, style);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      pictures::draw_text(
          picture_, left() + kColumnEnds.at(i), y_, cells.at(i), style, pictures::Align::kRight);
    }
    y_ += 23;
  }

  /// The numbers of an outline and, unless it is the clean one, what they differ by from those.
  void write_outline(
      const std::string& name,
      pictures::OutlineRole role,
      const std::optional<cardiac::Ejection>& ejection,
      const std::optional<cardiac::Ejection>& clean) {
    pictures::draw_path(
        picture_,
        {{left() + 0.0, y_ + 10.0}, {left() + 30.0, y_ + 10.0}},
        on_screen(pictures::figure_stroke(role)),
        side_);
    if (!ejection) return write_row(name, {"-", "-", "-"}, kText);
    const cardiac::EfCategory category = cardiac::ef_category(ejection->ef_percent);
    const bool has_changed = clean && category != cardiac::ef_category(clean->ef_percent);
    pictures::draw_text(
        picture_,
        left() + 296,
        y_,
        std::string(cardiac::name_of(category)),
        has_changed ? kAlert : kText);
    write_row(
        name,
        {base::decimal_text(ejection->edv_ml, 1),
         base::decimal_text(ejection->esv_ml, 1),
         base::decimal_text(ejection->ef_percent, 1)},
        kText);
    if (role == pictures::OutlineRole::kClean || !clean) return;
    write_row(
        "change",
        {with_sign(ejection->edv_ml - clean->edv_ml),
         with_sign(ejection->esv_ml - clean->esv_ml),
         with_sign(ejection->ef_percent - clean->ef_percent)},
        kSoft);
  }

  pictures::Picture& picture_;
  shape::Box side_;
  int y_ = 142;
};

/// What a slider shows, as fractions of its length.
struct SliderState {
  double value = 0.0;
  double mark = 0.0;  ///< where reset brings it
};

void draw_slider(
    pictures::Picture& picture,
    const shape::Box& track,
    const SliderState& state,
    const std::string& value) {
  const double y = track.y + track.height / 2.0;
  const auto place = [&](double fraction) {
    return shape::Point{track.x + fraction * track.width, y};
  };
  const shape::Point handle = place(state.value);
  const shape::Point mark = place(state.mark);
  pictures::draw_line(picture, place(0.0), place(1.0), {.colour = kRule, .width_px = 4.0});
  pictures::draw_line(picture, place(0.0), handle, {.colour = kAccent, .width_px = 4.0});
  pictures::draw_line(
      picture, {mark.x, y - 6.0}, {mark.x, y + 6.0}, {.colour = kSoftInk, .width_px = 1.5});
  pictures::draw_line(picture, handle, handle, {.colour = kInk, .width_px = 15.0, .halo_px = 1.0});
  pictures::draw_text(
      picture, track.right() + 8, track.y - 18, value, kText, pictures::Align::kRight);
}

void draw_sliders(
    pictures::Picture& picture, const session::Session& session, const SceneLayout& layout) {
  pictures::draw_text(
      picture,
      layout.side.x + kMargin,
      layout.sliders[0].y - 52,
      "noise: " + session.setup().name,
      kTitle);
  const auto seed_fraction = [&](std::uint64_t seed) {
    return static_cast<double>(seed - session.first_seed()) / (session::kSeedChoices - 1);
  };
  draw_slider(
      picture,
      layout.sliders[0],
      {seed_fraction(session.seed()), seed_fraction(session.opened_seed())},
      std::to_string(session.seed()));
  for (std::size_t i = 0; i < session.severities().size(); ++i) {
    const session::Severity& severity = session.severities()[i];
    const double value = session.values()[i];
    draw_slider(
        picture,
        layout.sliders[i + 1],
        {value / severity.most, severity.value / severity.most},
        base::decimal_text(value, severity.decimals) +
            (severity.unit.empty() ? "" : " " + severity.unit));
  }
}

}  // namespace

const pictures::Picture& Scene::draw(
    const session::Session& session, shape::Size size, const SceneLook& look) {
  const Key key{.visits = session.visits(), .size = size, .zoom = look.zoom};
  if (key != key_ || background_.pixels().empty()) {
    layout_ = laid_out(session, size, look.zoom);
    background_ = background(session, layout_);
    key_ = key;
  }
  picture_ = background_;
  draw_frames(picture_, session, layout_, look);
  NumberTable(picture_, layout_.side).draw(session);
  draw_sliders(picture_, session, layout_);
  if (!look.message.empty()) {
    pictures::fill(picture_, layout_.help, kSide);
    pictures::draw_text(picture_, kMargin, layout_.help.y + 9, look.message, kText);
  }
  return picture_;
}

std::optional<std::size_t> Scene::slider_at(int x, int y) const {
  constexpr int kReach = 8;  // a handle at an end sticks out, and hands are not that steady
  for (std::size_t i = 0; i < layout_.sliders.size(); ++i) {
    const shape::Box box = shape::grown(layout_.sliders[i], kReach, 2);
    if (x >= box.x && x < box.right() && y >= box.y && y < box.bottom()) return i;
  }
  return std::nullopt;
}

void turn(session::Session& session, std::size_t slider, double fraction) {
  fraction = std::clamp(fraction, 0.0, 1.0);
  if (slider == 0) {
    session.set_seed(
        session.first_seed() +
        static_cast<std::uint64_t>(std::lround(fraction * (session::kSeedChoices - 1))));
    return;
  }
  const session::Severity& severity = session.severities().at(slider - 1);
  session.set_value(slider - 1, severity.rounded(fraction * severity.most));
}

}  // namespace segnoise::window
