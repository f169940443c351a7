#pragma once

#include "data/coco/write/relabel_summary.h"

#include <string>

namespace segnoise::coco {

/// What noise did to the annotations of a file, as a table for people, and as a JSON object.
[[nodiscard]] std::string table_of(const RelabelSummary& summary);
[[nodiscard]] std::string json_of(const RelabelSummary& summary);

}  // namespace segnoise::coco
