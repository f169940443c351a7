#include "core/cardiac/disks.h"
#include "core/shape/runs.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace segnoise::cardiac {
namespace {

/// The lines across a long axis at the middles of its disks.
///
/// Coordinates are in mm: `along` the axis from base to apex, `across` to its right.
class Lines {
 public:
  Lines(const LongAxis& axis, const shape::Spacing& spacing_mm)
      : spacing_(spacing_mm),
        base_x_(axis.base.x * spacing_mm.x_mm),
        base_y_(axis.base.y * spacing_mm.y_mm),
        up_x_((axis.apex.x - axis.base.x) * spacing_mm.x_mm / axis.length_mm),
        up_y_((axis.apex.y - axis.base.y) * spacing_mm.y_mm / axis.length_mm),
        step_(axis.length_mm / kDiskCount),
        per_step_(1.0 / step_),
        per_down_(-1.0 / up_y_),
        is_upright_(std::abs(up_x_) < kUpright),
        per_right_(is_upright_ ? 0.0 : 1.0 / up_x_) {}

  /// Adds the length of each line that lies in a run's pixels.
  void add(const shape::Run& run, std::span<double, kDiskCount> lengths_mm) const {
    const double left = run.begin * spacing_.x_mm - base_x_;
    const double right = run.end * spacing_.x_mm - base_x_;
    const double top = run.y * spacing_.y_mm - base_y_;
    const double bottom = top + spacing_.y_mm;

    const double lowest = std::min(left * up_x_, right * up_x_) + bottom * up_y_;
    const double highest = std::max(left * up_x_, right * up_x_) + top * up_y_;
    const double first = std::max(0.0, std::ceil(lowest * per_step_ - 0.5));
    const double last = std::min(kDiskCount - 1.0, std::floor(highest * per_step_ - 0.5));
    for (double i = first; i <= last; i += 1.0) {
      const double along = (i + 0.5) * step_;
      // On the line, x = along up_x + across (-up_y) and y = along up_y + across up_x.
      double begin = (left - along * up_x_) * per_down_;
      double end = (right - along * up_x_) * per_down_;
      const double to_top = top - along * up_y_;
      const double to_bottom = bottom - along * up_y_;
      if (is_upright_) {
        if (to_top > 0.0 || to_bottom <= 0.0) continue;  // the line runs along another row
      } else {
        begin = std::max(begin, std::min(to_top * per_right_, to_bottom * per_right_));
        end = std::min(end, std::max(to_top * per_right_, to_bottom * per_right_));
      }
      lengths_mm[static_cast<std::size_t>(i)] += std::max(0.0, end - begin);
    }
  }

 private:
  static constexpr double kUpright = 1e-9;

  shape::Spacing spacing_;
  double base_x_;
  double base_y_;
  double up_x_;
  double up_y_;  ///< < 0: the apex is up
  double step_;
  double per_step_;
  double per_down_;
  bool is_upright_;
  double per_right_;
};

}  // namespace

std::optional<Disks> ase_disks(const shape::Mask& mask, const shape::Spacing& spacing_mm) {
  const std::vector<shape::Run> cavity = cavity_runs(mask);
  const auto axis = long_axis(cavity, spacing_mm);
  if (!axis) return std::nullopt;

  Disks disks{.axis = *axis};
  const Lines lines(*axis, spacing_mm);
  double pixels = 0.0;
  for (const shape::Run& run : cavity) {
    pixels += run.length();
    lines.add(run, disks.diameters_mm);
  }
  disks.area_mm2 = pixels * spacing_mm.x_mm * spacing_mm.y_mm;
  return disks;
}

}  // namespace segnoise::cardiac
