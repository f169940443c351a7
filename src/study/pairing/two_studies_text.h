#pragma once

#include "study/pairing/two_studies.h"

#include <string>

namespace segnoise::pairing {

/// How differences between the studies are paired, and how their intervals and p are made, or why
/// there are none.
[[nodiscard]] std::string differences_caption(const TwoStudies& studies);

/// How many patients are in both studies, and how many in one alone.
[[nodiscard]] std::string patients_sentence(const TwoStudies& studies);

/// For a terminal: what was set differently, the conditions of both studies, and by how much the
/// second study differs from the first.
[[nodiscard]] std::string two_studies_text(const TwoStudies& studies);

}  // namespace segnoise::pairing
