#pragma once

#include "study/results.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace segnoise {

/// The paper's Table 7 from the results of a study: one row per condition, in their order of
/// appearance. Each patient counts once: Dice and HD are the means of his views.
///
/// @param seed  of the bootstrap over patients
[[nodiscard]] std::vector<Table7Row> table7(
    std::span<const PatientResult> patients, std::uint64_t seed);

/// The table as text for a terminal, one line per row: mean ± SD, "-" where there is no value.
[[nodiscard]] std::string table7_text(std::span<const Table7Row> rows);

}  // namespace segnoise
