#pragma once

#include "core/noise/category_table.h"
#include "core/noise/setup.h"
#include "data/coco/write/relabelling.h"

#include <cstddef>
#include <cstdint>

namespace segnoise::coco {

/// @throws std::invalid_argument  if the setup needs what a data set of COCO's format has not: a
///                                spacing (unit mm), instants (only), a long axis (base-shift)
void require_for_coco(const noise::NoiseSetup& setup);

/// How many instances noise adds to an annotation at most.
[[nodiscard]] std::size_t most_added(const noise::NoiseSetup& setup);

/// Whether labels tell what was drawn, which takes time.
enum class TellDraws : std::uint8_t { kNo, kYes };

/// Noise as a source of labels, drawn from the seed and the annotation's id.
///
/// A box has no outline to be wrong: of an annotation without a mask, only deletions and class
/// confusion act.
///
/// @param categories  must outlive what is returned
[[nodiscard]] Relabel annotation_noise(
    const noise::NoiseSetup& setup,
    std::uint64_t seed,
    TellDraws draws,
    const noise::CategoryTable& categories);

}  // namespace segnoise::coco
