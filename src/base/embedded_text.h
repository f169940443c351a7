#pragma once

#include <string_view>

namespace segnoise::base {

/// A data file that is part of the program.
struct EmbeddedText {
  std::string_view name;  ///< its path in its folder, without extension: "camus/low"
  std::string_view text;
};

}  // namespace segnoise::base
