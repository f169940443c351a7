#include "core/metrics/volume_measures.h"

#include "core/metrics/surface_distance.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>

namespace segnoise::metrics {
namespace {

constexpr std::size_t kAxes = 3;
constexpr double kFar = std::numeric_limits<double>::infinity();

using Lengths = std::array<int, kAxes>;    ///< along x, y and z
using Steps = std::array<double, kAxes>;   ///< mm, along x, y and z
using Voxels = std::vector<std::uint8_t>;  ///< 0 or 1, x fastest
using Distances2 = std::vector<double>;    ///< mm², of each voxel

std::size_t voxel_count(const Lengths& lengths) {
  std::size_t count = 1;
  for (const int length : lengths) count *= static_cast<std::size_t>(length);
  return count;
}

/// Voxels between neighbours along an axis.
std::size_t stride_of(const Lengths& lengths, std::size_t axis) {
  std::size_t stride = 1;
  for (std::size_t i = 0; i < axis; ++i) stride *= static_cast<std::size_t>(lengths[i]);
  return stride;
}

/// Calls work(first) for every line along an axis, with the index of its first voxel.
template <class Work>
void for_each_line(const Lengths& lengths, std::size_t axis, const Work& work) {
  const std::size_t stride = stride_of(lengths, axis);
  const std::size_t block = stride * static_cast<std::size_t>(lengths[axis]);
  for (std::size_t start = 0; start < voxel_count(lengths); start += block) {
    for (std::size_t i = 0; i < stride; ++i) work(start + i);
  }
}

/// Where a label is in a pair of volumes: both masks, in the smallest box that holds them.
struct Pair {
  Lengths lengths = {};
  Voxels truth = {};
  Voxels prediction = {};
};

Pair cropped(
    const shape::LabelVolume& truth, const shape::LabelVolume& prediction, std::uint8_t label) {
  const shape::VolumeGrid& grid = truth.grid();
  const Lengths whole{grid.size.width, grid.size.height, grid.depth};
  Lengths first = whole;
  Lengths last{-1, -1, -1};
  std::size_t index = 0;
  for (int z = 0; z < whole[2]; ++z) {
    for (int y = 0; y < whole[1]; ++y) {
      for (int x = 0; x < whole[0]; ++x, ++index) {
        if (truth.voxels()[index] != label && prediction.voxels()[index] != label) continue;
        const Lengths at{x, y, z};
        for (std::size_t i = 0; i < kAxes; ++i) {
          first[i] = std::min(first[i], at[i]);
          last[i] = std::max(last[i], at[i]);
        }
      }
    }
  }
  Pair pair;
  if (last[0] < 0) return pair;
  for (std::size_t i = 0; i < kAxes; ++i) pair.lengths[i] = last[i] - first[i] + 1;
  pair.truth.reserve(voxel_count(pair.lengths));
  pair.prediction.reserve(voxel_count(pair.lengths));
  for (int z = first[2]; z <= last[2]; ++z) {
    for (int y = first[1]; y <= last[1]; ++y) {
      for (int x = first[0]; x <= last[0]; ++x) {
        pair.truth.push_back(truth(x, y, z) == label ? 1 : 0);
        pair.prediction.push_back(prediction(x, y, z) == label ? 1 : 0);
      }
    }
  }
  return pair;
}

/// Takes away along one axis what lies within a width of the outside; beyond the box is outside.
Voxels eroded_along(
    const Voxels& mask, const Lengths& lengths, std::size_t axis, int width_voxels) {
  Voxels inner(mask.size(), 0);
  const std::size_t stride = stride_of(lengths, axis);
  const int length = lengths[axis];
  for_each_line(lengths, axis, [&](std::size_t start) {
    int run = 0;  // of mask voxels up to here
    for (int i = 0; i < length; ++i) {
      run = mask[start + static_cast<std::size_t>(i) * stride] != 0 ? run + 1 : 0;
      if (run > 2 * width_voxels) {
        inner[start + static_cast<std::size_t>(i - width_voxels) * stride] = 1;
      }
    }
  });
  return inner;
}

/// The voxels of a mask that are not in what is left of it.
Voxels without(const Voxels& mask, const Voxels& inner) {
  Voxels rest(mask.size());
  std::ranges::transform(mask, inner, rest.begin(), [](std::uint8_t a, std::uint8_t b) {
    return static_cast<std::uint8_t>(a != 0 && b == 0 ? 1 : 0);
  });
  return rest;
}

/// Voxels with a 6-neighbour outside: those that one axis or another takes away.
Voxels boundary_of(const Voxels& mask, const Lengths& lengths) {
  Voxels boundary(mask.size(), 0);
  for (std::size_t axis = 0; axis < kAxes; ++axis) {
    const Voxels taken = without(mask, eroded_along(mask, lengths, axis, 1));
    for (std::size_t i = 0; i < mask.size(); ++i) boundary[i] |= taken[i];
  }
  return boundary;
}

/// Voxels within a width of the outside, by a cube.
Voxels boundary_region_of(const Voxels& mask, const Lengths& lengths, int width_voxels) {
  Voxels inner = mask;
  for (std::size_t axis = 0; axis < kAxes; ++axis) {
    inner = eroded_along(inner, lengths, axis, width_voxels);
  }
  return without(mask, inner);
}

/// The lower envelope of parabolas of one curvature, by which distances² spread along a line.
///
/// Source: P. Felzenszwalb and D. Huttenlocher, Theory of Computing 8, 415-428 (2012).
class Envelope {
 public:
  Envelope(int length, double step_mm)
      : step_mm_(step_mm),
        places_(static_cast<std::size_t>(length)),
        from_(static_cast<std::size_t>(length)),
        heights_(static_cast<std::size_t>(length)) {}

  void spread(Distances2& distances, std::size_t start, std::size_t stride) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < heights_.size(); ++i) heights_[i] = distances[start + i * stride];
    for (std::size_t i = 0; i < heights_.size(); ++i) {
      if (heights_[i] == kFar) continue;
      double begins = -kFar;
      while (count > 0) {
        begins = crossing(places_[count - 1], i);
        if (begins > from_[count - 1]) break;
        --count;
        begins = -kFar;
      }
      places_[count] = i;
      from_[count] = begins;
      ++count;
    }
    if (count == 0) return;
    std::size_t of = 0;
    for (std::size_t i = 0; i < heights_.size(); ++i) {
      while (of + 1 < count && from_[of + 1] < static_cast<double>(i)) ++of;
      const double away_mm = (static_cast<double>(i) - static_cast<double>(places_[of])) * step_mm_;
      distances[start + i * stride] = heights_[places_[of]] + away_mm * away_mm;
    }
  }

 private:
  /// From where on the parabola at b lies below that at a, in voxels; a < b.
  [[nodiscard]] double crossing(std::size_t a, std::size_t b) const {
    const auto at_a = static_cast<double>(a);
    const auto at_b = static_cast<double>(b);
    const double rise = (heights_[b] - heights_[a]) / (step_mm_ * step_mm_);
    return (rise + at_b * at_b - at_a * at_a) / (2.0 * (at_b - at_a));
  }

  double step_mm_;
  std::vector<std::size_t> places_;
  std::vector<double> from_;
  std::vector<double> heights_;
};

Distances2 squared_distances_to(
    const Voxels& places, const Lengths& lengths, const Steps& step_mm) {
  Distances2 distances(places.size());
  std::ranges::transform(
      places, distances.begin(), [](std::uint8_t place) { return place != 0 ? 0.0 : kFar; });
  for (std::size_t axis = 0; axis < kAxes; ++axis) {
    Envelope envelope(lengths[axis], step_mm[axis]);
    for_each_line(lengths, axis, [&](std::size_t start) {
      envelope.spread(distances, start, stride_of(lengths, axis));
    });
  }
  return distances;
}

std::vector<double> distances_mm(const Voxels& from, const Distances2& squared) {
  std::vector<double> distances;
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (from[i] != 0) distances.push_back(std::sqrt(squared[i]));
  }
  return distances;
}

double count_of(const Voxels& mask) {
  return static_cast<double>(std::ranges::count(mask, std::uint8_t{1}));
}

double common_count(const Voxels& a, const Voxels& b) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < a.size(); ++i) count += a[i] & b[i];
  return static_cast<double>(count);
}

double iou_of(const Voxels& a, const Voxels& b) {
  const double common = common_count(a, b);
  return common / (count_of(a) + count_of(b) - common);
}

int boundary_width_voxels(const shape::VolumeGrid& grid) {
  constexpr double kShareOfDiagonal = 0.02;
  const double diagonal = std::hypot(grid.size.width, grid.size.height, grid.depth);
  return std::max(1, static_cast<int>(std::nearbyint(kShareOfDiagonal * diagonal)));
}

LabelMeasures measures_of(
    const Pair& pair,
    std::uint8_t label,
    const Steps& step_mm,
    int width_voxels,
    double nsd_tolerance_mm) {
  const double in_truth = count_of(pair.truth);
  const double in_prediction = count_of(pair.prediction);
  LabelMeasures measures{.label = label};
  if (in_truth == 0.0 && in_prediction == 0.0) return measures;
  if (in_truth == 0.0 || in_prediction == 0.0) {
    measures.presence = in_truth == 0.0 ? Presence::kSpurious : Presence::kMissed;
    return measures;
  }
  const Voxels boundary_a = boundary_of(pair.truth, pair.lengths);
  const Voxels boundary_b = boundary_of(pair.prediction, pair.lengths);
  const BoundaryDistances distances{
      .from_a_mm =
          distances_mm(boundary_a, squared_distances_to(boundary_b, pair.lengths, step_mm)),
      .from_b_mm =
          distances_mm(boundary_b, squared_distances_to(boundary_a, pair.lengths, step_mm))};
  const double common = common_count(pair.truth, pair.prediction);
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  measures.presence = Presence::kBoth;
  measures.measures = MaskMeasures{
      .dice = 2.0 * common / (in_truth + in_prediction),
      .iou = iou_of(pair.truth, pair.prediction),
      .precision = common / in_prediction,
      .recall = common / in_truth,
      .boundary_iou = iou_of(
          boundary_region_of(pair.truth, pair.lengths, width_voxels),
          boundary_region_of(pair.prediction, pair.lengths, width_voxels)),
      .hd_mm = hd_mm(distances),
      .hd95_directed_mm = hd95_directed_mm(distances),
      .hd95_pooled_mm = hd95_pooled_mm(distances),
      .hd95_length_weighted_mm = kNone,
      .assd_mm = assd_mm(distances),
      .nsd = nsd(distances, nsd_tolerance_mm),
      .nsd_length_weighted = kNone};
  return measures;
}

/// @throws std::invalid_argument  unless it is finite and > 0
void require_slice_spacing(double mm) {
  if (std::isfinite(mm) && mm > 0.0) return;
  throw std::invalid_argument("slice_spacing_mm must be finite and > 0, got " + std::to_string(mm));
}

}  // namespace

std::vector<LabelMeasures> volume_label_measures(
    const shape::LabelVolume& truth,
    const shape::LabelVolume& prediction,
    std::span<const std::uint8_t> labels,
    const MeasureOptions& options) {
  const shape::VolumeGrid& grid = truth.grid();
  require_tolerance(options.nsd_tolerance_mm);
  shape::require_spacing(grid.spacing_mm);
  require_slice_spacing(grid.slice_spacing_mm);
  if (!shape::same_grid(grid, prediction.grid())) {
    throw std::invalid_argument("truth and prediction must be on one grid");
  }
  const int width_voxels = options.boundary_width_px.value_or(boundary_width_voxels(grid));
  if (width_voxels < 1) {
    throw std::invalid_argument(
        "boundary_width_px must be >= 1, got " + std::to_string(width_voxels));
  }
  const Steps step_mm{grid.spacing_mm.x_mm, grid.spacing_mm.y_mm, grid.slice_spacing_mm};
  std::vector<LabelMeasures> all;
  all.reserve(labels.size());
  for (const std::uint8_t label : labels) {
    all.push_back(measures_of(
        cropped(truth, prediction, label), label, step_mm, width_voxels, options.nsd_tolerance_mm));
  }
  return all;
}

}  // namespace segnoise::metrics
