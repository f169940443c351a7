#pragma once

#include "base/embedded_text.h"

#include <span>

namespace segnoise::study_files {

/// The files of data/studies, as they were when the program was built.
[[nodiscard]] std::span<const base::EmbeddedText> embedded_studies();

}  // namespace segnoise::study_files
