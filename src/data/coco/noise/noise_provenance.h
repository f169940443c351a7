#pragma once

#include "data/coco/noise/noisy_file.h"
#include "data/coco/read/coco_file.h"

#include <string>
#include <string_view>

namespace segnoise::coco {

/// How coco-noise makes a noisy file, for its info: a JSON object of all that its bytes depend on.
///
/// @param clean       named, and digested, as gunzip leaves it if gzip has packed it
/// @param version     of the program
/// @param setup_json  the job's setup as a JSON object
[[nodiscard]] std::string noise_provenance(
    const CocoFile& clean,
    const NoisyFileJob& job,
    std::string_view version,
    std::string_view setup_json);

}  // namespace segnoise::coco
