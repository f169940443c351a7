#pragma once

#include "core/noise/category_table.h"
#include "data/coco/read/annotation_index.h"
#include "data/coco/read/coco_file.h"
#include "data/coco/write/relabel_summary.h"
#include "data/coco/write/relabelling.h"
#include "data/coco/write/shard_note.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace segnoise::coco {

/// A file of annotations with new labels.
struct RelabelledFileJob {
  RelabelRules rules = {};

  /// Makes the source of labels, once for each thread, of the categories of the file, which outlive
  /// it; empty: all annotations stay as they are.
  std::function<Relabel(const noise::CategoryTable&)> start_source = {};

  std::size_t most_added = 0;  ///< to an annotation, by the source

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

/// Writes a file of annotations with new labels, in one pass over it.
///
/// Everything that gets no new label goes through unchanged and in order, byte by byte; without
/// any, so does the whole file but for its info. The counts of LVIS's categories follow what is
/// written. A shard holds its images and their annotations alone, and under "noise_shard" what
/// merge_shards() needs to make the whole of them. The same job gives the same bytes whatever the
/// threads.
///
/// @throws std::runtime_error  one line that names the file, and in the clean one the byte and the
///         annotation: whatever AnnotationRelabeller and index_annotations() throw, an info that is
///         not an object, ids too great to add others, no space left. Nothing is left behind then.
RelabelSummary write_relabelled_file(const CocoFile& file, const RelabelledFileJob& job);

}  // namespace segnoise::coco
