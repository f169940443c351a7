// camus-noise --pairs: any two label maps measured against one another.

#include "measure_pairs.h"

#include "base/for_each_index.h"
#include "base/number_text.h"
#include "core/metrics/volume_measures.h"
#include "data/frames/image_file.h"
#include "storage/distinct_paths.h"
#include "storage/write_file.h"
#include "study/label_pairs/label_pairs.h"
#include "terminal_observer.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <limits>
#include <mutex>
#include <span>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace segnoise {
namespace {

namespace fs = std::filesystem;

using LabelFile = frames::LabelVolumeFile;

/// Lengths along x, y and, in a volume, z.
std::string lengths_text(const shape::VolumeGrid& grid) {
  const std::string size = shape::size_text(grid.size);
  return grid.depth == 1 ? size : size + " x " + std::to_string(grid.depth);
}

std::string spacing_text(const shape::VolumeGrid& grid) {
  const std::string in_slice =
      base::shortest_text(grid.spacing_mm.x_mm) + " x " + base::shortest_text(grid.spacing_mm.y_mm);
  return in_slice + (grid.depth == 1 ? "" : " x " + base::shortest_text(grid.slice_spacing_mm)) +
         " mm";
}

bool run_alike(const LabelFile& a, const LabelFile& b) {
  constexpr double kTolerance = 1e-3;  // of a cosine: what headers lose
  for (std::size_t axis = 0; axis < a.directions.size(); ++axis) {
    if (axis == 2 && a.labels.grid().depth == 1) break;
    for (std::size_t i = 0; i < a.directions[axis].size(); ++i) {
      if (!(std::abs(a.directions[axis][i] - b.directions[axis][i]) <= kTolerance)) return false;
    }
  }
  return true;
}

/// @throws std::runtime_error  naming what differs
void require_one_grid(const LabelFile& reference, const LabelFile& prediction) {
  const shape::VolumeGrid& a = reference.labels.grid();
  const shape::VolumeGrid& b = prediction.labels.grid();
  if (!(a.size == b.size) || a.depth != b.depth) {
    throw std::runtime_error(
        "they have " + lengths_text(a) + " and " + lengths_text(b) + " pixels, expected one size");
  }
  if (!shape::same_grid(a, b)) {
    throw std::runtime_error(
        "their pixels are " + spacing_text(a) + " and " + spacing_text(b) +
        ", expected one spacing");
  }
  if (!run_alike(reference, prediction)) {
    throw std::runtime_error(
        "their rows, columns or slices run in other directions, expected one direction");
  }
}

/// All slices of a volume, one below the other: for what does not ask where a pixel lies.
shape::LabelMap flat(const shape::LabelVolume& labels) {
  const shape::VolumeGrid& grid = labels.grid();
  shape::LabelMap map(
      {.size = {grid.size.width, grid.size.height * grid.depth}, .spacing_mm = grid.spacing_mm});
  std::ranges::copy(labels.voxels(), map.pixels().begin());
  return map;
}

/// Paths of the table are relative to its folder.
fs::path beside(const fs::path& table, const std::string& path) {
  return table.parent_path() / path;
}

constexpr std::uint8_t kAnyLabel = std::numeric_limits<std::uint8_t>::max();

/// What the threads have in common: the pixels of all pairs.
struct Pool {
  std::mutex mutex = {};
  metrics::LabelConfusion pixels{kAnyLabel + 1};
};

/// A pair's measures, and whether it is of volumes.
struct Measured {
  std::vector<metrics::LabelMeasures> labels = {};
  bool is_volume = false;
};

Measured measured(const PairsOptions& options, const label_pairs::LabelPair& pair, Pool& pool) {
  const LabelFile reference = frames::open_label_volume(beside(options.pairs, pair.reference));
  const LabelFile prediction = frames::open_label_volume(beside(options.pairs, pair.prediction));
  try {
    require_one_grid(reference, prediction);
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(
        options.pairs.string() + ": " + pair.reference + " and " + pair.prediction + ": " +
        error.what());
  }
  const shape::LabelMap flat_reference = flat(reference.labels);
  const shape::LabelMap flat_prediction = flat(prediction.labels);
  metrics::LabelConfusion pixels(kAnyLabel + 1);
  pixels.add(flat_reference, flat_prediction);
  {
    const std::scoped_lock lock(pool.mutex);
    pool.pixels.add(pixels);
  }
  const auto labels = label_pairs::labels_of(flat_reference.pixels(), flat_prediction.pixels());
  if (reference.labels.grid().depth == 1) {
    return {
        .labels =
            metrics::label_measures(flat_reference, flat_prediction, labels, options.measures)};
  }
  return {
      .labels = metrics::volume_label_measures(
          reference.labels, prediction.labels, labels, options.measures),
      .is_volume = true};
}

/// Frames and volumes have other measures under the same names, and so no common mean.
/// @throws std::runtime_error  naming the first row that is not as the first one
void require_alike(
    const fs::path& table,
    const std::vector<label_pairs::LabelPair>& pairs,
    const std::vector<Measured>& found) {
  for (std::size_t i = 1; i < found.size(); ++i) {
    if (found[i].is_volume == found.front().is_volume) continue;
    const auto kind = [](const Measured& pair) { return pair.is_volume ? "a volume" : "a frame"; };
    std::string refusal = table.string();
    refusal.append(": ").append(pairs[i].reference).append(" is ").append(kind(found[i]));
    refusal.append(" and ").append(pairs.front().reference).append(" ");
    refusal.append(kind(found.front())).append(", expected frames alone or volumes alone");
    throw std::runtime_error(refusal);
  }
}

/// What the table names must not be written over, either.
void require_other_file(
    const fs::path& out, const fs::path& table, const std::vector<label_pairs::LabelPair>& pairs) {
  std::vector<storage::NamedPath> inputs;
  for (const label_pairs::LabelPair& pair : pairs) {
    inputs.push_back({"a reference", beside(table, pair.reference)});
    inputs.push_back({"a prediction", beside(table, pair.prediction)});
  }
  const std::vector<storage::NamedPath> outputs{{"--out", out}};
  if (const auto conflict = storage::conflict_of(inputs, outputs)) {
    throw std::runtime_error(*conflict);
  }
}

}  // namespace

void measure_pairs(const PairsOptions& options) {
  TerminalObserver observer;
  const auto pairs = label_pairs::read_label_pairs(options.pairs);
  if (options.out) require_other_file(*options.out, options.pairs, pairs);
  std::vector<Measured> found(pairs.size());
  Pool pool;
  try {
    base::for_each_index(
        pairs.size(),
        options.threads,
        [&](std::size_t i, const std::stop_token&) {
          found[i] = measured(options, pairs[i], pool);
        },
        [&](std::size_t done) { observer.step("measuring pair", done, pairs.size()); });
  } catch (const cli::Interrupted&) {
    throw cli::Interrupted("interrupted; nothing was written");
  }
  require_alike(options.pairs, pairs, found);
  std::vector<std::vector<metrics::LabelMeasures>> measures;
  measures.reserve(found.size());
  for (Measured& each : found) measures.push_back(std::move(each.labels));
  label_pairs::complete(measures);
  const std::span<const metrics::NamedMaskMeasure> named =
      found.front().is_volume ? std::span<const metrics::NamedMaskMeasure>(metrics::kVolumeMeasures)
                              : std::span<const metrics::NamedMaskMeasure>(metrics::kMaskMeasures);
  if (options.out) {
    storage::write_file(*options.out, label_pairs::measures_csv(pairs, measures, named));
  }
  std::cout << label_pairs::measures_text(
      measures, pool.pixels, options.measures.nsd_tolerance_mm, named);
}

}  // namespace segnoise
