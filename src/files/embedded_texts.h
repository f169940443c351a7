#pragma once

#include <span>
#include <string_view>

namespace segnoise {

/// A data file that is part of the program.
struct EmbeddedText {
  std::string_view name;  ///< its path in its folder, without extension: "camus/low"
  std::string_view text;
};

/// The files of data/setups, as they were when the program was built.
[[nodiscard]] std::span<const EmbeddedText> embedded_setups();

/// The files of data/studies.
[[nodiscard]] std::span<const EmbeddedText> embedded_studies();

}  // namespace segnoise
