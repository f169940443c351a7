#include "core/metrics/volume_measures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

namespace segnoise::metrics {
namespace {

const shape::VolumeGrid kBoxGrid{
    .size = {8, 6}, .depth = 7, .spacing_mm = {0.5, 2.0}, .slice_spacing_mm = 3.0};
const std::vector<std::uint8_t> kOne{1};

/// A box of voxels: from one corner up to before the other.
void draw(
    shape::LabelVolume& volume,
    std::array<int, 3> from,
    std::array<int, 3> to,
    std::uint8_t label = 1) {
  for (int z = from[2]; z < to[2]; ++z) {
    for (int y = from[1]; y < to[1]; ++y) {
      for (int x = from[0]; x < to[0]; ++x) volume(x, y, z) = label;
    }
  }
}

MaskMeasures measured(
    const shape::LabelVolume& a, const shape::LabelVolume& b, const MeasureOptions& options = {}) {
  return volume_label_measures(a, b, kOne, options).front().measures.value();
}

bool is_in(const shape::LabelVolume& volume, int x, int y, int z) {
  const auto& grid = volume.grid();
  return x >= 0 && y >= 0 && z >= 0 && x < grid.size.width && y < grid.size.height &&
         z < grid.depth && volume(x, y, z) == 1;
}

/// Voxels with another within d of them along each axis (in a cube or on the axes) that is outside.
std::vector<std::array<int, 3>> edge_naively(
    const shape::LabelVolume& volume, int d, bool is_cube) {
  std::vector<std::array<int, 3>> edge;
  const auto& grid = volume.grid();
  for (int z = 0; z < grid.depth; ++z) {
    for (int y = 0; y < grid.size.height; ++y) {
      for (int x = 0; x < grid.size.width; ++x) {
        if (!is_in(volume, x, y, z)) continue;
        bool is_edge = false;
        for (int k = -d; k <= d; ++k) {
          for (int j = -d; j <= d; ++j) {
            for (int i = -d; i <= d; ++i) {
              const bool counts = is_cube || std::abs(i) + std::abs(j) + std::abs(k) <= 1;
              if (counts && !is_in(volume, x + i, y + j, z + k)) is_edge = true;
            }
          }
        }
        if (is_edge) edge.push_back({x, y, z});
      }
    }
  }
  return edge;
}

std::vector<double> nearest_naively(
    const std::vector<std::array<int, 3>>& from,
    const std::vector<std::array<int, 3>>& to,
    const shape::VolumeGrid& grid) {
  std::vector<double> nearest;
  for (const auto& a : from) {
    double least = std::numeric_limits<double>::infinity();
    for (const auto& b : to) {
      const double x = (a[0] - b[0]) * grid.spacing_mm.x_mm;
      const double y = (a[1] - b[1]) * grid.spacing_mm.y_mm;
      const double z = (a[2] - b[2]) * grid.slice_spacing_mm;
      least = std::min(least, std::sqrt(x * x + y * y + z * z));
    }
    nearest.push_back(least);
  }
  return nearest;
}

double percentile_naively(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const double at = 0.95 * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return values[below] + (at - static_cast<double>(below)) * (values[above] - values[below]);
}

TEST(VolumeMeasures, AreWhatAHandFindsOfABoxMovedBySlices) {
  // 2 x 2 x 3 voxels, all of them boundary, one slice of 3 mm up: 8 of 12 in common.
  shape::LabelVolume truth(kBoxGrid);
  shape::LabelVolume prediction(kBoxGrid);
  draw(truth, {1, 1, 1}, {3, 3, 4});
  draw(prediction, {1, 1, 2}, {3, 3, 5});
  const MaskMeasures found = measured(truth, prediction, {.nsd_tolerance_mm = 2.9});
  EXPECT_DOUBLE_EQ(found.dice, 16.0 / 24.0);
  EXPECT_DOUBLE_EQ(found.iou, 0.5);
  EXPECT_DOUBLE_EQ(found.precision, 8.0 / 12.0);
  EXPECT_DOUBLE_EQ(found.recall, 8.0 / 12.0);
  EXPECT_DOUBLE_EQ(found.boundary_iou, 0.5);
  EXPECT_DOUBLE_EQ(found.hd_mm, 3.0);
  // 4 of 12 distances are 3 mm, the others 0: the 95th percentile is 3 in either way of taking it.
  EXPECT_DOUBLE_EQ(found.hd95_directed_mm, 3.0);
  EXPECT_DOUBLE_EQ(found.hd95_pooled_mm, 3.0);
  EXPECT_DOUBLE_EQ(found.assd_mm, 1.0);
  EXPECT_DOUBLE_EQ(found.nsd, 16.0 / 24.0);
  EXPECT_DOUBLE_EQ(measured(truth, prediction, {.nsd_tolerance_mm = 3.0}).nsd, 1.0);
  EXPECT_TRUE(std::isnan(found.hd95_length_weighted_mm));
  EXPECT_TRUE(std::isnan(found.nsd_length_weighted));
}

TEST(VolumeMeasures, TakePercentilesOfEachDirectionOrOfBothTogether) {
  // A rod of 40 voxels along x and its first voxel: one direction has 0, 0.5, ... 19.5 mm, the
  // other 0 alone. Directed: at 0.95 * 39 = 37.05, 18.525. Pooled: at 0.95 * 40 = 38 of 0, 0, 0.5
  // ..., the 39th smallest, 18.5.
  shape::LabelVolume rod({.size = {40, 1}, .depth = 2, .spacing_mm = {0.5, 1.0}});
  shape::LabelVolume first(rod.grid());
  draw(rod, {0, 0, 0}, {40, 1, 1});
  draw(first, {0, 0, 0}, {1, 1, 1});
  for (const MaskMeasures& found : {measured(rod, first), measured(first, rod)}) {
    EXPECT_NEAR(found.hd95_directed_mm, 18.525, 1e-12);
    EXPECT_NEAR(found.hd95_pooled_mm, 18.5, 1e-12);
    EXPECT_NEAR(found.assd_mm, 390.0 / 41.0, 1e-12);
    EXPECT_DOUBLE_EQ(found.hd_mm, 19.5);
  }
  EXPECT_DOUBLE_EQ(measured(rod, first).precision, 1.0);
  EXPECT_DOUBLE_EQ(measured(rod, first).recall, 1.0 / 40.0);
}

TEST(VolumeMeasures, AgreeWithTheDefinitionsWrittenNaively) {
  std::uint32_t state = 7;
  const auto below = [&](int bound) {
    state = state * 1664525U + 1013904223U;
    return static_cast<int>((state >> 16U) % static_cast<std::uint32_t>(bound));
  };
  for (int round = 0; round < 30; ++round) {
    const shape::VolumeGrid grid{
        .size = {12, 11}, .depth = 10, .spacing_mm = {0.7, 1.3}, .slice_spacing_mm = 2.9};
    shape::LabelVolume a(grid);
    shape::LabelVolume b(grid);
    for (shape::LabelVolume* volume : {&a, &b}) {
      const std::array<int, 3> from{below(5), below(5), below(5)};
      draw(*volume, from, {from[0] + 1 + below(7), from[1] + 1 + below(6), from[2] + 1 + below(5)});
      for (int i = 0; i < 20; ++i) (*volume)(below(12), below(11), below(10)) = 1;
      for (int i = 0; i < 20; ++i) (*volume)(below(12), below(11), below(10)) = 0;
    }
    const int width = 1 + below(2);
    const MaskMeasures found =
        measured(a, b, {.nsd_tolerance_mm = 1.4, .boundary_width_px = width});
    const auto edge_a = edge_naively(a, 1, false);
    const auto edge_b = edge_naively(b, 1, false);
    const auto from_a = nearest_naively(edge_a, edge_b, grid);
    const auto from_b = nearest_naively(edge_b, edge_a, grid);
    std::vector<double> all = from_a;
    all.insert(all.end(), from_b.begin(), from_b.end());
    double sum = 0.0;
    double within = 0.0;
    for (const double mm : all) {
      sum += mm;
      within += mm <= 1.4 + 1e-9 ? 1.0 : 0.0;
    }
    EXPECT_NEAR(found.hd_mm, *std::max_element(all.begin(), all.end()), 1e-9);
    EXPECT_NEAR(
        found.hd95_directed_mm,
        std::max(percentile_naively(from_a), percentile_naively(from_b)),
        1e-9);
    EXPECT_NEAR(found.hd95_pooled_mm, percentile_naively(all), 1e-9);
    EXPECT_NEAR(found.assd_mm, sum / static_cast<double>(all.size()), 1e-9);
    EXPECT_NEAR(found.nsd, within / static_cast<double>(all.size()), 1e-12);
    const auto region_a = edge_naively(a, width, true);
    const auto region_b = edge_naively(b, width, true);
    double common = 0.0;
    for (const auto& voxel : region_a) {
      common += std::find(region_b.begin(), region_b.end(), voxel) != region_b.end() ? 1.0 : 0.0;
    }
    EXPECT_NEAR(
        found.boundary_iou,
        common / (static_cast<double>(region_a.size() + region_b.size()) - common),
        1e-12);
  }
}

TEST(VolumeMeasures, TellWhereALabelIs) {
  shape::LabelVolume truth(kBoxGrid);
  shape::LabelVolume prediction(kBoxGrid);
  draw(truth, {0, 0, 0}, {2, 2, 2}, 2);
  draw(prediction, {4, 4, 4}, {5, 5, 5}, 7);
  draw(truth, {7, 5, 6}, {8, 6, 7}, 1);
  draw(prediction, {7, 5, 6}, {8, 6, 7}, 1);
  const auto found =
      volume_label_measures(truth, prediction, std::vector<std::uint8_t>{1, 2, 7, 9}, {});
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0].presence, Presence::kBoth);
  EXPECT_DOUBLE_EQ(found[0].measures->dice, 1.0);
  EXPECT_DOUBLE_EQ(found[0].measures->hd_mm, 0.0);
  EXPECT_EQ(found[1].presence, Presence::kMissed);
  EXPECT_EQ(found[2].presence, Presence::kSpurious);
  EXPECT_EQ(found[3].presence, Presence::kAbsent);
  EXPECT_EQ(found[3].label, 9);
  for (const std::size_t i : {1U, 2U, 3U}) EXPECT_FALSE(found[i].measures);
}

TEST(VolumeMeasures, RefuseOtherGridsAndOptionsOutOfRange) {
  const shape::LabelVolume volume(kBoxGrid);
  const auto refuses = [&](const shape::VolumeGrid& grid, const MeasureOptions& options) {
    EXPECT_THROW(
        (void)volume_label_measures(volume, shape::LabelVolume(grid), kOne, options),
        std::invalid_argument);
  };
  shape::VolumeGrid deeper = kBoxGrid;
  deeper.depth = 8;
  refuses(deeper, {});
  shape::VolumeGrid thicker = kBoxGrid;
  thicker.slice_spacing_mm = 3.001;
  refuses(thicker, {});
  shape::VolumeGrid wider = kBoxGrid;
  wider.spacing_mm.x_mm = 0.501;
  refuses(wider, {});
  refuses(kBoxGrid, {.nsd_tolerance_mm = -1.0});
  refuses(kBoxGrid, {.boundary_width_px = 0});
  shape::VolumeGrid flat = kBoxGrid;
  flat.slice_spacing_mm = 0.0;
  EXPECT_THROW(
      (void)volume_label_measures(
          shape::LabelVolume(flat), shape::LabelVolume(flat), kOne, MeasureOptions{}),
      std::invalid_argument);
}

}  // namespace
}  // namespace segnoise::metrics
