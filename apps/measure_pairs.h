#pragma once

#include "core/metrics/mask_measures.h"

#include <filesystem>
#include <optional>

namespace segnoise {

/// Which label maps are measured against one another, and how.
struct PairsOptions {
  std::filesystem::path pairs = {};  ///< a CSV file, see label_pairs::read_label_pairs()
  metrics::MeasureOptions measures = {};
  int threads = 1;                                ///< >= 1
  std::optional<std::filesystem::path> out = {};  ///< a CSV file; nothing for the table alone
};

/// Measures each pair of label maps, prints a table of means, and writes every number.
/// @throws std::runtime_error  one line, naming the row and what is wrong with it: a map that
/// cannot
///   be read, two maps whose grids differ in size, spacing or direction
void measure_pairs(const PairsOptions& options);

}  // namespace segnoise
