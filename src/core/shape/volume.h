#pragma once

#include "core/shape/geometry.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace segnoise::shape {

/// A regular 3-D grid: slices of one size, one above the other.
struct VolumeGrid {
  Size size = {};
  int depth = 1;
  Spacing spacing_mm = {};
  double slice_spacing_mm = 1.0;

  [[nodiscard]] std::size_t voxel_count() const {
    return size.pixel_count() * static_cast<std::size_t>(depth);
  }
  bool operator==(const VolumeGrid&) const = default;
};

/// As same_grid() of frames: equal sizes, spacings that differ by no more than one part in 10^4.
[[nodiscard]] bool same_grid(const VolumeGrid& a, const VolumeGrid& b);

/// One structure per voxel, 0 is background; x varies fastest, then y, then z.
class LabelVolume {
 public:
  LabelVolume() = default;
  explicit LabelVolume(const VolumeGrid& grid) : grid_(grid), voxels_(grid.voxel_count()) {}

  [[nodiscard]] const VolumeGrid& grid() const { return grid_; }
  [[nodiscard]] std::span<std::uint8_t> voxels() { return voxels_; }
  [[nodiscard]] std::span<const std::uint8_t> voxels() const { return voxels_; }

  /// Unchecked: the place must lie in the grid.
  [[nodiscard]] std::uint8_t& operator()(int x, int y, int z) { return voxels_[index(x, y, z)]; }
  [[nodiscard]] std::uint8_t operator()(int x, int y, int z) const {
    return voxels_[index(x, y, z)];
  }

 private:
  [[nodiscard]] std::size_t index(int x, int y, int z) const {
    return (static_cast<std::size_t>(z) * static_cast<std::size_t>(grid_.size.height) +
            static_cast<std::size_t>(y)) *
               static_cast<std::size_t>(grid_.size.width) +
           static_cast<std::size_t>(x);
  }

  VolumeGrid grid_;
  std::vector<std::uint8_t> voxels_;
};

}  // namespace segnoise::shape
