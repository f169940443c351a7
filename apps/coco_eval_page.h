#pragma once

#include "cli/arguments.h"
#include "data/coco/evaluate/evaluation.h"
#include "data/coco/evaluate/evaluation_json.h"

#include <filesystem>
#include <string>
#include <vector>

namespace segnoise {

// Of these functions there are two versions: coco_eval_page.cpp, and coco_eval_no_page.cpp for
// builds without Vega.

/// @throws UsageError  if a page is asked for that is not to be a .html file, or this build writes
///                     none
void require_page(const TCLAP::ValueArg<std::string>& page);

/// Writes the charts of an evaluation as a page: for each kind of overlap precision over recall, AP
/// by size, and with errors what they cost.
/// @throws std::runtime_error  naming the path, if it cannot be written
void write_evaluation_page(
    const std::filesystem::path& path,
    const std::vector<coco::KindScores>& scores,
    const coco::EvaluationProvenance& provenance);

}  // namespace segnoise
