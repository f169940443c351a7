// camus-noise --pairs: any two label maps measured against one another.

#include "measure_pairs.h"

#include "base/for_each_index.h"
#include "base/number_text.h"
#include "data/frames/image_file.h"
#include "storage/distinct_paths.h"
#include "storage/write_file.h"
#include "study/label_pairs/label_pairs.h"
#include "terminal_observer.h"

#include <cstdint>
#include <iostream>
#include <limits>
#include <mutex>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace segnoise {
namespace {

namespace fs = std::filesystem;

using LabelFile = frames::ImageFile<std::uint8_t>;

std::string size_text(const shape::Grid& grid) {
  return std::to_string(grid.size.width) + " x " + std::to_string(grid.size.height);
}

std::string spacing_text(const shape::Grid& grid) {
  return base::shortest_text(grid.spacing_mm.x_mm) + " x " +
         base::shortest_text(grid.spacing_mm.y_mm) + " mm";
}

/// @throws std::runtime_error  naming what differs
void require_one_grid(const LabelFile& reference, const LabelFile& prediction) {
  const shape::Grid& a = reference.raster.grid();
  const shape::Grid& b = prediction.raster.grid();
  if (!(reference.orientation == prediction.orientation)) {
    throw std::runtime_error(
        "their rows and columns run in other directions, expected one direction");
  }
  if (!(a.size == b.size)) {
    throw std::runtime_error(
        "they have " + size_text(a) + " and " + size_text(b) + " pixels, expected one size");
  }
  if (!shape::same_grid(a, b)) {
    throw std::runtime_error(
        "their pixels are " + spacing_text(a) + " and " + spacing_text(b) +
        ", expected one spacing");
  }
}

/// Paths of the table are relative to its folder.
fs::path beside(const fs::path& table, const std::string& path) {
  return table.parent_path() / path;
}

constexpr std::uint8_t kAnyLabel = std::numeric_limits<std::uint8_t>::max();

/// The pixels of all pairs, which are added by several threads.
struct Pool {
  std::mutex mutex = {};
  metrics::LabelConfusion pixels{kAnyLabel + 1};
};

std::vector<metrics::LabelMeasures> measured(
    const PairsOptions& options, const label_pairs::LabelPair& pair, Pool& pool) {
  const LabelFile reference = frames::open_labels(beside(options.pairs, pair.reference), kAnyLabel);
  const LabelFile prediction =
      frames::open_labels(beside(options.pairs, pair.prediction), kAnyLabel);
  try {
    require_one_grid(reference, prediction);
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(
        options.pairs.string() + ": " + pair.reference + " and " + pair.prediction + ": " +
        error.what());
  }
  metrics::LabelConfusion pixels(kAnyLabel + 1);
  pixels.add(reference.raster, prediction.raster);
  {
    const std::scoped_lock lock(pool.mutex);
    pool.pixels.add(pixels);
  }
  return metrics::label_measures(
      reference.raster,
      prediction.raster,
      label_pairs::labels_of(reference.raster.pixels(), prediction.raster.pixels()),
      options.measures);
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
  std::vector<std::vector<metrics::LabelMeasures>> measures(pairs.size());
  Pool pool;
  try {
    base::for_each_index(
        pairs.size(),
        options.threads,
        [&](std::size_t i, const std::stop_token&) {
          measures[i] = measured(options, pairs[i], pool);
        },
        [&](std::size_t done) { observer.step("measuring pair", done, pairs.size()); });
  } catch (const cli::Interrupted&) {
    throw cli::Interrupted("interrupted; nothing was written");
  }
  label_pairs::complete(measures);
  if (options.out) {
    storage::write_file(*options.out, label_pairs::measures_csv(pairs, measures));
  }
  std::cout << label_pairs::measures_text(measures, pool.pixels, options.measures.nsd_tolerance_mm);
}

}  // namespace segnoise
