#pragma once

#include "base/embedded_text.h"

#include <span>

namespace segnoise::setups {

/// The files of data/setups, as they were when the program was built.
[[nodiscard]] std::span<const base::EmbeddedText> embedded_setups();

}  // namespace segnoise::setups
