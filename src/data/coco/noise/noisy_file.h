#pragma once

#include "core/noise/setup.h"
#include "data/coco/read/coco_file.h"
#include "data/coco/write/relabel_summary.h"
#include "data/coco/write/relabelled_file.h"

#include <cstdint>

namespace segnoise::coco {

/// A noisy version of a file.
struct NoisyFileJob {
  noise::NoiseSetup setup = {};
  std::uint64_t seed = 1;
  RelabelledFileJob file = {};  ///< its source of labels is passed over: the noise is
};

/// Writes a noisy version of a file: write_relabelled_file() with annotation_noise().
///
/// @throws std::runtime_error     as write_relabelled_file() does
/// @throws std::invalid_argument  as validate() and require_for_coco() do
RelabelSummary write_noisy_file(const CocoFile& file, const NoisyFileJob& job);

}  // namespace segnoise::coco
