#pragma once

#include "core/cardiac/echo.h"
#include "data/camus/data_set.h"

namespace segnoise::camus {

/// Whether a patient carries the marks that CAMUS's makers put on every one of theirs: an id from
/// patient0001 to patient0500, and frames that were all resampled to pixels of 0.308 mm by
/// 0.308 mm (NIfTI), or 0.308 mm by 0.154 mm (the legacy files), to a part in 10^4. A scanner's own
/// spacing follows its depth and varies from patient to patient, so that frames which somebody
/// puts into CAMUS's layout lack the second mark. The phantom may have both: is_phantom() goes
/// first.
[[nodiscard]] bool has_marks_of_camus(const cardiac::Patient& patient, CamusRelease release);

}  // namespace segnoise::camus
