#include "window/scene.h"

#include "report/outline_path.h"
#include "report/overlay.h"
#include "report/text.h"
#include "shape/contours.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <utility>
#include <vector>

namespace segnoise {
namespace {

constexpr Rgb kGround{18, 20, 24};
constexpr Rgb kSide{30, 33, 39};
constexpr Rgb kInk{238, 239, 242};
constexpr Rgb kSoftInk{160, 166, 176};
constexpr Rgb kRule{62, 67, 76};
constexpr Rgb kAccent{86, 180, 233};
constexpr Rgb kWarning{240, 160, 40};
constexpr double kScaleBarMm = 10.0;

const TextStyle kName{.size_px = 26, .weight = Weight::kBold, .colour = kInk};
const TextStyle kTitle{.size_px = 17, .weight = Weight::kBold, .colour = kInk};
const TextStyle kText{.size_px = 15, .weight = Weight::kRegular, .colour = kInk};
const TextStyle kSoft{.size_px = 15, .weight = Weight::kRegular, .colour = kSoftInk};
const TextStyle kAlert{.size_px = 15, .weight = Weight::kBold, .colour = kWarning};
const TextStyle kBarText{.size_px = 13, .weight = Weight::kBold, .colour = kWhite};

std::string fixed(double value, int decimals) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return text.data();
}

std::string with_sign(double value) { return (value < 0.0 ? "" : "+") + fixed(value, 1); }

/// Strokes of figures are for pictures that are shown at half size.
Stroke on_screen(Stroke stroke) {
  constexpr double kHalf = 0.5;
  constexpr double kThinnest_px = 1.3;
  stroke.width_px = std::max(kHalf * stroke.width_px, kThinnest_px);
  stroke.halo_px *= kHalf;
  for (double& dash : stroke.dashes_px) dash *= kHalf;
  return stroke;
}

const Stroke kDistanceLine{.colour = kWhite, .width_px = 1.3, .halo_px = 0.8};
const Stroke kDistanceEnd{.colour = kWhite, .width_px = 5.0, .halo_px = 0.8};

void draw_distance(Picture& picture, Point from, Point to, const Box& clip) {
  draw_path(picture, {from, to}, kDistanceLine, clip);
  for (const Point end : {from, to}) draw_path(picture, {end, end}, kDistanceEnd, clip);
}

Point on_window(Point p, const FramePlace& place) {
  return {
      place.drawn.x + (p.x - place.field.x) * place.drawn.width / place.field.width,
      place.drawn.y + (p.y - place.field.y) * place.drawn.height / place.field.height};
}

void draw_outline(Picture& picture, const Mask& mask, OutlineRole role, const FramePlace& place) {
  const Stroke stroke = on_screen(figure_stroke(role));
  for (const Ring& traced : trace(mask)) {
    Ring ring = drawn_ring(traced);
    for (Point& p : ring) p = on_window(p, place);
    draw_ring(picture, ring, stroke, place.drawn);
  }
}

void draw_image(Picture& picture, const Image& image, const FramePlace& place) {
  const Size drawn{place.drawn.width, place.drawn.height};
  paste(picture, frame_picture(image, place.field, drawn), place.drawn.x, place.drawn.y);
}

void draw_scale_bar(Picture& picture, const FramePlace& place, double px_per_mm) {
  const int bar_px = std::max(1, static_cast<int>(std::lround(kScaleBarMm * px_per_mm)));
  const Box plate{place.drawn.x + 6, place.drawn.bottom() - 34, std::max(bar_px, 42) + 12, 28};
  fill(picture, intersection(plate, place.drawn), kBlack, 0.65);
  draw_text(picture, plate.x + 6, plate.y + 3, "10 mm", kBarText);
  fill(picture, intersection({plate.x + 6, plate.y + 21, bar_px, 3}, place.drawn), kWhite);
}

/// "image quality 2CH Good, 4CH Medium; male, 61 years; EF as stated 54 %".
std::string facts_of(const Patient& patient) {
  std::string text;
  const auto add = [&](const std::string& fact, const char* separator) {
    if (!text.empty()) text += separator;
    text += fact;
  };
  for (const View view : kViews) {
    const auto& quality = patient.quality.at(static_cast<std::size_t>(view));
    if (!quality) continue;
    add(std::string(name_of(view)) + ' ' + std::string(name_of(*quality)), ", ");
  }
  if (!text.empty()) text = "image quality " + text;
  if (patient.sex) add(*patient.sex == Sex::kFemale ? "female" : "male", "; ");
  if (patient.age_years) add(fixed(*patient.age_years, 0) + " years", ", ");
  if (patient.stated_ef_percent) {
    add("EF as stated " + fixed(*patient.stated_ef_percent, 0) + " %", "; ");
  }
  return text;
}

std::string method_text(const Session& session) {
  const auto method = session.preview().method();
  if (!method) return "no view is measurable at both instants: no volumes";
  switch (*method) {
    case VolumeMethod::kBiplaneAse:
      return "volumes: biplane disks (ase)";
    case VolumeMethod::kBiplaneCamus:
      return "volumes: biplane disks, as the data set's script (camus)";
    case VolumeMethod::kSinglePlane2ch:
      return "volumes: disks of 2CH alone (2ch)";
    case VolumeMethod::kSinglePlane4ch:
      return "volumes: disks of 4CH alone (4ch)";
    case VolumeMethod::kAreaLength:
      break;
  }
  return "volumes: area and length of both views (area-length)";
}

void draw_header(Picture& picture, const Session& session, const Box& side) {
  const int left = side.x + kMargin;
  const int right = side.right() - kMargin;
  const std::string place =
      std::to_string(session.place() + 1) + " of " + std::to_string(session.patients().size());
  draw_text(picture, left, 12, session.viewed().patient.id, kName);
  draw_text(picture, right, 22, place, kSoft, Align::kRight);
  std::vector<std::string> lines;
  for (const std::string& text :
       {facts_of(session.viewed().patient), method_text(session), session.viewed().remark}) {
    for (std::string& line : wrapped(text, right - left, kSoft)) lines.push_back(std::move(line));
  }
  constexpr std::size_t kMostLines = 5;
  if (lines.size() > kMostLines) {
    lines.resize(kMostLines);
    lines.back() += " ...";
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    draw_text(picture, left, 48 + 20 * static_cast<int>(i), lines[i], kSoft);
  }
}

void draw_help(Picture& picture, const Box& help) {
  fill(picture, help, kSide);
  draw_text(
      picture,
      kMargin,
      help.y + 9,
      "n, p  patient     space  cine     z  zoom     +, -  seed     r  reset     s  screenshot     "
      "w  save as setup     q  quit",
      kSoft);
}

void draw_still(
    Picture& picture, const Session& session, View view, Instant instant, const FramePlace& place) {
  draw_image(picture, session.viewed().patient.frames(view, instant)->image, place);
  draw_outline(picture, session.preview().clean()(view, instant)->mask, OutlineRole::kClean, place);
}

void draw_absence(Picture& picture, const Box& cell) {
  fill(picture, cell, kBlack);
  draw_text(
      picture,
      cell.x + cell.width / 2,
      cell.y + cell.height / 2 - 10,
      "no labelled frame",
      kSoft,
      Align::kCentre);
}

/// What no slider changes.
Picture background(const Session& session, const SceneLayout& layout) {
  Picture picture = blank_picture(layout.size, kGround);
  fill(picture, layout.side, kSide);
  draw_header(picture, session, layout.side);
  draw_help(picture, layout.help);
  for (const View view : kViews) {
    for (const Instant instant : kInstants) {
      const Box& cell = layout.cells(view, instant);
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
    const Box& track = layout.sliders[slider];
    draw_text(picture, track.x - 8, track.y - 18, name, kText);
  };
  name_slider(0, "seed");
  for (std::size_t i = 0; i < session.severities().size(); ++i) {
    name_slider(i + 1, session.severities()[i].name);
  }
  return picture;
}

std::string caption_of(const RedrawnFrame& frame) {
  if (frame.mask.empty()) return "removed";
  std::string text = "Dice " + (frame.dice ? fixed(*frame.dice, 3) : std::string("-"));
  if (frame.hausdorff) text += "   HD " + fixed(frame.hausdorff->distance_mm, 1) + " mm";
  return text;
}

/// What the noise, and a network, make of a frame, with its numbers below.
void draw_redrawn(
    Picture& picture, const Session& session, View view, Instant instant, const FramePlace& place) {
  int y = place.drawn.bottom() + 4;
  const auto draw = [&](const RedrawnPatient& redrawn, OutlineRole role, const char* name) {
    const auto& frame = redrawn.frames(view, instant);
    if (!frame) return;
    draw_outline(picture, frame->mask, role, place);
    TextStyle style = kSoft;
    style.colour = colour_of(role);
    draw_text(picture, place.drawn.x, y, name, style);
    draw_text(picture, place.drawn.x + 82, y, caption_of(*frame), kText);
    y += 19;
  };
  draw(session.noisy(), OutlineRole::kNoisy, "noisy");
  if (session.predicted()) draw(*session.predicted(), OutlineRole::kPredicted, "predicted");

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
void draw_moment(Picture& picture, const CineFrame& frame, FramePlace place) {
  place.field = intersection(place.field, frame_box(frame.image.size()));
  if (place.field.empty()) return;
  draw_image(picture, frame.image, place);
  draw_outline(picture, frame.clean, OutlineRole::kClean, place);
}

void draw_frames(
    Picture& picture, const Session& session, const SceneLayout& layout, const SceneLook& look) {
  for (const View view : kViews) {
    const CineMoment& moment = look.cine.at(static_cast<std::size_t>(view));
    for (const Instant instant : kInstants) {
      const auto& place = layout.frames(view, instant);
      const Box& cell = layout.cells(view, instant);
      if (cell.empty()) continue;
      std::string title = std::string(name_of(view)) + "  ";
      if (place && instant == Instant::kEndDiastole && moment.frame != nullptr) {
        draw_moment(picture, *moment.frame, *place);
        draw_scale_bar(picture, *place, layout.px_per_mm);
        title += "frame " + std::to_string(moment.number) + " of " + std::to_string(moment.of);
      } else {
        if (place) draw_redrawn(picture, session, view, instant, *place);
        title += name_of(instant);
      }
      const Box& below = place ? place->drawn : cell;
      draw_text(picture, below.x, below.y - 23, title, kTitle);
    }
  }
}

/// Volumes, EF and its category of each outline, below one another. The lines in front of the names
/// are the legend.
class NumberTable {
 public:
  NumberTable(Picture& picture, const Box& side) : picture_(picture), side_(side) {}

  void draw(const Session& session) {
    const auto& clean = session.preview().clean_ejection();
    write_row("", {"EDV mL", "ESV mL", "EF %"}, kSoft);
    write_outline("clean", OutlineRole::kClean, clean, clean);
    write_outline("noisy", OutlineRole::kNoisy, session.noisy().ejection, clean);
    if (session.predicted()) {
      write_outline("predicted", OutlineRole::kPredicted, session.predicted()->ejection, clean);
    }
    const double middle = y_ + 10.0;
    draw_distance(picture_, {left() + 4.0, middle}, {left() + 26.0, middle}, side_);
    draw_text(picture_, left() + 38, y_, "Hausdorff distance (HD) of the noisy outline", kSoft);
  }

 private:
  using Cells = std::array<std::string, 3>;

  [[nodiscard]] int left() const { return side_.x + kMargin; }

  void write_row(const std::string& name, const Cells& cells, const TextStyle& style) {
    constexpr std::array kColumnEnds{166, 230, 284};
    draw_text(picture_, left() + 38, y_, name, style);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      draw_text(picture_, left() + kColumnEnds.at(i), y_, cells.at(i), style, Align::kRight);
    }
    y_ += 23;
  }

  /// The numbers of an outline and, unless it is the clean one, what they differ by from those.
  void write_outline(
      const std::string& name,
      OutlineRole role,
      const std::optional<Ejection>& ejection,
      const std::optional<Ejection>& clean) {
    draw_path(
        picture_,
        {{left() + 0.0, y_ + 10.0}, {left() + 30.0, y_ + 10.0}},
        on_screen(figure_stroke(role)),
        side_);
    if (!ejection) return write_row(name, {"-", "-", "-"}, kText);
    const EfCategory category = ef_category(ejection->ef_percent);
    const bool has_changed = clean && category != ef_category(clean->ef_percent);
    draw_text(
        picture_, left() + 296, y_, std::string(name_of(category)), has_changed ? kAlert : kText);
    write_row(
        name,
        {fixed(ejection->edv_ml, 1), fixed(ejection->esv_ml, 1), fixed(ejection->ef_percent, 1)},
        kText);
    if (role == OutlineRole::kClean || !clean) return;
    write_row(
        "change",
        {with_sign(ejection->edv_ml - clean->edv_ml),
         with_sign(ejection->esv_ml - clean->esv_ml),
         with_sign(ejection->ef_percent - clean->ef_percent)},
        kSoft);
  }

  Picture& picture_;
  Box side_;
  int y_ = 142;
};

/// What a slider shows, as fractions of its length.
struct SliderState {
  double value = 0.0;
  double mark = 0.0;  ///< where reset brings it
};

void draw_slider(
    Picture& picture, const Box& track, const SliderState& state, const std::string& value) {
  const double y = track.y + track.height / 2.0;
  const auto place = [&](double fraction) { return Point{track.x + fraction * track.width, y}; };
  const Point handle = place(state.value);
  const Point mark = place(state.mark);
  draw_line(picture, place(0.0), place(1.0), {.colour = kRule, .width_px = 4.0});
  draw_line(picture, place(0.0), handle, {.colour = kAccent, .width_px = 4.0});
  draw_line(picture, {mark.x, y - 6.0}, {mark.x, y + 6.0}, {.colour = kSoftInk, .width_px = 1.5});
  draw_line(picture, handle, handle, {.colour = kInk, .width_px = 15.0, .halo_px = 1.0});
  draw_text(picture, track.right() + 8, track.y - 18, value, kText, Align::kRight);
}

void draw_sliders(Picture& picture, const Session& session, const SceneLayout& layout) {
  draw_text(
      picture,
      layout.side.x + kMargin,
      layout.sliders[0].y - 52,
      "noise: " + session.setup().name,
      kTitle);
  const auto seed_fraction = [&](std::uint64_t seed) {
    return static_cast<double>(seed - session.first_seed()) / (kSeedChoices - 1);
  };
  draw_slider(
      picture,
      layout.sliders[0],
      {seed_fraction(session.seed()), seed_fraction(session.opened_seed())},
      std::to_string(session.seed()));
  for (std::size_t i = 0; i < session.severities().size(); ++i) {
    const Severity& severity = session.severities()[i];
    const double value = session.values()[i];
    draw_slider(
        picture,
        layout.sliders[i + 1],
        {value / severity.most, severity.value / severity.most},
        fixed(value, severity.decimals) + (severity.unit.empty() ? "" : " " + severity.unit));
  }
}

}  // namespace

const Picture& Scene::draw(const Session& session, Size size, const SceneLook& look) {
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
    fill(picture_, layout_.help, kSide);
    draw_text(picture_, kMargin, layout_.help.y + 9, look.message, kText);
  }
  return picture_;
}

std::optional<std::size_t> Scene::slider_at(int x, int y) const {
  constexpr int kReach = 8;  // a handle at an end sticks out, and hands are not that steady
  for (std::size_t i = 0; i < layout_.sliders.size(); ++i) {
    const Box box = grown(layout_.sliders[i], kReach, 2);
    if (x >= box.x && x < box.right() && y >= box.y && y < box.bottom()) return i;
  }
  return std::nullopt;
}

void turn(Session& session, std::size_t slider, double fraction) {
  fraction = std::clamp(fraction, 0.0, 1.0);
  if (slider == 0) {
    session.set_seed(
        session.first_seed() +
        static_cast<std::uint64_t>(std::lround(fraction * (kSeedChoices - 1))));
    return;
  }
  const Severity& severity = session.severities().at(slider - 1);
  session.set_value(slider - 1, severity.rounded(fraction * severity.most));
}

}  // namespace segnoise
