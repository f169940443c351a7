#include "show/pictures/ventricle_surface.h"

#include "core/cardiac/biplane_surface.h"
#include "core/shape/label_map.h"
#include "show/pictures/chart_parts.h"
#include "show/pictures/encoded_picture.h"
#include "show/pictures/headless_window.h"
#include "show/pictures/picture_style.h"
#include "show/pictures/rendered_picture.h"
#include "show/pictures/text.h"
#include "storage/write_file.h"
#include "study/analysis/text_numbers.h"
#include "study/plan/corruption.h"

#include <vtkActor.h>
#include <vtkCamera.h>
#include <vtkCellArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkPolyDataNormals.h>
#include <vtkProperty.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace segnoise::pictures {
namespace {

// Lengths in pixels of the picture, which is shown at half size.
constexpr shape::Size kScene{.width = 420, .height = 600};
constexpr int kBlockGapPx = 36;
constexpr int kBarColumnPx = 260;
constexpr int kBarWidthPx = 40;
constexpr int kBarHeightPx = 440;
constexpr int kDistanceTickPx = 8;
constexpr int kScaleBarPx = 5;

constexpr double kRoomMm = 3.0;                        // around the largest ventricle
constexpr double kRadians = std::numbers::pi / 180.0;  // per degree
constexpr double kElevation = 14.0 * kRadians;         // looking up from below
constexpr double kTurn = 20.0 * kRadians;
constexpr double kWirePx = 2.5;
constexpr double kFaintOpacity = 0.16;
constexpr std::size_t kRingsPerWire = 4;
constexpr std::size_t kMeridians = 12;

constexpr Rgb kInside{0, 90, 181};
constexpr Rgb kSame{242, 242, 242};
constexpr Rgb kOutside{220, 85, 0};

const TextStyle kFigureHeading{.size_px = 32, .weight = Weight::kBold, .colour = kChartInk};
const TextStyle kBlockTitle{.size_px = 28, .weight = Weight::kBold, .colour = kChartInk};

/// "+1.5", "0", "−0.5": no more decimals than asked for.
std::string signed_text(double value, int count) {
  const std::string size = analysis::fixed(std::abs(value), count);
  if (size.find_first_of("123456789") == std::string::npos) return "0";
  return (value < 0.0 ? "−" : "+") + size;
}

/// @param fraction  of the greatest distance, in [-1, 1]
Rgb colour_of_distance(double fraction) {
  const Rgb end = fraction < 0.0 ? kInside : kOutside;
  const double part = std::min(std::abs(fraction), 1.0);
  const auto mixed = [&](std::uint8_t same, std::uint8_t far) {
    return static_cast<std::uint8_t>(std::lround(same + part * (far - same)));
  };
  return {mixed(kSame.red, end.red), mixed(kSame.green, end.green), mixed(kSame.blue, end.blue)};
}

/// Both surfaces at one instant.
struct Pair {
  cardiac::Instant instant = cardiac::Instant::kEndDiastole;
  cardiac::Surface clean = {};
  cardiac::Surface noisy = {};
  std::vector<double> distances_mm = {};  ///< of the noisy one's points

  [[nodiscard]] double length_mm() const { return clean.points.back().z_mm; }
};

std::vector<Pair> measurable_pairs(const VentricleChange& change) {
  std::vector<Pair> pairs;
  for (const cardiac::Instant instant : cardiac::kInstants) {
    const auto clean = biplane_disks(change.clean, instant);
    const auto noisy = biplane_disks(change.noisy, instant);
    if (!clean || !noisy) continue;
    Pair pair{
        .instant = instant,
        .clean = biplane_surface(*clean, *clean),
        .noisy = biplane_surface(*noisy, *clean)};
    pair.distances_mm = signed_distances_mm(pair.noisy.points, pair.clean);
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

/// What all scenes have in common.
struct SceneScale {
  double half_height_mm = 0.0;  ///< that a scene shows
  double greatest_mm = 0.0;     ///< distance at the ends of the bar
  double step_mm = 0.0;         ///< between its labels

  [[nodiscard]] double px_per_mm() const { return 0.5 * kScene.height / half_height_mm; }
};

/// Half the height that a scene must have to show a surface from any side.
double half_height_mm(const cardiac::Surface& surface, double middle_mm) {
  constexpr double kAspect = 1.0 * kScene.height / kScene.width;
  double half_mm = 0.0;
  for (const cardiac::BodyPoint& p : surface.points) {
    const double radius_mm = std::hypot(p.x_mm, p.y_mm);
    const double up_mm =
        std::abs(p.z_mm - middle_mm) * std::cos(kElevation) + radius_mm * std::sin(kElevation);
    half_mm = std::max({half_mm, up_mm, radius_mm * kAspect});
  }
  return half_mm;
}

SceneScale common_scale(const std::vector<Pair>& pairs) {
  constexpr double kLeastStepMm = 1.0;
  double half_mm = 0.0;
  double farthest_mm = kLeastStepMm;
  for (const Pair& pair : pairs) {
    for (const cardiac::Surface* surface : {&pair.clean, &pair.noisy}) {
      half_mm = std::max(half_mm, half_height_mm(*surface, 0.5 * pair.length_mm()));
    }
    for (const double mm : pair.distances_mm) farthest_mm = std::max(farthest_mm, std::abs(mm));
  }
  const double step_mm = tick_step(2.0 * farthest_mm, kLeastStepMm);
  return {
      .half_height_mm = half_mm + kRoomMm,
      .greatest_mm = step_mm * std::ceil(farthest_mm / step_mm),
      .step_mm = step_mm};
}

vtkNew<vtkPoints> points_of(const cardiac::Surface& surface) {
  vtkNew<vtkPoints> points;
  for (const cardiac::BodyPoint& p : surface.points)
    points->InsertNextPoint(p.x_mm, p.y_mm, p.z_mm);
  return points;
}

vtkNew<vtkActor> coloured_actor(const Pair& pair, const SceneScale& scale) {
  vtkNew<vtkCellArray> triangles;
  for (const auto& corners : pair.noisy.triangles) {
    triangles->InsertNextCell(
        {static_cast<vtkIdType>(corners[0]),
         static_cast<vtkIdType>(corners[1]),
         static_cast<vtkIdType>(corners[2])});
  }
  vtkNew<vtkUnsignedCharArray> colours;
  colours->SetNumberOfComponents(3);
  for (const double mm : pair.distances_mm) {
    const Rgb colour = colour_of_distance(mm / scale.greatest_mm);
    for (const std::uint8_t part : {colour.red, colour.green, colour.blue}) {
      colours->InsertNextValue(part);
    }
  }
  vtkNew<vtkPolyData> mesh;
  mesh->SetPoints(points_of(pair.noisy));
  mesh->SetPolys(triangles);
  mesh->GetPointData()->SetScalars(colours);

  vtkNew<vtkPolyDataNormals> normals;
  normals->SetInputData(mesh);
  normals->SetFeatureAngle(50.0);  // the base stays flat
  vtkNew<vtkPolyDataMapper> mapper;
  mapper->SetInputConnection(normals->GetOutputPort());
  // Wires that lie on the surface are in front of it.
  mapper->SetResolveCoincidentTopologyToPolygonOffset();
  mapper->SetRelativeCoincidentTopologyPolygonOffsetParameters(2.0, 2.0);
  vtkNew<vtkActor> actor;
  actor->SetMapper(mapper);
  actor->GetProperty()->SetAmbient(0.45);
  actor->GetProperty()->SetDiffuse(0.6);
  actor->GetProperty()->SetSpecular(0.0);
  return actor;
}

vtkNew<vtkActor> wire_actor(const cardiac::Surface& clean, double opacity) {
  vtkNew<vtkCellArray> lines;
  const auto id = [](std::size_t ring, std::size_t sector) {
    const std::size_t point = ring * cardiac::kSurfaceSectors + sector % cardiac::kSurfaceSectors;
    return static_cast<vtkIdType>(point);
  };
  for (std::size_t ring = 0; ring < cardiac::kSurfaceRings; ring += kRingsPerWire) {
    lines->InsertNextCell(static_cast<int>(cardiac::kSurfaceSectors) + 1);
    for (std::size_t sector = 0; sector <= cardiac::kSurfaceSectors; ++sector) {
      lines->InsertCellPoint(id(ring, sector));
    }
  }
  const auto apex = static_cast<vtkIdType>(clean.points.size()) - 1;
  for (std::size_t i = 0; i < kMeridians; ++i) {
    lines->InsertNextCell(static_cast<int>(cardiac::kSurfaceRings) + 1);
    for (std::size_t ring = 0; ring < cardiac::kSurfaceRings; ++ring) {
      lines->InsertCellPoint(id(ring, i * cardiac::kSurfaceSectors / kMeridians));
    }
    lines->InsertCellPoint(apex);
  }
  vtkNew<vtkPolyData> wires;
  wires->SetPoints(points_of(clean));
  wires->SetLines(lines);
  vtkNew<vtkPolyDataMapper> mapper;
  mapper->SetInputData(wires);
  vtkNew<vtkActor> actor;
  actor->SetMapper(mapper);
  actor->GetProperty()->SetColor(
      kChartInk.red / 255.0, kChartInk.green / 255.0, kChartInk.blue / 255.0);
  actor->GetProperty()->LightingOff();
  actor->GetProperty()->SetLineWidth(static_cast<float>(kWirePx * kOversampling));
  actor->GetProperty()->SetOpacity(opacity);
  return actor;
}

/// Looks at the ventricle's middle with the apex up, from where a view's picture is seen, but from
/// a little aside and below.
void aim(vtkCamera& camera, cardiac::View view, const Pair& pair, const SceneScale& scale) {
  constexpr double kFarMm = 500.0;
  // As seen from the apex, x to the right and y up: 4CH is seen from -y, 2CH from +x.
  const double azimuth = (view == cardiac::View::kFourChamber ? -90.0 * kRadians : 0.0) - kTurn;
  const double across = std::cos(kElevation);
  const double middle_mm = 0.5 * pair.length_mm();
  camera.SetFocalPoint(0.0, 0.0, middle_mm);
  camera.SetPosition(
      kFarMm * across * std::cos(azimuth),
      kFarMm * across * std::sin(azimuth),
      middle_mm - kFarMm * std::sin(kElevation));
  camera.SetViewUp(0.0, 0.0, 1.0);
  camera.ParallelProjectionOn();
  camera.SetParallelScale(scale.half_height_mm);
}

/// @throws std::runtime_error  if there is no usable OpenGL driver
Picture scene(const Pair& pair, cardiac::View view, const SceneScale& scale) {
  const auto headless = open_headless_window(oversampled(kScene.width), oversampled(kScene.height));
  vtkRenderWindow& window = headless->window();
  window.SetNumberOfLayers(2);
  vtkNew<vtkRenderer> solid;
  solid->SetBackground(1.0, 1.0, 1.0);
  solid->AddActor(coloured_actor(pair, scale));
  solid->AddActor(wire_actor(pair.clean, 1.0));
  aim(*solid->GetActiveCamera(), view, pair, scale);
  solid->ResetCameraClippingRange();
  // The same wires once more, whatever is in front of them.
  vtkNew<vtkRenderer> faint;
  faint->SetLayer(1);
  faint->AddActor(wire_actor(pair.clean, kFaintOpacity));
  faint->SetActiveCamera(solid->GetActiveCamera());
  window.AddRenderer(solid);
  window.AddRenderer(faint);
  window.Render();
  Picture picture = picture_of(window, kScene);
  window.RemoveRenderer(faint);
  window.RemoveRenderer(solid);

  return picture;
}

/// What is known of an instant's volumes and distances, in lines.
std::vector<std::string> caption_of(
    const Pair& pair,
    const std::optional<cardiac::Ejection>& clean,
    const std::optional<cardiac::Ejection>& noisy) {
  std::vector<std::string> lines;
  const bool is_ed = pair.instant == cardiac::Instant::kEndDiastole;
  if (clean && noisy) {
    const auto volume_ml = [&](const cardiac::Ejection& ejection) {
      return analysis::fixed(is_ed ? ejection.edv_ml : ejection.esv_ml, 1) + " mL";
    };
    lines.push_back((is_ed ? "EDV " : "ESV ") + volume_ml(*noisy) + ", clean " + volume_ml(*clean));
  }
  const auto [least, greatest] = std::ranges::minmax(pair.distances_mm);
  lines.push_back("Distance " + signed_text(least, 1) + " to " + signed_text(greatest, 1) + " mm");
  return lines;
}

void draw_block(
    Picture& picture,
    int left,
    int top,
    const Pair& pair,
    const SceneScale& scale,
    const std::vector<std::string>& caption) {
  const bool is_ed = pair.instant == cardiac::Instant::kEndDiastole;
  draw_text(picture, left, top, is_ed ? "End-diastole" : "End-systole", kBlockTitle);
  int x = left;
  for (const cardiac::View view : {cardiac::View::kFourChamber, cardiac::View::kTwoChamber}) {
    const int below_title = top + line_height(kBlockTitle) + 6;
    draw_text(picture, x, below_title, "seen as in " + std::string(name_of(view)), kChartText);
    paste(picture, scene(pair, view, scale), x, below_title + line_height(kChartText) + 4);
    x += kScene.width;
  }
  int y = top + line_height(kBlockTitle) + line_height(kChartText) + kScene.height + 20;
  for (const std::string& line : caption) {
    draw_text(picture, left, y, line, kChartText);
    y += line_height(kChartText);
  }
}

void draw_colour_bar(Picture& picture, int left, int top, const SceneScale& scale) {
  draw_text(picture, left, top, "Distance to the", kChartTitle);
  draw_text(picture, left, top + line_height(kChartTitle), "clean surface, mm", kChartTitle);
  const int bar_top = top + 2 * line_height(kChartTitle) + 26;
  for (int y = 0; y < kBarHeightPx; ++y) {
    const double fraction = 1.0 - 2.0 * (y + 0.5) / kBarHeightPx;
    fill(picture, {left, bar_top + y, kBarWidthPx, 1}, colour_of_distance(fraction));
  }
  const int steps = static_cast<int>(std::lround(scale.greatest_mm / scale.step_mm));
  for (int i = -steps; i <= steps; ++i) {
    const double mm = i * scale.step_mm;
    const int y = bar_top + static_cast<int>(
                                std::lround(0.5 * kBarHeightPx * (1.0 - mm / scale.greatest_mm)));
    fill(picture, {left + kBarWidthPx, y - 1, kDistanceTickPx, 2}, kChartInk);
    std::string label = signed_text(mm, 0);
    if (i == steps) label += "  outside";
    if (i == -steps) label += "  inside";
    draw_text(picture, left + kBarWidthPx + kDistanceTickPx + 8, y - 14, label, kChartText);
  }
}

/// How the clean surface looks, and how long 10 mm are.
void draw_key(Picture& picture, int left, int top, const SceneScale& scale) {
  draw_line(
      picture,
      {1.0 * left, top + 12.0},
      {1.0 * left + kBarWidthPx, top + 12.0},
      {.colour = kChartInk, .width_px = kWirePx});
  draw_text(picture, left + kBarWidthPx + kDistanceTickPx + 8, top, "clean label", kChartText);
  const int scale_px = static_cast<int>(std::lround(kScaleBarMm * scale.px_per_mm()));
  const int below = top + 2 * line_height(kChartText);
  fill(picture, {left, below + 10, scale_px, kScaleBarPx}, kChartInk);
  draw_text(picture, left + scale_px + kDistanceTickPx + 8, below, "10 mm", kChartText);
}

}  // namespace

VentricleChange ventricle_change(
    const cardiac::Patient& patient, const noise::NoiseSetup& setup, std::uint64_t seed) {
  VentricleChange change{
      .heading =
          patient.id + ": the left ventricle, and what noise “" + setup.name + "” makes of it"};
  for (const cardiac::View view : cardiac::kViews) {
    for (const cardiac::Instant instant : cardiac::kInstants) {
      const auto& frame = patient.frames(view, instant);
      if (!frame) continue;
      const plan::FrameId id{.patient = patient.id, .view = view, .instant = instant};
      const plan::NoisyLabels noisy = plan::corrupted(
          frame->labels, id, patient.quality.at(static_cast<std::size_t>(view)), setup, seed);
      const shape::Spacing& spacing_mm = frame->labels.spacing_mm();
      change.clean(view, instant) = {mask_of(frame->labels, cardiac::kLeftVentricle), spacing_mm};
      change.noisy(view, instant) = {mask_of(noisy.labels, cardiac::kLeftVentricle), spacing_mm};
    }
  }
  return change;
}

std::optional<Picture> draw_ventricle_change(const VentricleChange& change) {
  const std::vector<Pair> pairs = measurable_pairs(change);
  if (pairs.empty()) return std::nullopt;
  const SceneScale scale = common_scale(pairs);
  const auto clean = cardiac::ejection(change.clean, cardiac::VolumeMethod::kBiplaneAse);
  const auto noisy = cardiac::ejection(change.noisy, cardiac::VolumeMethod::kBiplaneAse);
  std::string ef;
  if (clean && noisy) {
    ef = "EF " + analysis::fixed(noisy->ef_percent, 1) + " %, clean " +
         analysis::fixed(clean->ef_percent, 1) + " %";
  }

  const auto blocks = static_cast<int>(pairs.size());
  const int block_width = 2 * kScene.width + kBlockGapPx;
  const int inner_width = blocks * block_width + kBarColumnPx;
  const auto heading = wrapped(change.heading, inner_width, kFigureHeading);
  const auto note = wrapped(
      "Elliptic disks across the long axis, with their widths in 4CH and in 2CH, as in a biplane "
      "volume; between the two views nothing is measured.",
      inner_width,
      kChartText);
  const int heading_px = static_cast<int>(heading.size()) * line_height(kFigureHeading) +
                         (ef.empty() ? 0 : line_height(kBlockTitle)) + 24;
  const int block_height =
      line_height(kBlockTitle) + 3 * line_height(kChartText) + kScene.height + 30;
  const int note_px = static_cast<int>(note.size()) * line_height(kChartText);
  Picture picture = blank_picture(
      {inner_width + 2 * kMarginPx, heading_px + block_height + note_px + 2 * kMarginPx}, kWhite);

  int y = kMarginPx;
  for (const std::string& line : heading) {
    draw_text(picture, kMarginPx, y, line, kFigureHeading);
    y += line_height(kFigureHeading);
  }
  draw_text(picture, kMarginPx, y, ef, kBlockTitle);
  const int top = kMarginPx + heading_px;
  for (int i = 0; i < blocks; ++i) {
    const Pair& pair = pairs[static_cast<std::size_t>(i)];
    draw_block(
        picture, kMarginPx + i * block_width, top, pair, scale, caption_of(pair, clean, noisy));
  }
  const int bar_left = kMarginPx + blocks * block_width;
  draw_colour_bar(picture, bar_left, top, scale);
  draw_key(picture, bar_left, top + kBarHeightPx + 150, scale);
  y = top + block_height;
  for (const std::string& line : note) {
    draw_text(picture, kMarginPx, y, line, kChartText);
    y += line_height(kChartText);
  }
  return picture;
}

bool write_ventricle_change(const std::filesystem::path& path, const VentricleChange& change) {
  const auto picture = draw_ventricle_change(change);
  if (picture) storage::write_file(path, png_bytes(*picture));
  return picture.has_value();
}

}  // namespace segnoise::pictures
