#pragma once

#include "data/coco/noise/noise_rules.h"
#include "data/coco/noise/noise_summary.h"
#include "data/coco/read/annotation_index.h"
#include "data/coco/read/coco_file.h"
#include "data/coco/write/shard_note.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace segnoise::coco {

/// A noisy version of a file.
struct NoisyFileJob {
  NoiseRules rules = {};

  /// A JSON object that tells how the file was made; it is appended to the list "noise" of the
  /// file's info.
  std::string provenance = "{}";

  std::filesystem::path output = {};
  std::optional<std::filesystem::path> records = {};  ///< a line of JSON for each annotation
  std::optional<Shard> shard = {};
  InvalidAnnotations invalid = InvalidAnnotations::kRefused;
  int threads = 1;

  /// Called on the calling thread now and then; may throw to end the job.
  std::function<void(std::size_t done, std::size_t of)> on_progress = {};
};

/// Writes a noisy version of a file, in one pass over it.
///
/// Everything that noise does not touch goes through unchanged and in order, byte by byte; without
/// any noise, so does the whole file but for its info. The counts of LVIS's categories follow what
/// is written. A shard holds its images and their annotations alone, and under "noise_shard" what
/// merge_shards() needs to make the whole of them. The same job gives the same bytes whatever the
/// threads.
///
/// @throws std::runtime_error  one line that names the file, and in the clean one the byte and the
///         annotation: whatever AnnotationNoise and index_annotations() throw, an info that is not
///         an object, ids too great to add others, no space left. Nothing is left behind then.
/// @throws std::invalid_argument  as validate() and require_for_coco() do
NoiseSummary write_noisy_file(const CocoFile& file, const NoisyFileJob& job);

}  // namespace segnoise::coco
