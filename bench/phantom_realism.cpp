// phantom_realism FOLDER: what the frames of a data set in CAMUS' layout look like in numbers, so
// that the phantom can be laid beside real ones.

#include "core/cardiac/long_axis.h"
#include "core/shape/distance.h"
#include "core/shape/label_map.h"
#include "core/statistics/summary.h"
#include "data/camus/data_set.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iomanip>
#include <iostream>
#include <map>
#include <numbers>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace segnoise;

namespace {

constexpr double kBand_mm = 8.0;        // of the wall, whose label may be missing
constexpr std::size_t kLevels = 40;     // along the long axis
constexpr std::size_t kFirstLevel = 2;  // base and apex are no sides
constexpr std::size_t kBeyondLevel = 37;

/// What is measured of one frame. The wall is the band of 8 mm outside the cavity's outline, above
/// its base.
struct FrameMeasures {
  double auc = 0.0;  ///< chance that a pixel of the wall is brighter than one of the cavity
  double cavity_gray = 0.0;
  double cavity_sd = 0.0;
  double wall_gray = 0.0;
  double outside_gray = 0.0;     ///< of the sector without cavity, wall and atrium
  double cavity_speckle = 0.0;   ///< SD of gray about its mean in squares of 15 pixels
  double wall_speckle = 0.0;     ///< the same in the wall
  double likeness_along = 0.0;   ///< autocorrelation of that, two pixels apart in depth
  double likeness_across = 0.0;  ///< and across
  double area_mm2 = 0.0;
  double length_mm = 0.0;
  double width_to_length = 0.0;
  double tilt_deg = 0.0;  ///< of the axis from apex to base against the vertical; + to the right
  double apex_depth_mm = 0.0;
  double sector_depth_mm = 0.0;
  double wave2_mm = 0.0;  ///< amplitude of cos(k pi h/L) in the sides about the oval that fits best
  double wave3_mm = 0.0;
  double wave4_mm = 0.0;
  double wave5_mm = 0.0;
  double wave6_mm = 0.0;
};

struct NamedMeasure {
  std::string_view name;
  double FrameMeasures::*value;
};

constexpr std::array<NamedMeasure, 20> kMeasures{{
    {"AUC of wall over cavity", &FrameMeasures::auc},
    {"cavity, gray", &FrameMeasures::cavity_gray},
    {"cavity, SD of gray", &FrameMeasures::cavity_sd},
    {"wall, gray", &FrameMeasures::wall_gray},
    {"elsewhere, gray", &FrameMeasures::outside_gray},
    {"speckle of the cavity", &FrameMeasures::cavity_speckle},
    {"speckle of the wall", &FrameMeasures::wall_speckle},
    {"likeness along", &FrameMeasures::likeness_along},
    {"likeness across", &FrameMeasures::likeness_across},
    {"area, mm2", &FrameMeasures::area_mm2},
    {"long axis, mm", &FrameMeasures::length_mm},
    {"width to length", &FrameMeasures::width_to_length},
    {"tilt, deg", &FrameMeasures::tilt_deg},
    {"depth of the apex, mm", &FrameMeasures::apex_depth_mm},
    {"depth of the sector, mm", &FrameMeasures::sector_depth_mm},
    {"outline's wave 2, mm", &FrameMeasures::wave2_mm},
    {"outline's wave 3, mm", &FrameMeasures::wave3_mm},
    {"outline's wave 4, mm", &FrameMeasures::wave4_mm},
    {"outline's wave 5, mm", &FrameMeasures::wave5_mm},
    {"outline's wave 6, mm", &FrameMeasures::wave6_mm},
}};

/// The area under the ROC curve; equal values count half.
double auc(const std::vector<double>& low, const std::vector<double>& high) {
  struct Count {
    double low = 0.0;
    double high = 0.0;
  };
  std::map<double, Count> counts;
  for (const double value : low) counts[value].low += 1.0;
  for (const double value : high) counts[value].high += 1.0;
  double below = 0.0;
  double area = 0.0;
  for (const auto& [value, count] : counts) {
    area += count.high * (below + 0.5 * count.low);
    below += count.low;
  }
  return area / (below * static_cast<double>(high.size()));
}

/// Places in terms of the long axis: 0 at the base ... 1 at the apex, and mm beside it.
class AxisFrame {
 public:
  AxisFrame(const cardiac::LongAxis& axis, const shape::Spacing& spacing_mm)
      : base_x_mm_(axis.base.x * spacing_mm.x_mm),
        base_y_mm_(axis.base.y * spacing_mm.y_mm),
        up_x_((axis.apex.x * spacing_mm.x_mm - base_x_mm_) / axis.length_mm),
        up_y_((axis.apex.y * spacing_mm.y_mm - base_y_mm_) / axis.length_mm),
        length_mm_(axis.length_mm) {}

  struct Place {
    double level;
    double beside_mm;
  };
  [[nodiscard]] Place operator()(double x_mm, double y_mm) const {
    const double dx = x_mm - base_x_mm_;
    const double dy = y_mm - base_y_mm_;
    return {(dx * up_x_ + dy * up_y_) / length_mm_, dy * up_x_ - dx * up_y_};
  }
  [[nodiscard]] double tilt_deg() const {
    return std::atan2(-up_x_, -up_y_) * 180.0 / std::numbers::pi;
  }

 private:
  double base_x_mm_;
  double base_y_mm_;
  double up_x_;
  double up_y_;
  double length_mm_;
};

using Half = std::vector<double>;  // widths of one side in mm, by level

double level_of(std::size_t i) { return (static_cast<double>(i) + 0.5) / kLevels; }

double determinant(
    const std::array<double, 3>& a,
    const std::array<double, 3>& b,
    const std::array<double, 3>& c) {
  return a[0] * (b[1] * c[2] - b[2] * c[1]) - b[0] * (a[1] * c[2] - a[2] * c[1]) +
         c[0] * (a[1] * b[2] - a[2] * b[1]);
}

/// Widths less those of the oval, w^2 = a + b h + c h^2, that fits their squares best.
Half off_oval_mm(const Half& widths_mm) {
  std::array<double, 5> powers{};
  std::array<double, 3> squares{};
  for (std::size_t i = kFirstLevel; i < kBeyondLevel; ++i) {
    double power = 1.0;
    for (std::size_t k = 0; k < powers.size(); ++k) {
      powers.at(k) += power;
      if (k < squares.size()) squares.at(k) += power * widths_mm[i] * widths_mm[i];
      power *= level_of(i);
    }
  }
  const std::array<double, 3> u{powers[0], powers[1], powers[2]};
  const std::array<double, 3> v{powers[1], powers[2], powers[3]};
  const std::array<double, 3> w{powers[2], powers[3], powers[4]};
  const double whole = determinant(u, v, w);
  const double a = determinant(squares, v, w) / whole;
  const double b = determinant(u, squares, w) / whole;
  const double c = determinant(u, v, squares) / whole;
  Half off;
  for (std::size_t i = kFirstLevel; i < kBeyondLevel; ++i) {
    const double h = level_of(i);
    off.push_back(widths_mm[i] - std::sqrt(std::max(0.0, a + h * (b + c * h))));
  }
  return off;
}

/// Amplitude of cos(k pi h) over the sides' levels, as a root mean square of both sides.
double wave_mm(const std::array<Half, 2>& off_mm, double k) {
  double squares = 0.0;
  for (const Half& side : off_mm) {
    double sum = 0.0;
    const auto n = static_cast<double>(side.size());
    for (std::size_t i = 0; i < side.size(); ++i)
      sum += side[i] * std::cos(std::numbers::pi * k * (static_cast<double>(i) + 0.5) / n);
    squares += 0.5 * std::pow(2.0 * sum / n, 2);
  }
  return std::sqrt(squares);
}

enum class Region : std::uint8_t { kOther, kCavity, kWall };
using Regions = shape::Raster<Region>;

struct Speckle {
  double sd;
  double likeness_along;
  double likeness_across;
};

Speckle speckle(const shape::Image& image, const Regions& regions, Region region) {
  constexpr int kReach = 7;
  constexpr int kLag = 2;
  shape::Image off(image.grid());
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) {
      if (regions(x, y) != region) continue;
      double sum = 0.0;
      int count = 0;
      for (int v = std::max(0, y - kReach); v <= std::min(image.height() - 1, y + kReach); ++v) {
        for (int u = std::max(0, x - kReach); u <= std::min(image.width() - 1, x + kReach); ++u) {
          if (regions(u, v) != region) continue;
          sum += image(u, v);
          ++count;
        }
      }
      off(x, y) = image(x, y) - static_cast<float>(sum / count);
    }
  }
  double count = 0.0;
  double squares = 0.0;
  double along = 0.0;
  double across = 0.0;
  for (int y = 0; y + kLag < image.height(); ++y) {
    for (int x = 0; x + kLag < image.width(); ++x) {
      if (regions(x, y) != region || regions(x, y + kLag) != region ||
          regions(x + kLag, y) != region)
        continue;
      count += 1.0;
      squares += off(x, y) * off(x, y);
      along += off(x, y) * off(x, y + kLag);
      across += off(x, y) * off(x + kLag, y);
    }
  }
  return {std::sqrt(squares / count), along / squares, across / squares};
}

FrameMeasures measures(const shape::LabelledImage& frame) {
  const shape::Image& image = frame.image;
  const shape::Spacing spacing_mm = image.spacing_mm();
  const shape::Mask cavity = shape::mask_of(frame.labels, cardiac::kLeftVentricle);
  const cardiac::LongAxis axis =
      cardiac::long_axis(cardiac::cavity_runs(cavity), spacing_mm).value();
  const AxisFrame place(axis, spacing_mm);
  const shape::Raster<float> away_mm = shape::distance_mm(cavity, spacing_mm);

  FrameMeasures found;
  std::vector<double> of_cavity;
  std::vector<double> of_wall;
  std::vector<double> elsewhere;
  Regions regions(image.grid());
  std::array<Half, 2> half_mm{Half(kLevels), Half(kLevels)};
  const auto lit = [](float gray) { return gray > 0.0F; };
  for (int y = 0; y < image.height(); ++y) {
    const auto row = image.row(y);
    if (std::ranges::any_of(row, lit)) found.sector_depth_mm = (y + 1) * spacing_mm.y_mm;
    // The sector is what lies between the first and the last pixel that is not black.
    const auto first = std::ranges::find_if(row, lit) - row.begin();
    const auto last = std::find_if(row.rbegin(), row.rend(), lit).base() - row.begin();
    for (int x = static_cast<int>(first); x < static_cast<int>(last); ++x) {
      const auto [level, beside_mm] =
          place((x + 0.5) * spacing_mm.x_mm, (y + 0.5) * spacing_mm.y_mm);
      const std::uint8_t label = frame.labels(x, y);
      if (label == cardiac::kLeftVentricle) {
        of_cavity.push_back(image(x, y));
        regions(x, y) = Region::kCavity;
        if (level < 0.0 || level >= 1.0) continue;
        double& reach_mm = half_mm.at(
            beside_mm < 0.0 ? 0
                            : 1)[static_cast<std::size_t>(level * static_cast<double>(kLevels))];
        reach_mm = std::max(reach_mm, std::abs(beside_mm));
      } else if (label != cardiac::kLeftAtrium && away_mm(x, y) <= kBand_mm && level > 0.0) {
        of_wall.push_back(image(x, y));
        regions(x, y) = Region::kWall;
      } else if (label != cardiac::kLeftAtrium) {
        elsewhere.push_back(image(x, y));
      }
    }
  }
  found.auc = auc(of_cavity, of_wall);
  const statistics::Summary cavity_gray = statistics::summary(of_cavity).value();
  found.cavity_gray = cavity_gray.mean;
  found.cavity_sd = cavity_gray.sd;
  found.wall_gray = statistics::summary(of_wall).value().mean;
  found.outside_gray = statistics::summary(elsewhere).value().mean;
  const Speckle of_blood = speckle(image, regions, Region::kCavity);
  found.cavity_speckle = of_blood.sd;
  found.likeness_along = of_blood.likeness_along;
  found.likeness_across = of_blood.likeness_across;
  found.wall_speckle = speckle(image, regions, Region::kWall).sd;

  found.area_mm2 = static_cast<double>(cavity.count()) * spacing_mm.x_mm * spacing_mm.y_mm;
  found.length_mm = axis.length_mm;
  found.tilt_deg = place.tilt_deg();
  found.apex_depth_mm = axis.apex.y * spacing_mm.y_mm;
  double widest_mm = 0.0;
  for (std::size_t i = 0; i < kLevels; ++i)
    widest_mm = std::max(widest_mm, half_mm[0][i] + half_mm[1][i]);
  found.width_to_length = widest_mm / axis.length_mm;
  const std::array<Half, 2> off_mm{off_oval_mm(half_mm[0]), off_oval_mm(half_mm[1])};
  found.wave2_mm = wave_mm(off_mm, 2.0);
  found.wave3_mm = wave_mm(off_mm, 3.0);
  found.wave4_mm = wave_mm(off_mm, 4.0);
  found.wave5_mm = wave_mm(off_mm, 5.0);
  found.wave6_mm = wave_mm(off_mm, 6.0);
  return found;
}

void print(const std::string& title, const std::vector<FrameMeasures>& frames) {
  std::cout << title << ", " << frames.size() << " frames: least, 10 %, median, 90 %, most\n";
  for (const auto& [name, value] : kMeasures) {
    std::vector<double> values;
    values.reserve(frames.size());
    for (const FrameMeasures& frame : frames) values.push_back(frame.*value);
    std::cout << "  " << std::left << std::setw(26) << name << std::right << std::fixed
              << std::setprecision(2);
    for (const double p : {0.0, 0.1, 0.5, 0.9, 1.0})
      std::cout << std::setw(10) << statistics::quantile(values, p).value();
    std::cout << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: phantom_realism FOLDER\n";
    return 1;
  }
  std::map<std::string, std::vector<FrameMeasures>> groups;
  const camus::LoadedDataSet loaded =
      camus::for_each_patient(camus::open_data_set(argv[1]), [&](const cardiac::Patient& patient) {
        for (const cardiac::View view : cardiac::kViews) {
          const auto& quality = patient.quality.at(static_cast<std::size_t>(view));
          for (const cardiac::Instant instant : cardiac::kInstants) {
            const auto& frame = patient.frames(view, instant);
            if (!frame) continue;
            const FrameMeasures found = measures(*frame);
            groups["all"].push_back(found);
            groups["all at " + std::string(name_of(instant))].push_back(found);
            if (quality) groups["quality " + std::string(name_of(*quality))].push_back(found);
          }
        }
      });
  for (const std::string& warning : loaded.warnings) std::cerr << "warning: " << warning << '\n';
  for (const auto& [title, frames] : groups) print(title, frames);
}
